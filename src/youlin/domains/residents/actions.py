"""Looking at what is hidden, moving a household, saying how it lives, noting what calls for care."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import CAPABILITIES, Can
from youlin.domains.residents import rules
from youlin.domains.residents.events import HouseholdMoved, ResidenceChanged
from youlin.domains.residents.models import Circumstance, Household, ResidenceFact, Resident
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import Level
from youlin.foundation import audit, clock, outbox
from youlin.foundation.refusal import Invalid, NotThere, Refusal

Hidden = Literal["id_number", "phone"]
HIDDEN: tuple[Hidden, ...] = ("id_number", "phone")


def reveal(*, actor: Actor, resident: UUID, field: Hidden, now: datetime, reason: str = "") -> str:
    """The whole value of a hidden field; the look is on record before it is shown.

    Raises NotThere out of scope, Invalid where a child's data is asked for without saying why.
    """
    if field not in HIDDEN:
        raise NotThere("field_unknown", _("没有这一项。"))
    with transaction.atomic():
        person = (
            Resident.objects.visible_to(actor).filter(pk=resident).select_related("household__neighbourhood").first()
        )
        if person is None:
            raise NotThere("resident_unknown", _("没有这位居民。"))
        place = person.household.neighbourhood
        actor.require(Can.REVEAL, place.path)
        if not reason.strip() and rules.reason_needed(person.birth_date, clock.day_of(now)):
            raise Invalid("reason_missing", _("这是未满 14 岁的孩子，请先写一句为什么要看。"), field="reason")
        audit.record_look(
            actor=actor,
            target_kind="resident",
            target=person.pk,
            scope=place.pk,
            field=field,
            now=now,
            reason=reason.strip()[:200],
        )
    return person.phone if field == "phone" else person.id_number


def move_household(
    *, actor: Actor, household: UUID, neighbourhood: UUID, evidence: str, moved_on: date, now: datetime
) -> Household:
    """Let a household belong to another neighbourhood, on the desk's word; its number moves with it.

    Raises NotThere for a home or a place out of sight, Invalid for a day to come, Refusal `already_there` and
    `household_number_taken`.
    """
    with transaction.atomic():
        home = _home(actor, household)
        place = _neighbourhood(actor, neighbourhood, home.subdistrict_id)
        _refuse_future(moved_on, now, "moved_on")
        if home.neighbourhood_id == place.pk:
            raise Refusal("already_there", _("这一户本来就在“%(place)s”。") % {"place": place.full_name})
        community = _community_of(place)
        left = home.neighbourhood
        _remember_first(home, now)
        home.neighbourhood, home.community, home.changed_at = place, community, now
        try:
            with transaction.atomic():
                home.save(update_fields=["neighbourhood", "community", "changed_at"])
        except IntegrityError as error:
            raise Refusal(
                "household_number_taken",
                _("%(community)s已有编号为 %(number)s 的户。请先在花名册里给这一户换一个编号。")
                % {"community": community.name, "number": home.number},
            ) from error
        _append_fact(home, actor, moved_on, evidence)
        changes = {"neighbourhood": [left.full_name, place.full_name], "moved_on": moved_on.isoformat()}
        audit.record([audit.Deed("household.move", "household", home.pk, place.pk, changes)], actor=actor, now=now)
        outbox.announce([HouseholdMoved(household=home.pk, left=left.pk, entered=place.pk, moved_on=moved_on)], now=now)
    return home


def change_residence(
    *, actor: Actor, household: UUID, residence: str, evidence: str, found_on: date, now: datetime
) -> Household:
    """Say how a household was found to live. The same finding again is one more fact, and changes nothing else.

    Raises NotThere out of sight, Invalid for an unknown state, a day to come, or no evidence.
    """
    with transaction.atomic():
        home = _home(actor, household)
        if residence not in Household.Residence.values:
            raise Invalid("residence_unknown", _("请选一种居住状态。"), field="residence")
        if not evidence.strip():
            raise Invalid("evidence_missing", _("请写一句怎么知道的，例如“邻长上门看过”。"), field="evidence")
        _refuse_future(found_on, now, "found_on")
        before = home.residence
        _remember_first(home, now)
        home.residence, home.changed_at = residence, now
        home.save(update_fields=["residence", "changed_at"])
        _append_fact(home, actor, found_on, evidence)
        changes = {"residence": [before, residence], "found_on": found_on.isoformat()}
        audit.record(
            [audit.Deed("household.residence", "household", home.pk, home.neighbourhood_id, changes)],
            actor=actor,
            now=now,
        )
        if before != residence:
            outbox.announce(
                [ResidenceChanged(household=home.pk, before=before, after=residence, found_on=found_on)], now=now
            )
    return home


@dataclass(frozen=True, slots=True)
class NewCircumstance:
    """What was found to call for care, and since when."""

    resident: UUID
    kind: str
    since: date
    source: str
    detail: str = ""


def note_circumstance(*, actor: Actor, found: NewCircumstance, now: datetime) -> Circumstance:
    """Write down what calls for care. Raises NotThere, Invalid, Refusal `circumstance_known`."""
    with transaction.atomic():
        person = _person(actor, found.resident)
        if found.kind not in Circumstance.Kinds.values:
            raise Invalid("circumstance_unknown", _("请选一种情形。"), field="kind")
        _refuse_future(found.since, now, "since")
        row = Circumstance(
            subdistrict_id=person.subdistrict_id,
            resident=person,
            kind=found.kind,
            detail=found.detail.strip(),
            since=found.since,
            source=found.source.strip() or actor.name,
        )
        if Circumstance.objects.filter(resident=person, kind=found.kind, until__isnull=True).exists():
            raise _known(row)
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError as error:
            raise _known(row) from error
        place = person.household.neighbourhood_id
        audit.record(
            [audit.Deed("circumstance.note", "resident", person.pk, place, {"kind": [None, row.kind]})],
            actor=actor,
            now=now,
        )
    return row


def end_circumstance(*, actor: Actor, circumstance: UUID, reason: str, now: datetime) -> Circumstance:
    """Say that a circumstance is over, and why. Over already: nothing changes. Raises NotThere, Invalid."""
    with transaction.atomic():
        row = (
            Circumstance.objects.visible_to(actor)
            .select_for_update(of=("self",))
            .filter(pk=circumstance)
            .select_related("resident__household__neighbourhood")
            .first()
        )
        if row is None:
            raise NotThere("circumstance_unknown", _("没有这条情形。"))
        place = row.resident.household.neighbourhood
        actor.require(Can.EDIT_HOUSEHOLDS, place.path)
        if not reason.strip():
            raise Invalid("reason_missing", _("请写一句原因。"), field="reason")
        if row.until is not None:
            return row
        row.until, row.end_reason = clock.day_of(now), reason.strip()[:100]
        row.save(update_fields=["until", "end_reason"])
        audit.record(
            [audit.Deed("circumstance.end", "resident", row.resident_id, place.pk, {"kind": [row.kind, None]})],
            actor=actor,
            now=now,
        )
    return row


def note_export(*, actor: Actor, what: str, now: datetime) -> None:
    """Put on record that a list of people left the house as a file."""
    grants = [grant for grant in actor.grants if Can.EDIT_HOUSEHOLDS in CAPABILITIES[grant.role]]
    deeds = [audit.Deed("export", "list", grant.territory, grant.territory, {"what": what}) for grant in grants]
    audit.record(deeds, actor=actor, now=now)


def _home(actor: Actor, key: UUID) -> Household:
    """A household that the actor may change, locked."""
    home = (
        Household.objects.visible_to(actor)
        .select_for_update(of=("self",))
        .filter(pk=key)
        .select_related("neighbourhood", "community")
        .first()
    )
    if home is None:
        raise NotThere("household_unknown", _("没有这一户。"))
    actor.require(Can.EDIT_HOUSEHOLDS, home.neighbourhood.path)
    return home


def _person(actor: Actor, key: UUID) -> Resident:
    """A resident that the actor may change."""
    person = Resident.objects.visible_to(actor).filter(pk=key).select_related("household__neighbourhood").first()
    if person is None:
        raise NotThere("resident_unknown", _("没有这位居民。"))
    actor.require(Can.EDIT_HOUSEHOLDS, person.household.neighbourhood.path)
    return person


def _neighbourhood(actor: Actor, key: UUID, subdistrict: UUID) -> Territory:
    place = Territory.objects.filter(pk=key, level=Level.NEIGHBOURHOOD, subdistrict=subdistrict).first()
    if place is None or not actor.can_at(Can.EDIT_HOUSEHOLDS, place.path):
        raise NotThere("territory_unknown", _("没有这个辖区。"))
    return place


def _community_of(place: Territory) -> Territory:
    from youlin.domains.territory.queries import lineage

    return next(above for above in lineage(place) if above.level == Level.COMMUNITY)


def _refuse_future(day: date, now: datetime, field: str) -> None:
    if day > clock.day_of(now):
        raise Invalid("date_in_future", _("日期还没有到，请写今天或以前的日子。"), field=field)


def _remember_first(home: Household, now: datetime) -> None:
    """Before the first change, what was known until now becomes a fact, so that any past day can still be told."""
    if not ResidenceFact.objects.filter(household=home, neighbourhood__isnull=False).exists():
        ResidenceFact.objects.create(
            subdistrict_id=home.subdistrict_id,
            household=home,
            residence=home.residence,
            neighbourhood=home.neighbourhood,
            found_on=min(clock.day_of(home.created_at), clock.day_of(now)),
            evidence=_("登记时"),
        )


def _append_fact(home: Household, actor: Actor, day: date, evidence: str) -> None:
    ResidenceFact.objects.create(
        subdistrict_id=home.subdistrict_id,
        household=home,
        residence=home.residence,
        neighbourhood=home.neighbourhood,
        found_on=day,
        evidence=evidence.strip()[:100],
        by=actor.user_id,
    )


def _known(row: Circumstance) -> Refusal:
    return Refusal(
        "circumstance_known",
        _("%(name)s的“%(kind)s”已经记过了。") % {"name": row.resident.name, "kind": row.get_kind_display()},
        field="kind",
    )
