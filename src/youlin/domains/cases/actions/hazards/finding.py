"""A hazard is found: at an inspection, by anybody who serves there, or in what a resident reported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.cases.actions.hazards import watch
from youlin.domains.cases.actions.hazards.watch import Watched
from youlin.domains.cases.actions.report import NewCase, report
from youlin.domains.cases.events import HazardsFound
from youlin.domains.cases.models import (
    Case,
    Hazard,
    HazardEvent,
    HazardNumber,
    Inspection,
    Rectification,
    Severities,
    Site,
    Topics,
)
from youlin.domains.cases.queries.hazard_terms import last_day
from youlin.domains.cases.rules.hazards import LISTED, HazardStatus, HazardStep, Severity, first_rung
from youlin.domains.cases.rules.ladder import Danger
from youlin.domains.residents.models import Household
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import Level
from youlin.foundation import clock
from youlin.foundation.db import add_rows
from youlin.foundation.refusal import Invalid, NotThere


@dataclass(frozen=True, slots=True)
class NewHazard:
    """What was found. Without a home or a site it belongs to a territory. `happened_at` is the finder's clock."""

    client_id: UUID
    text: str
    topic: str
    severity: str
    happened_at: datetime
    territory: UUID | None = None
    household: UUID | None = None
    site: UUID | None = None
    where: str = ""
    at_once: str = ""


def find(*, actor: Actor, hazard: NewHazard, now: datetime) -> Hazard:
    """List a hazard; the same `client_id` twice is the same one.

    Raises NotThere for a place out of sight, NotAllowed, Invalid.
    """
    actor.require(Can.WORK_CASES)
    new = _checked(hazard)
    with transaction.atomic():
        row = _row(actor, new, _place(actor, new), now)
        return open_all(actor=actor, rows=[row], now=now)[0]


def enter_case(*, actor: Actor, case: UUID, topic: str, severity: str, now: datetime) -> Hazard:
    """Put what a case reports into the register of hazards; twice is once. The case goes on as it was.

    Raises NotThere, NotAllowed, Invalid.
    """
    actor.require(Can.WORK_CASES)
    with transaction.atomic():
        rows = Case.objects.visible_to(actor).filter(pk=case, kind=Case.Kinds.HAZARD)
        found = rows.select_for_update(of=("self",)).select_related("territory", "household").first()
        if found is None:
            raise NotThere("case_unknown", _("没有这件事，或者它不归您这里看。"))
        known = Hazard.objects.filter(case=found).first()
        if known is not None:
            return known
        new = _checked(
            NewHazard(uuid5(found.pk, "hazard"), found.text[: watch.LONGEST], topic, severity, found.reported_at)
        )
        row = _row(actor, new, (found.territory, found.household, None), now)
        row.case, row.where = found, found.place
        return open_all(actor=actor, rows=[row], now=now)[0]


def open_all(*, actor: Actor, rows: Sequence[Hazard], now: datetime) -> list[Hazard]:
    """List new hazards whose `territory` is loaded, in the caller's transaction; what is listed already is noted there.

    Whoever must remove it is told at once where the place has set the days; danger to life opens a case that goes
    straight to the subdistrict. A fixed number of statements, cases apart.
    """
    known = _known(rows)
    fresh = [row for row in rows if row.client_id not in known]
    listed = _listed(fresh)
    again = {row.client_id: same for row in fresh if (same := listed.get(_key(row))) is not None}
    new = _numbered([row for row in fresh if row.client_id not in again], now)
    earlier = _earlier(new)
    watched = watch.lay(new)
    for one in watched:
        one.hazard.repeats_id = earlier.get((one.hazard.topic, one.hazard.household_id or one.hazard.site_id))
        _begin(one, actor, now)
    _open_cases(actor, [one.hazard for one in watched], now)
    steps = tuple(event.pk for one in watched for event in one.events)
    watch.write(watched, actor=actor, now=now, announcing=[HazardsFound(steps=steps)] if steps else [], fresh=True)
    add_rows([one.order for one in watched if one.order is not None])
    _note_again(list({same.pk: same for same in again.values()}.values()), actor, now)
    found = {**known, **again, **{row.client_id: row for row in new}}
    return [found[row.client_id] for row in rows]


