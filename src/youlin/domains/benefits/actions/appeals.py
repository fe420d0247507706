"""An appeal: written down, handed in, answered by the authority. The software never decides one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.benefits import wording
from youlin.domains.benefits.models import Appeal, AppealStep, Application, ApplicationStep, Enrolment, EnrolmentEvent
from youlin.domains.benefits.queries.figures import counts
from youlin.domains.benefits.rules import appeals as way_of
from youlin.domains.territory.models import Territory
from youlin.foundation import audit, clock
from youlin.foundation.refusal import Invalid, NotAllowed, NotThere, Refusal


@dataclass(frozen=True, slots=True)
class NewAppeal:
    """What somebody does not agree with: an application's refusal, or an enrolment's stop or amount; by which way."""

    client_id: UUID
    way: str
    told_of_on: date
    grounds: str
    application: UUID | None = None
    enrolment: UUID | None = None
    against: str = ""


@dataclass(frozen=True, slots=True)
class AppealMove:
    """The next stage: when, and for an answer the authority's outcome, document and words."""

    stage: str
    happened_on: date
    outcome: str = ""
    document: str = ""
    answer: str = ""
    note: str = ""
    client_id: UUID | None = None


def open_appeal(*, actor: Actor, new: NewAppeal, now: datetime) -> Appeal:
    """Write down an appeal. One that comes after its days is kept too: whether it is heard, the authority says.

    The same one twice is one. Raises NotThere, NotAllowed, Invalid, Refusal where nothing was decided.
    """
    if actor.user_id is None:
        raise ValueError("an appeal is written down by somebody")
    today = clock.day_of(now)
    with transaction.atomic():
        subject, against = _subject(actor, new)
        if not actor.can_at(Can.MANAGE_CARE, subject.household.neighbourhood.path):
            raise NotAllowed("not_yours", _("请社区或街道的工作人员来记。"))
        _check(new, today)
        ask_by = way_of.last_day(new.told_of_on, _days(subject.subdistrict, today, way_of.ASK_DAYS[new.way]))
        row, made = Appeal.objects.get_or_create(
            subdistrict_id=subject.subdistrict_id,
            client_id=new.client_id,
            defaults={
                "household": subject.household,
                "resident": subject.applicant if isinstance(subject, Application) else subject.resident,
                "programme": subject.programme,
                "application": subject if isinstance(subject, Application) else None,
                "enrolment": subject if isinstance(subject, Enrolment) else None,
                "number": f"SS{today:%y%m%d}-{new.client_id.hex[-6:].upper()}",
                "way": new.way,
                "against": against,
                "told_of_on": new.told_of_on,
                "grounds": new.grounds.strip()[:1000],
                "ask_by": ask_by,
                "late": ask_by is not None and today > ask_by,
                "due_on": ask_by,
                "opened_at": now,
                "by": actor.user_id,
                "by_name": actor.name,
            },
        )
        if made:
            _record(actor, row, AppealMove("told", today, note=row.grounds), None, now)
    return row


def _subject(actor: Actor, new: NewAppeal) -> tuple[Application | Enrolment, str]:
    """What it is about, and what it is against; only what was decided can be appealed against."""
    if new.application is not None:
        applied = (
            Application.objects.visible_to(actor)
            .select_related("household__neighbourhood", "applicant", "subdistrict")
            .filter(pk=new.application)
            .first()
        )
        if applied is None:
            raise NotThere("application_unknown", _("没有这份申请。"))
        if applied.stage not in (Application.Stages.REFUSED, Application.Stages.GRANTED):
            raise Refusal("nothing_decided", _("主管部门还没有决定，没有什么可以申诉的。办得慢，可以先催一催。"))
        refused = applied.stage == Application.Stages.REFUSED
        return applied, (Appeal.Against.REFUSAL if refused else Appeal.Against.AMOUNT).value
    held = (
        Enrolment.objects.visible_to(actor)
        .select_related("household__neighbourhood", "resident", "subdistrict")
        .filter(pk__in=[new.enrolment] if new.enrolment else [])
        .first()
    )
    if held is None:
        raise NotThere("enrolment_unknown", _("没有这条享受记录。"))
    return held, (Appeal.Against.STOP if held.until is not None else Appeal.Against.AMOUNT).value


def _check(new: NewAppeal, today: date) -> None:
    if new.way not in way_of.ASK_DAYS:
        raise Invalid("way_unknown", _("请选一种办法。"), field="way")
    if not new.grounds.strip():
        raise Invalid("grounds_missing", _("请写一句哪里不同意、为什么。"), field="grounds")
    if new.told_of_on > today:
        raise Invalid("date_future", _("这个日期还没有到，请核对。"), field="told_of_on")


