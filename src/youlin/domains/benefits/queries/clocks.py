"""By when an application's next step and its decision are due: by law, or as the place has said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from youlin.domains.benefits.engine.rulebook import Parameter
from youlin.domains.benefits.models import Application
from youlin.domains.benefits.queries.figures import counts, rulebook_for
from youlin.domains.benefits.rules.clock import CLOSED, clock_of
from youlin.foundation.calendar import add_working_days


@dataclass(frozen=True, slots=True)
class Whole:
    """The last day for a decision, in how many working days from the filing, and how many in special cases."""

    last: date | None = None
    days: int | None = None
    longest: int | None = None


def decided_by(row: Application) -> Whole:
    """By when an application is decided; without a day where it is not filed, or neither law nor place says so."""
    return _whole(row, _days(row))


def _whole(row: Application, days: Mapping[str, date]) -> Whole:
    known, filed = clock_of(row.programme), days.get(Application.Stages.FILED)
    total = known.total
    if known.figure and filed is not None:
        total = counts(row.subdistrict, filed, [known.figure])[known.figure]
    if filed is None or total is None:
        return Whole(longest=known.longest)
    return Whole(add_working_days(filed, total), total, known.longest)


def due_after(row: Application, stage: str, happened_on: date) -> date | None:
    """When the step after a stage is due: by its own limit, and never after the day by which everything is decided."""
    gone_by = {**_days(row), stage: happened_on}
    whole = _whole(row, gone_by).last if stage not in CLOSED else None
    limit = clock_of(row.programme).limits.get(stage)
    if limit is None:
        return whole
    days = counts(row.subdistrict, happened_on, [limit.figure])[limit.figure] if limit.figure else limit.days
    if days is None:
        return whole
    if not limit.working:
        return happened_on + timedelta(days=days)
    due = add_working_days(gone_by.get(limit.since, happened_on), days)
    return due if whole is None else min(due, whole)


def unset_clock(row: Application, day: date) -> Parameter | None:
    """The parameter for which this stage's clock waits because the place has not said it (未配置)."""
    known = clock_of(row.programme)
    limit = known.limits.get(row.stage)
    name = limit.figure if limit and limit.figure else known.figure
    if not name or row.stage in CLOSED or counts(row.subdistrict, day, [name])[name] is not None:
        return None
    return next(one for one in rulebook_for(row.subdistrict).parameters if one.id == name)


def _days(row: Application) -> dict[str, date]:
    """The last day of each stage that it went through."""
    return dict(row.steps.order_by("recorded_at", "id").values_list("stage", "happened_on"))
