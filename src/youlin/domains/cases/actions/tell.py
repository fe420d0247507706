"""Telling who must know of a step: the holders of the post it went to, or whoever stands in for an empty one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet, UUIDField

from youlin.domains.access.rules import CHIEF_ROLES, Role
from youlin.domains.cases.actions import bench as benches
from youlin.domains.cases.models import Case, CaseEvent, Complained, Holding
from youlin.domains.cases.queries import authorities, duty
from youlin.domains.cases.rules.clocks import Urgency
from youlin.domains.cases.rules.ladder import Rung, next_up
from youlin.domains.cases.rules.states import Step
from youlin.domains.chiefs.models import Post
from youlin.domains.messaging import actions as messaging
from youlin.domains.messaging.rules.letters import Pace
from youlin.foundation import clock
from youlin.foundation.prepared import Prepared, Slot

# (the account's holder is a chief, key of the case or None for the list) -> address of the page to open
Link = Callable[[bool, UUID | None], str]
MANY = 10  # more letters than this at one moment, as after an outage, become one
CLIMBED_FROM = "cases.climbed_from"
TO_RECEIVER = frozenset(
    {
        Step.REPORT, Step.BYPASS, Step.ESCALATE, Step.CLIMB, Step.RETURN, Step.OVERDUE, Step.ANSWER, Step.PASS_DOWN,
        Step.DROP_DOWN, Step.REOPEN, Step.TAKE_OVER, Step.MARK, Step.INVITE, Step.ASK_CLOSE, Step.REFUSE_CLOSE,
        Step.SYSTEM_TELL, Step.HAND_OVER,
    }
)  # fmt: skip
# What ran out, or comes back from a resident: whoever agreed to letters hears of it the same hour.
SOON = frozenset({Step.CLIMB, Step.OVERDUE, Step.REOPEN, Step.ASK_CLOSE})

# What the post is told that a case went away from.
FROM = {Step.CLIMB: CLIMBED_FROM, Step.TAKE_OVER: "cases.taken_from", Step.UNDO: "cases.undone_from"}


@dataclass(frozen=True, slots=True)
class _Told:
    """What telling needs of a step; rows of plain values, because a sweep tells of thousands."""

    key: UUID
    step: str
    case: UUID
    number: str
    what: str
    urgency: str
    subdistrict: UUID
    actor: UUID | None
    from_post: UUID | None
    to_post: UUID | None
    from_rung: int | None
    due_at: datetime | None


_COLUMNS = ("subdistrict", "case", "actor", "from_post", "to_post", "from_rung", "due_at")
_RENAMED = {
    "key": F("id"),
    "step": F("kind"),
    "number": F("case__number"),
    "what": F("case__kind"),
    "urgency": F("case__urgency"),
}


def tell_holders(*, steps: tuple[UUID, ...], link: Link, now: datetime) -> None:
    """Tell of steps; telling twice is telling once. Nobody is told of what they did themselves."""
    told = [_Told(**row) for row in _steps(steps)]
    wanted = [item for one in told for item in _receivers(one)]
    answering = duty.answering(_posts({post for _one, post, _template in wanted}), today=clock.day_of(now))
    # Whoever is complained of hears nothing of it, in whatever other office.
    meant = _meant({one.case for one in told})
    letters: dict[tuple[UUID, bool], list[tuple[_Told, str, bool]]] = {}
    for one, post, template in wanted:
        for term in answering.get(post, []):
            if term.user_id != one.actor and (one.case, term.user_id) not in meant:
                chief = term.post.role in CHIEF_ROLES
                letters.setdefault((term.user_id, template == CLIMBED_FROM), []).append((one, template, chief))
    notices = [
        notice
        for (user, gone), wrote in letters.items()
        for notice in (_each(user, wrote, link) if len(wrote) <= MANY else [_all(user, gone, wrote, link)])
    ]
    messaging.tell(notices=notices, now=now)


def _steps(keys: Sequence[UUID]) -> list[dict[str, Any]]:
    if len(keys) == 1:
        return _one_step().all(step=keys[0])
    return list(_told(CaseEvent.objects.filter(pk__among=keys)))


@cache
def _one_step() -> Prepared[dict[str, Any]]:
    return Prepared(_told(CaseEvent.objects.filter(pk=Slot("step", UUIDField()))))


def _told(steps: QuerySet[CaseEvent]) -> QuerySet[CaseEvent, dict[str, Any]]:
    rows: QuerySet[CaseEvent, dict[str, Any]] = steps.order_by("id").values(*_COLUMNS, **_RENAMED)
    return rows


def _posts(keys: Collection[UUID]) -> list[Post]:
    if len(keys) == 1:
        return _one_post().all(post=next(iter(keys)))
    return list(Post.objects.filter(pk__in=keys).select_related("territory"))


@cache
def _one_post() -> Prepared[Post]:
    return Prepared(Post.objects.filter(pk=Slot("post", UUIDField())).select_related("territory"))


def _meant(cases: Collection[UUID]) -> set[tuple[UUID, UUID]]:
    if len(cases) == 1:
        return set(_meant_by_one().all(case=next(iter(cases))))
    return set(Complained.objects.filter(case__pk__among=list(cases)).values_list("case", "user"))


@cache
def _meant_by_one() -> Prepared[tuple[UUID, UUID]]:
    return Prepared(Complained.objects.filter(case=Slot("case", UUIDField())).values_list("case", "user"))


def _receivers(one: _Told) -> Iterator[tuple[_Told, UUID, str]]:
    """Posts to tell of a step, each with the template."""
    step = Step(one.step)
    moved = one.from_post != one.to_post
    for template, post, meant in (
        (f"cases.{step}", one.to_post, step in TO_RECEIVER or (step is Step.UNDO and moved)),
        (FROM.get(step, ""), one.from_post, step in FROM and moved),
    ):
        if meant and post is not None:
            yield one, post, template
    if step is Step.EXTEND and (above := _above(one)) is not None:
        yield one, above, "cases.extend"
    if step in (Step.ANSWER, Step.WITHDRAW, Step.CONFIRM, Step.AGREE_CLOSE):
        template = "cases.answered_below" if step is Step.ANSWER else f"cases.{step}"
        for post, rung in Holding.objects.filter(case=one.case).values_list("post", "rung"):
            if step is not Step.ANSWER or (one.from_rung is not None and rung > one.from_rung):
                yield one, post, template


def _above(one: _Told) -> UUID | None:
    """The post one rung above where a step was taken: who reads why it takes longer."""
    case = Case.objects.filter(pk=one.case).select_related("territory").first()
    if case is None or one.from_rung is None:
        return None
    bench = benches.lay([case])[0]
    above = next_up(Rung(one.from_rung), bench.ladder)
    return bench.post_at(above).pk if above is not None else None


def _each(user: UUID, wrote: list[tuple[_Told, str, bool]], link: Link) -> Iterator[messaging.NewNotice]:
    """A letter for each step."""
    for one, template, chief in wrote:
        yield messaging.NewNotice(
            subdistrict=one.subdistrict,
            user=user,
            template=template,
            dedupe=f"{template}:{one.key}",
            params={
                "number": one.number,
                "kind": one.what,
                "due": one.due_at.isoformat() if one.due_at else "",
                "case": str(one.case),
            },
            url=link(chief, one.case),
            pace=_pace(one, template),
        )


def _pace(one: _Told, template: str) -> Pace:
    """How soon who must act on it has to know; what needs nobody's hand any more waits for the morning."""
    if one.step not in TO_RECEIVER or template == CLIMBED_FROM:
        return Pace.DIGEST
    if one.step == Step.BYPASS or one.urgency != Urgency.NORMAL:
        return Pace.NOW
    return Pace.SOON if one.step in SOON else Pace.DIGEST


