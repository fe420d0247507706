"""Telling who must know of a step: the holders of the post it went to, or whoever stands in for an empty one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from uuid import UUID

from youlin.domains.access.rules import CHIEF_ROLES
from youlin.domains.cases.models import CaseEvent, Holding
from youlin.domains.cases.queries import duty
from youlin.domains.cases.rules.states import Step
from youlin.domains.chiefs.models import Post
from youlin.domains.chiefs.queries import Holder, holders
from youlin.domains.messaging import actions as messaging
from youlin.foundation import clock

# (the account's holder is a chief, key of the case) -> address of the page to open
Link = Callable[[bool, UUID], str]
TO_RECEIVER = frozenset(
    {
        Step.REPORT, Step.BYPASS, Step.ESCALATE, Step.CLIMB, Step.RETURN, Step.OVERDUE, Step.ANSWER, Step.PASS_DOWN,
        Step.DROP_DOWN, Step.REOPEN,
    }
)  # fmt: skip


def tell_holders(*, steps: tuple[UUID, ...], link: Link, now: datetime) -> None:
    """Tell of steps; telling twice is telling once. Nobody is told of what they did themselves."""
    events = list(
        CaseEvent.objects.filter(pk__in=steps)
        .select_related("case", "to_post__territory", "from_post__territory")
        .defer("case__text", "case__reporter_phone", "text")
        .order_by("id")
    )
    wanted = [item for event in events for item in _receivers(event)]
    posts = {post.pk: post for _event, post, _template in wanted}
    answering = duty.standing_in(posts.values(), today=clock.day_of(now))
    people = holders(set(answering.values()), day=clock.day_of(now))
    chiefs = {post.pk: post.role in CHIEF_ROLES for post in Post.objects.filter(pk__in=set(answering.values()))}
    messaging.tell(
        notices=[
            _notice(event, template, holder, link(chiefs[holder.post], event.case_id))
            for event, post, template in wanted
            if post.pk in answering
            for holder in people.get(answering[post.pk], [])
            if holder.user != event.actor
        ],
        now=now,
    )


def _receivers(event: CaseEvent) -> Iterator[tuple[CaseEvent, Post, str]]:
    """Posts to tell of a step, each with the template."""
    step = Step(event.kind)
    if step in TO_RECEIVER and event.to_post is not None:
        yield event, event.to_post, f"cases.{step}"
    if step is Step.CLIMB and event.from_post is not None:
        yield event, event.from_post, "cases.climbed_from"
    if step in (Step.ANSWER, Step.WITHDRAW, Step.CONFIRM):
        template = "cases.answered_below" if step is Step.ANSWER else f"cases.{step}"
        concerned = Holding.objects.filter(case=event.case_id).select_related("post__territory")
        for held in concerned:
            above = event.from_rung is not None and held.rung > event.from_rung
            if step is not Step.ANSWER or above:
                yield event, held.post, template


def _notice(event: CaseEvent, template: str, holder: Holder, url: str) -> messaging.NewNotice:
    case = event.case
    return messaging.NewNotice(
        subdistrict=event.subdistrict_id,
        user=holder.user,
        template=template,
        dedupe=f"{template}:{event.pk}",
        params={
            "number": case.number,
            "kind": case.kind,
            "due": event.due_at.isoformat() if event.due_at else "",
            "case": str(case.pk),
        },
        url=url,
    )