def _days(place: Territory, day: date, name: str) -> int | None:
    return counts(place, day, [name])[name]


def take_appeal_step(*, actor: Actor, appeal: UUID, move: AppealMove, now: datetime) -> Appeal:
    """Record the next stage; an answer is the authority's. The same one twice is one.

    An answer that changes a refusal makes the application one that the authority granted. A stop or an amount
    changes with the authority's next list. Raises NotThere, NotAllowed, Invalid, Refusal.
    """
    with transaction.atomic():
        row = (
            Appeal.objects.visible_to(actor)
            .select_for_update(of=("self",))
            .select_related("household__neighbourhood", "subdistrict", "application", "enrolment")
            .filter(pk=appeal)
            .first()
        )
        if row is None:
            raise NotThere("appeal_unknown", _("没有这条申诉。"))
        if not actor.can_at(Can.MANAGE_CARE, row.household.neighbourhood.path):
            raise NotAllowed("not_yours", _("这一步由社区或街道的工作人员记录。"))
        if move.client_id and row.steps.filter(client_id=move.client_id).exists():
            return row
        if move.stage not in way_of.following(row.stage):
            raise Refusal("stage_order", _("现在还不能记这一步，请按顺序办理。"))
        lacking = way_of.missing_for(move.stage, outcome=move.outcome, document=move.document, answer=move.answer)
        if lacking is not None:
            raise wording.appeal_refusal(lacking)
        if move.happened_on > clock.day_of(now):
            raise Invalid("date_future", _("这个日期还没有到，请核对。"), field="happened_on")
        was_due = row.due_on
        row.stage = move.stage
        row.due_on = (
            way_of.last_day(move.happened_on, _days(row.subdistrict, move.happened_on, way_of.ANSWER_DAYS[row.way]))
            if move.stage == Appeal.Stages.SENT
            else None
        )
        if move.stage == Appeal.Stages.ANSWERED:
            row.outcome, row.document, row.answer = (
                move.outcome,
                move.document.strip()[:100],
                move.answer.strip()[:1000],
            )
        row.save(update_fields=["stage", "due_on", "outcome", "document", "answer"])
        _record(actor, row, move, was_due, now)
        if move.stage == Appeal.Stages.ANSWERED:
            _carry_answer(actor, row, move, now)
    return row


def _carry_answer(actor: Actor, row: Appeal, move: AppealMove, now: datetime) -> None:
    """Put the answer into the history of what it is about."""
    said = _("%(way)s：%(outcome)s。%(answer)s") % {
        "way": row.get_way_display(),
        "outcome": row.get_outcome_display(),
        "answer": row.answer,
    }
    if row.enrolment is not None:
        EnrolmentEvent.objects.create(
            subdistrict_id=row.subdistrict_id,
            enrolment=row.enrolment,
            what=EnrolmentEvent.Whats.APPEALED,
            on=move.happened_on,
            document=row.document,
            note=said[:300],
            recorded_at=now,
            by=actor.user_id,
            by_name=actor.name,
        )
        return
    if row.application is None or actor.user_id is None:
        return
    changed = row.against == Appeal.Against.REFUSAL and row.outcome == Appeal.Outcomes.CHANGED
    stage = Application.Stages.GRANTED if changed else row.application.stage
    if changed:
        Application.objects.filter(pk=row.application.pk).update(stage=stage, document=row.document)
    ApplicationStep.objects.create(
        subdistrict_id=row.subdistrict_id,
        application=row.application,
        stage=stage,
        happened_on=move.happened_on,
        note=said[:500],
        recorded_at=now,
        by=actor.user_id,
        by_name=actor.name,
    )


def _record(actor: Actor, row: Appeal, move: AppealMove, due: date | None, now: datetime) -> None:
    if actor.user_id is None:
        raise ValueError("a step is recorded by somebody")
    AppealStep.objects.create(
        subdistrict_id=row.subdistrict_id,
        appeal=row,
        stage=move.stage,
        happened_on=move.happened_on,
        due_on=due,
        note=(move.answer or move.note).strip()[:1000],
        recorded_at=now,
        by=actor.user_id,
        by_name=actor.name,
        client_id=move.client_id,
    )
    # What somebody says of a decision may be sensitive: it stays out of the audit.
    deed = audit.Deed("appeal.step", "appeal", row.pk, row.subdistrict_id, {"stage": [None, move.stage]})
    audit.record([deed], actor=actor, now=now)
