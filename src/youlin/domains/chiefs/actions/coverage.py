"""The check of coverage: alarms open where somebody lives and nobody answers, and close when that is over.

It runs after each change and each minute. One query finds out that nothing changed; what did is written in sets.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from uuid import UUID

from django.db import transaction
from django.db.models import Count, DateField, Exists, Max, Min, OuterRef, Q, QuerySet

from youlin.domains.access.actor import SYSTEM
from youlin.domains.access.rules import Role
from youlin.domains.chiefs import rules
from youlin.domains.chiefs.events import CoverageLost, CoverageRestored
from youlin.domains.chiefs.models import Absence, Appointment, CoverageGap
from youlin.domains.chiefs.queries.covering import away_on, reasons_of
from youlin.domains.chiefs.queries.holding import in_charge
from youlin.domains.residents.models import Household
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import SEGMENT, Level
from youlin.foundation import audit, clock, outbox
from youlin.foundation.db import add_rows, new_id, set_rows
from youlin.foundation.prepared import Prepared, Slot

COMMUNITY_PATH = 3 * SEGMENT  # county, subdistrict, community


@dataclass(frozen=True, slots=True)
class Checked:
    """How many alarms a check opened and closed."""

    opened: int
    closed: int


def check_coverage(*, now: datetime, places: Iterable[UUID] | None = None) -> Checked:
    """Let the alarms say what is so at `now`: everywhere, or in some neighbourhoods. Safe to repeat and to race."""
    day = clock.day_of(now)
    wanted = None if places is None else list(places)
    if not _changed(day, wanted):
        return Checked(0, 0)
    with transaction.atomic():
        # One at a time in a street: two checks that met would open the same alarm twice.
        streets = {subdistrict for _key, subdistrict, _open, _path in _changed(day, wanted) if subdistrict}
        list(Territory.objects.select_for_update().filter(pk__in=streets).order_by("pk").values_list("pk"))
        rows = _changed(day, wanted)
        opened = _open([row for row in rows if not row[2]], day, now)
        closed = _close([row[0] for row in rows if row[2]], day, now)
        deeds = [_deed("coverage.lost", gap) for gap in opened] + [_deed("coverage.restored", gap) for gap in closed]
        audit.record(deeds, actor=SYSTEM, now=now)
        events: list[outbox.Event] = []
        if opened:
            events.append(CoverageLost(gaps=tuple(gap.pk for gap in opened)))
        if closed:
            events.append(CoverageRestored(gaps=tuple(gap.pk for gap in closed)))
        outbox.announce(events, now=now)
    return Checked(len(opened), len(closed))


Changed = tuple[UUID, UUID | None, bool, str]


def _changed(day: date, places: Sequence[UUID] | None) -> list[Changed]:
    """Neighbourhoods whose alarm is not what it should be: key, subdistrict, whether it stands, path. One query."""
    if places is None:
        return _everywhere().all(today=day)
    return list(_wrong(day, Territory.objects.filter(pk__in=places)))


@cache
def _everywhere() -> Prepared[Changed]:
    """What each minute asks of the whole house."""
    return Prepared(_wrong(Slot("today", DateField()), Territory.objects.all()))


def _wrong(day: date | Slot, places: QuerySet[Territory]) -> QuerySet[Territory, Changed]:
    held = Appointment.objects.filter(
        in_charge(day), post__territory=OuterRef("pk"), post__role=Role.NEIGHBOURHOOD_CHIEF
    )
    lived = Household.objects.filter(neighbourhood=OuterRef("pk"), residence=Household.Residence.PERMANENT)
    alarm = CoverageGap.objects.filter(neighbourhood=OuterRef("pk"), closed_at__isnull=True)
    rows = places.filter(level=Level.NEIGHBOURHOOD).annotate(
        held=Exists(held), lived=Exists(lived), alarm=Exists(alarm)
    )
    due = Q(alarm=False, held=False, lived=True) | Q(alarm=True) & (Q(held=True) | Q(lived=False))
    return rows.filter(due).order_by("path").values_list("pk", "subdistrict", "alarm", "path")


def _open(rows: Sequence[Changed], day: date, now: datetime) -> list[CoverageGap]:
    """Write the alarms that are missing. Six queries."""
    keys = [key for key, _street, _open, _path in rows]
    if not keys:
        return []
    reasons, away = reasons_of(keys, day), away_on(keys, day)
    homes = _homes(keys)
    before = CoverageGap.objects.filter(neighbourhood__in=keys).order_by().values_list("neighbourhood")
    closed: dict[UUID, datetime] = dict(before.annotate(last=Max("closed_at")))
    occasions = _occasions(rows)
    gaps = []
    for key, street, _stands, _path in rows:
        assert street is not None  # a neighbourhood lies in a subdistrict
        reason = reasons[key]
        cause = away[key][0] if reason.because is rules.Because.AWAY else reason.day
        gaps.append(
            CoverageGap(
                subdistrict_id=street,
                neighbourhood_id=key,
                because=reason.because.value,
                about=reason.day,
                households=homes.get(key, 0),
                occasion=occasions[key],
                opened_at=rules.began(clock.start_of(cause) if cause else None, closed.get(key), now),
                noticed_at=now,
            )
        )
    add_rows(gaps)
    return gaps


def _homes(keys: Sequence[UUID]) -> dict[UUID, int]:
    rows = Household.objects.filter(neighbourhood__in=keys, residence=Household.Residence.PERMANENT).order_by()
    return dict(rows.values_list("neighbourhood").annotate(number=Count("pk")))


def _occasions(rows: Sequence[Changed]) -> dict[UUID, str]:
    """One letter a neighbourhood; where a community loses many at once, one letter for all of them."""
    together: dict[str, list[UUID]] = {}
    for key, _street, _stands, path in rows:
        together.setdefault(path[:COMMUNITY_PATH], []).append(key)
    found = {}
    for keys in together.values():
        many = f"coverage:many:{new_id()}"
        for key in keys:
            found[key] = f"coverage:{new_id()}" if len(keys) <= rules.MOST_LETTERS else many
    return found


def _close(keys: Sequence[UUID], day: date, now: datetime) -> list[CoverageGap]:
    """Close the alarms that are over. Four queries."""
    if not keys:
        return []
    gaps = list(CoverageGap.objects.select_for_update().filter(neighbourhood__in=keys, closed_at__isnull=True))
    covered = dict(
        Appointment.objects.filter(in_charge(day), post__territory__in=keys, post__role=Role.NEIGHBOURHOOD_CHIEF)
        .order_by()
        .values_list("post__territory")
        .annotate(first=Min("starts_on"))
    )
    # Who was away sits since long ago, and answers again since the first day back.
    back = Absence.objects.filter(post__territory__in=keys, ends_on__lte=day).order_by().values_list("post__territory")
    returned: dict[UUID, date] = dict(back.annotate(last=Max("ends_on")))
    for gap in gaps:
        start = covered.get(gap.neighbourhood_id)
        start = max(start, returned.get(gap.neighbourhood_id, start)) if start else None
        gap.closed_at = rules.ended(clock.start_of(start) if start else None, gap.opened_at, now)
        gap.closed_because = "covered" if start else "nobody_lives"
    set_rows(gaps, ["closed_at", "closed_because"])
    return gaps


def _deed(verb: str, gap: CoverageGap) -> audit.Deed:
    return audit.Deed(verb, "territory", gap.neighbourhood_id, gap.neighbourhood_id, {"households": gap.households})
