"""Taking a proposal, and taking it back while nothing has happened."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, ProtectedError
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.chiefs.actions.drawing.hand import locked
from youlin.domains.chiefs.actions.posts import open_posts
from youlin.domains.chiefs.models import Appointment, Post
from youlin.domains.chiefs.models.drawing import Drawing, DrawnHome, DrawnPart
from youlin.domains.chiefs.queries.drawing import drawing as fetch
from youlin.domains.residents.actions import forget_stay, move_many
from youlin.domains.residents.models import Household
from youlin.domains.territory import actions as territory
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import Level
from youlin.foundation import audit, clock
from youlin.foundation.refusal import Refusal

Stages = Drawing.Stages


def accept(*, actor: Actor, drawing: UUID, now: datetime) -> Drawing:
    """Make a proposal true in one go: places, posts, and every household where it was drawn. Taken twice it is once.

    Raises NotThere, Refusal `drawing_over`, `drawing_outdated` where somebody moved a household in the meantime.
    """
    with transaction.atomic():
        if fetch(actor, drawing).stage == Stages.ACCEPTED:
            return fetch(actor, drawing)
        row = locked(actor, drawing)
        actor.require(Can.APPOINT, row.place.path)
        homes = DrawnHome.objects.filter(drawing=row)
        if homes.exclude(household__neighbourhood=F("left")).exists():
            raise Refusal("drawing_outdated", _("划好以后，有的户已经换了邻。请重新划一次，再采用。"))
        parts = list(row.parts.select_related("group").order_by("number"))
        _make_places(actor, [part for part in parts if part.made], now)
        _rename_places(actor, [part for part in parts if not part.made], now)
        open_posts(actor=actor, territories=[part.neighbourhood for part in parts if part.neighbourhood], now=now)
        place_of = {part.pk: part.neighbourhood for part in parts}
        moves = {home: place_of[part] for home, part in homes.values_list("household", "part")}
        moved = move_many(
            actor=actor,
            moves={home: place for home, place in moves.items() if place is not None},
            evidence=_("重新划邻"),
            moved_on=clock.day_of(now),
            now=now,
        )
        Drawing.objects.filter(pk=row.pk).update(stage=Stages.ACCEPTED, settled_at=now)
        changes = {"parts": len(parts), "moved": len(moved)}
        audit.record([audit.Deed("drawing.accept", "drawing", row.pk, row.place_id, changes)], actor=actor, now=now)
    return fetch(actor, drawing)


def _make_places(actor: Actor, parts: list[DrawnPart], now: datetime) -> None:
    wanted = [territory.NewTerritory(part.group, Level.NEIGHBOURHOOD, part.name) for part in parts]
    for part, place in zip(parts, territory.add_territories(actor=actor, places=wanted, now=now), strict=True):
        part.neighbourhood = place.pk
    DrawnPart.objects.bulk_update(parts, ["neighbourhood"], batch_size=500)


def _rename_places(actor: Actor, parts: list[DrawnPart], now: datetime) -> None:
    """Those that were renamed by hand; few, since nobody renames a hundred."""
    there = {place.pk: place for place in Territory.objects.filter(pk__in=[part.neighbourhood for part in parts])}
    for part in parts:
        place = there[part.neighbourhood] if part.neighbourhood else None
        if place is not None and place.name != part.name:
            part.called = place.name
            territory.rename(actor=actor, place=place, name=part.name, now=now)
    DrawnPart.objects.bulk_update(parts, ["called"], batch_size=500)


def undo(*, actor: Actor, drawing: UUID, now: datetime) -> Drawing:
    """Take an accepted drawing back: every household where it was, and the places it made are gone with their posts.

    Only while nothing has happened in them: nobody appointed, nobody moved in or away. Raises NotThere, Refusal.
    """
    with transaction.atomic():
        fetch(actor, drawing)
        row = Drawing.objects.select_for_update(of=("self",)).select_related("place").get(pk=drawing)
        actor.require(Can.APPOINT, row.place.path)
        if row.stage == Stages.UNDONE:
            return row
        if row.stage != Stages.ACCEPTED:
            raise Refusal("drawing_over", _("这次划分没有采用，没有可以撤回的。"))
        made = [part.neighbourhood for part in row.parts.filter(made=True) if part.neighbourhood]
        homes = DrawnHome.objects.filter(drawing=row)
        _refuse_if_something_happened(row, homes.count(), made)
        moves = dict(homes.values_list("household", "left"))
        move_many(actor=actor, moves=moves, evidence=_("撤回划邻"), moved_on=clock.day_of(now), now=now)
        forget_stay(neighbourhoods=made)
        called = {part.neighbourhood: part.called for part in row.parts.exclude(called="") if part.neighbourhood}
        for key, place in Territory.objects.select_related("parent").in_bulk(list(called)).items():
            territory.rename(actor=actor, place=place, name=called[key], now=now)
        Drawing.objects.filter(pk=row.pk).update(stage=Stages.UNDONE, settled_at=now)
        audit.record([audit.Deed("drawing.undo", "drawing", row.pk, row.place_id)], actor=actor, now=now)
    # By now whoever follows households (care) has followed them back; a place that somebody still speaks of stays.
    _remove_places(actor, made, now)
    return fetch(actor, drawing)


def _refuse_if_something_happened(row: Drawing, many: int, made: list[UUID]) -> None:
    there = DrawnHome.objects.filter(drawing=row, household__neighbourhood=F("part__neighbourhood")).count()
    if (
        there != many
        or Household.objects.filter(neighbourhood__in=made)
        .exclude(pk__in=DrawnHome.objects.filter(drawing=row).values("household"))
        .exists()
    ):
        raise Refusal("drawing_lived_in", _("采用以后，有的户又搬动过了，不能整个撤回。请一户一户地改，或者重新划。"))
    if Appointment.objects.filter(post__territory__in=made).exists():
        raise Refusal("drawing_lived_in", _("新的邻里已经有人任职，不能撤回了。请先看看任职，或者重新划。"))


def _remove_places(actor: Actor, made: list[UUID], now: datetime) -> None:
    """The places made, with their posts; one that somebody speaks of already stays, and undoes no undoing."""
    for place in Territory.objects.filter(pk__in=made):
        try:
            with transaction.atomic():
                for post in Post.objects.filter(territory=place):
                    deed = audit.Deed("post.close", "post", post.pk, place.parent_id)
                    post.delete()
                    audit.record([deed], actor=actor, now=now)
                territory.remove_territory(actor=actor, place=place, now=now)
        except ProtectedError:
            continue
