"""Adding up what work on the phone took."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from youlin.domains.insight.models import EffortTally
from youlin.domains.insight.rules.effort import UNMEASURED, Effort, Job
from youlin.foundation import clock


def note_effort(*, subdistrict: UUID, job: Job, effort: Effort | None, now: datetime, times: int = 1) -> None:
    """Add one piece of work (or `times` alike) to the day's sums; without `effort` it counts as not measured.

    There is no actor and no audit: whose work it was is the one thing that must not be kept.
    """
    part = UNMEASURED if effort is None else effort.part
    seconds, taps, fields = (effort.seconds, effort.taps, effort.fields) if effort else (0, 0, 0)
    row = {"subdistrict_id": subdistrict, "day": clock.day_of(now), "job": job.value, "part": part}
    with transaction.atomic():
        # Two phones at once: whoever comes second finds the row of the first, and both add to it.
        if not _add(row, times, seconds, taps, fields):
            EffortTally.objects.bulk_create([EffortTally(**row)], ignore_conflicts=True)
            _add(row, times, seconds, taps, fields)


def _add(row: dict[str, object], times: int, seconds: int, taps: int, fields: int) -> int:
    return EffortTally.objects.filter(**row).update(
        times=F("times") + times,
        seconds=F("seconds") + seconds * times,
        taps=F("taps") + taps * times,
        fields=F("fields") + fields * times,
    )