def _checked(new: NewHazard) -> NewHazard:
    text = watch.words(new.text, field="text", missing=_("请写一句是什么隐患。"))
    if new.topic not in Topics.values:
        raise Invalid("topic_unknown", _("请从列出的类别里选一个。"), field="topic")
    if new.severity not in Severities.values:
        raise Invalid("severity_unknown", _("请选一下有多严重。"), field="severity")
    return replace(new, text=text, where=watch.words(new.where, field="where")[:200], at_once=new.at_once[:300])


def _place(actor: Actor, new: NewHazard) -> tuple[Territory, Household | None, Site | None]:
    if new.household is not None:
        homes = Household.objects.visible_to(actor).filter(pk=new.household)
        home = homes.select_related("neighbourhood").first()
        if home is None:
            raise NotThere("household_unknown", _("没有这一户。"))
        return home.neighbourhood, home, None
    if new.site is not None:
        site = Site.objects.visible_to(actor).filter(pk=new.site).select_related("territory").first()
        if site is None:
            raise NotThere("site_unknown", _("没有这个地点。"))
        return site.territory, None, site
    if new.territory is None:
        raise Invalid("territory_missing", _("请选一下是哪里的隐患。"), field="territory")
    place = Territory.objects.filter(pk=new.territory, level__gte=Level.SUBDISTRICT).first()
    if place is None or not actor.can_at(Can.WORK_CASES, place.path):
        raise NotThere("territory_unknown", _("没有这个辖区。"), field="territory")
    return place, None, None


def _row(actor: Actor, new: NewHazard, place: tuple[Territory, Household | None, Site | None], now: datetime) -> Hazard:
    territory, home, site = place
    where = new.where or (home.address or home.number if home else site.where or site.name if site else "")
    return row_of(
        actor=actor,
        client_id=new.client_id,
        topic=new.topic,
        severity=new.severity,
        text=new.text,
        at_once=new.at_once,
        territory=territory,
        household=home,
        site=site,
        where=where,
        found_at=min(new.happened_at, now),
        now=now,
    )


def row_of(
    *,
    actor: Actor,
    client_id: UUID,
    topic: str,
    severity: str,
    text: str,
    at_once: str,
    territory: Territory,
    household: Household | None,
    site: Site | None,
    where: str,
    found_at: datetime,
    now: datetime,
    inspection: Inspection | None = None,
) -> Hazard:
    """A hazard that is about to be listed."""
    return Hazard(
        subdistrict_id=territory.subdistrict_id or territory.pk,
        topic=topic,
        severity=severity,
        text=text,
        at_once=at_once,
        territory=territory,
        household=household,
        site=site,
        where=where,
        inspection=inspection,
        found_at=found_at,
        received_at=now,
        found_by=actor.user_id,
        found_by_name=actor.name,
        client_id=client_id,
    )


def _known(rows: Sequence[Hazard]) -> dict[UUID, Hazard]:
    """Those that this very write has listed before."""
    streets = {row.subdistrict_id for row in rows}
    found = Hazard.objects.filter(subdistrict__in=streets, client_id__in=[row.client_id for row in rows])
    return {row.client_id: row for row in found}


def _numbered(rows: list[Hazard], now: datetime) -> list[Hazard]:
    """The same rows with the next numbers of the year."""
    if not rows:
        return rows
    street, year = rows[0].subdistrict_id, clock.day_of(now).year
    HazardNumber.objects.get_or_create(subdistrict_id=street, year=year)
    series = HazardNumber.objects.select_for_update().get(subdistrict_id=street, year=year)
    HazardNumber.objects.filter(pk=series.pk).update(last=F("last") + len(rows))
    for serial, row in enumerate(rows, series.last + 1):
        row.number = f"YH{year}-{serial:05d}"
    return rows


Key = tuple[UUID | None, UUID | None, str]


def _key(row: Hazard) -> Key:
    return row.household_id, row.site_id, row.text


def _at(rows: Sequence[Hazard]) -> Q:
    homes = [row.household_id for row in rows if row.household_id]
    sites = [row.site_id for row in rows if row.site_id]
    return Q(household__in=homes) | Q(site__in=sites)


def _listed(rows: Sequence[Hazard]) -> dict[Key, Hazard]:
    """The same thing at the same home or site that is on the list already."""
    same = Hazard.objects.filter(_at(rows), status__in=[one.value for one in LISTED]).select_related("territory")
    return {_key(row): row for row in same}


