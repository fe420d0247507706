"""What whoever supervises sees of the line below: who may be forgotten next, who covers, where a hand is needed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.access.scope import scope
from youlin.domains.care.models import CarePlan, Contact, Delivery, Obligation, PatternQuestion
from youlin.domains.care.queries.today import Owing, gather
from youlin.domains.care.rules.workload import Proposal, Sign, Week, proposal, signs
from youlin.domains.chiefs import queries as chiefs
from youlin.domains.chiefs.models import Post
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import Level
from youlin.foundation import clock
from youlin.foundation.refusal import NotThere

__all__ = [
    "PatternQuestion",
    "Place",
    "at_risk",
    "behind",
    "open_questions",
    "places",
    "post_levels",
    "question",
]

PATH = "neighbourhood__path"
MOST = 60


@dataclass(frozen=True, slots=True)
class Place:
    """A neighbourhood of the line: who answers for it, what a week there asks, and what might help."""

    territory: Territory
    post: UUID | None
    holders: tuple[chiefs.Holder, ...]
    week: Week
    signs: tuple[Sign, ...]
    proposal: Proposal | None

    @property
    def acting(self) -> tuple[chiefs.Holder, ...]:
        """Who stands in."""
        return tuple(one for one in self.holders if one.kind == "acting")


def at_risk(actor: Actor, *, now: datetime, limit: int = MOST) -> list[Owing]:
    """People of the line who are owed something by today, who was left longest first. Three queries."""
    today = clock.day_of(now)
    rows = Obligation.objects.filter(
        scope(actor, Can.SUPERVISE, PATH), state=Obligation.States.OPEN, due_on__lt=today
    ).order_by("due_on", "pk")
    first = list(dict.fromkeys(rows.values_list("plan", flat=True)[: limit * 2]))[:limit]
    open_ones = Obligation.objects.filter(plan__in=first, state=Obligation.States.OPEN)
    found = gather(open_ones, today)
    return sorted(found, key=lambda item: (item.due_on, item.resident.household.neighbourhood.path, item.resident.name))


def places(
    actor: Actor,
    *,
    now: datetime,
    cases: Mapping[UUID, int] | None = None,
    people_said: Mapping[UUID, int] | None = None,
) -> list[Place]:
    """Each neighbourhood of the line in the order of the tree, never of the people. A fixed number of queries.

    `cases` are open ones by post, `people_said` for how many each account said there is time.
    """
    rows = list(
        Territory.objects.filter(scope(actor, Can.SUPERVISE, "path"), level=Level.NEIGHBOURHOOD).order_by("path")
    )
    keys = [row.pk for row in rows]
    posts = dict(Post.objects.filter(territory__in=keys, department="").values_list("territory_id", "pk"))
    held = chiefs.holders(posts.values(), day=clock.day_of(now))
    sits = {one.user for people in held.values() for one in people if one.kind == "sitting"}
    paces = _paces(keys)
    late = _late(keys, now)
    bring = _deliveries(keys)
    found = []
    for row in rows:
        people = tuple(held.get(posts[row.pk], ())) if row.pk in posts else ()
        said = (people_said or {}).get(people[0].user) if people else None
        week = Week(
            paces=paces.get(row.pk, ()),
            cases=(cases or {}).get(posts[row.pk], 0) if row.pk in posts else 0,
            deliveries=bring.get(row.pk, 0),
            late=late.get(row.pk, 0),
            people_said=said,
            vacant=not people,
            stands_in=bool(people) and people[0].kind == "acting" and people[0].user in sits,
        )
        why = signs(week)
        found.append(Place(row, posts.get(row.pk), people, week, why, proposal(why)))
    return found


def _paces(keys: list[UUID]) -> dict[UUID, tuple[tuple[int, int, int], ...]]:
    rows = CarePlan.objects.filter(neighbourhood__in=keys, ends_on__isnull=True).order_by()
    counted = rows.values("neighbourhood", "greeting_days", "visit_days").annotate(number=Count("pk"))
    found: dict[UUID, list[tuple[int, int, int]]] = {}
    for row in counted:
        found.setdefault(row["neighbourhood"], []).append((row["greeting_days"], row["visit_days"], row["number"]))
    return {key: tuple(some) for key, some in found.items()}


def _late(keys: list[UUID], now: datetime) -> dict[UUID, int]:
    rows = Obligation.objects.filter(
        neighbourhood__in=keys, state=Obligation.States.OPEN, due_on__lt=clock.day_of(now)
    ).order_by()
    return dict(rows.values("neighbourhood").annotate(n=Count("plan", distinct=True)).values_list("neighbourhood", "n"))


def _deliveries(keys: list[UUID]) -> dict[UUID, int]:
    rows = Delivery.objects.filter(neighbourhood__in=keys, state=Delivery.States.WAITING).order_by()
    return dict(rows.values("neighbourhood").annotate(n=Count("pk")).values_list("neighbourhood", "n"))


def open_questions(actor: Actor) -> QuerySet[PatternQuestion]:
    """What nobody has answered yet, the latest first."""
    rows = PatternQuestion.objects.visible_to(actor).filter(answered_at__isnull=True)
    return rows.select_related("neighbourhood").order_by("-day", "subject_name", "pattern")


def question(actor: Actor, key: UUID) -> PatternQuestion:
    """One question in sight, answered or not. Raises NotThere."""
    found = PatternQuestion.objects.visible_to(actor).filter(pk=key).select_related("neighbourhood").first()
    if found is None:
        raise NotThere("question_unknown", _("没有这个问题，或者已经过了九十天。"))
    return found


def behind(actor: Actor, asked: PatternQuestion) -> list[Contact]:
    """The contacts that a question is about, in the order in which they happened, as far as they are in sight."""
    rows = Contact.objects.visible_to(actor).filter(pk__in=[UUID(key) for key in asked.contacts])
    return list(rows.select_related("resident__household").order_by("happened_at", "id"))


def post_levels(posts: Iterable[UUID]) -> dict[UUID, int]:
    """At which level each post sits, of those with a chief above them: 邻长 and 组长. One query."""
    rows = Post.objects.filter(Q(territory__level__gte=Level.GROUP), pk__in=list(posts), department="")
    return dict(rows.values_list("pk", "territory__level"))
