"""One thing done to many cases at once: each by the rules of one, each with its own event and audit, all in one go.

What cannot be done is left as it is and listed with its reason. `undoing` takes a batch back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import CAPABILITIES, Can, Role
from youlin.domains.cases import events
from youlin.domains.cases.actions import bench as benches
from youlin.domains.cases.actions import closing, marking, take, together, up
from youlin.domains.cases.actions.bench import CHUNK, Bench
from youlin.domains.cases.models import Batch, BatchItem, Case, Helping
from youlin.domains.cases.queries import duty
from youlin.domains.cases.rules.bulk import MOST, Verb
from youlin.domains.cases.rules.clocks import Urgency
from youlin.domains.cases.rules.states import BY_ITSELF, Status
from youlin.domains.chiefs.models import Post
from youlin.foundation import audit, clock
from youlin.foundation.db import add_rows
from youlin.foundation.outbox import Event
from youlin.foundation.refusal import Invalid, NotAllowed, NotThere, Refusal

# What a step may have changed on a case that is still open, and an undo puts back.
KEPT = (
    "rung", "holder", "urgency", "clock_started_at", "due_at", "overdue_since", "returns", "paused_until", "paused_at",
    "paused_seconds", "pauses", "extended", "closing",
)  # fmt: skip
ANNOUNCED: dict[Verb, Callable[..., Event]] = {
    Verb.TAKE_OVER: events.CaseClaimed,
    Verb.UP: events.CaseEscalated,
    Verb.DOWN: events.CaseReturned,
    Verb.HELP: events.HelpAsked,
    Verb.MARK: events.CaseMarked,
    Verb.CLOSE: events.ClosingAsked,
}
REASONED = frozenset({Verb.TAKE_OVER, Verb.UP, Verb.DOWN, Verb.CLOSE})


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be done with each: `post` is the helper or the department, `urgency` for marking."""

    verb: Verb
    said: str = ""
    post: UUID | None = None
    urgency: Urgency = Urgency.NORMAL


@dataclass(slots=True)
class _Hand:
    """Whoever does it, with what is looked up once for all of them."""

    actor: Actor
    now: datetime
    order: Order
    post: Post | None
    posts: set[UUID]
    helping: dict[UUID, set[UUID]]
    helpers: list[Helping] = field(default_factory=list)

    def do(self, bench: Bench) -> None:
        """The step of one case. Raises Refusal before anything about it is changed."""
        actor, now, said, posts = self.actor, self.now, self.order.said, self.posts
        match self.order.verb:
            case Verb.TAKE_OVER:
                together.claim(bench, actor, said=said, posts=posts, now=now)
            case Verb.UP:
                up.send_up(bench, actor, said=said, department=self.post, now=now, posts=posts)
            case Verb.DOWN:
                up.send_back(bench, actor, said=said, now=now, posts=posts)
            case Verb.HELP:
                helping = self.helping.get(bench.case.pk, set())
                self.helpers.append(
                    together.ask(bench, actor, post=self.post, helping=helping, said=said, now=now, posts=posts)
                )
            case Verb.MARK:
                marking.put_mark(bench, actor, urgency=self.order.urgency, said=said, now=now, posts=posts)
            case Verb.CLOSE:
                closing.request(bench, actor, said=said, now=now, posts=posts)


def do_many(*, actor: Actor, cases: Sequence[UUID], order: Order, now: datetime, client_id: UUID) -> Batch:
    """Do one thing to many cases; what cannot be done is listed. The same write twice is one batch.

    Raises NotAllowed, NotThere for a post that is none, Invalid where nothing is chosen, too much, or no reason given.
    """
    actor.require(Can.WORK_CASES)
    person, street = _office(actor)
    order = _checked(order, cases)
    with transaction.atomic():
        known = Batch.objects.filter(actor=person, client_id=client_id).first()
        if known is not None:
            return known
        rows = (
            Case.objects.visible_to(actor)
            .filter(pk__in=list(cases))
            .select_for_update(of=("self",))
            .select_related("territory", "holder__territory")
            .order_by("pk")
        )
        laid = benches.lay(list(rows))
        hand = _hand(actor, order, [bench.case.pk for bench in laid], now)
        batch = Batch(
            subdistrict_id=street,
            client_id=client_id,
            actor=person,
            actor_name=actor.name,
            verb=order.verb.value,
            said=order.said,
            helper=order.post if order.verb is Verb.HELP else None,
            at=now,
        )
        items = [_try(bench, hand, batch) for bench in laid]
        batch.save(force_insert=True)
        add_rows(items)
        add_rows(hand.helpers)
        benches.write(laid, actor=actor, now=now, announcing=announced(laid, ANNOUNCED[order.verb]))
        done = sum(not item.why_not for item in items)
        deed = audit.Deed(f"batch.{order.verb}", "batch", batch.pk, batch.subdistrict_id, {"cases": [None, done]})
        audit.record([deed], actor=actor, now=now)
    return batch


