"""An application at the door, and its legal clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.benefits import wording
from youlin.domains.benefits.actions import fetch, noticing
from youlin.domains.benefits.events import EmergencyReported
from youlin.domains.benefits.models import Application, ApplicationStep
from youlin.domains.benefits.queries import own
from youlin.domains.benefits.queries.clocks import due_after
from youlin.domains.benefits.queries.door import Dossier, dossier
from youlin.domains.benefits.rules import clock as legal
from youlin.domains.benefits.rules.door import Paper, plain
from youlin.domains.residents.models import Resident
from youlin.foundation import audit, clock, outbox
from youlin.foundation.refusal import Invalid, NotThere, Refusal


@dataclass(frozen=True, slots=True)
class NewApplication:
    """For whom and what."""

    client_id: UUID
    applicant: UUID
    programme: str


@dataclass(frozen=True, slots=True)
class Step:
    """The next stage: when it happened, the authority's document, its reasons.

    `client_id` sent twice is one step.
    """

    stage: str
    happened_on: date
    document: str = ""
    amount_fen: int | None = None
    note: str = ""
    client_id: UUID | None = None


def open_application(*, actor: Actor, application: NewApplication, now: datetime) -> Application:
    """Begin at the door: with the checklist of the programme. The same one twice is one. Raises NotThere, Invalid."""
    if actor.user_id is None:
        raise ValueError("an application is opened by somebody")
    with transaction.atomic():
        person = Resident.objects.visible_to(actor).select_related("household").filter(pk=application.applicant).first()
        if person is None:
            raise NotThere("resident_unknown", _("没有这位居民。"))
        programme = own.programme(application.programme, person.subdistrict_id)
        if programme is None or programme.record_only:
            raise Invalid("programme_unknown", _("没有这项政策，请从列表里选。"), field="programme")
        papers = wording.materials(programme, clock.day_of(now))
        number = f"SQ{clock.day_of(now):%y%m%d}-{application.client_id.hex[-6:].upper()}"
        row, made = Application.objects.get_or_create(
            subdistrict_id=person.subdistrict_id,
            client_id=application.client_id,
            defaults={
                "household": person.household,
                "applicant": person,
                "programme": programme.id,
                "number": number,
                "checklist": [{"text": text, "ready": False} for text in papers],
                "opened_at": now,
                "opened_by": actor.user_id,
                "opened_by_name": actor.name,
            },
        )
        if made:
            _record(actor, row, Step("gathering", clock.day_of(now)), None, now)
    return row


def set_material(*, actor: Actor, application: UUID, ready: list[int], now: datetime) -> Application:
    """Which papers are there, by their place on the list; the same ones twice change nothing."""
    with transaction.atomic():
        row = fetch.take(actor, application)
        if not legal.may_gather(row.stage, row.programme):
            raise Refusal("filed_already", _("材料已经递交，不能再改清单。"))
        checklist = [{**one, "ready": place in ready} for place, one in enumerate(row.checklist)]
        if checklist == row.checklist:
            return row
        row.checklist = checklist
        row.save(update_fields=["checklist"])
        changes = {"ready": [None, len(ready)]}
        audit.record(
            [audit.Deed("application.material", "application", row.pk, row.subdistrict_id, changes)],
            actor=actor,
            now=now,
        )
    return row


def take_step(*, actor: Actor, application: UUID, step: Step, now: datetime) -> Application:
    """Record the next stage. A decision is the authority's: it needs its document, a refusal also its reasons.

    Raises NotThere, Refusal for a stage that cannot follow, Invalid for what is missing.
    """
    with transaction.atomic():
        row = fetch.take(actor, application)
        if step.client_id and row.steps.filter(client_id=step.client_id).exists():
            return row
        if step.stage not in ("filed", legal.WITHDRAWN) and not actor.can(Can.MANAGE_CARE):
            raise Refusal("not_yours", _("这一步由社区或街道的工作人员记录。"))
        if not legal.may_follow(row.stage, step.stage, row.programme):
            raise Refusal("stage_order", _("现在还不能记这一步，请按顺序办理。"))
        found = dossier(row, clock.day_of(now))
        lacking = legal.missing_for(step.stage, _gathered(found, step), row.programme)
        if lacking is not None:
            raise wording.step_refusal(lacking)
        if step.happened_on > clock.day_of(now):
            raise Invalid("date_future", _("这个日期还没有到，请核对。"), field="happened_on")
        _mind_the_notice(actor, row, step, now)
        was_due = row.due_on
        changed = Application.objects.filter(pk=row.pk, stage=row.stage).update(
            stage=step.stage,
            due_on=due_after(row, step.stage, step.happened_on),
            document=step.document.strip() or row.document,
            amount_fen=step.amount_fen if step.amount_fen is not None else row.amount_fen,
        )
        if not changed:
            raise Refusal("decided_already", _("刚刚有人记了这一步，请刷新看看。"))
        surveyed = [one.name for one in found.serving] if step.stage == Application.Stages.SURVEYED else []
        _record(actor, row, step, was_due, now, people=surveyed)
        if step.stage == Application.Stages.FILED and row.programme in legal.EMERGENCIES:
            outbox.announce([EmergencyReported(application=row.pk)], now=now)
        row.refresh_from_db()
    return row


def _mind_the_notice(actor: Actor, row: Application, step: Step, now: datetime) -> None:
    """A notice goes up with its step, hangs for its days, and comes down where the application ends before."""
    if step.stage == Application.Stages.POSTED:
        noticing.put_on_notice(actor=actor, application=row, amount_fen=step.amount_fen or row.amount_fen, now=now)
        return
    posted = row.steps.filter(stage=Application.Stages.POSTED).order_by("recorded_at", "id").last()
    if posted is None or row.stage != Application.Stages.POSTED:
        return
    if step.stage == Application.Stages.REVIEWED:
        noticing.refuse_before_over(row, posted.happened_on, step.happened_on)
    else:
        noticing.take_off_notice(actor=actor, application=row, now=now)


def _gathered(found: Dossier, step: Step) -> legal.Gathered:
    paper = Paper.SURVEY if step.stage == Application.Stages.SURVEYED else Paper.FORM
    return legal.Gathered(
        ready=all(one["ready"] for one in found.row.checklist),
        consented=found.signed(Paper.CONSENT),
        declared=found.relative is not None,
        signed=found.signed(paper),
        investigators=len({plain(one.name) for one in found.serving}),
        visited=found.visit is not None,
        document=step.document,
        note=step.note,
    )


def _record(
    actor: Actor, row: Application, step: Step, due: date | None, now: datetime, people: Sequence[str] = ()
) -> None:
    if actor.user_id is None:
        raise ValueError("a step is recorded by somebody")
    ApplicationStep.objects.create(
        subdistrict_id=row.subdistrict_id,
        application=row,
        stage=step.stage,
        happened_on=step.happened_on,
        due_on=due,
        people=list(people),
        note=step.note.strip()[:500],
        recorded_at=now,
        by=actor.user_id,
        by_name=actor.name,
        client_id=step.client_id,
    )
    changes = {"stage": [row.stage, step.stage]}
    audit.record(
        [audit.Deed("application.step", "application", row.pk, row.subdistrict_id, changes)], actor=actor, now=now
    )