def _earlier(rows: Sequence[Hazard]) -> dict[tuple[str, UUID | None], UUID]:
    """The last one of its kind at each home or site that was removed before: this one comes back."""
    removed = Hazard.objects.filter(_at(rows), status=HazardStatus.REMOVED.value).order_by("removed_at")
    found = removed.only("topic", "household", "site")
    return {(row.topic, row.household_id or row.site_id): row.pk for row in found}


def _begin(one: Watched, actor: Actor, now: datetime) -> None:
    """Its first step; and the order to remove it, where the days are set and it is plain whose it is."""
    hazard = one.hazard
    if not one.ladder:
        raise Invalid("no_post", _("这里还没有设岗位，请先到社区或街道反映。"), field="territory")
    nearest = first_rung(Severity.GENERAL, one.ladder)
    rung = first_rung(Severity(hazard.severity), one.ladder)
    hazard.status, hazard.rung, hazard.holder = HazardStatus.FOUND.value, rung, one.ladder[rung]
    one.run(one.deadline(HazardStatus.FOUND, now))
    step = HazardStep.RAISE if rung > nearest else HazardStep.FIND
    one.events.append(
        HazardEvent(
            subdistrict_id=hazard.subdistrict_id,
            hazard=hazard,
            seq=hazard.version,
            kind=step.value,
            at=now,
            actor=actor.user_id,
            actor_name=actor.name,
            from_rung=nearest if rung > nearest else None,
            to_rung=rung,
            to_post=hazard.holder,
            to_status=hazard.status,
            due_at=hazard.due_at,
            client_id=hazard.client_id,
        )
    )
    due = one.deadline(HazardStatus.ORDERED, now)
    fixer = _whose(hazard)
    if due is not None and fixer:
        tell_to_fix(one, actor=actor, kind=fixer, name=hazard.site.keeper if hazard.site else "", due_at=due, now=now)


def _whose(hazard: Hazard) -> str:
    if hazard.household_id is not None:
        return Hazard.Fixers.HOUSEHOLD.value
    return Hazard.Fixers.OWNER.value if hazard.site is not None and hazard.site.keeper else ""


def tell_to_fix(
    one: Watched,
    *,
    actor: Actor,
    kind: str,
    name: str,
    due_at: datetime,
    now: datetime,
    post: UUID | None = None,
    text: str = "",
    client_id: UUID | None = None,
) -> None:
    """Order its removal by a day: the step, the clock, and the row that the later look is held against."""
    hazard = one.hazard
    one.step(HazardStep.ORDER, at=now, doer=actor, text=text, due_at=due_at, client_id=client_id)
    hazard.fixer_kind, hazard.fixer_name, hazard.fixer_post_id = kind, name, post
    hazard.attempt += 1
    one.run(due_at)
    one.order = Rectification(
        subdistrict_id=hazard.subdistrict_id,
        hazard=hazard,
        attempt=hazard.attempt,
        fixer_kind=kind,
        fixer_name=name,
        fixer_post_id=post,
        ordered_at=now,
        ordered_by_name=actor.name,
        due_on=last_day(due_at),
    )


def _open_cases(actor: Actor, rows: Sequence[Hazard], now: datetime) -> None:
    """Danger to life has a case from that second, which skips the ladder. Few: one for each such hazard."""
    for row in rows:
        if row.severity == Severity.AT_ONCE and row.case_id is None:
            case = NewCase(
                text=row.text if not row.at_once else f"{row.text}\n{_('当场要做的：')}{row.at_once}",
                kind=Case.Kinds.HAZARD.value,
                danger=Danger.LIFE.value,
                place=row.where,
                territory=row.territory_id,
                household=row.household_id,
                happened_at=row.found_at,
            )
            row.case = report(actor=actor, case=case, now=now, client_id=uuid5(row.client_id, "case"))


def _note_again(rows: Sequence[Hazard], actor: Actor, now: datetime) -> None:
    """It was found again and is on the list still: one line in its trail, no second hazard."""
    if not rows:
        return
    watched = watch.lay(rows)
    for one in watched:
        one.step(HazardStep.NOTE, at=now, doer=actor, text=_("又查到一次，还没有消除。"))
    watch.write(watched, actor=actor, now=now)
