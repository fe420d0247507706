"""A stop, as the authority decided it: recorded with its document, softened by a grace where the place has one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.benefits.models import Enrolment, EnrolmentEvent
from youlin.domains.benefits.queries.enrolments import GRACE_MOST, grace_of
from youlin.domains.benefits.queries.figures import counts
from youlin.domains.benefits.rules.reviews import grace_end, months_later
from youlin.foundation import audit, clock
from youlin.foundation.refusal import Invalid, NotAllowed, NotThere, Refusal


@dataclass(frozen=True, slots=True)
class Stop:
    """The authority's decision to stop: its day, document and reasons.

    `until`: the first day on which nothing is paid, where the document names one; else the place's grace counts.
    """

    stopped_on: date
    document: str
    reason: str
    until: date | None = None


def record_stop(*, actor: Actor, enrolment: UUID, stop: Stop, now: datetime) -> Enrolment:
    """Write down that the authority stops a benefit. The same one again changes nothing.

    Raises NotThere, NotAllowed, Invalid for what is missing or longer than the law's grace, Refusal if it is over.
    """
    with transaction.atomic():
        row = (
            Enrolment.objects.visible_to(actor)
            .select_for_update(of=("self",))
            .select_related("household__neighbourhood", "subdistrict")
            .filter(pk=enrolment)
            .first()
        )
        if row is None:
            raise NotThere("enrolment_unknown", _("没有这条享受记录。"))
        if not actor.can_at(Can.MANAGE_CARE, row.household.neighbourhood.path):
            raise NotAllowed("not_yours", _("停发由社区或街道的工作人员按主管部门的文书记录。"))
        if row.stopped_on == stop.stopped_on and row.document == stop.document.strip():
            return row
        if row.until is not None:
            raise Refusal("over_already", _("这一项已经记了停发。"))
        until = _until(row, stop, clock.day_of(now))
        row.stopped_on, row.until, row.document = stop.stopped_on, until, stop.document.strip()[:100]
        row.save(update_fields=["stopped_on", "until", "document"])
        EnrolmentEvent.objects.create(
            subdistrict_id=row.subdistrict_id,
            enrolment=row,
            what=EnrolmentEvent.Whats.STOPPED,
            on=stop.stopped_on,
            was_fen=row.amount_fen,
            until=until,
            document=row.document,
            note=stop.reason.strip()[:300],
            recorded_at=now,
            by=actor.user_id,
            by_name=actor.name,
        )
        changes = {"stopped_on": [None, stop.stopped_on.isoformat()], "until": [None, until.isoformat()]}
        deed = audit.Deed("enrolment.stop", "enrolment", row.pk, row.household.neighbourhood_id, changes)
        audit.record([deed], actor=actor, now=now)
    return row


def _until(row: Enrolment, stop: Stop, today: date) -> date:
    if not stop.document.strip():
        raise Invalid("document_missing", _("请写主管部门文书的编号。"), field="document")
    if not stop.reason.strip():
        raise Invalid("reasons_missing", _("请写主管部门给的理由。"), field="reason")
    if stop.stopped_on > today:
        raise Invalid("date_future", _("这个日期还没有到，请核对。"), field="stopped_on")
    if stop.stopped_on < row.since:
        raise Invalid("date_early", _("这一天还没有开始享受，请核对。"), field="stopped_on")
    if stop.until is None:
        months = grace_of(row, stop.stopped_on)
        return grace_end(stop.stopped_on, months) if months else stop.stopped_on
    most = counts(row.subdistrict, stop.stopped_on, [GRACE_MOST])[GRACE_MOST]
    if stop.until < stop.stopped_on:
        raise Invalid("period_bad", _("结束日期早于开始日期，请核对。"), field="until")
    if most is not None and stop.until > months_later(stop.stopped_on, most):
        raise Invalid("grace_long", _("渐退期最长 %(n)s 个月，请核对文书上的日期。") % {"n": most}, field="until")
    return stop.until
