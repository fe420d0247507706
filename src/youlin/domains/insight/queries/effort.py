"""What the office's wishes cost its chiefs: of a subdistrict or above, never of fewer people than hide one another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Min, QuerySet, Sum
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import CHIEF_ROLES, Can
from youlin.domains.care.models import Obligation
from youlin.domains.chiefs.models import Appointment
from youlin.domains.chiefs.queries import in_office
from youlin.domains.insight.models import EffortTally
from youlin.domains.insight.rules import days_of
from youlin.domains.insight.rules.effort import (
    BUDGET_MINUTES,
    LEAST_CHIEFS,
    LEAST_SAMPLES,
    UNMEASURED,
    Job,
    median_seconds,
    minutes_a_day,
)
from youlin.domains.messaging.models import Notice
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import Level
from youlin.foundation import clock
from youlin.foundation.db import under
from youlin.foundation.refusal import NotThere, Refusal
from youlin.foundation.values import Period


@dataclass(frozen=True, slots=True)
class JobEffort:
    """One kind of work: how often, and what one took. The last four are None where there are too few samples."""

    job: Job
    times: int
    measured: int
    seconds: float | None  # median
    taps: float | None  # mean
    fields: float | None  # mean
    minutes: float | None  # of each chief's usual day


@dataclass(frozen=True, slots=True)
class Burden:
    """A subdistrict's cost to its chiefs over a span. Minutes and notices are those of one chief on one day."""

    chiefs: int
    days: int  # from the first on which anything was measured; before it, nothing says that nothing was done
    jobs: list[JobEffort]
    notices: float

    @property
    def minutes(self) -> float:
        """What was given, as far as it was measured."""
        return sum(one.minutes or 0 for one in self.jobs)

    @property
    def left(self) -> float:
        """What is left of the budget; below 0 where more was taken."""
        return BUDGET_MINUTES - self.minutes

    @property
    def few(self) -> bool:
        """Whether so few chiefs are in office that a sum would speak of somebody."""
        return self.chiefs < LEAST_CHIEFS

    def seconds_of(self, job: Job) -> float | None:
        """The median of one kind of work."""
        return next((one.seconds for one in self.jobs if one.job is job), None)


def burden(actor: Actor, territory: Territory, period: Period) -> Burden:
    """What work on the phone took in a place and a span. Four queries.

    Raises NotThere out of scope, and Refusal `too_near` below a subdistrict: nothing smaller is kept.
    """
    if not actor.can_at(Can.SEE_FIGURES, territory.path):
        raise NotThere("territory_unknown", _("没有这个辖区。"))
    if territory.level > Level.SUBDISTRICT:
        raise Refusal("too_near", _("负担只按街道合计，不分到社区、片、组和个人。请选街道。"))
    return _burden(territory, period)


def _burden(territory: Territory, period: Period) -> Burden:
    first, last = days_of(period)
    chiefs = _chiefs(territory.path, last)
    rows = EffortTally.objects.filter(under("subdistrict__path", territory.path), day__range=(first, last))
    begun = rows.aggregate(first=Min("day"))["first"]
    days = (last - begun).days + 1 if begun else 0
    return Burden(
        chiefs=chiefs,
        days=days,
        jobs=_jobs(rows.values_list("job", "part", "times", "seconds", "taps", "fields"), chiefs=chiefs, days=days),
        notices=_notices(territory.path, first, last) / (chiefs * period.length) if chiefs else 0.0,
    )


def _chiefs(path: str, day: date) -> int:
    return _seats(path, day).values("user").distinct().count()


def _seats(path: str, day: date) -> QuerySet[Appointment]:
    return Appointment.objects.filter(in_office(day), under("post__territory__path", path), post__role__in=CHIEF_ROLES)


def _notices(path: str, first: date, last: date) -> int:
    return Notice.objects.filter(
        under("subdistrict__path", path),
        at__gte=clock.start_of(first),
        at__lt=clock.end_of(last),
        user__in=_seats(path, last).values("user"),
    ).count()


def _jobs(rows: Iterable[tuple[str, int, int, int, int, int]], *, chiefs: int, days: int) -> list[JobEffort]:
    """The rows as work, dearest first."""
    parts: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for job, part, times, *taken in rows:
        parts[job][part] += times
        sums[job] = [one + more for one, more in zip(sums[job], taken, strict=True)]
    found = [_job(Job(job), dict(counts), sums[job], chiefs=chiefs, days=days) for job, counts in parts.items()]
    return sorted(found, key=lambda one: (-(one.minutes or 0), -one.times))


