"""What the code on a certificate holds: which one, and a seal that only this installation can make."""

from __future__ import annotations

import base64
import binascii
import hmac
from uuid import UUID

from youlin.foundation import crypto

_BODY = 22
LENGTH = _BODY + 24


def issue(certificate: UUID) -> str:
    """The code of a certificate."""
    body = base64.urlsafe_b64encode(certificate.bytes).decode().rstrip("=")
    return body + _seal(body)


def read(token: str) -> UUID | None:
    """Which certificate a code names, or None where it was not made here or was changed."""
    if len(token) != LENGTH or not token.isascii():
        return None
    body, seal = token[:_BODY], token[_BODY:]
    if not hmac.compare_digest(seal, _seal(body)):
        return None
    try:
        return UUID(bytes=base64.urlsafe_b64decode(f"{body}=="))
    except (ValueError, binascii.Error):
        return None


def _seal(body: str) -> str:
    return crypto.blind_index(body, field="outreach.certificate")