def _all(user: UUID, gone: bool, wrote: list[tuple[_Told, str, bool]], link: Link) -> messaging.NewNotice:
    """One letter for many steps; it leads to the list, where the most pressing stands first."""
    first, _template, chief = wrote[0]
    template = "cases.many_climbed_from" if gone else "cases.many"
    return messaging.NewNotice(
        subdistrict=first.subdistrict,
        user=user,
        template=template,
        dedupe=f"{template}:{first.key}",
        params={"n": len(wrote)},
        url=link(chief, None),
        pace=Pace.NOW if any(_pace(*each[:2]) is Pace.NOW for each in wrote) else Pace.DIGEST,
    )


def tell_of_late_authorities(*, duties: tuple[UUID, ...], link: Link, now: datetime) -> None:
    """Remind the subdistrict's desk of authorities that were not told in time; twice is once."""
    late = authorities.late(duties, now)
    posts = Post.objects.filter(
        territory__in={one.subdistrict_id for one in late}, role=Role.SUBDISTRICT_STAFF, department=""
    ).select_related("territory")
    desks = duty.answering(posts, today=clock.day_of(now))
    by_street = {post.territory_id: desks.get(post.pk, []) for post in posts}
    messaging.tell(
        notices=[
            messaging.NewNotice(
                subdistrict=one.subdistrict_id,
                user=term.user_id,
                template="cases.authority_late",
                dedupe=f"cases.authority_late:{one.pk}",
                params={"number": one.case.number, "authority": one.name, "case": str(one.case_id)},
                url=link(False, one.case_id),
                pace=Pace.NOW,
            )
            for one in late
            for term in by_street.get(one.subdistrict_id, [])
        ],
        now=now,
    )
