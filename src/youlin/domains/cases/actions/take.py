"""Fetching one case to act on it: in sight, locked, brought up to now; and who of its posts is acting."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.cases import codes
from youlin.domains.cases.actions import bench as benches
from youlin.domains.cases.actions.bench import Bench
from youlin.domains.cases.events import CaseClimbed
from youlin.domains.cases.models import Case, CaseEvent
from youlin.domains.cases.queries import duty
from youlin.domains.cases.rules.ladder import Rung
from youlin.domains.cases.rules.states import BY_ITSELF, Status, Step
from youlin.domains.chiefs.wording import post_name
from youlin.foundation import clock
from youlin.foundation.outbox import Event
from youlin.foundation.refusal import Invalid, NotAllowed, NotThere, Refusal


def unknown() -> NotThere:
    """There is no such case, or it is not for the asker."""
    return NotThere("case_unknown", _("没有这件事，或者它不归您这里看。"))


def fetch(rows: QuerySet[Case], *, client_id: UUID | None, now: datetime) -> tuple[Bench, bool]:
    """The one case of `rows`, locked and brought up to `now`; and whether this very write was already taken in.

    Raises NotThere.
    """
    case = rows.select_for_update(of=("self",)).select_related("territory").first()
    if case is None:
        raise unknown()
    if client_id and CaseEvent.objects.filter(case=case, client_id=client_id).exists():
        return benches.lay([case])[0], True
    bench = benches.lay([case])[0]
    bench.catch_up(now)
    return bench, False


def by_key(actor: Actor, key: UUID) -> QuerySet[Case]:
    """A case in the actor's sight."""
    return Case.objects.visible_to(actor).filter(pk=key)


def by_code(number: str, code: str) -> QuerySet[Case]:
    """A case by its number and tracking code; a wrong code and an unknown number are one and the same."""
    mark, known = codes.fingerprint(code), number.strip()
    fits = mark and known.isprintable()
    return Case.objects.filter(code_index=mark, number=known) if fits else Case.objects.none()


def put(bench: Bench, announcing: Callable[[tuple[UUID, ...]], Event] | None, *, actor: Actor, now: datetime) -> Case:
    """Write a bench and announce its steps: what the clock did apart from what the actor did."""
    by_clock = tuple(event.pk for event in bench.events if event.kind in BY_ITSELF)
    by_hand = tuple(event.pk for event in bench.events if event.kind not in BY_ITSELF)
    said: list[Event] = [CaseClimbed(steps=by_clock)] if by_clock else []
    if announcing and by_hand:
        said.append(announcing(by_hand))
    benches.write([bench], actor=actor, now=now, announcing=said)
    return bench.case


def acting_rung(bench: Bench, actor: Actor, *, now: datetime, posts: set[UUID] | None = None) -> Rung:
    """The rung for which the actor may act on this case now. Raises NotAllowed.

    `posts`: those that the actor answers for, where they are known already.
    """
    if actor.everywhere:
        return bench.rung
    active = {held.post_id: rung for rung, held in bench.trail.items() if held.active}
    mine = set(actor.posts()) & active.keys() or _answered_for(actor, now, posts) & active.keys()
    if not mine:
        raise NotAllowed(
            "not_holder",
            _("这件事现在由“%(post)s”承办，请等他们答复，或者联系他们。") % {"post": post_name(bench.case.holder)},
        )
    # Of several duties the one of the present holder is meant.
    return max(active[post] for post in mine)


def _answered_for(actor: Actor, now: datetime, posts: set[UUID] | None) -> set[UUID]:
    return duty.posts_of(actor, today=clock.day_of(now)) if posts is None else posts


def require_holder(bench: Bench, actor: Actor, *, now: datetime, posts: set[UUID] | None = None) -> None:
    """Only the present holder sends a case on or bends its clock. Raises NotAllowed, Refusal `already_higher`."""
    if acting_rung(bench, actor, now=now, posts=posts) != bench.rung:
        raise Refusal(
            "already_higher",
            _("这件事已经到“%(post)s”那里了。您不用再上报或退回，有办法时仍可以直接答复。")
            % {"post": post_name(bench.case.holder)},
        )


def trail_rung(bench: Bench, actor: Actor, *, now: datetime) -> Rung:
    """The lowest rung of the trail that the actor answers for: who speaks with the resident. Raises NotAllowed."""
    if actor.everywhere:
        return min(bench.trail, default=bench.rung)
    came_by = {held.post_id: rung for rung, held in bench.trail.items()}
    mine = duty.posts_of(actor, today=clock.day_of(now)) & came_by.keys()
    if not mine:
        raise NotAllowed("not_on_trail", _("这件事没有经过您的岗位，请由经办的人来记。"))
    return min(came_by[post] for post in mine)


def require_status(bench: Bench, wanted: Status, step: Step) -> None:
    """Refuse a step that does not fit the state, saying who was quicker and when."""
    if bench.status is wanted:
        return
    last = {
        Status.ANSWERED: Step.ANSWER,
        Status.TOLD: Step.TELL,
        Status.CLOSED: _closed_by(bench),
        Status.WITHDRAWN: Step.WITHDRAW,
        Status.MERGED: Step.MERGE,
    }.get(bench.status)
    if step is Step.ANSWER and bench.status in (Status.ANSWERED, Status.TOLD, Status.CLOSED):
        last = Step.ANSWER
    event = CaseEvent.objects.filter(case=bench.case, kind=last).order_by("-seq").first() if last is not None else None
    who = {"name": event.actor_name, "at": f"{event.at.astimezone(clock.SHANGHAI):%m-%d %H:%M}"} if event else {}
    if event is None or last is None:
        raise Refusal("not_now", _("这件事还在办理，现在还不能这样做。请看看最新的情况。"))
    raise Refusal(*_SAID[last](who))


def _closed_by(bench: Bench) -> Step:
    kinds = CaseEvent.objects.filter(case=bench.case, kind__in=CLOSING).order_by("-seq").values_list("kind", flat=True)
    found = kinds.first()
    return Step(found) if found else Step.CONFIRM


CLOSING = (Step.CONFIRM, Step.LAPSE, Step.AGREE_CLOSE)
_SAID: dict[Step, Callable[[dict[str, str]], tuple[str, str]]] = {
    Step.ANSWER: lambda who: ("already_answered", _("%(name)s 在 %(at)s 已经答复了这件事，不用再答复。") % who),
    Step.TELL: lambda who: ("already_told", _("%(name)s 在 %(at)s 已经告诉居民了。") % who),
    Step.CONFIRM: lambda who: ("already_closed", _("这件事在 %(at)s 已经由%(name)s确认办结。") % who),
    Step.LAPSE: lambda who: ("already_closed", _("这件事在 %(at)s 因为居民没有回音办结了。") % who),
    Step.AGREE_CLOSE: lambda who: ("already_closed", _("这件事在 %(at)s 由%(name)s同意办结了。") % who),
    Step.MERGE: lambda who: ("merged", _("%(name)s 在 %(at)s 把这件事并到另一件一起办了，请到那一件里办。") % who),
    Step.WITHDRAW: lambda who: ("already_withdrawn", _("这件事在 %(at)s 由%(name)s撤回了。") % who),
}


def words(text: str, *, field: str, missing: str) -> str:
    """A text that must be there and stay within bounds. Raises Invalid."""
    plain = text.replace("\0", "").strip()
    if not plain:
        raise Invalid(f"{field}_missing", missing, field=field)
    if len(plain) > 2000:
        raise Invalid("text_too_long", _("写得太长了，请控制在 2000 字以内。"), field=field)
    return plain
