"""Reads of meetings: lists, one record, who is expected, what comes back to the next agenda, who is to do what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import CHIEF_ROLES, Can
from youlin.domains.cases.models import Case, CaseEvent
from youlin.domains.cases.rules.states import Step
from youlin.domains.chiefs.models import Post
from youlin.domains.chiefs.queries import holders
from youlin.domains.chiefs.wording import post_name
from youlin.domains.outreach.models import AgendaItem, Meeting, MeetingTask, Presence, Raised
from youlin.domains.outreach.rules.meetings import Deed, State, may
from youlin.domains.residents.models import Household, Resident
from youlin.domains.residents.queries import HEAD
from youlin.domains.territory.models import Territory
from youlin.foundation import clock
from youlin.foundation.db import under
from youlin.foundation.refusal import NotThere

# What the reads give back, for who writes their types.
__all__ = ["AgendaItem", "Meeting", "MeetingTask"]

EXPECTED_AT_MOST = 400  # ticks on one page; more is a rally, and counted by number


@dataclass(frozen=True, slots=True)
class Expected:
    """Somebody who is to come: a household, or a post with who holds it."""

    key: UUID
    name: str
    note: str
    here: bool


@dataclass(frozen=True, slots=True)
class Item:
    """One thing on the agenda, with the answer to read out where it is one."""

    row: AgendaItem
    answer: str


@dataclass(frozen=True, slots=True)
class Record:
    """A meeting with everything its page shows. `can`: what the actor may do with it now."""

    meeting: Meeting
    items: list[Item]
    raised: list[Raised]
    tasks: list[MeetingTask]
    present: int
    expected: int
    can: frozenset[Deed]


def meetings(actor: Actor, *, kind: str = "", state: str = "", place: UUID | None = None) -> QuerySet[Meeting]:
    """Meetings in sight: those to come by their day, else the latest first; `present` counts who came."""
    rows = Meeting.objects.visible_to(actor)
    if kind:
        rows = rows.filter(kind=kind)
    if state:
        rows = rows.filter(state=state)
    if place is not None:
        path = Territory.objects.filter(pk=place).values_list("path", flat=True).first()
        rows = rows.filter(under("territory__path", path)) if path else rows.none()
    order = ("starts_at", "pk") if state == State.CALLED else ("-starts_at", "-pk")
    here = Presence.objects.filter(meeting=OuterRef("pk"), here=True).order_by()
    count = here.values("meeting").annotate(n=Count("pk")).values("n")
    return rows.select_related("territory").annotate(present=Subquery(count)).order_by(*order)


def get(actor: Actor, key: UUID) -> Meeting:
    """A meeting in sight. Raises NotThere."""
    row = Meeting.objects.visible_to(actor).filter(pk=key).select_related("territory", "posting").first()
    if row is None:
        raise NotThere("meeting_unknown", _("没有这个会，或者它不归您这里看。"))
    return row


def runs(actor: Actor, row: Meeting) -> bool:
    """Whether the actor keeps this meeting: its place lies in their own."""
    return actor.can_at(Can.HOLD_MEETINGS, row.territory.path)


def record(actor: Actor, key: UUID) -> Record:
    """A meeting with its agenda, what was raised, and what can be done. Raises NotThere.

    What has become restricted since it was raised, or put on the agenda, is neither shown nor printed nor read out.
    """
    row = get(actor, key)
    agenda = row.items.exclude(case__restricted=True).select_related("case", "task__post__territory")
    items = list(agenda.order_by("number"))
    answers = answers_of([item.case_id for item in items if item.case_id])
    return Record(
        meeting=row,
        items=[Item(item, answers.get(item.case_id, "") if item.case_id else "") for item in items],
        raised=list(row.raised.filter(case__restricted=False).select_related("case").order_by("case__number")),
        tasks=list(row.tasks.select_related("post__territory").order_by("due_on", "pk")),
        present=row.presences.filter(here=True).count(),
        expected=_households(row).count() if row.kind == Meeting.Kinds.COURTYARD else _posts(row).count(),
        can=frozenset(deed for deed in Deed if may(State(row.state), deed)) if runs(actor, row) else frozenset(),
    )


def answers_of(cases: Iterable[UUID]) -> dict[UUID, str]:
    """The latest answer to each case, in its words. One query."""
    rows = CaseEvent.objects.filter(case__in=list(cases), kind=Step.ANSWER).order_by("seq")
    return dict(rows.values_list("case", "text"))


def _households(row: Meeting) -> QuerySet[Household]:
    rows = Household.objects.filter(
        under("neighbourhood__path", row.territory.path), residence=Household.Residence.PERMANENT
    )
    return rows.order_by("neighbourhood__path", "number")


def _posts(row: Meeting) -> QuerySet[Post]:
    rows = Post.objects.filter(under("territory__path", row.territory.path), role__in=CHIEF_ROLES, department="")
    return rows.select_related("territory").order_by("territory__path")


def expected(actor: Actor, key: UUID, *, now: datetime) -> tuple[Meeting, list[Expected]]:
    """Who is to come: of a courtyard meeting every household that lives there, else the chiefs. Raises NotThere."""
    row = get(actor, key)
    came = row.presences.filter(here=True)
    if row.kind == Meeting.Kinds.COURTYARD:
        here = set(came.values_list("household", flat=True))
        head = Resident.objects.filter(household=OuterRef("pk"), relation=HEAD, lives_here=True).values("name")[:1]
        homes = _households(row).annotate(head=Subquery(head))[:EXPECTED_AT_MOST]
        return row, [
            Expected(home.pk, home.head or home.number, home.address or home.number, home.pk in here) for home in homes
        ]
    there = set(came.values_list("post", flat=True))
    posts = list(_posts(row)[:EXPECTED_AT_MOST])
    people = holders([post.pk for post in posts], day=clock.day_of(now))
    return row, [
        Expected(post.pk, people[post.pk][0].name, post_name(post), post.pk in there)
        for post in posts
        if post.pk in people
    ]


def to_carry(row: Meeting) -> tuple[list[Case], list[MeetingTask]]:
    """What comes back to a meeting from those before it at the place: answers not read out, and tasks.

    Of tasks those that are not done, and those done since the last meeting was held. A case that is restricted is
    read out nowhere. Two queries.
    """
    before = Meeting.objects.filter(
        territory=row.territory_id, kind=row.kind, state=State.HELD, starts_at__lt=row.starts_at
    )
    answered = CaseEvent.objects.filter(case=OuterRef("case"), kind=Step.ANSWER)
    raised = Raised.objects.filter(Exists(answered), meeting__in=before, read_at=None, case__restricted=False)
    cases = [one.case for one in raised.select_related("case").order_by("case__number")]
    asked = AgendaItem.objects.filter(task=OuterRef("pk"), meeting__state=State.HELD, done_at__isnull=False)
    tasks = MeetingTask.objects.filter(meeting__in=before).filter(
        Q(done_at=None) | ~Exists(asked.filter(meeting__closed_at__gte=OuterRef("done_at")))
    )
    return cases, list(tasks.select_related("post__territory").order_by("due_on", "pk"))


def tasks(actor: Actor, *, open_only: bool = True) -> QuerySet[MeetingTask]:
    """Tasks of meetings in sight, the nearest day first."""
    rows = MeetingTask.objects.filter(meeting__in=Meeting.objects.visible_to(actor))
    if not actor.can(Can.USE_DESK):
        rows = rows.filter(post__in=actor.posts())
    if open_only:
        rows = rows.filter(done_at=None)
    return rows.select_related("meeting__territory", "post__territory").order_by("done_at", "due_on", "pk")


def my_tasks(actor: Actor) -> QuerySet[MeetingTask]:
    """What the actor's own posts are to do, the nearest day first, and then what was done lately."""
    rows = MeetingTask.objects.filter(post__in=actor.posts()).select_related("meeting", "post__territory")
    return rows.order_by("done_at", "due_on", "pk")


