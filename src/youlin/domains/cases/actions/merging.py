"""Two reports of one thing: one is answered, and every reporter hears it; what was put together can be taken apart."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import SYSTEM, Actor
from youlin.domains.cases.actions import bench as benches
from youlin.domains.cases.actions import take
from youlin.domains.cases.actions.bench import Bench
from youlin.domains.cases.events import CaseAnswered, CaseMerged, CaseReopened
from youlin.domains.cases.models import Case
from youlin.domains.cases.rules.ladder import next_down
from youlin.domains.cases.rules.states import Status, Step
from youlin.foundation.audit import Doer
from youlin.foundation.refusal import NotThere, Refusal


def merge(
    *, actor: Actor, case: UUID, into: UUID, now: datetime, text: str = "", client_id: UUID | None = None
) -> Case:
    """Say that a case is the same as another, which is answered for both. Its reporter stays to be answered.

    Raises NotThere for a case out of sight, NotAllowed, Refusal `merge_itself`, `merge_chain`, `merge_finished`.
    """
    with transaction.atomic():
        if case == into:
            raise Refusal("merge_itself", _("这是同一件事，不用并。"), field="into")
        bench, repeated = take.fetch(take.by_key(actor, case), client_id=client_id, now=now)
        if repeated:
            return bench.case
        take.require_status(bench, Status.OPEN, Step.MERGE)
        take.acting_rung(bench, actor, now=now)
        other = take.by_key(actor, into).select_for_update(of=("self",)).first()
        if other is None or other.subdistrict_id != bench.case.subdistrict_id:
            raise NotThere("case_unknown", _("没有这件事，或者它不归您这里看。"), field="into")
        if other.restricted != bench.case.restricted:
            raise Refusal("merge_restricted", _("一件是少数人才能看的，一件不是，不能并在一起。"), field="into")
        if other.status == Status.MERGED or Case.objects.filter(merged_into=bench.case, status=Status.MERGED).exists():
            raise Refusal("merge_chain", _("已经并在一起的不能再并。请选最先的那一件，或先分开。"), field="into")
        if other.status != Status.OPEN:
            raise Refusal("merge_finished", _("那一件已经有答复了，请把那个答复写在这里。"), field="into")
        bench.case.merged_into = other
        bench.release()
        said = _("和 %(number)s 是同一件事。%(text)s") % {"number": other.number, "text": text.strip()[:500]}
        bench.step(Step.MERGE, at=now, doer=actor, text=said, client_id=client_id)
        return take.put(bench, lambda steps: CaseMerged(steps=steps), actor=actor, now=now)


def unmerge(*, actor: Actor, case: UUID, now: datetime, text: str = "", client_id: UUID | None = None) -> Case:
    """Take it apart again: the case runs on where it was, with a fresh clock. Raises NotThere, NotAllowed, Refusal."""
    with transaction.atomic():
        bench, repeated = take.fetch(take.by_key(actor, case), client_id=client_id, now=now)
        if repeated:
            return bench.case
        take.require_status(bench, Status.MERGED, Step.UNMERGE)
        take.trail_rung(bench, actor, now=now)
        _apart(bench, doer=actor, at=now, text=text.strip()[:500], client_id=client_id)
        return take.put(bench, lambda steps: CaseReopened(steps=steps), actor=actor, now=now)


def answer_merged(*, answered: Bench, said: str, actor: Actor, now: datetime) -> None:
    """What was put together with a case has its answer too, and each goes down its own ladder to its own reporter."""
    benched = _merged(answered.case)
    for bench in benched:
        rung = bench.rung
        bench.case.answered_rung, bench.case.first_answer_at = rung, bench.case.first_answer_at or now
        down = next_down(rung, bench.trail)
        target = rung if down is None else down
        text = _("和 %(number)s 一起办的：%(said)s") % {"number": answered.case.number, "said": said}
        due = bench.deadline(Status.ANSWERED, target, now)
        bench.step(Step.ANSWER, at=now, doer=actor, from_rung=rung, to_rung=target, due_at=due, text=text)
        bench.hold(target, since=now)
    _write(benched, CaseAnswered, actor=actor, now=now)


def release_merged(*, ended: Iterable[Bench], now: datetime) -> None:
    """Cases that ended without an answer leave nobody behind: what was put together with them runs on by itself."""
    benched = [bench for one in ended for bench in _merged(one.case)]
    for bench in benched:
        said = _("并到的那一件没有答复就结束了，这一件接着办。")
        _apart(bench, doer=SYSTEM, at=now, text=said, client_id=None)
    _write(benched, CaseReopened, actor=SYSTEM, now=now)


def _merged(case: Case) -> list[Bench]:
    rows = Case.objects.filter(merged_into=case, status=Status.MERGED).select_for_update(of=("self",))
    return benches.lay(list(rows.select_related("territory")))


def _apart(bench: Bench, *, doer: Doer, at: datetime, text: str, client_id: UUID | None) -> None:
    bench.case.merged_into = None
    due = bench.deadline(Status.OPEN, bench.rung, at)
    bench.step(Step.UNMERGE, at=at, doer=doer, due_at=due, text=text, client_id=client_id)
    bench.hold(bench.rung, since=at)


def _write(
    benched: list[Bench], announcing: type[CaseAnswered] | type[CaseReopened], *, actor: Actor, now: datetime
) -> None:
    steps = tuple(event.pk for bench in benched for event in bench.events)
    if steps:
        benches.write(benched, actor=actor, now=now, announcing=[announcing(steps=steps)])
