"""What stands on a bulletin, in words: the same for paper, file and screen."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from youlin.domains.insight import wording
from youlin.domains.insight.queries import Bulletin
from youlin.domains.insight.rules import Key


@dataclass(frozen=True, slots=True)
class Line:
    """A figure in words."""

    name: str
    value: int
    unit: str
    before: int
    change: str
    definition: str


@dataclass(frozen=True, slots=True)
class PartLine:
    """A part of the place with its figures, in the order of `Sheet.heads`."""

    name: str
    counts: list[int]


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
    totals: list[int]
    stories: list[Told]
    labels: Labels
    language: str

    def plain(self) -> dict[str, object]:
        """As plain values, for a renderer that knows no classes."""
        return asdict(self)


def sheet(bulletin: Bulletin) -> Sheet:
    """A bulletin in the words of the active language."""
    values = bulletin.values
    return Sheet(
        title=bulletin.title or _("三长制工作简报"),
        place=bulletin.place,
        span=wording.span(bulletin.period),
        made_on=_("%(day)s整理") % {"day": wording.day(bulletin.made_on)},
        sentence=bulletin.sentence,
        lines=[
            Line(
                wording.name(item.key),
                item.value,
                wording.unit(item.key),
                item.before,
                wording.change(item),
                wording.definition(item.key),
            )
            for item in bulletin.figures
        ],
        heads=[wording.name(key) for key in Key],
        parts=[
            PartLine(part.place.name if part.place else _("本级"), [part.values[key] for key in Key])
            for part in bulletin.parts
        ],
        totals=[values[key] for key in Key],
        stories=[Told(title, text) for title, text in bulletin.stories],
        labels=_labels(),
        language=get_language() or "zh-hans",
    )


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
        lines=[Line(wording.name(key), 12, wording.unit(key), 10, "", wording.definition(key)) for key in Key],
        heads=[wording.name(key) for key in Key],
        parts=[PartLine(_("某社区"), [12 for _key in Key])],
        totals=[12 for _key in Key],
        stories=[Told(_("一个故事的题目"), _("一个故事。"))],
        labels=_labels(),
        language=get_language() or "zh-hans",
    )