@dataclass(frozen=True, slots=True)
class Called:
    """Who is to hear of a meeting, and whether as a chief."""

    user: UUID
    post: UUID


def called(row: Meeting, *, day: date) -> list[Called]:
    """Who is told: the chiefs of the place, each account once."""
    posts = list(_posts(row).values_list("pk", flat=True))
    people = holders(posts, day=day)
    found = {holder.user: Called(holder.user, post) for post in posts for holder in people.get(post, [])}
    return list(found.values())


def posts_for_tasks(actor: Actor, row: Meeting, *, day: date) -> list[tuple[UUID, str]]:
    """The posts that a meeting may give something to do, with who holds each."""
    posts = list(_posts(row))
    people = holders([post.pk for post in posts], day=day)
    return [(post.pk, f"{people[post.pk][0].name}（{post_name(post)}）") for post in posts if post.pk in people]


def places(actor: Actor) -> list[Territory]:
    """Places that the actor may call a meeting of, from the widest to the nearest."""
    return list(Territory.objects.filter(scope_of(actor), subdistrict__isnull=False).order_by("level", "path"))


def scope_of(actor: Actor) -> Q:
    """The actor's subtrees, as a filter on territories."""
    found = Q(pk__in=())
    for path in actor.paths(Can.HOLD_MEETINGS):
        found |= under("path", path)
    return found
