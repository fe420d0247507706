"""Sensitive text at rest."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from youlin.foundation import crypto

NUMBER = "43089919440302002X"


@given(st.text(min_size=1, max_size=60).filter(lambda text: "\x00" not in text))
def test_what_is_sealed_opens_again(text: str) -> None:
    assert crypto.decrypt(crypto.encrypt(text, field="a"), field="a") == text


def test_the_same_number_is_never_sealed_twice_alike() -> None:
    assert crypto.encrypt(NUMBER, field="a") != crypto.encrypt(NUMBER, field="a")


def test_a_value_moved_to_another_field_does_not_open() -> None:
    sealed = crypto.encrypt(NUMBER, field="resident.id_number")
    with pytest.raises(crypto.Undecipherable):
        crypto.decrypt(sealed, field="resident.phone")


def test_a_changed_value_does_not_open() -> None:
    name, _, body = crypto.encrypt(NUMBER, field="a").partition(":")
    raw = bytearray(base64.b64decode(body))
    raw[-1] ^= 1
    with pytest.raises(crypto.Undecipherable):
        crypto.decrypt(f"{name}:{base64.b64encode(bytes(raw)).decode()}", field="a")


def test_old_values_open_after_a_new_key_is_added_and_look_up_still_finds_them(settings: Settings) -> None:
    settings.FIELD_KEYS = {"1": b"a" * 32}
    old, index = crypto.encrypt(NUMBER, field="a"), crypto.blind_index(NUMBER, field="a")
    settings.FIELD_KEYS = {"1": b"a" * 32, "2": b"b" * 32}
    assert crypto.decrypt(old, field="a") == NUMBER
    assert crypto.encrypt(NUMBER, field="a").startswith("2:")
    assert crypto.blind_index(NUMBER, field="a") == index


def test_the_index_of_one_field_says_nothing_about_another() -> None:
    assert crypto.blind_index(NUMBER, field="id_number") != crypto.blind_index(NUMBER, field="phone")


def test_nothing_stays_nothing() -> None:
    assert crypto.encrypt("", field="a") == crypto.decrypt("", field="a") == crypto.blind_index("", field="a") == ""
