"""Sensitive text at rest: AES-256-GCM with the field's name as associated data, and a blind index for look-up.

Stored as text `<key id>:<base64 of nonce + ciphertext>`, because a base64 column loads as fast as any other,
where a binary one took a minute per 100,000 rows on PostgreSQL. Old keys keep decrypting; the last one encrypts.
"""

from __future__ import annotations

import base64
import hmac
import os
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import models

NONCE = 12

if TYPE_CHECKING:
    _TextField = models.TextField[str, str]
else:
    _TextField = models.TextField


class Undecipherable(Exception):
    """A stored value that no key opens: the key file was lost or the value was changed."""


def _keys() -> dict[str, bytes]:
    return settings.FIELD_KEYS


@lru_cache(maxsize=8)
def _cipher(key: bytes) -> AESGCM:
    return AESGCM(key)


@lru_cache(maxsize=8)
def _index_key(key: bytes) -> bytes:
    # A key of its own, so that an index never helps against the cipher.
    return hmac.digest(key, b"youlin blind index", "sha256")


def encrypt(text: str, *, field: str) -> str:
    """Ciphertext of `text`, bound to `field`; empty stays empty."""
    if not text:
        return ""
    name, key = list(_keys().items())[-1]
    nonce = os.urandom(NONCE)
    sealed = _cipher(key).encrypt(nonce, text.encode(), field.encode())
    return f"{name}:{base64.b64encode(nonce + sealed).decode()}"


def decrypt(stored: str, *, field: str) -> str:
    """The text behind `stored`. Raises Undecipherable."""
    if not stored:
        return ""
    name, _, body = stored.partition(":")
    try:
        raw = base64.b64decode(body, validate=True)
        return _cipher(_keys()[name]).decrypt(raw[:NONCE], raw[NONCE:], field.encode()).decode()
    except (KeyError, ValueError, InvalidTag) as error:
        raise Undecipherable(f"a stored {field} cannot be opened with the keys at hand") from error


def blind_index(text: str, *, field: str) -> str:
    """A keyed fingerprint by which equal values are found without being readable; empty stays empty.

    Made with the first key, which therefore stays in the key file after a rotation.
    """
    if not text:
        return ""
    key = next(iter(_keys().values()))
    digest = hmac.new(_index_key(key), f"{field}\0{text}".encode(), sha256).digest()
    return base64.urlsafe_b64encode(digest[:18]).decode()


class EncryptedTextField(_TextField):
    """Text that is ciphertext in the database. It cannot be filtered on: use a blind index beside it."""

    def _name(self) -> str:
        return f"{self.model._meta.label_lower}.{self.attname}"

    def from_db_value(self, value: str | None, expression: object, connection: object) -> str | None:
        """Decrypt."""
        return None if value is None else decrypt(value, field=self._name())

    def get_prep_value(self, value: object) -> str | None:
        """Encrypt."""
        return None if value is None else encrypt(str(value), field=self._name())
