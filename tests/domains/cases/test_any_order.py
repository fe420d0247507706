"""Whatever the cast does, in whatever order and however late: the trail stays whole, and somebody has the case."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from tests.factories.cast import Street
from youlin.domains.access.actor import Actor
from youlin.domains.cases import actions, codes
from youlin.domains.cases.actions import NewCase
from youlin.domains.cases.models import Batch, Case, CaseEvent, Holding
from youlin.domains.cases.rules import states
from youlin.domains.cases.rules.bulk import Verb
from youlin.domains.cases.rules.clocks import Urgency
from youlin.domains.cases.rules.danger import Told
from youlin.domains.cases.rules.ladder import Danger
from youlin.domains.cases.rules.spans import Why
from youlin.domains.cases.rules.states import Status, Step
from youlin.domains.chiefs.models import Post
from youlin.foundation import clock
from youlin.foundation.db import new_id
from youlin.foundation.refusal import Refusal

NINE = clock.at(date(2026, 11, 2), 9)
ORDERS: list[Callable[[UUID], actions.Order]] = [
    lambda post: actions.Order(Verb.TAKE_OVER, "我来办"),
    lambda post: actions.Order(Verb.UP, "办不了", post=post),
    lambda post: actions.Order(Verb.DOWN, "请再看"),
    lambda post: actions.Order(Verb.HELP, post=post),
    lambda post: actions.Order(Verb.MARK, urgency=Urgency.URGENT),
    lambda post: actions.Order(Verb.CLOSE, "找不到人"),
]
CAST = ("李邻长", "周邻长", "田组长", "向片长", "社区小覃", "街道老彭", "民政老杜")


def whole(case: Case) -> None:
    """What must be true of a case after anything at all."""
    trail = list(CaseEvent.objects.filter(case=case).order_by("seq"))
    assert [event.seq for event in trail] == list(range(1, case.version + 1))
    assert [event.at for event in trail] == sorted(event.at for event in trail)
    status: Status | None = None
    for event in trail:
        assert event.from_status == ("" if status is None else status.value)
        status = states.after(status, Step(event.kind))
        assert event.to_status == status.value
    assert case.status == status
    going = [event for event in trail if event.kind not in (Step.INVITE, Step.LEAVE)]  # these name the helper
    assert going[-1].to_post_id == case.holder_id

    held = {row.rung: row for row in Holding.objects.filter(case=case)}
    active = {rung for rung, row in held.items() if row.active}
    assert held[case.rung].post_id == case.holder_id
    if status is Status.OPEN:
        assert case.rung in active
        assert max(active) == case.rung
    elif status is Status.MERGED:
        assert not active
        assert case.merged_into is not None
    elif status is Status.ANSWERED:
        assert active == {case.rung}
    else:
        assert not active
    assert (case.due_at is not None) is (status in states.RUNNING)
    assert case.returns <= 2
    assert case.paused_seconds <= 15 * 86400
    assert (case.lapses_at is not None) is (status is Status.TOLD)
    answers = [event.kind for event in trail if event.kind in (Step.ANSWER, Step.REOPEN)]
    assert answers == [Step.ANSWER, Step.REOPEN] * (len(answers) // 2) + [Step.ANSWER] * (len(answers) % 2)


def moves(case: Case, actor: Actor, code: str, now: datetime, rng: random.Random) -> list[Callable[[], object]]:
    """Everything that anybody may try."""
    key, department = case.pk, Post.objects.get(department="民政办").pk
    who: dict[str, Any] = {"actor": actor, "case": key, "now": now}
    public: dict[str, Any] = {"number": case.number, "code": code, "now": now}
    return [
        lambda: actions.answer(**who, text="好了", told=rng.random() < 0.3),
        lambda: actions.escalate(**who, reason="办不了", department=department),
        lambda: actions.return_down(**who, reason="请再看"),
        lambda: actions.pass_down(**who),
        lambda: actions.tell_resident(**who),
        lambda: actions.confirm(**who, rating=rng.randint(1, 5)),
        lambda: actions.reopen(**who, reason="又坏了"),
        lambda: actions.note(**who, text="补一句"),
        lambda: actions.withdraw(**who, reason="不用了") if rng.random() < 0.05 else None,
        lambda: actions.pause(**who, why=Why.WEATHER, until=clock.day_of(now) + timedelta(days=rng.randint(0, 9))),
        lambda: actions.resume(**who),
        lambda: actions.extend(**who, hours=rng.randint(1, 30), reason="等人"),
        lambda: actions.take_over(**who, reason="我来办"),
        lambda: actions.mark(**who, urgency=rng.choice(actions.MARKS)),
        lambda: actions.do_many(
            actor=actor, cases=[key], order=rng.choice(ORDERS)(department), now=now, client_id=new_id()
        ),
        lambda: actions.undo_batch(actor=actor, batch=Batch.objects.latest("at").pk, now=now),
        lambda: actions.invite(**who, post=department),
        lambda: actions.leave(**who, post=department),
        lambda: actions.ask_close(**who, reason="找不到人") if rng.random() < 0.3 else None,
        lambda: actions.agree_close(**who),
        lambda: actions.refuse_close(**who, reason="再找找"),
        lambda: actions.bypass(**who, danger=Danger.MINOR, reason="孩子有危险") if rng.random() < 0.2 else None,
        lambda: (
            actions.tell_authority(**who, duty=case.duties.get(told_at=None, rank=0).pk, means=Told.PHONE)
            if case.duties.filter(told_at=None, rank=0).exists()
            else None
        ),
        lambda: actions.confirm_public(**public, rating=4),
        lambda: actions.reopen_public(**public, reason="没修好"),
        lambda: actions.escalate_overdue(now=now),
    ]


@pytest.mark.parametrize("seed", range(6))
def test_the_trail_stays_whole_whatever_is_tried(street: Street, seed: int) -> None:
    rng, now = random.Random(seed), NINE
    danger = "violence" if seed == 5 else ""
    place = [street.lin1, street.lin2, street.xibu, street.subdistrict][seed % 4]
    new = NewCase(text="灯坏了", territory=place.pk, danger=danger, urgency=rng.choice(["normal", "urgent"]))
    case = actions.report(actor=street.actor("社区小覃"), case=new, now=now)
    code, done = codes.code_for(case.client_id), 0
    for _try in range(90):
        now += timedelta(minutes=rng.choice([1, 30, 240, 3000]) if rng.random() < 0.4 else 1)
        actor = street.actor(rng.choice(CAST))
        try:
            rng.choice(moves(case, actor, code, now, rng))()
            done += 1
        except (Refusal, Batch.DoesNotExist):
            pass
        case.refresh_from_db()
        whole(case)
    assert done > 5
