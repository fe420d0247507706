"""What stands on a bulletin, in words: the same for paper, file and screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from youlin.domains.insight import wording
from youlin.domains.insight.queries import Bulletin
from youlin.domains.insight.rules import Compared, Key


@dataclass(frozen=True, slots=True)
class Line:
    """A figure in words."""

    name: str
    value: str
    unit: str
    before: str
    change: str
    definition: str


@dataclass(frozen=True, slots=True)
class PartLine:
    """A part of the place with its figures, in the order of `Sheet.heads`."""

    name: str
    counts: list[str]


@dataclass(frozen=True, slots=True)
class Told:
    """A story."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Labels:
    """The fixed words."""

    figure: str
    value: str
    unit: str
    before: str
    change: str
    meaning: str
    by_part: str
    stories: str
    part: str
    total: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A bulletin, ready to be set."""

    title: str
    place: str
    span: str
    made_on: str
    sentence: str
    lines: list[Line]
    heads: list[str]
    parts: list[PartLine]
    totals: list[str]
    stories: list[Told]
    labels: Labels
    language: str
    note: str = ""

    def plain(self) -> dict[str, object]:
        """As plain values, for a renderer that knows no classes."""
        return asdict(self)


def sheet(bulletin: Bulletin) -> Sheet:
    """A bulletin in the words of the active language."""
    return Sheet(
        title=bulletin.title or _("三长制工作简报"),
        place=bulletin.place,
        span=wording.span(bulletin.period),
        made_on=_("%(day)s整理") % {"day": wording.day(bulletin.made_on)},
        sentence=bulletin.sentence,
        lines=_lines(bulletin),
        heads=[wording.name(key) for key in Key],
        parts=_parts(bulletin),
        totals=[wording.shown(value) for value in _totals(bulletin).values()],
        stories=[Told(title, text) for title, text in bulletin.stories],
        labels=_labels(),
        language=get_language() or "zh-hans",
        note=wording.held_back() if bulletin.told is not None else "",
    )


def _totals(bulletin: Bulletin) -> Mapping[Key, int | None]:
    return bulletin.values if bulletin.told is None else bulletin.told.totals


def _lines(bulletin: Bulletin) -> list[Line]:
    totals = _totals(bulletin)
    if bulletin.told_before is not None:
        then: Mapping[Key, int | None] = bulletin.told_before.totals
    else:
        then = {item.key: item.before for item in bulletin.figures}
    return [
        Line(
            wording.name(key),
            wording.shown(totals[key]),
            wording.unit(key) if totals[key] is not None else "",
            wording.shown(then[key]),
            _change(key, totals[key], then[key]),
            wording.definition(key),
        )
        for key in Key
    ]


def _change(key: Key, value: int | None, then: int | None) -> str:
    return "" if value is None or then is None else wording.change(Compared(key, value, then))


def _parts(bulletin: Bulletin) -> list[PartLine]:
    if bulletin.told is not None:
        return [
            PartLine(name or _("本级"), [wording.shown(told[key]) for key in Key]) for name, told in bulletin.told.parts
        ]
    return [
        PartLine(part.place.name if part.place else _("本级"), [str(part.values[key]) for key in Key])
        for part in bulletin.parts
    ]


def _labels() -> Labels:
    return Labels(
        figure=_("指标"),
        value=_("本期"),
        unit=_("单位"),
        before=_("上期"),
        change=_("比较"),
        meaning=_("口径"),
        by_part=_("分辖区情况"),
        stories=_("身边的故事"),
        part=_("辖区"),
        total=_("合计"),
    )


def example() -> Sheet:
    """An invented bulletin, for trying a template with."""
    return Sheet(
        title=_("三长制工作简报"),
        place=_("某街道"),
        span=wording.day(date(2026, 1, 1)),
        made_on=_("%(day)s整理") % {"day": wording.day(date(2026, 2, 1))},
        sentence=_("（这里是数字写成的一句话。）"),
        lines=[Line(wording.name(key), "12", wording.unit(key), "10", "", wording.definition(key)) for key in Key],
        heads=[wording.name(key) for key in Key],
        parts=[PartLine(_("某社区"), ["12" for _key in Key])],
        totals=["12" for _key in Key],
        stories=[Told(_("一个故事的题目"), _("一个故事。"))],
        labels=_labels(),
        language=get_language() or "zh-hans",
    )
