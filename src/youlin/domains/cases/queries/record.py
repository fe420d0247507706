"""One case: its trail, why it is due when it is due, and what the actor may do with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Role
from youlin.domains.cases import codes
from youlin.domains.cases.models import AuthorityDuty, Case, CaseEvent, CasePhoto, Helping, Holding, Writing
from youlin.domains.cases.queries import authorities, clocks, duty
from youlin.domains.cases.queries.departments import clocks_of, routed_to
from youlin.domains.cases.queries.likely import likely
from youlin.domains.cases.rules.clocks import Clock, Urgency, clock_for, purpose_of
from youlin.domains.cases.rules.desks import MAXIMUM_HANDINGS
from youlin.domains.cases.rules.ladder import MAXIMUM_RETURNS, RUNG_OF, Rung, next_down
from youlin.domains.cases.rules.spans import longest_extension, nearest
from youlin.domains.cases.rules.states import Status, Step, may
from youlin.domains.cases.rules.ways import Secrecy
from youlin.domains.chiefs.models import Post
from youlin.domains.chiefs.queries import Holder, department_posts, holders
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import Level, prefixes
from youlin.foundation import calendar, clock
from youlin.foundation.refusal import NotThere

AT_THIS_MOMENT = timedelta(minutes=2)  # after the last key that somebody pressed in an answer


@dataclass(frozen=True, slots=True)
class Deadline:
    """Why a case is due when it is due."""

    clock: Clock
    started_at: datetime
    due_at: datetime
    set_by: str  # the territory whose clock it is; "" for the default
    skipped: tuple[date, ...] = ()  # days off on which it stood still
    paused_until: datetime | None = None  # it stands still now
    extended: bool = False


@dataclass(frozen=True, slots=True)
class Reach:
    """How far the clock of a case may still bend, and who may be asked to help."""

    pause_days: int  # days that are left to stand still
    extension_hours: int
    helpers: list[Post]
    leaving: list[Post]  # those that help now and may be let go


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
    routed: UUID | None  # the department that the street's table gives it to
    code: str  # for the resident, from who reported it in their name; whoever answers must not rate for them
    kept_duty: bool  # it went on after a missed clock, and the actor may still answer
    helpers: list[Helping]
    likely: list[Case]  # running ones that may be the same
    merged: list[Case]  # that are answered with this one
    writers: list[Writing]  # others who are at an answer at this moment
    reach: Reach
    duties: list[AuthorityDuty]  # authorities that must be, or were, told of danger
    may_unseal: bool  # somebody reported in confidence, and the actor sits at the subdistrict's post


def get(actor: Actor, key: UUID) -> Case:
    """A case in sight. Raises NotThere."""
    found = (
        Case.objects.visible_to(actor)
        .filter(pk=key)
        .select_related(
            "territory", "holder__territory", "household", "resident", "about_post__territory", "merged_into"
        )
        .first()
    )
    if found is None:
        raise NotThere("case_unknown", _("没有这件事，或者它不归您这里看。"))
    return found


def sees(actor: Actor, key: UUID) -> bool:
    """Whether a case is in the actor's sight."""
    return Case.objects.visible_to(actor).filter(pk=key).exists()


def record(actor: Actor, key: UUID, *, now: datetime) -> Record:
    """A case in sight with its trail and what can be done. Raises NotThere."""
    case = get(actor, key)
    trail = list(case.events.select_related("from_post__territory", "to_post__territory").order_by("seq"))
    held = {Rung(one.rung): one for one in Holding.objects.filter(case=case)}
    posts = duty.posts_of(actor, today=clock.day_of(now))
    can = _can(case, held, posts, actor, now)
    below = next_down(Rung(case.rung), held)
    sends = Step.HAND_OVER in can or (case.rung == Rung.SUBDISTRICT and Step.ESCALATE in can)
    departments = [post for post in department_posts(case.subdistrict) if post.pk != case.holder_id] if sends else []
    if not departments or _handed(trail) >= MAXIMUM_HANDINGS:
        can -= {Step.HAND_OVER}
    people = holders([case.holder_id], day=clock.day_of(now)).get(case.holder_id, [])
    helpers = list(case.helpers.filter(until__isnull=True).select_related("post__territory").order_by("since"))
    # A post says for itself that it helps no more; who must answer says it of any.
    leaving = [one.post for one in helpers if one.post_id in posts or Step.INVITE in can]
    if leaving and Status(case.status) is Status.OPEN:
        can |= {Step.LEAVE}
    return Record(
        case=case,
        trail=trail,
        photos=list(case.photos.order_by("added_at")),
        holders=people,
        deadline=why_due(case, now=now),
        can=can,
        last_rung=below is None,
        departments=departments,
        routed=routed_to(case) if departments and case.rung == Rung.SUBDISTRICT else None,
        code=codes.code_for(case.client_id) if case.reported_by == actor.user_id else "",
        kept_duty=case.status == Status.OPEN and bool(can & {Step.ANSWER}) and case.holder_id not in posts,
        helpers=helpers,
        likely=_likely(actor, case, now) if Step.MERGE in can else [],
        merged=list(Case.objects.visible_to(actor).filter(merged_into=case).order_by("number")),
        writers=writers(actor, case, now=now),
        duties=authorities.duties_of(case),
        may_unseal=case.secrecy == Secrecy.CONFIDENTIAL and _at_the_street(case, posts),
        reach=_reach(case, can, {*held_posts(held), *(one.post_id for one in helpers)}, leaving),
    )


