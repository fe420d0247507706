"""Letting many households belong to other neighbourhoods at once: a new community is drawn, or a drawing is undone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.residents.events import HouseholdsMoved
from youlin.domains.residents.models import Household, ResidenceFact
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import Level
from youlin.foundation import audit, clock, outbox
from youlin.foundation.db import add_rows, new_id, set_rows
from youlin.foundation.refusal import NotThere

A_LETTER = 500  # households that one announcement names


def move_households(*, actor: Actor, moves: Mapping[UUID, UUID], evidence: str, moved_on: date, now: datetime) -> int:
    """Let households (by key) belong to neighbourhoods (by key) of their own community; returns how many moved.

    Call inside the caller's transaction. A fixed number of statements, however many move. Who is there already does
    not move. Raises NotThere for a household or a place out of sight or of another community.
    """
    homes = {
        home.pk: home
        for home in Household.objects.visible_to(actor)
        .select_for_update(of=("self",))
        .filter(pk__in=moves)
        .select_related("neighbourhood", "community")
    }
    places = {
        place.pk: place for place in Territory.objects.filter(pk__in=set(moves.values()), level=Level.NEIGHBOURHOOD)
    }
    if len(homes) != len(moves) or any(moves[key] not in places for key in homes):
        raise NotThere("household_unknown", _("没有这一户。"))
    leaving = [home for home in homes.values() if home.neighbourhood_id != moves[home.pk]]
    for home in leaving:
        actor.require(Can.EDIT_HOUSEHOLDS, home.neighbourhood.path)
        actor.require(Can.EDIT_HOUSEHOLDS, places[moves[home.pk]].path)
        if not places[moves[home.pk]].path.startswith(home.community.path):
            raise NotThere("territory_unknown", _("没有这个辖区。"))
    _remember(leaving, now)
    touched = tuple({home.neighbourhood_id for home in leaving} | {moves[home.pk] for home in leaving})
    deeds = []
    for home in leaving:
        left, place = home.neighbourhood, places[moves[home.pk]]
        home.neighbourhood, home.changed_at = place, now
        changes = {"neighbourhood": [left.full_name, place.full_name], "moved_on": moved_on.isoformat()}
        deeds.append(audit.Deed("household.move", "household", home.pk, place.pk, changes))
    set_rows(leaving, ["neighbourhood", "changed_at"])
    add_rows([_fact(home, moved_on, evidence.strip()[:100], actor.user_id) for home in leaving])
    audit.record(deeds, actor=actor, now=now)
    keys = [home.pk for home in leaving]
    outbox.announce(
        [
            HouseholdsMoved(households=tuple(keys[start : start + A_LETTER]), places=touched, moved_on=moved_on)
            for start in range(0, len(keys), A_LETTER)
        ],
        now=now,
    )
    return len(leaving)


def forget_stay(*, neighbourhoods: list[UUID]) -> int:
    """Nobody ever lived in places that are taken away again by an undo; the audit keeps that they were drawn.

    Only for places that the caller knows to have been made and emptied again with nothing happening in between.
    """
    gone, _each = ResidenceFact.objects.filter(neighbourhood__in=neighbourhoods).delete()
    return gone


def _remember(homes: list[Household], now: datetime) -> None:
    """Before the first change, what was known until now becomes a fact, so that any past day can still be told."""
    told = set(
        ResidenceFact.objects.filter(household__in=homes, neighbourhood__isnull=False).values_list(
            "household", flat=True
        )
    )
    add_rows(
        [
            _fact(home, min(clock.day_of(home.created_at), clock.day_of(now)), _("登记时"), None)
            for home in homes
            if home.pk not in told
        ]
    )


def _fact(home: Household, day: date, evidence: str, by: UUID | None) -> ResidenceFact:
    return ResidenceFact(
        id=new_id(),
        subdistrict_id=home.subdistrict_id,
        household=home,
        residence=home.residence,
        neighbourhood=home.neighbourhood,
        found_on=day,
        evidence=evidence,
        by=by,
    )
