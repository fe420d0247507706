"""Who can help: the holders of neighbourhoods' posts, what they can do, for how many they have time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can, Role
from youlin.domains.access.scope import scope
from youlin.domains.chiefs.models import Appointment, Offer, Skills
from youlin.domains.chiefs.queries.holding import in_office
from youlin.domains.territory.models import Territory
from youlin.foundation.db import under

__all__ = ["Helper", "Offer", "Skills", "helpers", "offer_of"]


@dataclass(frozen=True, slots=True)
class Helper:
    """Whoever answers for a neighbourhood. `people` is None where it was not said, `home` the household, if known."""

    place: Territory
    user: UUID
    name: str
    acting: bool
    home: UUID | None
    sex: str
    people: int | None
    skills: tuple[str, ...]
    appointment: UUID


def helpers(actor: Actor, path: str, *, day: date) -> list[Helper]:
    """Who answers for each neighbourhood in a subtree, whoever sits before whoever stands in. Two queries.

    A neighbourhood that nobody answers for is left out.
    """
    rows = Appointment.objects.filter(
        in_office(day),
        scope(actor, Can.SEE_POSTS, "post__territory__path"),
        under("post__territory__path", path),
        post__role=Role.NEIGHBOURHOOD_CHIEF,
    ).select_related("user", "resident", "post__territory")
    by_place: dict[UUID, Appointment] = {}
    for row in rows.order_by("post__territory__path", "-kind", "starts_on", "pk"):  # "sitting" > "acting"
        by_place.setdefault(row.post.territory_id, row)
    offers = {row.user_id: row for row in Offer.objects.filter(user__in={row.user_id for row in by_place.values()})}
    return [_helper(row, offers.get(row.user_id)) for row in by_place.values()]


def _helper(row: Appointment, offer: Offer | None) -> Helper:
    person = row.resident
    known = person.sex if person is not None and person.sex in Offer.Sexes.values else ""
    return Helper(
        place=row.post.territory,
        user=row.user_id,
        name=row.user.display_name,
        acting=row.kind == Appointment.Kinds.ACTING,
        home=person.household_id if person is not None else None,
        sex=known or (offer.sex if offer else ""),
        people=offer.people if offer else None,
        skills=tuple(offer.skills) if offer else (),
        appointment=row.pk,
    )


def offer_of(user: UUID) -> Offer | None:
    """What an account said it can help with; None where it said nothing."""
    return Offer.objects.filter(user=user).order_by("-said_at").first()
