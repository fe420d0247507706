"""A case on the bench: fetched and locked, brought up to now, then moved step by step, and written in one go.

Writing is set-based, so that ten thousand cases take as many statements as one does a few times over.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from youlin.domains.access.actor import SYSTEM, Actor
from youlin.domains.cases import chain
from youlin.domains.cases.models import Case, CaseEvent, Holding
from youlin.domains.cases.queries import clocks
from youlin.domains.cases.queries.clocks import ClockOf
from youlin.domains.cases.queries.departments import clocks_of as own_clocks
from youlin.domains.cases.queries.ladders import ladders
from youlin.domains.cases.rules.clocks import Clock
from youlin.domains.cases.rules.ladder import Deadline, Rung, Standing, misses, next_down
from youlin.domains.cases.rules.spans import Bounds, nearest
from youlin.domains.cases.rules.states import BY_ITSELF, RUNNING, Status, Step, after
from youlin.domains.cases.rules.ways import Secrecy, Source, Way, readable
from youlin.domains.chiefs.models import Post
from youlin.foundation import audit, outbox
from youlin.foundation.audit import Doer
from youlin.foundation.db import add_rows, set_rows, swap_rows
from youlin.foundation.outbox import Event
from youlin.foundation.refusal import Refusal

# What a step may change on a case; everything else about it stays as reported.
MOVING = (
    "status", "rung", "holder", "clock_started_at", "due_at", "overdue_since", "returns", "answered_rung",
    "first_answer_at", "told_at", "closed_at", "rating", "reopened", "version", "paused_until", "paused_at",
    "paused_seconds", "pauses", "extended", "closing", "lapses_at", "chain", "merged_into", "danger", "restricted",
    "urgency",
)  # fmt: skip
BY_THE_CLOCK = (
    "status", "rung", "holder", "clock_started_at", "due_at", "overdue_since", "version", "told_at", "closed_at",
    "lapses_at", "paused_until", "paused_at", "extended", "chain",
)  # fmt: skip
CHUNK = 500


@dataclass(slots=True)
class Bench:
    """One case with its ladder. `seen` is the version it had when it was fetched."""

    case: Case
    ladder: dict[Rung, Post]
    trail: dict[Rung, Holding]
    deadline: Deadline
    clock_of: ClockOf
    ladder_clock: ClockOf  # the same, whichever department has it
    bounds: Bounds
    seen: int
    desk_clocks: Mapping[tuple[UUID, str], Clock]
    events: list[CaseEvent] = field(default_factory=list)
    touched: set[Rung] = field(default_factory=set)

    @property
    def rung(self) -> Rung:
        """Where the case is now."""
        return Rung(self.case.rung)

    @property
    def status(self) -> Status:
        """How it stands now."""
        return Status(self.case.status)

    def post_at(self, rung: Rung) -> Post:
        """The post of a rung on this case's ladder; a department is the one it came by."""
        return self.ladder[rung]

    def seat(self, department: Post) -> None:
        """Let a department stand on this case's ladder, with its own clock where it has one."""
        self.ladder = {**self.ladder, Rung.DEPARTMENT: department}
        self.clock_of = clocks.with_desk(
            self.ladder_clock, lambda: self.desk_clocks.get((department.pk, self.case.urgency))
        )
        self.deadline = clocks.deadline_by(self.clock_of)

    def below(self) -> Rung | None:
        """The rung that the answer goes to next."""
        return next_down(self.rung, self.trail)

    def step(
        self,
        step: Step,
        *,
        at: datetime,
        doer: Doer,
        from_rung: Rung | None = None,
        to_rung: Rung | None = None,
        from_post: Post | None = None,
        to_post: Post | None = None,
        due_at: datetime | None = None,
        text: str = "",
        way: Way | None = None,
        client_id: UUID | None = None,
    ) -> CaseEvent:
        """Append a step: state by the table, rung and holder to `to_rung`, clock to `due_at` (unchanged where None)."""
        case, before = self.case, self.status
        source = self.rung if from_rung is None else from_rung
        case.status = after(before, step).value
        case.version += 1
        if to_rung is not None and to_rung != case.rung:
            case.rung, case.holder, case.extended = to_rung, self.post_at(to_rung), False
        if due_at is not None:
            self._wake(at)
            case.clock_started_at, case.due_at, case.overdue_since = at, due_at, None
        elif Status(case.status) not in RUNNING:
            self._wake(at)
            case.due_at = case.overdue_since = None
        event = CaseEvent(
            subdistrict_id=case.subdistrict_id,
            case_id=case.pk,
            seq=case.version,
            kind=step.value,
            at=at,
            actor=doer.user_id,
            actor_name=doer.name,
            from_post_id=(from_post or self.post_at(source)).pk,
            to_post_id=(to_post or self.post_at(self.rung)).pk,
            from_rung=source,
            to_rung=self.rung,
            from_status=before.value,
            to_status=case.status,
            text=text,
            way=way.value if way else "",
            due_at=due_at,
            client_id=client_id,
        )
        self.append(event)
        return event

    def refit_clock(self) -> None:
        """Let the clocks of the case's present urgency hold from its next step on."""
        case = self.case
        self.clock_of = clocks.clock_of(clocks.rules_of([case.subdistrict_id]), case)
        self.deadline = clocks.deadline_by(self.clock_of)

    def append(self, event: CaseEvent) -> None:
        """Add an event to the trail, linked to the one before."""
        event.link = self.case.chain = chain.link(self.case.chain, event)
        self.events.append(event)

    def told(self, *, at: datetime) -> None:
        """The resident knows; if they say nothing for the set days, that is their answer."""
        self.case.told_at, self.case.lapses_at = at, at + timedelta(days=self.bounds.silence_days)
        self.release()

    def _wake(self, at: datetime) -> None:
        """A pause ends with the clock it stopped; what it did not use is not counted against the case."""
        case = self.case
        if case.paused_until is not None:
            unused = max(case.paused_until - at, timedelta(0))
            case.paused_seconds = max(case.paused_seconds - int(unused.total_seconds()), 0)
            case.paused_until = case.paused_at = None

    def hold(self, rung: Rung, *, since: datetime) -> None:
        """Give a rung the duty to act."""
        held = self.trail.get(rung)
        if held is None:
            self.trail[rung] = Holding(
                subdistrict_id=self.case.subdistrict_id, case=self.case, rung=rung, post=self.post_at(rung), since=since
            )
        else:
            held.post, held.since, held.active = self.post_at(rung), since, True
        self.touched.add(rung)

    def release(self, rungs: Iterable[Rung] | None = None) -> None:
        """Take the duty from rungs; from all where none are named."""
        for rung in list(self.trail if rungs is None else rungs):
            held = self.trail.get(rung)
            if held is not None and held.active:
                held.active = False
                self.touched.add(rung)

    def catch_up(self, now: datetime) -> None:
        """Take every step that missed clocks took by `now`, each at its own instant."""
        case = self.case
        if case.status == Status.TOLD and case.lapses_at is not None and case.lapses_at <= now:
            self._lapse(case.lapses_at)
        if case.due_at is None or case.overdue_since is not None or case.due_at > now:
            return
        standing = Standing(
            self.status, self.rung, case.due_at, tuple(self.ladder), tuple(self.trail), readable=_readable(case)
        )
        for miss in misses(standing, now=now, deadline=self.deadline):
            if miss.step is Step.OVERDUE:
                self.step(Step.OVERDUE, at=miss.at, doer=SYSTEM)
                case.overdue_since = miss.at
                continue
            if miss.step is Step.SYSTEM_TELL:
                self.told(at=miss.at)
                self.step(Step.SYSTEM_TELL, at=miss.at, doer=SYSTEM)
                self.catch_up(now)
                return
            if miss.step is Step.DROP_DOWN:
                self.release()  # the answer was taken out of its hands; whoever missed a climb keeps the duty to answer
            self.step(miss.step, at=miss.at, doer=SYSTEM, to_rung=miss.to_rung, due_at=miss.due_at)
            self.hold(miss.to_rung, since=miss.at)

    def _lapse(self, at: datetime) -> None:
        """The resident was told and said nothing for the set days: closed, and it says so."""
        self.case.closed_at, self.case.lapses_at = at, None
        days = ngettext("告知以后 %(n)d 天没有回音。", "告知以后 %(n)d 天没有回音。", self.bounds.silence_days)
        self.step(Step.LAPSE, at=at, doer=SYSTEM, text=days % {"n": self.bounds.silence_days})


