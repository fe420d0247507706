"""Rounds, their posts and candidates, as the desk sees them; and what waits for somebody there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import CHIEF_ROLES, Can
from youlin.domains.access.scope import scope
from youlin.domains.chiefs.models import (
    Appointment,
    Candidature,
    Contest,
    Lesson,
    Nomination,
    PaperCount,
    Poll,
    Post,
    Review,
    SelectionEntry,
    SelectionRound,
)
from youlin.domains.chiefs.queries.holding import in_office
from youlin.domains.chiefs.queries.selection.answering import Said, raised
from youlin.domains.chiefs.queries.selection.counting import Turnout, counts_of, online_votes, turnout
from youlin.domains.chiefs.queries.selection.knowing import known_of, standing_known
from youlin.domains.chiefs.rules.selection import fitness
from youlin.domains.chiefs.rules.selection.counting import Agreement, agreement
from youlin.domains.chiefs.rules.selection.fitness import Answer, Condition, Conflict, Known, Listed, Standing, in_order
from youlin.domains.chiefs.rules.selection.states import RUNNING, Candidacy, Stage
from youlin.domains.territory.models import Territory
from youlin.foundation.db import under
from youlin.foundation.refusal import NotThere


def rounds(actor: Actor, *, running: bool | None = None) -> QuerySet[SelectionRound]:
    """Rounds in sight with `posts` and `waiting` (posts not done), the latest first. One query."""
    rows = SelectionRound.objects.visible_to(actor).select_related("territory")
    rows = rows.annotate(
        posts=Count("contests"), waiting=Count("contests", filter=Q(contests__stage__in=sorted(RUNNING)))
    )
    if running is not None:
        open_ones = Contest.objects.filter(stage__in=sorted(RUNNING)).values("round")
        rows = rows.filter(pk__in=open_ones) if running else rows.exclude(pk__in=open_ones)
    return rows.order_by("-opened_at", "-pk")


def round_(actor: Actor, key: UUID) -> SelectionRound:
    """One round in sight. Raises NotThere."""
    found = SelectionRound.objects.visible_to(actor).filter(pk=key).select_related("territory").first()
    if found is None:
        raise NotThere("round_unknown", _("没有这一轮选举。"))
    return found


@dataclass(frozen=True, slots=True)
class Line:
    """One post of a round, with what its list needs."""

    contest: Contest
    candidates: list[Candidature]
    objections: int  # unanswered

    def of(self, *states: Candidacy) -> list[Candidature]:
        """Candidates in these states."""
        return [one for one in self.candidates if one.state in states]


def lines(round_key: UUID) -> list[Line]:
    """The posts of a round in the order of the tree. Five queries, whatever the size."""
    people = Candidature.objects.exclude(state=Candidacy.MERGED.value)
    rows = (
        Contest.objects.filter(round=round_key)
        .select_related("post__territory", "round")
        .prefetch_related(Prefetch("candidatures", people.order_by("created_at", "pk"), "people"))
        .order_by("post__territory__path")
    )
    contests = list(rows)
    waiting = Counter(one.contest for one in raised(row.pk for row in contests) if not one.settled)
    return [
        Line(
            row,
            listed(row.people, standing_first=row.round.standing_first),  # type: ignore[attr-defined]
            waiting[row.pk],
        )
        for row in contests
    ]


def listed(people: list[Candidature], *, standing_first: bool) -> list[Candidature]:
    """Candidates in the order of the list, which the list explains. `people`: in the order of nomination."""
    plain = [
        Listed(one.pk, place, frozenset(Standing(word) for word in one.standing)) for place, one in enumerate(people)
    ]
    by_key = {one.pk: one for one in people}
    return [by_key[key] for key in in_order(plain, standing_first=standing_first)]


def entries(*, round_key: UUID | None = None, contest: UUID | None = None) -> list[SelectionEntry]:
    """The history of a round or of one post, oldest first. One query."""
    rows = SelectionEntry.objects.filter(contest=contest) if contest else SelectionEntry.objects.filter(round=round_key)
    return list(rows.select_related("contest__post__territory", "candidature").order_by("at", "id"))


@dataclass(frozen=True, slots=True)
class Vote:
    """One vote of a post: its turnout and how far the count is."""

    poll: Poll
    turnout: Turnout
    agreement: Agreement
    counts: list[PaperCount]
    online: dict[UUID, int]


@dataclass(frozen=True, slots=True)
class Desk:
    """One post of a round, with everything that its page needs."""

    contest: Contest
    candidates: list[Candidature]
    votes: list[Vote]
    objections: list[Said]
    lessons: list[Lesson]
    sitting: Appointment | None

    @property
    def vote(self) -> Vote | None:
        """The latest one."""
        return self.votes[-1] if self.votes else None

    def of(self, *states: Candidacy) -> list[Candidature]:
        """Candidates in these states."""
        return [one for one in self.candidates if one.state in states]


def desk(actor: Actor, key: UUID) -> Desk:
    """The selection for one post in sight. Raises NotThere."""
    row = contest(actor, key)
    people = list(
        row.candidatures.exclude(state=Candidacy.MERGED.value)
        .select_related("resident__household")
        .prefetch_related("nominations")
        .order_by("created_at", "pk")
    )
    return Desk(
        contest=row,
        candidates=listed(people, standing_first=row.round.standing_first),
        votes=[_vote(poll) for poll in row.polls.order_by("number")],
        objections=raised([row.pk]),
        lessons=list(row.lessons.order_by("rank")),
        sitting=Appointment.objects.filter(post=row.post_id, kind="sitting", starts_on__lte=row.round.starts_on)
        .exclude(ends_on__lte=row.round.starts_on)
        .exclude(pk__in=[row.appointment] if row.appointment else [])
        .select_related("user")
        .first(),
    )


def _vote(poll: Poll) -> Vote:
    counts = list(PaperCount.objects.filter(poll=poll).order_by("attempt", "at", "id"))
    return Vote(poll, turnout(poll), agreement(counts_of(poll)), counts, online_votes(poll))


def contest(actor: Actor, key: UUID) -> Contest:
    """The selection for one post in sight. Raises NotThere."""
    found = (
        Contest.objects.visible_to(actor).filter(pk=key).select_related("round__territory", "post__territory").first()
    )
    if found is None:
        raise NotThere("contest_unknown", _("这一轮里没有这个岗位。"))
    return found


@dataclass(frozen=True, slots=True)
class Sheet:
    """One candidate, with everything that the review needs."""

    row: Candidature
    known: Known
    filled: dict[Condition, Answer]
    standing: frozenset[Standing]
    reviews: list[Review]


def candidate(actor: Actor, key: UUID) -> Sheet:
    """One candidate in sight, with what the roster knows. Raises NotThere."""
    row = (
        Candidature.objects.visible_to(actor)
        .filter(pk=key)
        .select_related("contest__round__territory", "contest__post__territory", "resident__household")
        .prefetch_related("nominations")
        .first()
    )
    if row is None:
        raise NotThere("candidate_unknown", _("没有这位候选人。"))
    known, round_row = known_of(row), row.contest.round
    filled = fitness.filled_in(known, minimum_age=round_row.minimum_age, day=round_row.starts_on)
    reviews = list(row.reviews.order_by("-at", "-id"))
    return Sheet(row, known, filled, standing_known(row), reviews)


def posts_to_fill(actor: Actor, *, day: date, until: date, which: str, place: UUID | None, text: str) -> QuerySet[Post]:
    """Chiefs' posts that are in no running round. `which`: `empty`, `ending` (by `until`), or every one.

    Each with `held`: the last day of who sits there, None where open or empty. One query.
    """
    rows = Post.objects.filter(scope(actor, Can.RUN_SELECTION, "territory__path"), role__in=CHIEF_ROLES)
    rows = rows.exclude(pk__in=Contest.objects.filter(stage__in=sorted(RUNNING)).values("post"))
    sitting = Appointment.objects.filter(in_office(day), post=OuterRef("pk"), kind="sitting")
    if which == "empty":
        rows = rows.filter(~Exists(sitting))
    elif which == "ending":
        rows = rows.filter(Exists(sitting.filter(ends_on__lte=until)))
    if place is not None:
        path = Territory.objects.filter(pk=place).values_list("path", flat=True).first()
        rows = rows.filter(under("territory__path", path)) if path else rows.none()
    if text:
        rows = rows.filter(territory__full_name__contains=text)
    held = Appointment.objects.filter(in_office(day), kind="sitting").select_related("user")
    return (
        rows.select_related("territory")
        .prefetch_related(Prefetch("appointments", held, "holding"))
        .order_by("territory__path", "role")
    )


def posts_by_key(actor: Actor, keys: Iterable[UUID]) -> list[Post]:
    """Chiefs' posts in sight among these, in the order of the tree. One query."""
    rows = Post.objects.filter(scope(actor, Can.RUN_SELECTION, "territory__path"), role__in=CHIEF_ROLES, pk__in=[*keys])
    return list(rows.select_related("territory").order_by("territory__path"))