def _handed(trail: list[CaseEvent]) -> int:
    return sum(event.kind == Step.HAND_OVER for event in trail)


def _at_the_street(case: Case, posts: set[UUID]) -> bool:
    return Post.objects.filter(
        pk__in=posts, territory=case.subdistrict_id, role=Role.SUBDISTRICT_STAFF, department=""
    ).exists()


def _likely(actor: Actor, case: Case, now: datetime) -> list[Case]:
    words, place = case.text, case.place
    found = likely(actor, text=words, place=place, territory=case.territory_id, but=case.pk, now=now)
    return [one for one in found if one.status == Status.OPEN and one.restricted == case.restricted]


def writers(actor: Actor, case: Case, *, now: datetime) -> list[Writing]:
    """Others who are at an answer at this moment."""
    if Status(case.status) is not Status.OPEN:
        return []
    rows = Writing.objects.filter(case=case, at__gte=now - AT_THIS_MOMENT).order_by("at")
    return [row for row in rows if row.user != actor.user_id]


def held_posts(held: dict[Rung, Holding]) -> set[UUID]:
    """The posts a case came by."""
    return {one.post_id for one in held.values()}


def _reach(case: Case, can: frozenset[Step], busy: set[UUID], leaving: list[Post]) -> Reach:
    """What bending is left, looked up only for who may bend."""
    if not can & {Step.PAUSE, Step.EXTEND, Step.INVITE}:
        return Reach(0, 0, [], leaving)
    bounds = nearest(clocks.bounds_of([case.subdistrict_id]), case.territory.path)
    left = bounds.pause_days - -(-case.paused_seconds // 86400) if case.pauses < bounds.pauses else 0
    ladder = clocks.clock_of(clocks.rules_of([case.subdistrict_id]), case)
    clock_ = clocks.with_desk(ladder, lambda: _desk_clock(case))(Status(case.status), Rung(case.rung))
    posts = department_posts(case.subdistrict) + list(
        Post.objects.filter(territory__path__in=prefixes(case.territory.path), department="")
        .exclude(pk__in=[case.about_post_id] if case.about_post_id else [])
        .select_related("territory")
        .order_by("-territory__level")
    )
    return Reach(
        pause_days=max(left, 0),
        extension_hours=0 if case.extended else longest_extension(clock_.hours, bounds),
        helpers=[post for post in posts if post.pk not in busy],
        leaving=leaving,
    )


def why_due(case: Case, *, now: datetime) -> Deadline | None:
    """The clock behind the deadline, and whose it is; None where no clock runs."""
    if case.due_at is None:
        return None
    clock_, path = clock_for(
        clocks.rules_of([case.subdistrict_id]),
        path=case.territory.path,
        purpose=purpose_of(Status(case.status)),
        rung=Rung(case.rung),
        urgency=Urgency(case.urgency),
        kind=case.kind,
    )
    place = Territory.objects.filter(path=path).first() if path else None
    own = _desk_clock(case) if Status(case.status) is Status.OPEN else None
    paused = case.paused_until if case.paused_until is not None and case.paused_until > now else None
    return Deadline(
        own or clock_,
        case.clock_started_at,
        case.due_at,
        case.holder.department if own else place.full_name if place else "",
        skipped=tuple(calendar.skipped(case.clock_started_at, case.due_at)) if (own or clock_).working else (),
        paused_until=paused,
        extended=case.extended,
    )


def _desk_clock(case: Case) -> Clock | None:
    """The own clock of the department that has a case."""
    if case.rung != Rung.DEPARTMENT:
        return None
    return clocks_of([case.subdistrict_id]).get((case.holder_id, case.urgency))


def _can(case: Case, held: dict[Rung, Holding], posts: set[UUID], actor: Actor, now: datetime) -> frozenset[Step]:
    """The steps a page offers; the actions decide again."""
    status, rung = Status(case.status), Rung(case.rung)
    active = {other for other, one in held.items() if one.active and one.post_id in posts}
    on_trail = any(one.post_id in posts for one in held.values())
    can = {Step.NOTE} if may(status, Step.NOTE) else set()
    below = next_down(rung, held)
    if status is Status.OPEN and active:
        can |= {Step.ANSWER, Step.INVITE, Step.MERGE}
        if case.urgency != Urgency.DANGER:
            can.add(Step.MARK)
        if rung in active:
            can |= _as_holder(case, rung, below, now)
    if status is Status.OPEN and rung not in active and _above(case, rung) & posts:
        can.add(Step.TAKE_OVER)
    reporter = actor.user_id is not None and case.reported_by == actor.user_id
    if status is Status.OPEN and reporter:
        can.add(Step.WITHDRAW)
    if status is Status.OPEN and not case.danger and (on_trail or reporter):
        can.add(Step.BYPASS)
    if status is Status.MERGED and on_trail:
        can.add(Step.UNMERGE)
    if status is Status.ANSWERED and active:
        can.add(Step.TELL if below is None else Step.PASS_DOWN)
    if status in (Status.TOLD, Status.CLOSED) and on_trail:
        can |= {Step.REOPEN} | ({Step.CONFIRM} if status is Status.TOLD else set())
    return frozenset(can)


def _as_holder(case: Case, rung: Rung, below: Rung | None, now: datetime) -> set[Step]:
    """What only the present holder may do with an open case."""
    can = {Step.AGREE_CLOSE, Step.REFUSE_CLOSE} if case.closing else {Step.ASK_CLOSE}
    if rung is not Rung.DEPARTMENT:
        can.add(Step.ESCALATE)
    elif not case.closing:
        can.add(Step.HAND_OVER)
    if below is not None and case.returns < MAXIMUM_RETURNS and not case.closing:
        can.add(Step.RETURN)
    if case.due_at is not None and case.due_at > now:
        paused = case.paused_until is not None and case.paused_until > now
        can.add(Step.RESUME if paused else Step.PAUSE)
        if not case.extended:
            can.add(Step.EXTEND)
    return can


def _above(case: Case, rung: Rung) -> set[UUID]:
    """The posts that may take a case over: above its rung on its own ladder; from a department, the subdistrict's."""
    posts = Post.objects.filter(
        territory__path__in=prefixes(case.territory.path), department="", territory__level__gte=Level.SUBDISTRICT
    ).values_list("pk", "role")
    return {
        key
        for key, role in posts
        if (RUNG_OF[Role(role)] > rung or rung is Rung.DEPARTMENT)
        and RUNG_OF[Role(role)] <= Rung.SUBDISTRICT
        and (rung is not Rung.DEPARTMENT or RUNG_OF[Role(role)] is Rung.SUBDISTRICT)
    }


def answer_of(trail: list[CaseEvent]) -> CaseEvent | None:
    """The answer in force: the last one that nobody contradicted by opening the case again."""
    for event in reversed(trail):
        if event.kind == Step.REOPEN:
            return None
        if event.kind == Step.ANSWER:
            return event
    return None


def cases_of(steps: Iterable[UUID]) -> list[UUID]:
    """The cases that took these steps. Not scoped: for what follows from an announcement."""
    return list(CaseEvent.objects.filter(pk__in=list(steps)).values_list("case", flat=True).distinct())


def taken_in(case: Case, client_id: UUID | None) -> bool:
    """Whether a step of a case that the asker sees came with this identity: the same letter again. One query."""
    return client_id is not None and CaseEvent.objects.filter(case=case, client_id=client_id).exists()


def photo(actor: Actor, case: UUID, key: UUID) -> CasePhoto:
    """A picture of a case in sight. Raises NotThere."""
    found = CasePhoto.objects.filter(pk=key, case__in=Case.objects.visible_to(actor).filter(pk=case)).first()
    if found is None:
        raise NotThere("photo_unknown", _("没有这张照片。"))
    return found