def _readable(case: Case) -> bool:
    """Whether the resident holds the tracking code: then the answer can be read without anybody's help."""
    return readable(Source(case.source), Secrecy(case.secrecy))


def lay(cases: Sequence[Case]) -> list[Bench]:
    """Benches for cases whose `territory` is loaded: ladders, trails, departments and clocks, a query each."""
    above = ladders({case.territory.path for case in cases})
    trails: dict[UUID, dict[Rung, Holding]] = {}
    for start in range(0, len(cases), CHUNK):
        keys = [case.pk for case in cases[start : start + CHUNK] if not case._state.adding]  # a new one has no trail
        for held in Holding.objects.filter(case__pk__among=keys) if keys else ():
            trails.setdefault(held.case_id, {})[Rung(held.rung)] = held
    chosen = {trail[Rung.DEPARTMENT].post_id for trail in trails.values() if Rung.DEPARTMENT in trail}
    departments = Post.objects.filter(pk__in=chosen).select_related("territory").in_bulk() if chosen else {}
    streets = {case.subdistrict_id for case in cases}
    rules, bounds, own = clocks.rules_of(streets), clocks.bounds_of(streets), own_clocks(streets)
    benches = []
    for case in cases:
        path = case.territory.path
        trail = trails.get(case.pk, {})
        clock_of = clocks.clock_of(rules, case)
        deadline, bent = clocks.deadline_by(clock_of), nearest(bounds, path)
        bench = Bench(case, above[path], trail, deadline, clock_of, clock_of, bent, case.version, own)
        if Rung.DEPARTMENT in trail:
            bench.seat(departments[trail[Rung.DEPARTMENT].post_id])
        benches.append(bench)
    return benches


