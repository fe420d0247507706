"""The rules as they stand for a subdistrict, with the figures that its desk has filled in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from django.db.models import QuerySet

from youlin.domains.access.actor import Actor
from youlin.domains.benefits import catalogue
from youlin.domains.benefits.engine.edition import Edition
from youlin.domains.benefits.engine.rulebook import Figure, Parameter, Place, Rulebook, Source, Span
from youlin.domains.benefits.models import LocalFigure
from youlin.domains.territory.models import Territory

NATION = "000000"


def region_of(subdistrict: Territory | None) -> str:
    """The area code by which figures are looked up; without one only national figures hold."""
    return (subdistrict.code or NATION)[:9] if subdistrict else NATION


def rulebook_for(subdistrict: Territory | None) -> Rulebook:
    """The rules with the confirmed figures of a subdistrict."""
    if subdistrict is None:
        return catalogue.rulebook()
    rows = LocalFigure.objects.filter(subdistrict=subdistrict, state=LocalFigure.States.CONFIRMED)
    return catalogue.rulebook().with_figures(
        (row.parameter, _figure(row, region_of(subdistrict))) for row in rows.order_by("decided_at", "id")
    )


def _figure(row: LocalFigure, region: str) -> Figure:
    return Figure(
        region,
        Span(row.valid_from, row.valid_to),
        Fraction(row.value),
        Source(row.source, standing="confirmed"),
        Place("desk", 0),
        confirmed_by=row.decided_by_name,
    )


def edition_for(subdistrict: Territory | None, day: date, overrides: Mapping[str, Fraction] | None = None) -> Edition:
    """The rules of a subdistrict on a day; `overrides` are for trying out."""
    return Edition(rulebook_for(subdistrict), day, region_of(subdistrict), overrides)


def parameters(subdistrict: Territory | None) -> list[dict[str, object]]:
    """Every figure of every parameter; one without any stands once, with an empty value and who must fill it in."""
    return [row for parameter in rulebook_for(subdistrict).parameters for row in _rows(parameter)]


def _rows(parameter: Parameter) -> list[dict[str, object]]:
    base: dict[str, object] = {
        "id": parameter.id,
        "label": dict(parameter.label),
        "unit": parameter.unit.value,
        "filled_by": dict(parameter.filled_by),
    }
    if not parameter.figures:
        nothing = dict.fromkeys(("region", "from", "to", "value", "source", "confirmed_by"))
        return [{**base, **nothing, "note": ""}]
    return [
        {
            **base,
            "region": figure.region,
            "from": figure.valid.start.isoformat(),
            "to": figure.valid.end.isoformat() if figure.valid.end else None,
            "value": written(figure.value),
            "source": str(figure.source),
            "confirmed_by": figure.confirmed_by or None,
            "note": figure.note,
        }
        for figure in parameter.figures
    ]


def written(value: Fraction | None) -> int | str | None:
    """A figure for a document: a whole number as it is, a part as a fraction (3/2)."""
    if value is None:
        return None
    return value.numerator if value.denominator == 1 else f"{value.numerator}/{value.denominator}"


def proposals(actor: Actor) -> QuerySet[LocalFigure]:
    """Figures said at the desk, newest first; those that wait for a second pair of eyes among them."""
    return LocalFigure.objects.visible_to(actor).select_related("subdistrict").order_by("-proposed_at", "-id")
