"""The tracking code: what a resident without an account shows to see and judge one case.

It is a keyed function of the write's own identity: the same report sent twice gets the same code, and only the code's
fingerprint is stored.
"""

from __future__ import annotations

import base64
from uuid import UUID

from youlin.domains.territory.rules import DOOR_ALPHABET
from youlin.foundation.crypto import blind_index
from youlin.foundation.values import half_width

LENGTH = 8


def code_for(client_id: UUID) -> str:
    """The code of the case that a write with this identity made.

    >>> len(code_for(UUID(int=1)))
    8
    """
    number = int.from_bytes(base64.urlsafe_b64decode(blind_index(str(client_id), field="cases.code")))
    letters = []
    for _place in range(LENGTH):
        number, rest = divmod(number, len(DOOR_ALPHABET))
        letters.append(DOOR_ALPHABET[rest])
    return "".join(letters)


def shown(code: str) -> str:
    """In two halves, as it is read aloud."""
    return f"{code[: LENGTH // 2]}-{code[LENGTH // 2 :]}"


def fingerprint(code: str) -> str:
    """What is stored, of a code however it was typed; empty for what cannot be one."""
    plain = "".join(sign for sign in half_width(code).upper() if sign.isalnum())
    return blind_index(plain, field="cases.code.fingerprint") if len(plain) == LENGTH else ""
