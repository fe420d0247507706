"""Completing a record with what somebody said: only what is empty is written, and nothing is asked twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.residents.actions.registering import parsed_id, parsed_phone
from youlin.domains.residents.models import PersonDetail, Resident
from youlin.domains.residents.rules.details import OF_HOME, OF_PERSON, Detail, problem_with
from youlin.foundation import audit, crypto
from youlin.foundation.db import add_rows
from youlin.foundation.refusal import Invalid, NotThere, Refusal
from youlin.foundation.values import BadValueError, Money


@dataclass(frozen=True, slots=True)
class Said:
    """Answers by what was asked; an empty one: they do not know, or do not want to say. `client_id` twice is once."""

    client_id: UUID
    resident: UUID
    answers: Mapping[Detail, str]


def complete_record(*, actor: Actor, said: Said, now: datetime) -> Resident:
    """Keep what somebody said of a person; what the record knows already stays as it is.

    Raises NotThere out of sight, NotAllowed, Invalid with the name of the answer as its field, `resident_known`.
    """
    with transaction.atomic():
        person = (
            Resident.objects.visible_to(actor)
            .select_for_update(of=("self",))
            .filter(pk=said.resident)
            .select_related("household__neighbourhood", "entrusted_to")
            .first()
        )
        if person is None:
            raise NotThere("resident_unknown", _("没有这位居民。"))
        here = person.household.neighbourhood
        near = person.entrusted_to or here
        actor.require(Can.COMPLETE, near.path if actor.can_at(Can.COMPLETE, near.path) else here.path)
        if PersonDetail.objects.filter(resident=person, client_id=said.client_id).exists():
            return person
        answers = {detail: _clean(detail, text) for detail, text in said.answers.items()}
        written = _write(person, {detail: text for detail, text in answers.items() if text}, now)
        add_rows(
            [
                PersonDetail(
                    subdistrict_id=person.subdistrict_id,
                    resident=person,
                    kind=detail.value,
                    value=text,
                    at=now,
                    by=actor.user_id,
                    by_name=actor.name,
                    client_id=said.client_id,
                )
                for detail, text in answers.items()
            ]
        )
        # That something is known now, never what: an answer may be an identity number.
        changes = {"said": sorted(answers), "written": sorted(written)}
        audit.record([audit.Deed("resident.complete", "resident", person.pk, here.pk, changes)], actor=actor, now=now)
    return person


def _clean(detail: Detail, text: str) -> str:
    """An answer as it is kept. Raises Invalid."""
    text = " ".join(text.split())
    if not text:
        return ""
    if detail is Detail.ID_NUMBER:
        known = parsed_id(text)
        return known.value if known else ""
    if detail is Detail.PHONE:
        return parsed_phone(text)
    if detail is Detail.INCOME:
        try:
            return str(Money.from_yuan(text).fen)
        except BadValueError as error:
            raise Invalid("income_bad", _("请写一年多少元，例如 12000。"), field=detail.value) from error
    wrong = problem_with(detail, text)
    if wrong is not None:
        said = _("请从列出的里面选一个。") if wrong.code == "choice" else _("写得太长了，请短一些。")
        raise Invalid(f"detail_{wrong.code}", said, field=detail.value)
    return text


def _write(person: Resident, answers: Mapping[Detail, str], now: datetime) -> set[Detail]:
    """Put into the record what was empty there; returns what was."""
    of_person = {one for one in answers.keys() & OF_PERSON if not getattr(person, one.value)}
    for detail in of_person:
        setattr(person, detail.value, answers[detail])
    changed = [detail.value for detail in of_person]
    for detail in of_person & {Detail.ID_NUMBER, Detail.PHONE}:
        index = detail.value.replace("_number", "") + "_index"
        setattr(person, index, crypto.blind_index(answers[detail], field=detail.value))
        changed.append(index)
    if of_person:
        person.changed_at = now
        try:
            with transaction.atomic():
                person.save(update_fields=[*changed, "changed_at"])
        except IntegrityError as error:
            raise Refusal(
                "resident_known",
                _("这个证号在本街道已经登记过。请先搜一下，搜不到就请街道核对。"),
                field=Detail.ID_NUMBER.value,
            ) from error
    home = person.household
    of_home = answers.keys() & OF_HOME if home.annual_income_fen is None else set()
    if of_home:
        home.annual_income_fen, home.changed_at = int(Decimal(answers[Detail.INCOME])), now
        home.save(update_fields=["annual_income_fen", "changed_at"])
    return of_person | set(of_home)
