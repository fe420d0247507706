"""Programmes that streets have written themselves, as rules beside those that come with Youlin."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.benefits import catalogue
from youlin.domains.benefits.engine.rulebook import Programme, Span
from youlin.domains.benefits.models import OwnProgramme
from youlin.domains.benefits.rules.own import OWN, BadLine, Line, Written
from youlin.domains.benefits.rules.own import programme as put_together
from youlin.foundation.refusal import NotThere


def name_of(row: OwnProgramme) -> str:
    """By which rules, leads and enrolments name it."""
    return f"{OWN}{row.pk.hex}"


def written(row: OwnProgramme) -> Written:
    """What was written, as plain data."""
    end = min(filter(None, (row.valid_to, row.ended_on)), default=None)
    return Written(
        row.name,
        row.unit,
        row.family,
        tuple(Line(one["phrase"], one["value"], one["joined"]) for one in row.lines),
        row.source,
        Span(row.valid_from, end),
        row.gives,
        tuple(row.documents),
    )


def own_rules(*streets: UUID) -> list[Programme]:
    """Confirmed programmes of streets (of all, without one) as rules. One query."""
    rows = OwnProgramme.objects.filter(state=OwnProgramme.States.CONFIRMED).order_by("decided_at", "pk")
    if streets:
        rows = rows.filter(subdistrict__in=streets)
    return [made for row in rows if (made := rule_of(row)) is not None]


def rule_of(row: OwnProgramme) -> Programme | None:
    """A programme as a rule. None where it names a fact that is known no more: left out whole, as the page says."""
    try:
        return put_together(name_of(row), written(row), catalogue.rulebook().facts)
    except BadLine:
        return None


def programmes(*streets: UUID) -> dict[str, Programme]:
    """Every programme by its id: those that come with Youlin, and the streets' own (of all, without one)."""
    return {one.id: one for one in (*catalogue.rulebook().programmes, *own_rules(*streets))}


def programme(name: str, subdistrict: UUID) -> Programme | None:
    """One programme as it stands in a street; asks the database only for a street's own."""
    if not name.startswith(OWN):
        return next((one for one in catalogue.rulebook().programmes if one.id == name), None)
    return next((one for one in own_rules(subdistrict) if one.id == name), None)


def own_programmes(actor: Actor) -> QuerySet[OwnProgramme]:
    """What was written at the desks in sight, the latest first."""
    return OwnProgramme.objects.visible_to(actor).select_related("subdistrict").order_by("-proposed_at", "-pk")


def own_programme(actor: Actor, key: UUID) -> OwnProgramme:
    """One of them. Raises NotThere."""
    row = own_programmes(actor).filter(pk=key).first()
    if row is None:
        raise NotThere("programme_unknown", _("没有这项政策。"))
    return row
