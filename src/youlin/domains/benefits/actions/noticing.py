"""The public notice of an application: put up through messaging, waited for, taken down where the application ends."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.benefits import wording
from youlin.domains.benefits.models import Application
from youlin.domains.benefits.queries.own import programmes
from youlin.domains.benefits.rules import clock as legal
from youlin.domains.messaging import actions as messaging
from youlin.domains.messaging import queries as notices
from youlin.domains.messaging.rules.postings import Kind
from youlin.domains.residents.models import Resident
from youlin.foundation import clock
from youlin.foundation.refusal import Refusal


def put_on_notice(*, actor: Actor, application: Application, amount_fen: int | None, now: datetime) -> None:
    """Hang the notice for its seven days: name, household size and amount, and nothing else.

    Raises what messaging raises for what may not be shown: somebody under 18, or without a known birth date.
    """
    known = programmes().get(application.programme)
    people = Resident.objects.filter(household=application.household_id, lives_here=True, left_on__isnull=True)
    line = {"name": application.applicant.name, "size": str(max(people.count(), 1))}
    if amount_fen is not None:
        line["amount"] = wording.yuan(amount_fen)
    if application.applicant.birth_date is not None:
        line["born"] = application.applicant.birth_date.isoformat()
    name = wording.said(known.name) if known else application.programme
    messaging.put_up(
        actor=actor,
        kind=Kind.BENEFIT,
        territory=application.household.community_id,
        about=application.pk,
        title=_("%(programme)s公示") % {"programme": name},
        lines=[line],
        days=legal.NOTICE_DAYS,
        now=now,
    )


def refuse_before_over(application: Application, posted_on: date, happened_on: date) -> None:
    """Raises Refusal while the seven days are not over, or while somebody who objected has had no answer."""
    if happened_on <= posted_on + timedelta(days=legal.NOTICE_DAYS):
        raise Refusal("notice_hangs", _("公示还没有满7天，满了再报。"))
    for posting in notices.of(application.pk):
        if posting.objections.filter(answers=None).exists():
            raise Refusal("objection_open", _("公示期间有人提了意见，还没有答复。请先核实、答复，再往上报。"))


def take_off_notice(*, actor: Actor, application: Application, now: datetime) -> None:
    """An application that ends while its notice hangs takes it down."""
    today = clock.day_of(now)
    for posting in notices.of(application.pk):
        if posting.last_day >= today and not posting.take_downs.exists():
            messaging.take_down(actor=actor, posting=posting.pk, reason=_("申请已经办结或撤回。"), now=now)