def write(
    benches: Sequence[Bench],
    *,
    actor: Actor,
    now: datetime,
    announcing: Iterable[Event] = (),
    changed: Sequence[str] = MOVING,
) -> None:
    """Write what happened on the benches: cases by compare-and-set, steps, holdings, audit, announcements.

    `changed`: the fields that the steps may have set.

    Raises Refusal `changed_meanwhile` where somebody else wrote a case since it was fetched.
    """
    moved = [bench for bench in benches if bench.events]
    if moved:
        _set_cases(moved, changed)
        append(moved, actor=actor, now=now, announcing=announcing)


def append(benches: Sequence[Bench], *, actor: Actor, now: datetime, announcing: Iterable[Event]) -> None:
    """Write the steps and holdings of cases whose own rows stand, with audit and announcements."""
    steps = [event for bench in benches for event in bench.events]
    add_rows(steps)
    holdings = [bench.trail[rung] for bench in benches for rung in sorted(bench.touched)]
    add_rows([held for held in holdings if held._state.adding])
    set_rows([held for held in holdings if not held._state.adding], ["post", "since", "active"])
    for doer, by_itself in ((SYSTEM, True), (actor, False)):
        deeds = [_deed(event) for event in steps if (event.kind in BY_ITSELF) is by_itself]
        if deeds:
            audit.record(deeds, actor=doer, now=now)
    outbox.announce(announcing, now=now)


def _deed(event: CaseEvent) -> audit.Deed:
    changes: dict[str, object] = {"rung": [event.from_rung, event.to_rung]}
    if event.from_status != event.to_status:
        changes["status"] = [event.from_status, event.to_status]
    return audit.Deed(f"case.{event.kind}", "case", event.case_id, event.subdistrict_id, changes)


def _set_cases(benches: Sequence[Bench], changed: Sequence[str]) -> None:
    """Compare and set: of two who fetched the same version one finds no row to change."""
    if not swap_rows([bench.case for bench in benches], changed, seen=[bench.seen for bench in benches]):
        raise Refusal("changed_meanwhile", _("刚刚有人动过这件事，请看看最新的情况再办。"))
