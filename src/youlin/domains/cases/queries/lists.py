"""Lists of cases: what the actor may see, what the actor must act on, narrowed and searched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Case as If
from django.db.models import Count, DateTimeField, Exists, OuterRef, Q, QuerySet, Value, When

from youlin.domains.access.actor import Actor
from youlin.domains.cases.models import Case, Complained, Holding
from youlin.domains.cases.queries import authorities, duty, search
from youlin.domains.cases.rules.states import RUNNING, Status
from youlin.domains.territory.models import Territory
from youlin.foundation import clock, counting
from youlin.foundation.db import under
from youlin.foundation.prepared import Prepared, Slot, counted

LINES = 50  # of a page
BADGE = 1000  # beyond it a badge says no more than that there are very many
NOW = Slot("now", DateTimeField())
_RUNNING = Q(due_at__isnull=False)  # a clock runs exactly while a case is open or answered: a constraint says so


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to narrow a list to; empty means everything in sight."""

    text: str = ""
    status: str = ""
    kind: str = ""
    rung: int | None = None
    urgency: str = ""
    source: str = ""
    holder: UUID | None = None
    first: date | None = None  # days on which it was reported, both included
    last: date | None = None
    untold: bool = False  # some authority still has to be told
    place: UUID | None = None
    running: bool = False
    overdue: bool = False
    mine: bool = False

    @property
    def words(self) -> str:
        """The text without the character that PostgreSQL cannot keep, and without space around."""
        return self.text.replace("\0", "").strip()

    @property
    def by_deadline(self) -> bool:
        """Whether every case of the list has a clock: then the nearest comes first, else the newest."""
        return self.running or self.overdue or self.mine or self.status in RUNNING


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers for badges."""

    mine: int
    mine_overdue: int
    open: int
    overdue: int
    untold: int


def cases(actor: Actor, wanted: Wanted, *, now: datetime | Slot, meant: search.Found | None = None) -> QuerySet[Case]:
    """Cases in sight: of running ones the nearest deadline first, else the newest first. One query and its page.

    `now`: an instant, or its place in a question that is prepared. `meant`: what the words were found to mean, where
    that was asked already.
    """
    rows = Case.objects.visible_to(actor).filter(_streets(actor))
    rows = rows.filter(_switched(actor, wanted, now))
    for column in ("status", "kind", "urgency", "source", "rung", "holder"):
        value = getattr(wanted, column)
        if value not in ("", None):
            rows = rows.filter(**{column: value})
    if wanted.first is not None:
        rows = rows.filter(reported_at__gte=clock.start_of(wanted.first))
    if wanted.last is not None:
        rows = rows.filter(reported_at__lt=clock.end_of(wanted.last))
    if wanted.place is not None:
        path = Territory.objects.filter(pk=wanted.place).values_list("path", flat=True).first()
        rows = rows.filter(under("territory__path", path)) if path else rows.none()
    if words := wanted.words:
        rows = rows.filter((meant or search.found(actor, words)).cases)
    order = ("due_at", "pk") if wanted.by_deadline else ("-reported_at", "-pk")
    return rows.select_related("territory", "holder__territory", "resident").defer("reporter_phone").order_by(*order)


class Shown(NamedTuple):
    """As much of a case as a line of a table shows; a sixth of its columns."""

    pk: UUID
    number: str
    text: str
    kind: str
    urgency: str
    status: str
    source: str
    rung: int
    due_at: datetime | None
    reported_at: datetime
    holder: UUID
    department: str
    place: str


_SHOWN = (*Shown._fields[:11], "holder__department", "territory__full_name")


@dataclass
class Listed:
    """A list as a table shows it: cut it for a page of up to fifty, count it as far as anybody turns. A query each."""

    actor: Actor
    wanted: Wanted
    now: datetime

    def __getitem__(self, part: slice) -> list[Shown]:
        """The lines of a page."""
        start = part.start
        page = _kept_page(self.actor, self.wanted, start) if self._keeps else _page(self._rows, start)
        return [Shown._make(row) for row in page.all(now=self.now)][: part.stop - start]

    def count(self) -> int:
        """How many there are; an AtLeast where there are more than anybody pages through."""
        keys = _kept_keys(self.actor, self.wanted) if self._keeps else _keys(self._rows)
        return counting.said(keys.counts(now=self.now)[0], counting.MOST)

    @property
    def too_many(self) -> bool:
        """Whether the words mean more cases than were looked at."""
        return self._meant is not None and self._meant.too_many

    @property
    def _keeps(self) -> bool:
        """Whether the question stands on nothing but the reader's roles; else it is written out anew."""
        return not (self.wanted.text or self.wanted.place or self.wanted.mine)

    @cached_property
    def _meant(self) -> search.Found | None:
        return search.found(self.actor, self.wanted.words) if self.wanted.words else None

    @cached_property
    def _rows(self) -> QuerySet[Case]:
        return cases(self.actor, self.wanted, now=self.now, meant=self._meant)


