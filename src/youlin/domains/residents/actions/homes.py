"""Where a household belongs, and how it lives."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.residents.actions.fetching import community_of, home_to_change, neighbourhood_of, refuse_future
from youlin.domains.residents.events import HouseholdMoved, ResidenceChanged
from youlin.domains.residents.models import Household, ResidenceFact
from youlin.foundation import audit, clock, outbox
from youlin.foundation.refusal import Invalid, Refusal


def move_household(
    *, actor: Actor, household: UUID, neighbourhood: UUID, evidence: str, moved_on: date, now: datetime
) -> Household:
    """Let a household belong to another neighbourhood, on the desk's word; its number moves with it.

    Raises NotThere for a home or a place out of sight, Invalid for a day to come, Refusal `already_there` and
    `household_number_taken`.
    """
    with transaction.atomic():
        home = home_to_change(actor, household)
        place = neighbourhood_of(actor, neighbourhood, home.subdistrict_id)
        refuse_future(moved_on, now, "moved_on")
        if home.neighbourhood_id == place.pk:
            raise Refusal("already_there", _("这一户本来就在“%(place)s”。") % {"place": place.full_name})
        community = community_of(place)
        left = home.neighbourhood
        remember_first(home, now)
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
        append_fact(home, actor, moved_on, evidence)
        changes = {"neighbourhood": [left.full_name, place.full_name], "moved_on": moved_on.isoformat()}
        # It happened at both ends: who answered for the house before sees it leave.
        ends = (left.pk, place.pk)
        deeds = [audit.Deed("household.move", "household", home.pk, end, changes) for end in ends]
        audit.record(deeds, actor=actor, now=now)
        outbox.announce([HouseholdMoved(household=home.pk, left=left.pk, entered=place.pk, moved_on=moved_on)], now=now)
    return home


def change_residence(
    *, actor: Actor, household: UUID, residence: str, evidence: str, found_on: date, now: datetime
) -> Household:
    """Say how a household was found to live. The same finding again is one more fact, and changes nothing else.

    Raises NotThere out of sight, Invalid for an unknown state, a day to come, or no evidence.
    """
    with transaction.atomic():
        home = home_to_change(actor, household)
        if residence not in Household.Residence.values:
            raise Invalid("residence_unknown", _("请选一种居住状态。"), field="residence")
        if not evidence.strip():
            raise Invalid("evidence_missing", _("请写一句怎么知道的，例如“邻长上门看过”。"), field="evidence")
        refuse_future(found_on, now, "found_on")
        before = home.residence
        remember_first(home, now)
        home.residence, home.changed_at = residence, now
        home.save(update_fields=["residence", "changed_at"])
        append_fact(home, actor, found_on, evidence)
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


def remember_first(home: Household, now: datetime) -> None:
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


def append_fact(home: Household, actor: Actor, day: date, evidence: str) -> None:
    """How the household stands now, as found on a day."""
    ResidenceFact.objects.create(
        subdistrict_id=home.subdistrict_id,
        household=home,
        residence=home.residence,
        neighbourhood=home.neighbourhood,
        found_on=day,
        evidence=evidence.strip()[:100],
        by=actor.user_id,
        by_name=actor.name,
    )
