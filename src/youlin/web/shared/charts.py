"""Charts drawn on the server as SVG, each with its numbers in a table: no script, no inline style.

Bars are a table with a bar in each row. Lines are laid out in percentages, so that the drawing stretches and its words
keep their size.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from youlin.web.shared.parts import Bar, Tone

BAR_WIDTH = 100
PLOT = 100


@dataclass(frozen=True, slots=True)
class Series:
    """One line: a name and a value for each label, None where nothing was counted."""

    name: str
    values: Sequence[int | None]
    tone: Tone = "accent"


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing ready to be shown by the `chart` tag."""

    template: str
    values: dict[str, object]

    def render(self) -> SafeString:
        """The drawing with its table."""
        return SafeString(render_to_string(self.template, self.values))


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis, at a place in per cent; `more` ones go first where there is little room."""

    place: float
    label: str
    more: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A series laid out: polylines in plot units (0–100), one for each unbroken run."""

    series: Series
    runs: list[str]
    dots: list[tuple[float, float]]


def bars(title: str, items: Sequence[Bar], *, head: str, unit: str = "") -> Chart:
    """One bar a row, longest = the largest value. `head` names what the rows are, `unit` what is counted."""
    top = max((item.value for item in items), default=0) or 1
    rows = [(item, round(BAR_WIDTH * item.value / top, 1)) for item in items]
    return Chart("shared/parts/chart_bars.html", {"title": title, "head": head, "unit": unit, "rows": rows})


def lines(title: str, labels: Sequence[str], series: Sequence[Series], *, head: str, unit: str = "") -> Chart:
    """Values over time. `head` names what the labels are (日, 周). At most three series stay readable."""
    step, top = scale(max((value for one in series for value in one.values if value is not None), default=0))
    count = len(labels)
    places = [_place(index, count) for index in range(count)]
    shown = _room_for(labels)
    every = max(1, -(-count // shown))
    return Chart(
        "shared/parts/chart_lines.html",
        {
            "title": title,
            "head": head,
            "unit": unit,
            "series": series,
            "lines": [_line(one, places, top) for one in series],
            "across": [Tick(places[at], labels[at], more=at // every % 2 == 1) for at in range(0, count, every)],
            "up": [Tick(_height(value, top), str(value)) for value in range(0, top + 1, step)],
            "rows": [(label, [one.values[index] for one in series]) for index, label in enumerate(labels)],
        },
    )


def scale(largest: int) -> tuple[int, int]:
    """(step, top) of an axis from 0: steps of 1, 2 or 5 times a power of ten, four or five of them at most."""
    step = 1
    while largest > step * 4:
        digits = str(step)
        step = step * 5 // 2 if digits[0] == "2" else step * 2
    return step, step * max(1, -(-largest // step))


def _room_for(labels: Sequence[str]) -> int:
    """How many labels stand beside one another on 28 em without touching: two to six."""
    widest = max((sum(1.0 if ord(sign) > 0x2E7F else 0.55 for sign in label) for label in labels), default=1)
    return max(2, min(6, int(28 / (widest + 1))))


def _place(index: int, count: int) -> float:
    return round(4 + 92 * index / (count - 1), 2) if count > 1 else 50.0


def _height(value: int, top: int) -> float:
    return round(PLOT - PLOT * value / top, 2)


def _line(series: Series, places: Sequence[float], top: int) -> Line:
    runs: list[list[str]] = [[]]
    dots: list[tuple[float, float]] = []
    for place, value in zip(places, series.values, strict=True):
        if value is None:
            runs.append([])
            continue
        height = _height(value, top)
        runs[-1].append(f"{place},{height}")
        dots.append((place, height))
    return Line(series, [" ".join(run) for run in runs if len(run) > 1], dots)