def conflict_of(actor: Actor, row: Candidature) -> Conflict | None:
    """Why this actor may not review a candidate; None where they may. Two queries."""
    nominators = Nomination.objects.filter(candidature=row).values_list("nominator_user", flat=True)
    accounts = Appointment.objects.filter(resident=row.resident_id) if row.resident_id else Appointment.objects.none()
    return fitness.conflict(
        actor.user_id,
        {user for user in nominators if user is not None},
        set(accounts.values_list("user", flat=True)),
    )


@dataclass(frozen=True, slots=True)
class Needs:
    """What waits for this desk: one line each."""

    reviews: list[Candidature]
    objections: list[tuple[Contest, int]]
    counts: list[Contest]  # one person counted, or two disagree
    decisions: list[Contest]  # recognition; review by the subdistrict; appointment

    @property
    def total(self) -> int:
        """All of them."""
        return len(self.reviews) + len(self.objections) + len(self.counts) + len(self.decisions)


def needs(actor: Actor) -> Needs:
    """What waits for this actor in running rounds. Six queries at most."""
    if not actor.can(Can.RUN_SELECTION):
        return Needs([], [], [], [])
    here = Contest.objects.visible_to(actor)
    people = Candidature.objects.filter(contest__in=here.values("pk")).select_related("contest__post__territory")
    reviews = people.filter(
        contest__stage=Stage.REVIEWING.value, state__in=[Candidacy.NOMINATED.value, Candidacy.CONSENTED.value]
    )
    listed_now = {
        row.pk: row
        for row in here.filter(posting__isnull=False, stage=Stage.NOTICE.value).select_related("post__territory")
    }
    waiting = Counter(one.contest for one in raised(listed_now) if not one.settled)
    stages = [Stage.RECOGNISING.value, Stage.CONFIRMED.value]
    if actor.can(Can.CONFIRM_SELECTION):
        stages = [Stage.RECOGNISING.value, Stage.CONFIRMING.value, Stage.CONFIRMED.value]
    rows = list(
        here.filter(stage__in=[Stage.COUNTING.value, *stages])
        .select_related("post__territory", "round")
        .order_by("since")
    )
    return Needs(
        list(reviews.order_by("created_at")),
        [(listed_now[key], number) for key, number in waiting.items()],
        [row for row in rows if row.stage == Stage.COUNTING],
        [row for row in rows if row.stage != Stage.COUNTING],
    )
