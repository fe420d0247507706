"""Every cadence of the program in one table. Each entry says how late it may be without harm."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from django_q.models import Schedule, Task


@dataclass(frozen=True, slots=True)
class Entry:
    """A job, how often it runs (minutes), and how late it may run without anybody being wronged."""

    name: str
    function: str
    minutes: int
    maximum_lateness: timedelta


SCHEDULE = (
    # Silence and clocks carry their own exact instants, so a late sweep raises the same things with the same times.
    Entry("tick", "youlin.jobs.tasks.tick", 1, timedelta(minutes=15)),
    # The in-app list has told already; a letter that is a quarter of an hour late is still the same letter.
    Entry("letters", "youlin.jobs.tasks.send_letters", 1, timedelta(minutes=15)),
    # A question about yesterday's records can wait a day; what is older than 90 days goes with the next run.
    Entry("patterns", "youlin.jobs.tasks.ask_about_patterns", 24 * 60, timedelta(days=1)),
    # A lead found a day later is still a lead; who turns 80 is told a month ahead.
    Entry("leads", "youlin.jobs.tasks.find_leads", 24 * 60, timedelta(days=1)),
    # A review shows a month before it is due, so a day is nothing to it.
    Entry("reviews", "youlin.jobs.tasks.open_reviews", 24 * 60, timedelta(days=1)),
    # A photograph of a paper that stays a night longer was kept for months; whoever wants it gone at once deletes it.
    Entry("photographs", "youlin.jobs.tasks.forget_photographs", 24 * 60, timedelta(days=1)),
    # A doubt raised a day later is the same doubt: its day is that of what was noticed.
    Entry("checks", "youlin.jobs.tasks.propose_checks", 24 * 60, timedelta(days=1)),
    # An adjustment is agreed for a day: it is applied within its first hour.
    Entry("adjust", "youlin.jobs.tasks.apply_adjustments", 60, timedelta(hours=2)),
    # What is proposed tomorrow instead of tonight wrongs nobody: an office decides it in any case.
    Entry("adjustments", "youlin.jobs.tasks.propose_adjustments", 24 * 60, timedelta(days=1)),
    # What was added up a day late is the same sum: its days are those of the records.
    Entry("rollups", "youlin.jobs.tasks.add_up", 24 * 60, timedelta(days=1)),
)


def install() -> None:
    """Write the table into the queue's schedule; safe to repeat."""
    for entry in SCHEDULE:
        Schedule.objects.update_or_create(
            name=entry.name,
            defaults={
                "func": entry.function,
                "schedule_type": Schedule.MINUTES,
                "minutes": entry.minutes,
                "repeats": -1,
            },
        )
    Schedule.objects.exclude(name__in=[entry.name for entry in SCHEDULE]).delete()


def last_run(entry: Entry) -> datetime | None:
    """When a job last ended well; None where it never ran."""
    runs = Task.objects.filter(func=entry.function, success=True)
    latest = runs.order_by("-stopped").first()
    return cast("datetime", latest.stopped) if latest else None
