"""Letting many households belong to other neighbourhoods of their community, at once: a drawing, a split, a merger."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.residents.events import HouseholdsMoved
from youlin.domains.residents.models import Household, ResidenceFact
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import Level
from youlin.foundation import audit, clock, outbox
from youlin.foundation.db import add_rows, set_rows
from youlin.foundation.refusal import NotThere, Refusal

A_LETTER = 500  # households that one announcement names


def move_many(
    *, actor: Actor, moves: Mapping[UUID, UUID], evidence: str, moved_on: date, now: datetime
) -> list[Household]:
    """Let households (keys) belong to neighbourhoods (values), all or none, in a fixed number of statements.

    Who lives there already stays. Numbers stay too: a community's numbers are its own, so nobody leaves the community.
    Raises NotThere for what is out of sight or closed, Refusal `other_community`.
    """
    with transaction.atomic():
        rows = Household.objects.visible_to(actor).filter(pk__in=moves).order_by("pk").select_for_update(of=("self",))
        homes = list(rows.select_related("neighbourhood"))
        places = Territory.objects.filter(
            pk__in=set(moves.values()), level=Level.NEIGHBOURHOOD, closed_on__isnull=True
        ).select_related("parent__parent__parent")
        targets = {place.pk: place for place in places}
        if len(homes) < len(moves) or len(targets) < len(set(moves.values())):
            raise NotThere("household_unknown", _("没有这一户，或者那个邻已经不在了。"))
        for home in homes:
            target = targets[moves[home.pk]]
            actor.require(Can.EDIT_HOUSEHOLDS, home.neighbourhood.path)
            actor.require(Can.EDIT_HOUSEHOLDS, target.path)
            if not target.path.startswith(_community_path(home.neighbourhood)):
                raise Refusal("other_community", _("要换到别的社区，请一户一户地办。"))
        moving = [home for home in homes if home.neighbourhood_id != moves[home.pk]]
        _remember(moving, now)
        left = {home.pk: home.neighbourhood for home in moving}
        for home in moving:
            home.neighbourhood, home.changed_at = targets[moves[home.pk]], now
        set_rows(moving, ["neighbourhood", "changed_at"])
        add_rows([_fact(home, actor, moved_on, evidence) for home in moving])
        audit.record(
            [
                audit.Deed(
                    "household.move",
                    "household",
                    home.pk,
                    home.neighbourhood_id,
                    {
                        "neighbourhood": [left[home.pk].full_name, home.neighbourhood.full_name],
                        "moved_on": moved_on.isoformat(),
                    },
                )
                for home in moving
            ],
            actor=actor,
            now=now,
        )
        keys = [home.pk for home in moving]
        touched = tuple({place.pk for place in left.values()} | {home.neighbourhood_id for home in moving})
        outbox.announce(
            [
                HouseholdsMoved(households=tuple(keys[start : start + A_LETTER]), places=touched, moved_on=moved_on)
                for start in range(0, len(keys), A_LETTER)
            ],
            now=now,
        )
    return moving


def forget_stay(*, neighbourhoods: list[UUID]) -> int:
    """Nobody ever lived in places that are taken away again by an undo; the audit keeps that they were drawn.

    Only for places that the caller knows to have been made and emptied again with nothing happening in between.
    """
    gone, _each = ResidenceFact.objects.filter(neighbourhood__in=neighbourhoods).delete()
    return gone


def _community_path(place: Territory) -> str:
    return place.path[: -12 * 3]


def _remember(homes: list[Household], now: datetime) -> None:
    """Before the first change, what was known until now becomes a fact, so that any past day can still be told."""
    told = set(
        ResidenceFact.objects.filter(household__in=homes, neighbourhood__isnull=False).values_list(
            "household", flat=True
        )
    )
    today = clock.day_of(now)
    add_rows(
        [
            ResidenceFact(
                subdistrict_id=home.subdistrict_id,
                household=home,
                residence=home.residence,
                neighbourhood=home.neighbourhood,
                found_on=min(clock.day_of(home.created_at), today),
                evidence=_("登记时"),
                evidence_kind="",
                by_name="",
            )
            for home in homes
            if home.pk not in told
        ]
    )


def _fact(home: Household, actor: Actor, day: date, evidence: str) -> ResidenceFact:
    return ResidenceFact(
        subdistrict_id=home.subdistrict_id,
        household=home,
        residence=home.residence,
        neighbourhood=home.neighbourhood,
        found_on=day,
        evidence=evidence.strip()[:100],
        evidence_kind="",
        by=actor.user_id,
        by_name=actor.name,
    )
