"""Certificates of service: asked for, issued within ten working days, verifiable for ever."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import SYSTEM, Actor
from youlin.domains.outreach.actions.volunteering import RESIDENT
from youlin.domains.outreach.events import CertificateIssued, CertificatesDelayed
from youlin.domains.outreach.models import Certificate
from youlin.domains.outreach.queries.volunteering import certificates, lines_of, served
from youlin.domains.outreach.rules.volunteering import ISSUE_WITHIN
from youlin.domains.territory.models import Territory
from youlin.foundation import audit, calendar, clock, outbox
from youlin.foundation.db import set_rows
from youlin.foundation.refusal import Invalid, NotThere, Refusal


def ask_certificate(*, holder: UUID, now: datetime, client_id: UUID, actor: Actor = RESIDENT) -> Certificate:
    """Ask for a certificate of everything served so far; it is due on the tenth working day. Twice is once.

    Raises Refusal `nothing_served` where nobody has counted any hours.
    """
    with transaction.atomic():
        known = Certificate.objects.filter(holder=holder, issued_at__isnull=True).first()
        known = known or Certificate.objects.filter(client_id=client_id, holder=holder).first()
        if known is not None:
            return known
        done = served(holder)
        if not done:
            raise Refusal("nothing_served", _("还没有记下服务时间。活动结束以后，组织的人会记。"))
        latest = done[-1]
        today = clock.day_of(now)
        try:
            with transaction.atomic():
                made = Certificate.objects.create(
                    subdistrict_id=latest.subdistrict_id,
                    name=latest.name,
                    holder=holder,
                    asked_at=now,
                    due_on=calendar.add_working_days(today, ISSUE_WITHIN),
                    client_id=client_id,
                )
        except IntegrityError:  # two at once: the other one's is meant
            return Certificate.objects.get(holder=holder, issued_at__isnull=True)
        audit.record([audit.Deed("certificate.ask", "certificate", made.pk, made.subdistrict_id)], actor=actor, now=now)
    return made


def issue_certificate(*, actor: Actor, certificate: UUID, now: datetime) -> Certificate:
    """Issue a certificate: the hours as they are now, never changed afterwards. Twice is once.

    Raises NotThere, Refusal `nothing_served`.
    """
    with transaction.atomic():
        row = _row(actor, certificate)
        if row.issued_at is not None:
            return row
        done = served(row.holder)
        if not done:
            raise Refusal("nothing_served", _("记下的服务时间已经没有了，请先和组织的人核对。"))
        row.lines = lines_of(done)
        row.minutes = sum(one.minutes for one in done)
        row.issued_at, row.issued_by, row.issued_by_name = now, actor.user_id, actor.name
        row.number = _number(row, now)
        row.save(update_fields=["lines", "minutes", "issued_at", "issued_by", "issued_by_name", "number"])
        audit.record([audit.Deed("certificate.issue", "certificate", row.pk, row.subdistrict_id)], actor=actor, now=now)
        outbox.announce([CertificateIssued(certificate=row.pk)], now=now)
    return row


def raise_late_certificates(*, now: datetime) -> int:
    """Notice certificates whose last working day is over; how many. Each once, however late or often it runs."""
    with transaction.atomic():
        rows = list(
            Certificate.objects.select_for_update(skip_locked=True).filter(
                issued_at__isnull=True, late_at__isnull=True, due_on__lt=clock.day_of(now)
            )
        )
        if not rows:
            return 0
        for row in rows:
            row.late_at = now
        set_rows(rows, ["late_at"])
        deeds = [audit.Deed("certificate.late", "certificate", row.pk, row.subdistrict_id) for row in rows]
        audit.record(deeds, actor=SYSTEM, now=now)
        outbox.announce([CertificatesDelayed(certificates=tuple(row.pk for row in rows))], now=now)
    return len(rows)


def revoke_certificate(*, actor: Actor, certificate: UUID, reason: str, now: datetime) -> Certificate:
    """Take a certificate back; whoever checks it sees that it holds no more. Raises NotThere, Invalid, Refusal."""
    said = reason.replace("\0", "").strip()[:200]
    if not said:
        raise Invalid("reason_missing", _("请写一句为什么作废。"), field="reason")
    with transaction.atomic():
        row = _row(actor, certificate)
        if row.issued_at is None:
            raise Refusal("not_issued", _("还没有开出来，不用作废。"))
        if row.revoked_at is None:
            row.revoked_at, row.revoked_why = now, said
            row.save(update_fields=["revoked_at", "revoked_why"])
            deed = audit.Deed("certificate.revoke", "certificate", row.pk, row.subdistrict_id)
            audit.record([deed], actor=actor, now=now)
    return row


def _row(actor: Actor, certificate: UUID) -> Certificate:
    """A certificate of the actor's street, locked. Raises NotThere."""
    row = certificates(actor).filter(pk=certificate).select_for_update(of=("self",)).first()
    if row is None:
        raise NotThere("certificate_unknown", _("没有这份证明。"))
    return row


def _number(row: Certificate, now: datetime) -> str:
    """The next number of the year; the lock on the street keeps two from being one."""
    year = clock.day_of(now).year
    Territory.objects.select_for_update().get(pk=row.subdistrict_id)
    issued = Certificate.objects.filter(subdistrict=row.subdistrict_id, number__startswith=f"{year}-").count()
    return f"{year}-{issued + 1:05d}"
