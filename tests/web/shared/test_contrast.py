"""Words can be read and edges seen, by day and by night: WCAG 2.2 AA, computed from the tokens themselves."""

import re
from pathlib import Path

import pytest

import youlin.web.shared

CSS = Path(youlin.web.shared.__file__).parent / "static/youlin/css"
TOKENS = (CSS / "tokens.css").read_text(encoding="utf-8")
COLOUR = re.compile(r"--([a-z-]+): (#[0-9a-f]{6});")
DAY = dict(COLOUR.findall(TOKENS.split("@media")[0]))
NIGHT = DAY | dict(COLOUR.findall(TOKENS.split("@media")[1]))

GROUNDS = ("page", "surface", "sunken", "accent-soft")
PAIRS = [
    *(("text", ground, 7.0) for ground in (*GROUNDS, "done-soft", "due-soft", "late-soft")),
    *(("muted", ground, 4.5) for ground in GROUNDS),
    *(("accent", ground, 4.5) for ground in GROUNDS),
    *(("accent-strong", ground, 4.5) for ground in GROUNDS),
    *(("on-accent", ground, 4.5) for ground in ("accent", "accent-strong")),
    *(
        (tone, ground, 4.5)
        for tone in ("done", "due", "late")
        for ground in ("page", "surface", "sunken", f"{tone}-soft")
    ),
    *(("edge", ground, 3.0) for ground in ("page", "surface", "sunken")),
    *(("focus", ground, 3.0) for ground in GROUNDS),
]


def light(colour: str) -> float:
    """Relative luminance."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black on white)."""
    dark, bright = sorted((light(one), light(other)))
    return (bright + 0.05) / (dark + 0.05)


def test_the_measure_itself() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
@pytest.mark.parametrize("mode", [DAY, NIGHT], ids=["day", "night"])
def test_ink_stands_out_from_its_ground(mode: dict[str, str], ink: str, ground: str, least: float) -> None:
    assert contrast(mode[ink], mode[ground]) >= least


def test_every_colour_has_its_night() -> None:
    assert DAY.keys() == dict(COLOUR.findall(TOKENS.split("@media")[1])).keys()


def test_no_sheet_but_the_tokens_and_the_paper_names_a_colour() -> None:
    named = {
        sheet.name: found
        for sheet in CSS.glob("*.css")
        if sheet.name not in ("tokens.css", "print.css")
        and (found := re.findall(r"#[0-9a-fA-F]{3,8}\b", sheet.read_text()))
    }
    assert named == {}
