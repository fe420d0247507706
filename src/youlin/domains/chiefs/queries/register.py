"""The register of chiefs and desks: every post in sight with who holds it, and the tree they sit in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import CHIEF_ROLES, Can
from youlin.domains.access.scope import scope
from youlin.domains.chiefs.models import Appointment, Post, Station
from youlin.domains.chiefs.queries.holding import in_office
from youlin.domains.residents.queries import household_counts
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import prefixes
from youlin.foundation.db import under
from youlin.foundation.refusal import NotThere


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to narrow the register to. `state`: sitting, acting, empty. `desks`: the offices instead of the chiefs."""

    text: str = ""
    place: UUID | None = None
    role: str = ""
    state: str = ""
    desks: bool = False


def register(actor: Actor, wanted: Wanted, *, day: date) -> QuerySet[Post]:
    """Posts in sight with `holding` (the terms in force, who acts first), in the order of the tree. Two queries."""
    rows = Post.objects.visible_to(actor).filter(territory__closed_on__isnull=True).select_related("territory")
    rows = rows.exclude(role__in=CHIEF_ROLES) if wanted.desks else rows.filter(role__in=CHIEF_ROLES)
    held = Appointment.objects.filter(in_office(day), post=OuterRef("pk"))
    if wanted.role:
        rows = rows.filter(role=wanted.role)
    if wanted.place is not None:
        path = Territory.objects.filter(pk=wanted.place).values_list("path", flat=True).first()
        rows = rows.filter(under("territory__path", path)) if path else rows.none()
    if wanted.state == "empty":
        rows = rows.filter(~Exists(held))
    elif wanted.state:
        rows = rows.filter(Exists(held.filter(kind=wanted.state)))
    if wanted.text.strip():
        text = wanted.text.strip()
        named = Exists(held.filter(user__display_name__contains=text))
        rows = rows.filter(Q(territory__full_name__contains=text) | Q(department__contains=text) | named)
    return rows.prefetch_related(_holding(day)).order_by("territory__path", "role", "department")


def post(actor: Actor, key: UUID) -> tuple[Post, list[Appointment]]:
    """A post in sight with its whole history, the latest term first. Raises NotThere."""
    found = Post.objects.visible_to(actor).filter(pk=key).select_related("territory").first()
    if found is None:
        raise NotThere("post_unknown", _("没有这个岗位。"))
    terms = found.appointments.select_related("user", "resident").order_by("-starts_on", "kind", "-created_at")
    return found, list(terms)


def term(actor: Actor, key: UUID) -> Appointment:
    """One term of a post in sight. Raises NotThere."""
    rows = Appointment.objects.filter(pk=key, post__in=Post.objects.visible_to(actor))
    found = rows.select_related("post__territory", "user").first()
    if found is None:
        raise NotThere("appointment_unknown", _("没有这段任期。"))
    return found


def empty_posts(actor: Actor, *, day: date) -> QuerySet[Post]:
    """Chiefs' posts that nobody holds on a day."""
    return register(actor, Wanted(state="empty"), day=day)


def posts_held_by(user: UUID, *, day: date) -> list[Appointment]:
    """What an account holds on a day."""
    return list(Appointment.objects.filter(in_office(day), user=user).select_related("post__territory"))


@dataclass(slots=True)
class Sums:
    """Permanent households, all households, places below."""

    permanent: int = 0
    households: int = 0
    below: int = 0


@dataclass(frozen=True, slots=True)
class Tree:
    """A place with what lies at and below it."""

    place: Territory
    depth: int
    sums: Sums
    station: Station | None


def tree(actor: Actor, *, root: Territory, depth: int) -> list[Tree]:
    """The subtree of a place in sight, down to `depth` levels, with sums over everything below. Three queries."""
    inside = list(
        Territory.objects.filter(
            scope(actor, Can.SEE_POSTS, "path"), under("path", root.path), closed_on__isnull=True
        ).order_by("path")
    )
    stations = {row.territory_id: row for row in Station.objects.filter(territory__in=[place.pk for place in inside])}
    sums = _sums(inside, household_counts(actor))
    top = len(prefixes(root.path))
    return [
        Tree(place, deep, sums[place.path], stations.get(place.pk))
        for place in inside
        if (deep := len(prefixes(place.path)) - top) <= depth
    ]


def _sums(places: list[Territory], counts: dict[UUID, dict[str, int]]) -> dict[str, Sums]:
    sums = {place.path: Sums() for place in places}
    for place in places:
        mine = counts.get(place.pk, {})
        for path in prefixes(place.path):
            if path in sums:
                sums[path].permanent += mine.get("permanent", 0)
                sums[path].households += sum(mine.values())
                sums[path].below += path != place.path
    return sums


def _holding(day: date) -> Prefetch[str, QuerySet[Appointment], str]:
    rows = Appointment.objects.filter(in_office(day)).select_related("user").order_by("kind", "starts_on")
    return Prefetch("appointments", rows, "holding")
