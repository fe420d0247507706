"""One case: its trail, why it is due when it is due, and what the actor may do with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.cases import codes
from youlin.domains.cases.models import Case, CaseEvent, CasePhoto, Holding
from youlin.domains.cases.queries import clocks, duty
from youlin.domains.cases.rules.clocks import Clock, Urgency, clock_for, purpose_of
from youlin.domains.cases.rules.ladder import MAXIMUM_RETURNS, Rung, next_down
from youlin.domains.cases.rules.states import Status, Step, may
from youlin.domains.chiefs.models import Post
from youlin.domains.chiefs.queries import Holder, department_posts, holders
from youlin.domains.territory.models import Territory
from youlin.foundation import clock
from youlin.foundation.refusal import NotThere


@dataclass(frozen=True, slots=True)
class Deadline:
    """Why a case is due when it is due."""

    clock: Clock
    started_at: datetime
    due_at: datetime
    set_by: str  # the territory whose clock it is; "" for the default


@dataclass(frozen=True, slots=True)
class Record:
    """A case with everything a page shows of it. `can`: steps that the actor may take now."""

    case: Case
    trail: list[CaseEvent]
    photos: list[CasePhoto]
    holders: list[Holder]
    deadline: Deadline | None
    can: frozenset[Step]
    last_rung: bool  # nobody below: the resident is told from here
    departments: list[Post]
    code: str  # for the resident, from who reported it in their name; whoever answers must not rate for them
    kept_duty: bool  # it went on after a missed clock, and the actor may still answer


def get(actor: Actor, key: UUID) -> Case:
    """A case in sight. Raises NotThere."""
    found = (
        Case.objects.visible_to(actor)
        .filter(pk=key)
        .select_related("territory", "holder__territory", "household", "resident", "about_post__territory")
        .first()
    )
    if found is None:
        raise NotThere("case_unknown", _("没有这件事，或者它不归您这里看。"))
    return found


def record(actor: Actor, key: UUID, *, now: datetime) -> Record:
    """A case in sight with its trail and what can be done. Raises NotThere."""
    case = get(actor, key)
    trail = list(case.events.select_related("from_post__territory", "to_post__territory").order_by("seq"))
    held = {Rung(one.rung): one for one in Holding.objects.filter(case=case)}
    posts = duty.posts_of(actor, today=clock.day_of(now))
    can = _can(case, held, posts, actor)
    below = next_down(Rung(case.rung), held)
    departments = department_posts(case.subdistrict) if case.rung == Rung.SUBDISTRICT and Step.ESCALATE in can else []
    people = holders([case.holder_id], day=clock.day_of(now)).get(case.holder_id, [])
    return Record(
        case=case,
        trail=trail,
        photos=list(case.photos.order_by("added_at")),
        holders=people,
        deadline=why_due(case),
        can=can,
        last_rung=below is None,
        departments=departments,
        code=codes.code_for(case.client_id) if case.reported_by == actor.user_id else "",
        kept_duty=case.status == Status.OPEN and bool(can & {Step.ANSWER}) and case.holder_id not in posts,
    )


def why_due(case: Case) -> Deadline | None:
    """The clock behind the deadline, and whose it is; None where no clock runs."""
    if case.due_at is None:
        return None
    clock_, path = clock_for(
        clocks.rules_of([case.subdistrict_id]),
        path=case.territory.path,
        purpose=purpose_of(Status(case.status)),
        rung=Rung(case.rung),
        urgency=Urgency(case.urgency),
    )
    place = Territory.objects.filter(path=path).first() if path else None
    return Deadline(clock_, case.clock_started_at, case.due_at, place.full_name if place else "")


def _can(case: Case, held: dict[Rung, Holding], posts: set[UUID], actor: Actor) -> frozenset[Step]:
    """The steps a page offers; the actions decide again."""
    status, rung = Status(case.status), Rung(case.rung)
    active = {other for other, one in held.items() if one.active and one.post_id in posts}
    on_trail = any(one.post_id in posts for one in held.values())
    can = {Step.NOTE} if may(status, Step.NOTE) else set()
    below = next_down(rung, held)
    if status is Status.OPEN and active:
        can |= {Step.ANSWER, Step.WITHDRAW}
        if rung in active and rung is not Rung.DEPARTMENT:
            can.add(Step.ESCALATE)
        if rung in active and below is not None and case.returns < MAXIMUM_RETURNS:
            can.add(Step.RETURN)
    if status is Status.OPEN and actor.user_id is not None and case.reported_by == actor.user_id:
        can.add(Step.WITHDRAW)
    if status is Status.ANSWERED and active:
        can.add(Step.TELL if below is None else Step.PASS_DOWN)
    if status in (Status.TOLD, Status.CLOSED) and on_trail:
        can |= {Step.REOPEN} | ({Step.CONFIRM} if status is Status.TOLD else set())
    return frozenset(can)


def answer_of(trail: list[CaseEvent]) -> CaseEvent | None:
    """The answer in force: the last one that nobody contradicted by opening the case again."""
    for event in reversed(trail):
        if event.kind == Step.REOPEN:
            return None
        if event.kind == Step.ANSWER:
            return event
    return None


def photo(actor: Actor, case: UUID, key: UUID) -> CasePhoto:
    """A picture of a case in sight. Raises NotThere."""
    found = CasePhoto.objects.filter(pk=key, case__in=Case.objects.visible_to(actor).filter(pk=case)).first()
    if found is None:
        raise NotThere("photo_unknown", _("没有这张照片。"))
    return found
