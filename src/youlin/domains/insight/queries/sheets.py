"""A bulletin's content: of a place and a span for the office, the same for outside, and one as it was published."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from youlin.domains.access.actor import Actor
from youlin.domains.insight import wording
from youlin.domains.insight.models import Issue
from youlin.domains.insight.queries.figures import Part, compared, parts
from youlin.domains.insight.queries.outside import Outside, read, with_before
from youlin.domains.insight.queries.templates import template
from youlin.domains.insight.rules import Compared, Key
from youlin.domains.territory.models import Territory
from youlin.foundation import clock
from youlin.foundation.values import Period


@dataclass(frozen=True, slots=True)
class Bulletin:
    """What a bulletin says, before it is put on paper. `told` where it is for outside: that, and nothing else of it."""

    place: str
    period: Period
    made_on: date
    sentence: str
    figures: list[Compared]
    parts: list[Part]
    told: Outside | None = None  # as it may be told outside the office, and the span before
    told_before: Outside | None = None
    template: bytes | None = None  # the street's own Word template
    title: str = ""  # a bulletin that somebody made has one of its own
    stories: tuple[tuple[str, str], ...] = ()  # title, text

    def telling(self, title: str, stories: list[tuple[str, str]]) -> Bulletin:
        """The same with a title and stories."""
        return replace(self, title=title, stories=tuple(stories))

    @property
    def values(self) -> dict[Key, int]:
        """The figures of the span."""
        return {item.key: item.value for item in self.figures}


def bulletin(
    actor: Actor, territory: Territory, period: Period, *, now: datetime, for_outside: bool = False
) -> Bulletin:
    """The bulletin of a place and a span, all from the figures. Raises NotThere."""
    if for_outside:
        told, earlier = with_before(actor, territory, period)
        return _told(territory, period, told, earlier, clock.day_of(now))
    found = compared(actor, territory, period)
    return Bulletin(
        place=territory.full_name,
        period=period,
        made_on=clock.day_of(now),
        sentence=wording.sentence(territory.full_name, period, {item.key: item.value for item in found}),
        figures=found,
        parts=parts(actor, territory, period),
        template=template(territory.subdistrict_id),
    )


def as_published(issue: Issue) -> Bulletin:
    """A published bulletin as it was published, whatever the records say today."""
    made_on = clock.day_of(issue.published_at or issue.made_at)
    told, before = (read(issue.figures.get(name, {})) for name in ("now", "before"))
    found = _told(issue.territory, Period(issue.first, issue.last), told, before, made_on)
    stories = sorted(issue.stories.all(), key=lambda one: one.picked_at)
    return found.telling(issue.title, [(one.title, one.text) for one in stories])


def _told(territory: Territory, period: Period, told: Outside, before: Outside, made_on: date) -> Bulletin:
    return Bulletin(
        place=territory.full_name,
        period=period,
        made_on=made_on,
        sentence=wording.sentence_told(territory.full_name, period, told.totals),
        figures=[],
        parts=[],
        told=told,
        told_before=before,
        template=template(territory.subdistrict_id),
    )