def _page(rows: QuerySet[Case], start: int) -> Prepared[tuple[Any, ...]]:
    brief = rows.select_related(None).defer(None).values_list(*_SHOWN)
    return Prepared(brief[start : start + LINES])


def _keys(rows: QuerySet[Case]) -> Prepared[tuple[Any, ...]]:
    return Prepared(rows.order_by().values_list("pk")[: counting.MOST + 1])


@lru_cache(maxsize=512)
def _kept_page(actor: Actor, wanted: Wanted, start: int) -> Prepared[tuple[Any, ...]]:
    return _page(cases(actor, wanted, now=NOW), start)


@lru_cache(maxsize=512)
def _kept_keys(actor: Actor, wanted: Wanted) -> Prepared[tuple[Any, ...]]:
    return _keys(cases(actor, wanted, now=NOW))


def _switched(actor: Actor, wanted: Wanted, now: datetime | Slot) -> Q:
    """What is asked for by yes or no."""
    asked = Q()
    if wanted.running:
        asked &= _RUNNING
    if wanted.mine and isinstance(now, datetime):  # whose posts they are hangs on the day
        asked &= _held(actor.user_id, _posts(actor, now))
    if wanted.untold:
        asked &= authorities.untold()
    return asked & _late(now) if wanted.overdue else asked


def by_keys(actor: Actor, keys: Sequence[UUID]) -> list[Case]:
    """Those of some cases that are in sight, by number, with what a line of a list shows."""
    rows = Case.objects.visible_to(actor).filter(pk__in=keys).select_related("territory", "holder__territory")
    return list(rows.defer("reporter_phone").order_by("number"))


def counts(actor: Actor, *, now: datetime) -> Counts:
    """How many wait for the actor, and how many run in sight; more than a thousand as 1000+.

    And of how many some authority still has to be told. One query, after whose posts the actor answers for.
    """
    mine = _badge_of_posts(actor.user_id, frozenset(_posts(actor, now)))
    found = counted(
        (mine, ["late"]), (_badge_of_sight(actor), ["late"]), (authorities.prepared_waiting(actor), []), now=now
    )
    return Counts(*(counting.said(number, BADGE) for each in found for number in each))


@lru_cache(maxsize=512)
def _badge_of_posts(user: UUID | None, posts: frozenset[UUID]) -> Prepared[Any]:
    return _badge(Case.objects.filter(_held(user, posts)))


@lru_cache(maxsize=512)
def _badge_of_sight(actor: Actor) -> Prepared[Any]:
    return _badge(Case.objects.visible_to(actor).filter(_streets(actor), _RUNNING))


def _badge(rows: QuerySet[Case]) -> Prepared[Any]:
    # The nearest deadline first, as the index has it: so what is late is among the first, however many there are.
    return Prepared(rows.order_by("due_at").values(late=If(When(_late(NOW), then=Value(1))))[: BADGE + 1])


def open_by_post(actor: Actor) -> dict[UUID, int]:
    """How many open cases in sight each post holds. One query."""
    rows = Case.objects.visible_to(actor).filter(_streets(actor), status=Status.OPEN.value).order_by()
    return dict(rows.values("holder").annotate(n=Count("pk")).values_list("holder", "n"))


def mine(actor: Actor, *, now: datetime) -> QuerySet[Case]:
    """What the actor must act on, the nearest deadline first."""
    return cases(actor, Wanted(mine=True), now=now)


def to_confirm(actor: Actor, *, now: datetime) -> QuerySet[Case]:
    """Cases whose resident was told by a post of the actor and has not answered yet."""
    came_by = Holding.objects.filter(case=OuterRef("pk"), post__in=_posts(actor, now))
    return cases(actor, Wanted(status=Status.TOLD.value), now=now).filter(Exists(came_by))


def _streets(actor: Actor) -> Q:
    """The subdistricts in which the actor has a post: nothing new to `visible_to`, but what the indexes begin with."""
    if actor.everywhere:
        return Q()
    found = {grant.subdistrict for grant in actor.grants if grant.subdistrict}
    return Q(subdistrict=found.pop()) if len(found) == 1 else Q(subdistrict__in=sorted(found))


def _posts(actor: Actor, now: datetime) -> set[UUID]:
    return duty.posts_of(actor, today=clock.day_of(now))


def _held(user: UUID | None, posts: Iterable[UUID]) -> Q:
    """Where an active holding is one of these posts'. Looked up by key: few cases wait for one person."""
    return (
        Q(pk__in=Holding.objects.filter(active=True, post__in=posts).values("case"))
        & _RUNNING
        # A badge says nothing of a complaint about its reader either.
        & ~Q(pk__in=Complained.objects.filter(user__in=[user] if user else []).values("case"))
    )


def _late(now: datetime | Slot) -> Q:
    # What is marked overdue at the top keeps its deadline, so one look finds both.
    return Q(due_at__lt=now)