def _job(job: Job, counts: dict[int, int], sums: list[int], *, chiefs: int, days: int) -> JobEffort:
    times = sum(counts.values())
    counts.pop(UNMEASURED, None)
    measured = sum(counts.values())
    if measured < LEAST_SAMPLES:
        return JobEffort(job, times, measured, None, None, None, None)
    seconds, taps, fields = (one / measured for one in sums)
    # What was sent without a measure took as long as what was measured.
    minutes = minutes_a_day(seconds * times, chiefs=chiefs, days=days)
    return JobEffort(job, times, measured, median_seconds(counts), taps, fields, minutes)


def minutes_by_day(actor: Actor, territory: Territory, period: Period) -> list[tuple[date, float]]:
    """What was measured on each day, in minutes of one chief. Raises as `burden`."""
    whole = burden(actor, territory, period)
    first, last = days_of(period)
    rows = EffortTally.objects.filter(under("subdistrict__path", territory.path), day__range=(first, last))
    sums = rows.values("day").annotate(total=Sum("seconds")).order_by("day").values_list("day", "total")
    return [(day, minutes_a_day(total, chiefs=whole.chiefs, days=1)) for day, total in sums]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the cadences ask of one chief on one day; `minutes` is None while nobody knows how long one takes."""

    kind: str
    times: float
    minutes: float | None


def asked(found: Burden, territory: Territory, period: Period) -> list[Asked]:
    """Greetings and visits that fell due in a span, as times and minutes of one chief on one day. One query."""
    first, last = days_of(period)
    rows = Obligation.objects.filter(under("neighbourhood__path", territory.path), due_on__range=(first, last))
    counts = dict(rows.order_by().values("kind").annotate(count=Count("pk")).values_list("kind", "count"))
    lines = []
    for kind, job in (("greeting", Job.GREET), ("visit", Job.VISIT)):
        times = counts.get(kind, 0) / (found.chiefs * period.length) if found.chiefs else 0.0
        seconds = found.seconds_of(job)
        lines.append(Asked(kind, times, None if seconds is None else times * seconds / 60))
    return lines


MEASURED_OVER = 90  # days that a price is taken from


@dataclass(frozen=True, slots=True)
class Price:
    """What a wish takes of each of those who carry it, on the phone. None where too little was measured to tell.

    `left` is what the street's wishes leave of a chief's ten minutes on a usual day before this one.
    """

    seconds: float | None
    minutes: float | None
    daily: float | None
    left: float | None
    budget: int = BUDGET_MINUTES

    @property
    def after(self) -> float | None:
        """What is left with it; below 0 where it takes more than there is."""
        return None if self.left is None or self.daily is None else self.left - self.daily

    @property
    def beyond(self) -> float:
        """By how many minutes of a day it takes more than is left; 0 where it does not."""
        return max(0.0, -(self.after or 0.0))


def price(actor: Actor, place: UUID, *, job: Job, times: int, carriers: int, days: int, today: date) -> Price:
    """What `times` of a kind of work within `days` take of each of `carriers`. Five queries.

    Told to whoever reads figures of the place, from the whole street's sums: nothing smaller is kept. Raises NotThere.
    """
    found = Territory.objects.filter(pk=place).select_related("subdistrict").first()
    if found is None or found.subdistrict is None or not actor.can_at(Can.SEE_FIGURES, found.path):
        raise NotThere("territory_unknown", _("没有这个辖区。"))
    whole = _burden(found.subdistrict, Period(today - timedelta(days=MEASURED_OVER - 1), today))
    seconds = None if whole.few else whole.seconds_of(job)
    if seconds is None:
        return Price(None, None, None, None)
    minutes = minutes_a_day(seconds * times, chiefs=carriers, days=1)
    return Price(seconds, minutes, minutes_a_day(seconds * times, chiefs=carriers, days=days), whole.left)


def subdistrict_of(actor: Actor) -> UUID | None:
    """The subdistrict whose chief somebody is."""
    return next((grant.subdistrict for grant in actor.grants if grant.role in CHIEF_ROLES), None)
