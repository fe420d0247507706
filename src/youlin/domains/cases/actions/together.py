"""More than one at a case: taken over from above, helped with, and who is writing an answer at this moment."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.cases.actions import take
from youlin.domains.cases.actions.bench import Bench
from youlin.domains.cases.events import CaseClaimed, HelpAsked
from youlin.domains.cases.models import Case, Helping, Writing
from youlin.domains.cases.queries import duty
from youlin.domains.cases.rules.ladder import Rung
from youlin.domains.cases.rules.states import Status, Step
from youlin.domains.chiefs.models import Post
from youlin.domains.chiefs.wording import post_name
from youlin.foundation import clock
from youlin.foundation.refusal import NotAllowed, NotThere, Refusal

MOST_HELPERS = 5
STALE = timedelta(days=1)


def take_over(*, actor: Actor, case: UUID, reason: str, now: datetime, client_id: UUID | None = None) -> Case:
    """A rung above takes a case before its clock sends it there; the clock of that rung starts.

    The subdistrict may take one back from a department. Raises NotThere, NotAllowed, Invalid, Refusal.
    """
    said = take.words(reason, field="reason", missing=_("请写一句为什么接过来办。"))
    with transaction.atomic():
        bench, repeated = take.fetch(take.by_key(actor, case), client_id=client_id, now=now)
        if repeated:
            return bench.case
        claim(
            bench, actor, said=said, posts=duty.posts_of(actor, today=clock.day_of(now)), now=now, client_id=client_id
        )
        return take.put(bench, lambda steps: CaseClaimed(steps=steps), actor=actor, now=now)


def claim(
    bench: Bench, actor: Actor, *, said: str, posts: set[UUID], now: datetime, client_id: UUID | None = None
) -> None:
    """The step of taking over, on a bench. Raises NotAllowed, Refusal."""
    take.require_status(bench, Status.OPEN, Step.TAKE_OVER)
    target = rung_over(bench, posts)
    if target is None:
        raise NotAllowed("not_above", _("只有上一级能接过去办。"))
    bench.release()
    due = bench.deadline(Status.OPEN, target, now)
    bench.step(Step.TAKE_OVER, at=now, doer=actor, to_rung=target, due_at=due, text=said, client_id=client_id)
    bench.hold(target, since=now)


def rung_over(bench: Bench, mine: set[UUID]) -> Rung | None:
    """The lowest rung above the present one among posts that somebody answers for; None where there is none."""
    if bench.rung is Rung.DEPARTMENT:
        over = {Rung.SUBDISTRICT}
    else:
        over = {rung for rung in bench.ladder if bench.rung < rung <= Rung.SUBDISTRICT}
    return min((rung for rung in over & bench.ladder.keys() if bench.post_at(rung).pk in mine), default=None)


def invite(
    *, actor: Actor, case: UUID, post: UUID, now: datetime, text: str = "", client_id: UUID | None = None
) -> Case:
    """Ask another post of the street to help: it sees the case and adds to it; the holder's duty and clock stay.

    Raises NotThere, NotAllowed, Refusal `helping_already`, `helpers_enough`.
    """
    with transaction.atomic():
        bench, repeated = take.fetch(take.by_key(actor, case), client_id=client_id, now=now)
        if repeated:
            return bench.case
        row = bench.case
        found = Post.objects.filter(pk=post, subdistrict=row.subdistrict_id).select_related("territory").first()
        helping = set(Helping.objects.filter(case=row, until__isnull=True).values_list("post", flat=True))
        said = text.replace("\0", "").strip()[:2000]
        ask(bench, actor, post=found, helping=helping, said=said, now=now, client_id=client_id).save(force_insert=True)
        return take.put(bench, lambda steps: HelpAsked(steps=steps), actor=actor, now=now)


def ask(
    bench: Bench,
    actor: Actor,
    *,
    post: Post | None,
    helping: set[UUID],
    said: str,
    now: datetime,
    posts: set[UUID] | None = None,
    client_id: UUID | None = None,
) -> Helping:
    """The step of asking for help, on a bench; gives back the row to write. Raises NotThere, NotAllowed, Refusal."""
    take.require_status(bench, Status.OPEN, Step.INVITE)
    take.acting_rung(bench, actor, now=now, posts=posts)
    row = bench.case
    if post is None or post.pk == row.about_post_id or post.subdistrict_id != row.subdistrict_id:
        raise NotThere("post_unknown", _("没有这个岗位。"), field="post")
    if post.pk in helping or any(held.active and held.post_id == post.pk for held in bench.trail.values()):
        raise Refusal("helping_already", _("“%(post)s”已经在办这件事了。") % {"post": post_name(post)})
    if len(helping) >= MOST_HELPERS:
        raise Refusal("helpers_enough", _("协办的已经有 %(n)d 个，人再多就没有人管了。") % {"n": len(helping)})
    bench.step(Step.INVITE, at=now, doer=actor, to_post=post, text=said, client_id=client_id)
    return Helping(subdistrict_id=row.subdistrict_id, case=row, post=post, since=now)


def leave(*, actor: Actor, case: UUID, post: UUID, now: datetime, client_id: UUID | None = None) -> Case:
    """A post helps no more: said by itself or by the holder. Raises NotThere, NotAllowed."""
    with transaction.atomic():
        bench, repeated = take.fetch(take.by_key(actor, case), client_id=client_id, now=now)
        if repeated:
            return bench.case
        take.require_status(bench, Status.OPEN, Step.LEAVE)
        if post not in duty.posts_of(actor, today=clock.day_of(now)):
            take.acting_rung(bench, actor, now=now)
        held = Helping.objects.filter(case=bench.case, post=post, until__isnull=True)
        found = held.select_related("post__territory").first()
        if found is None:
            raise NotThere("helper_unknown", _("这个岗位没有在协办。"), field="post")
        held.update(until=now)
        bench.step(Step.LEAVE, at=now, doer=actor, to_post=found.post, client_id=client_id)
        return take.put(bench, None, actor=actor, now=now)


def writing(*, actor: Actor, case: UUID, now: datetime) -> None:
    """Somebody is at an answer: others who open the case see it. Kept a day, no record of work. Raises NotThere."""
    actor.require(Can.WORK_CASES)
    row = take.by_key(actor, case).only("subdistrict").first()
    if row is None or actor.user_id is None:
        raise take.unknown()
    Writing.objects.update_or_create(
        subdistrict_id=row.subdistrict_id, case=row, user=actor.user_id, defaults={"name": actor.name, "at": now}
    )


def forget_writing(*, now: datetime) -> None:
    """Drop what is no moment any more."""
    Writing.objects.filter(at__lt=now - STALE).delete()
