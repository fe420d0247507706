"""What the code on a card holds: which appointment, which serial, and a seal that only this installation can make.

`<24 signs: appointment and serial><24 signs: HMAC-SHA256 of them, 144 bits>`, all of one spelling: what differs in a
single sign was not made here. Nothing in it can be guessed from another card.
"""

from __future__ import annotations

import base64
import hmac
from dataclasses import dataclass
from uuid import UUID

from youlin.foundation import crypto

LENGTH = 48
_BODY = 24


@dataclass(frozen=True, slots=True)
class Sealed:
    """What a good code says."""

    appointment: UUID
    serial: int


def issue(appointment: UUID, serial: int) -> str:
    """The code of one card."""
    body = base64.urlsafe_b64encode(appointment.bytes + serial.to_bytes(2, "big")).decode()
    return body + _seal(body)


def read(token: str) -> Sealed | None:
    """What a code says, or None where it was not made here or was changed."""
    if len(token) != LENGTH or not token.isascii():
        return None
    body, seal = token[:_BODY], token[_BODY:]
    if not hmac.compare_digest(seal, _seal(body)):
        return None
    raw = base64.urlsafe_b64decode(body)
    return Sealed(UUID(bytes=raw[:16]), int.from_bytes(raw[16:], "big"))


def _seal(body: str) -> str:
    return crypto.blind_index(body, field="chiefs.card")
