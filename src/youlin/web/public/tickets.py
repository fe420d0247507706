"""A ticket in the address: number and code of one case, sealed for some hours, so that no page asks for them twice."""

from __future__ import annotations

from dataclasses import dataclass

from django.core import signing

from youlin.foundation import crypto

HOURS = 12
_SALT = "youlin.public.ticket"


@dataclass(frozen=True, slots=True)
class Ticket:
    """What opens one case."""

    number: str
    code: str


def issue(number: str, code: str) -> str:
    """A ticket as text for an address; the code in it can be read by nobody but us."""
    sealed = crypto.encrypt(f"{number}\n{code}", field=_SALT)
    return signing.dumps(sealed, salt=_SALT)


def read(text: str) -> Ticket | None:
    """The ticket, or None where it is none of ours or too old."""
    try:
        sealed = signing.loads(text, salt=_SALT, max_age=HOURS * 3600)
        number, _, code = crypto.decrypt(sealed, field=_SALT).partition("\n")
    except (signing.BadSignature, crypto.Undecipherable):
        return None
    return Ticket(number, code)
