"""The pictures under docs/screens/ are those of the table, light enough to be kept, and listed where one looks."""

import re

from tests.guards.house import ROOT
from tools.pictures import LOOKS, PICTURES

FOLDER = ROOT / "docs" / "screens"
TABLE = {f"{picture.name}-{look}.png" for picture in PICTURES for look in picture.looks}


def test_each_picture_of_the_table_is_there_and_none_besides() -> None:
    assert {path.name for path in FOLDER.glob("*.png")} == TABLE, "run python3 dev.py screens"


def test_each_is_light_and_all_of_them_together_are() -> None:
    sizes = {path.name: path.stat().st_size for path in FOLDER.glob("*.png")}
    assert {name: size for name, size in sizes.items() if size >= 120_000} == {}
    # A room more is a few pictures more: what they may weigh grows with them, and no faster.
    assert sum(sizes.values()) < 36_000 * len(sizes)


def test_the_index_shows_each() -> None:
    shown = re.findall(r'<img src="([^"]+)" alt="[^"]+"', (FOLDER / "README.md").read_text(encoding="utf-8"))
    assert sorted(shown) == sorted(TABLE)


def test_a_name_and_a_look_mean_one_thing() -> None:
    assert len({picture.name for picture in PICTURES}) == len(PICTURES)
    assert {look for picture in PICTURES for look in picture.looks} <= set(LOOKS)


def test_pages_show_only_pictures_that_are_there() -> None:
    pages = [*ROOT.glob("README*.md"), *(ROOT / "docs" / "guide").glob("*.md")]
    used = {(page, name) for page in pages for name in re.findall(r'screens/([\w-]+\.png)"', page.read_text("utf-8"))}
    assert used
    assert {(page.name, name) for page, name in used if name not in TABLE} == set()
