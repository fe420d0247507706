"""One dispute in hand: fetched in sight and locked, moved by the table, written with its step and its audit."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.cases.actions import take
from youlin.domains.cases.events import CaseAnswered
from youlin.domains.cases.models import Case, Dispute, DisputeParty, DisputeStep
from youlin.domains.cases.queries.disputes import works_on
from youlin.domains.cases.rules.disputes import RUNNING, Move, Stage, after, may
from youlin.domains.cases.rules.states import Status, Step
from youlin.foundation import audit, clock
from youlin.foundation.refusal import Invalid, NotAllowed, NotThere, Refusal


def unknown() -> NotThere:
    """There is no such dispute, or it is not for the asker."""
    return NotThere("dispute_unknown", _("没有这件纠纷，或者它不归您这里看。"))


def fetch(actor: Actor, key: UUID, *, client_id: UUID | None = None) -> tuple[Dispute, bool]:
    """A dispute in sight, locked; and whether this very write was already taken in. Raises NotThere, NotAllowed."""
    row = (
        Dispute.objects.visible_to(actor)
        .filter(pk=key)
        .select_for_update(of=("self",))
        .select_related("territory")
        .first()
    )
    if row is None:
        raise unknown()
    if not works_on(actor, row):
        raise NotAllowed("not_mediating", _("各方还没有同意由您调解，先请经办的人记下各方的意见。"))
    repeated = client_id is not None and DisputeStep.objects.filter(dispute=row, client_id=client_id).exists()
    return row, repeated


def require(row: Dispute, move: Move) -> None:
    """Raises Refusal where the stage does not allow the move, saying where the dispute stands."""
    if not may(Stage(row.stage), move):
        raise Refusal(
            "not_now",
            _("这件纠纷现在是“%(stage)s”，不能这样做。请看看最新的情况。") % {"stage": row.get_stage_display()},
        )


def party_of(row: Dispute, key: UUID, *, field: str = "party") -> DisputeParty:
    """One of its parties. Raises NotThere."""
    found = row.parties.filter(pk=key).first()
    if found is None:
        raise NotThere("party_unknown", _("没有这位当事人。"), field=field)
    return found


def past_day(day: date, now: datetime, *, field: str = "day") -> date:
    """A day on which something happened. Raises Invalid for one that is to come."""
    if day > clock.day_of(now):
        raise Invalid("day_to_come", _("这一天还没有到，请写已经发生的日子。"), field=field)
    return day


def step(
    row: Dispute,
    move: Move,
    *,
    actor: Actor,
    now: datetime,
    day: date | None = None,
    party: DisputeParty | None = None,
    about: str = "",
    text: str = "",
    client_id: UUID | None = None,
    changed: tuple[str, ...] = (),
) -> DisputeStep:
    """Append a move, and write the stage with the other fields that `changed`."""
    before = Stage(row.stage) if row.version else None
    stage = after(before, move)
    row.stage, row.version = stage.value, row.version + 1
    if stage not in RUNNING and row.ended_at is None:
        row.ended_at = now
    row.save(update_fields=["stage", "version", "ended_at", *changed])
    made = DisputeStep.objects.create(
        subdistrict_id=row.subdistrict_id,
        dispute=row,
        seq=row.version,
        move=move.value,
        at=now,
        day=day or clock.day_of(now),
        actor=actor.user_id,
        actor_name=actor.name,
        party=party,
        about=about[:60],
        to_stage=stage.value,
        text=text.replace("\0", "").strip()[:2000],
        client_id=client_id,
    )
    changes: dict[str, object] = {} if before is stage else {"stage": [before, stage]}
    audit.record([audit.Deed(f"dispute.{move}", "dispute", row.pk, row.subdistrict_id, changes)], actor=actor, now=now)
    return made


def set_case_clock(case: UUID, until: date, *, actor: Actor, now: datetime) -> None:
    """The case's clock is the mediation's from now on: it climbs by itself when that day is over. Restricted since."""
    bench, _repeated = take.fetch(Case.objects.filter(pk=case), client_id=None, now=now)
    if bench.status is not Status.OPEN:
        raise Refusal("case_finished", _("这件事已经有答复了，请另外登记一件。"))
    bench.step(Step.MEDIATE, at=now, doer=actor, due_at=clock.end_of(until))
    take.put(bench, None, actor=actor, now=now)
    Case.objects.filter(pk=case).update(restricted=True)


def answer_case(row: Dispute, said: str, *, actor: Actor, now: datetime) -> None:
    """How it ended is the case's answer, and those whom it concerns sat there and heard it. Names nobody."""
    bench, _repeated = take.fetch(Case.objects.filter(pk=row.case_id), client_id=None, now=now)
    if bench.status is not Status.OPEN:
        return
    case, rung = bench.case, bench.rung
    case.answered_rung, case.first_answer_at, case.closing = rung, case.first_answer_at or now, ""
    due = bench.deadline(Status.ANSWERED, rung, now)
    bench.step(Step.ANSWER, at=now, doer=actor, due_at=due, text=said)
    bench.told(at=now)
    bench.step(Step.TELL, at=now, doer=actor)
    take.put(bench, lambda steps: CaseAnswered(steps=steps), actor=actor, now=now)
