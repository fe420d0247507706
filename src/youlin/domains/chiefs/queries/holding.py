"""Who holds what on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Role
from youlin.domains.chiefs.models import Absence, Appointment, Post
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import Level, prefixes
from youlin.foundation.prepared import Slot

# The order in which a case climbs (see cases); each rung is a role.
RUNG_ROLES = (
    Role.NEIGHBOURHOOD_CHIEF,
    Role.GROUP_CHIEF,
    Role.AREA_CHIEF,
    Role.COMMUNITY_STAFF,
    Role.SUBDISTRICT_STAFF,
)


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who answers for a post on a day."""

    post: UUID
    user: UUID
    name: str
    kind: str  # sitting, acting, staff
    appointment: UUID


def in_office(day: date | Slot, prefix: str = "") -> Q:
    """Appointments in force on a day."""
    return Q(**{f"{prefix}starts_on__lte": day}) & (
        Q(**{f"{prefix}ends_on__isnull": True}) | Q(**{f"{prefix}ends_on__gt": day})
    )


def in_charge(day: date | Slot) -> Q:
    """Appointments whose holder answers on a day: in force, and whoever sits is not away. For Appointment's own rows.

    Whoever acts is never away: an absence is refused to who covers for others, until somebody else does.
    """
    away = Absence.objects.filter(
        post=OuterRef("post"), user=OuterRef("user"), starts_on__lte=day, ends_on__gt=day
    ).order_by()
    return in_office(day) & (Q(kind=Appointment.Kinds.ACTING) | Q(~Exists(away)))


def holders(posts: Iterable[UUID], *, day: date) -> dict[UUID, list[Holder]]:
    """Who answers for each post on a day; an acting chief comes before the one acted for. One query.

    Who is away answers for nothing: a post whose chief is away without cover has no holder, and falls to the next.
    """
    found: dict[UUID, list[Holder]] = {}
    rows = Appointment.objects.filter(in_charge(day), post__in=list(posts)).select_related("user").order_by("kind")
    for row in rows:  # "acting" < "sitting" < "staff"
        holder = Holder(row.post_id, row.user_id, row.user.display_name, row.kind, row.pk)
        found.setdefault(row.post_id, []).append(holder)
    return found


def names_at(actor: Actor, places: Iterable[UUID], *, day: date) -> dict[UUID, str]:
    """Who answers for each of these places in sight on a day, by name; without anybody, no entry. Two queries."""
    rows = Post.objects.visible_to(actor).filter(territory__in=list(places), department="")
    posts = dict(rows.values_list("pk", "territory_id"))
    return {posts[post]: people[0].name for post, people in holders(posts, day=day).items()}


def posts_above(territory: Territory) -> dict[Role, Post]:
    """The posts on the way from a place up to its subdistrict, by role. One query; departments are not on it."""
    rows = Post.objects.filter(
        territory__path__in=prefixes(territory.path), department="", territory__level__gte=Level.SUBDISTRICT
    ).select_related("territory")
    return {Role(row.role): row for row in rows}


def places_of(posts: Iterable[UUID]) -> list[UUID]:
    """The places that posts sit at."""
    return list(Post.objects.filter(pk__in=list(posts)).values_list("territory", flat=True))


def places_away_from(absences: Iterable[UUID]) -> list[UUID]:
    """The places of the posts that somebody is away from."""
    return list(Absence.objects.filter(pk__in=list(absences)).values_list("post__territory", flat=True))


def post_at(territory: Territory) -> Post | None:
    """The post of a place itself."""
    return Post.objects.filter(territory=territory, department="").select_related("territory").first()


def department_posts(subdistrict: Territory) -> list[Post]:
    """The department desks of a subdistrict, by name."""
    return list(
        Post.objects.filter(territory=subdistrict, role=Role.DEPARTMENT_STAFF)
        .select_related("territory")
        .order_by("department")
    )
