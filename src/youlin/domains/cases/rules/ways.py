"""How a case comes in, what is kept of who reported it, and how the answer reached them."""

from __future__ import annotations

from enum import StrEnum


class Source(StrEnum):
    """By which way a case came; all end in one list."""

    PHONE = "phone"  # a chief's
    DESK = "desk"
    CALL = "call"  # noted at the desk
    PUBLIC = "public"  # the page without an account
    CHAT = "chat"  # pasted out of a chat group
    CARE = "care"
    MEETING = "meeting"
    PARTNER = "partner"


class Secrecy(StrEnum):
    """What is kept of who reported it."""

    OPEN = "open"  # name and telephone, for the posts it comes by
    CONFIDENTIAL = "confidential"  # both sealed: for the subdistrict alone, each look on record
    ANONYMOUS = "anonymous"  # nothing


class Way(StrEnum):
    """How the resident heard the answer."""

    IN_PERSON = "in_person"
    PHONE = "phone"
    MESSAGE = "message"
    CODE = "code"  # read by the tracking code: the only way to somebody whose name nobody knows


def ways_to_tell(secrecy: Secrecy, *, call_back: bool = False) -> tuple[Way, ...]:
    """How the answer can reach the resident, the likeliest first.

    >>> [way.value for way in ways_to_tell(Secrecy.ANONYMOUS)]
    ['code']
    """
    if secrecy is not Secrecy.OPEN:
        return (Way.CODE,)
    if call_back:
        return (Way.PHONE, Way.IN_PERSON, Way.MESSAGE)
    return (Way.IN_PERSON, Way.PHONE, Way.MESSAGE)


def readable(source: Source, secrecy: Secrecy) -> bool:
    """Whether the resident holds the tracking code, and so can read the answer without anybody's help."""
    return source is Source.PUBLIC or secrecy is not Secrecy.OPEN
