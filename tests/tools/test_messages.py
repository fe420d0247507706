"""The English catalogues follow the code, also where a string comes to be counted or is counted no more."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import messages

ONE = 'from django.utils.translation import gettext as _\n\nsaid = _("户")\n'
COUNTED = 'from django.utils.translation import ngettext\n\nsaid = ngettext("户", "%(n)s 户", 3)\n'


@pytest.fixture
def room(tmp_path: Path) -> Path:
    (tmp_path / "pages.py").write_text(ONE, encoding="utf-8")
    messages.update(tmp_path)
    fill(tmp_path, 'msgstr ""\n', 'msgstr "household"\n')
    return tmp_path


def fill(room: Path, empty: str, english: str) -> None:
    path = messages.catalogue_of(room)
    head, _cut, entries = path.read_text(encoding="utf-8").partition("\n\n")
    path.write_text(f"{head}\n\n{entries.replace(empty, english)}", encoding="utf-8")


def english(room: Path) -> object:
    known = messages.read(room).get("户")
    return known and known.string


def test_a_string_that_gains_a_plural_keeps_its_english_and_asks_for_the_other(room: Path) -> None:
    (room / "pages.py").write_text(COUNTED, encoding="utf-8")
    messages.update(room)

    assert english(room) == ("household", "")
    (word,) = messages.messages_of(room)
    assert messages.wrong_with(word, messages.english_of(word, messages.read(room))) == "has no English"


def test_a_string_that_loses_its_plural_keeps_the_english_of_many(room: Path) -> None:
    (room / "pages.py").write_text(COUNTED, encoding="utf-8")
    messages.update(room)
    fill(room, 'msgstr[1] ""\n', 'msgstr[1] "%(n)s households"\n')
    (room / "pages.py").write_text(ONE, encoding="utf-8")
    messages.update(room)

    assert english(room) == "%(n)s households"


@pytest.mark.parametrize("order", [ONE + COUNTED, COUNTED + ONE])
def test_a_string_that_is_counted_in_one_place_only_has_both(room: Path, order: str) -> None:
    (room / "pages.py").write_text(order, encoding="utf-8")
    messages.update(room)

    assert english(room) == ("household", "")
