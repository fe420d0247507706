"""What every channel looks like.

Write one beside `console/`, add it to `registry.py`, and the contract test
(`tests/channels/test_contract.py`) asks of it what is asked of all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Capability:
    """What a channel can do. `outside`: what it carries leaves the house, so letters name nobody in full."""

    outside: bool
    inbound: bool
    title: bool = True  # carries a title apart from the text
    link: bool = True  # carries an address to open
    most_signs: int = 2000  # of the text; what is longer is cut, with a word that there is more


@dataclass(frozen=True, slots=True)
class Message:
    """One letter to carry. `id` is the same at every try: a channel that sees it twice lets it land once."""

    id: UUID
    subdistrict: UUID
    user: UUID
    name: str
    phone: str  # as it is dialled; empty where none is known
    title: str
    text: str
    url: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Receipt:
    """That a channel took a letter. `reference`: its own name for it, for asking later; never empty."""

    reference: str


@dataclass(frozen=True, slots=True)
class Inbound:
    """Something that came back. `external`: the channel's own name for it, by which the same one twice is one."""

    external: str
    letter: UUID
    text: str
    at: datetime


class NotSentError(Exception):
    """A channel could not carry a letter. `reason` is for people; `final`: trying again is of no use."""

    def __init__(self, reason: str, *, final: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.final = final


class UnreadableError(Exception):
    """What came in is nothing that this channel sends."""


class Channel(Protocol):
    """A way out, and perhaps back in."""

    @property
    def code(self) -> str:
        """The name that consent and log keep; never changes, 20 signs at most."""

    @property
    def name(self) -> str | Promise:
        """What people call it."""

    @property
    def explanation(self) -> str | Promise:
        """What somebody agrees to who chooses it: who reads along, what it costs."""

    @property
    def capability(self) -> Capability:
        """What it can do."""

    def send(self, message: Message, *, now: datetime) -> Receipt:
        """Carry a letter. Raises NotSentError; anything else that it raises counts as a failure to be tried again."""

    def receive(self, payload: Mapping[str, str], *, now: datetime) -> list[Inbound]:
        """Read what came in. Raises UnreadableError for what is not its own, or where nothing ever comes in."""


def fitted(text: str, capability: Capability, more: str) -> str:
    """A text that a channel can carry: cut where it is too long, with a word that there is more.

    >>> fitted("甲乙丙丁戊己", Capability(outside=True, inbound=False, most_signs=5), "…")
    '甲乙丙丁…'
    """
    most = capability.most_signs
    return text if len(text) <= most else text[: most - len(more)] + more