def note_export(*, actor: Actor, cases: Sequence[Case], now: datetime) -> None:
    """Record that somebody took cases away in a file: a line in the audit for each."""
    audit.record([audit.Deed("case.export", "case", one.pk, one.subdistrict_id) for one in cases], actor=actor, now=now)


def announced(laid: Sequence[Bench], event: Callable[..., Event]) -> list[Event]:
    """The steps of many cases as announcements of a bounded size: the clock's own apart from what was done."""
    by_clock = [one.pk for bench in laid for one in bench.events if one.kind in BY_ITSELF]
    by_hand = [one.pk for bench in laid for one in bench.events if one.kind not in BY_ITSELF]
    return [
        make(steps=tuple(keys[start : start + CHUNK]))
        for make, keys in ((events.CaseClimbed, by_clock), (event, by_hand))
        for start in range(0, len(keys), CHUNK)
    ]


def _checked(order: Order, cases: Sequence[UUID]) -> Order:
    if not cases:
        raise Invalid("nothing_chosen", _("请先在左边勾选要办的事项。"))
    if len(cases) > MOST:
        raise Invalid("too_many", _("一次最多办 %(n)d 件，请分几次，或把条件收窄。") % {"n": MOST})
    said = order.said.replace("\0", "").strip()[:2000]
    if order.verb in REASONED:
        said = take.words(order.said, field="said", missing=_("请写一句原因，每一件的经过里都会记上。"))
    return Order(order.verb, said, order.post, order.urgency)


def _hand(actor: Actor, order: Order, cases: Sequence[UUID], now: datetime) -> _Hand:
    post, helping = None, dict[UUID, set[UUID]]()
    if order.post is not None and order.verb in (Verb.UP, Verb.HELP):
        found = Post.objects.filter(pk=order.post).select_related("territory")
        post = (found.filter(role=Role.DEPARTMENT_STAFF) if order.verb is Verb.UP else found).first()
        if post is None:
            raise NotThere("post_unknown", _("没有这个岗位。"), field="post")
    if order.verb is Verb.HELP:
        for case, helper in Helping.objects.filter(case__in=cases, until=None).values_list("case", "post"):
            helping.setdefault(case, set()).add(helper)
    return _Hand(actor, now, order, post, duty.posts_of(actor, today=clock.day_of(now)), helping)


def _office(actor: Actor) -> tuple[UUID, UUID]:
    """Whose batch it is: the account, and the street it works in. Raises NotAllowed."""
    streets = [one.subdistrict for one in actor.grants if Can.WORK_CASES in CAPABILITIES[one.role] and one.subdistrict]
    if actor.user_id is None or not streets:
        raise NotAllowed("not_yours", _("这件事不在您的岗位职责里，请联系社区或街道。"))
    return actor.user_id, streets[0]


def _try(bench: Bench, hand: _Hand, batch: Batch) -> BatchItem:
    """Bring one case up to now and take the step; a refusal is what its line says."""
    bench.catch_up(hand.now)
    item = BatchItem(subdistrict_id=bench.case.subdistrict_id, batch=batch, case=bench.case, before=_before(bench))
    if bench.status is not Status.OPEN:  # who was quicker stands in its own history; asking here would ask for each
        item.why_not, item.before = _("已经不在办理中了：%(now)s。") % {"now": bench.case.get_status_display()}, {}
        return item
    try:
        hand.do(bench)
    except Refusal as refusal:
        item.why_not, item.before = refusal.message[:200], {}
    else:
        item.version = bench.case.version
    return item


def _before(bench: Bench) -> dict[str, Any]:
    """What an undo needs: the moving fields, and who had the duty to act."""
    case = bench.case
    fields = [Case._meta.get_field(name) for name in KEPT]
    held = {str(int(rung)): [str(one.post_id), one.since.isoformat(), one.active] for rung, one in bench.trail.items()}
    return {"case": {one.name: one.value_to_string(case) for one in fields}, "held": held}  # type: ignore[union-attr]
