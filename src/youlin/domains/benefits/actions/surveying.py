"""The survey in the home: who makes it, and what they found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.benefits.actions import fetch
from youlin.domains.benefits.actions.observations import SURVEY, Told, tell_all
from youlin.domains.benefits.models import Application, Investigator, StaffRelative, SurveyVisit
from youlin.domains.benefits.rules import door
from youlin.domains.benefits.wording import investigator_refusal
from youlin.domains.residents.models import Resident
from youlin.foundation import audit, clock
from youlin.foundation.refusal import Invalid, NotThere, Refusal


@dataclass(frozen=True, slots=True)
class NewInvestigator:
    """Who is to survey, where they work, and whether they say they are a near relative of the household."""

    client_id: UUID
    name: str
    office: str
    related: bool


@dataclass(frozen=True, slots=True)
class Surveyed:
    """What was found in the home: the day, what was seen, and the facts that were filled in."""

    client_id: UUID
    visited_on: date
    seen: str = ""
    answers: Sequence[Told] = ()


def name_investigator(*, actor: Actor, application: UUID, new: NewInvestigator, now: datetime) -> Investigator:
    """Name somebody to survey; a near relative is kept on record and stands aside. The same one twice is one.

    Raises NotThere, Refusal `survey_stage`, Invalid for one of the house, a registered relative, or the same twice.
    """
    if actor.user_id is None:
        raise ValueError("an investigator is named by somebody")
    name = " ".join(new.name.split())
    with transaction.atomic():
        row = _to_survey(actor, application)
        known = Investigator.objects.filter(subdistrict_id=row.subdistrict_id, client_id=new.client_id).first()
        if known is not None:
            return known
        code = door.objection(
            name,
            household=list(Resident.objects.filter(household=row.household_id).values_list("name", flat=True)),
            relatives=list(_registered(row)),
            others=list(
                Investigator.objects.filter(application=row, left_at__isnull=True).values_list("name", flat=True)
            ),
        )
        if code is not None:
            raise investigator_refusal(code)
        made = Investigator.objects.create(
            subdistrict_id=row.subdistrict_id,
            application=row,
            name=name,
            office=new.office.strip(),
            related=new.related,
            by=actor.user_id,
            by_name=actor.name,
            added_at=now,
            client_id=new.client_id,
        )
        changes = {"investigator": [None, name], "related": [None, new.related]}
        deed = audit.Deed("application.investigator", "application", row.pk, row.subdistrict_id, changes)
        audit.record([deed], actor=actor, now=now)
    return made


def drop_investigator(*, actor: Actor, application: UUID, investigator: UUID, now: datetime) -> Investigator:
    """Somebody surveys no more; what they signed no longer counts. Twice is once. Raises NotThere, Refusal."""
    with transaction.atomic():
        row = _to_survey(actor, application)
        found = Investigator.objects.filter(application=row, pk=investigator).first()
        if found is None:
            raise NotThere("investigator_unknown", _("没有这位调查人。"))
        if found.left_at is None:
            found.left_at = now
            found.save(update_fields=["left_at"])
            changes = {"investigator": [found.name, None]}
            deed = audit.Deed("application.investigator", "application", row.pk, row.subdistrict_id, changes)
            audit.record([deed], actor=actor, now=now)
    return found


def keep_survey(*, actor: Actor, application: UUID, found: Surveyed, now: datetime) -> SurveyVisit:
    """Keep the day of the visit, what was seen, and the facts that were filled in. The same one twice is one.

    Raises NotThere, Refusal `survey_stage`, Invalid.
    """
    if actor.user_id is None:
        raise ValueError("a survey is made by somebody")
    with transaction.atomic():
        row = _to_survey(actor, application)
        known = SurveyVisit.objects.filter(subdistrict_id=row.subdistrict_id, client_id=found.client_id).first()
        if known is not None:
            return known
        if found.visited_on > clock.day_of(now):
            raise Invalid("date_future", _("这个日期还没有到，请核对。"), field="visited_on")
        tell_all(actor=actor, household=row.household_id, told=found.answers, source=SURVEY, now=now)
        made = SurveyVisit.objects.create(
            subdistrict_id=row.subdistrict_id,
            application=row,
            visited_on=found.visited_on,
            seen=found.seen.strip(),
            by=actor.user_id,
            by_name=actor.name,
            recorded_at=now,
            client_id=found.client_id,
        )
        changes = {"visited_on": [None, found.visited_on.isoformat()], "facts": [None, len(found.answers)]}
        deed = audit.Deed("application.survey", "application", row.pk, row.subdistrict_id, changes)
        audit.record([deed], actor=actor, now=now)
    return made


def _to_survey(actor: Actor, application: UUID) -> Application:
    row = fetch.take_open(actor, application)
    if row.stage not in (Application.Stages.GATHERING, Application.Stages.FILED):
        raise Refusal("survey_stage", _("入户调查已经记完，不能再改。"))
    return row


def _registered(row: Application) -> list[str]:
    rows = StaffRelative.objects.filter(household=row.household_id, ended_at__isnull=True).exclude(name="")
    return list(rows.values_list("name", flat=True))
