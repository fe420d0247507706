"""The rules as they stand for a subdistrict, with the figures that its desk has filled in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import QuerySet

from youlin.domains.access.actor import Actor
from youlin.domains.benefits import catalogue
from youlin.domains.benefits.engine.edition import Edition
from youlin.domains.benefits.engine.rulebook import Figure, Parameter, Place, Rulebook, Source, Span
from youlin.domains.benefits.engine.vocabulary import Text
from youlin.domains.benefits.models import LocalFigure
from youlin.domains.benefits.queries.own import own_rules
from youlin.domains.territory.models import Territory

NATION = "000000"


def region_of(subdistrict: Territory | None) -> str:
    """The area code by which figures are looked up; without one only national figures hold."""
    return (subdistrict.code or NATION)[:9] if subdistrict else NATION


def rulebook_for(subdistrict: Territory | None) -> Rulebook:
    """The rules with the confirmed figures of a subdistrict, and with its own programmes."""
    if subdistrict is None:
        return catalogue.rulebook()
    rows = LocalFigure.objects.filter(subdistrict=subdistrict, state=LocalFigure.States.CONFIRMED)
    book = catalogue.rulebook().with_programmes(own_rules(subdistrict.pk))
    return book.with_figures(
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


def counts(subdistrict: Territory | None, day: date, names: Iterable[str]) -> dict[str, int | None]:
    """Days or months that clocks of the office need, by parameter; None where nobody has said them (未配置)."""
    known = {parameter.id: parameter for parameter in rulebook_for(subdistrict).parameters}
    found: dict[str, int | None] = {}
    for name in names:
        figure = known[name].on(day, region_of(subdistrict)) if name in known else None
        found[name] = int(figure.value) if figure and figure.value is not None else None
    return found


def unconfirmed(subdistrict: Territory | None, day: date, names: Iterable[str]) -> list[Row]:
    """Those of the figures in force that nobody has confirmed yet (待核), with their source and who issues them."""
    region, wanted = region_of(subdistrict), set(names)
    found = []
    for parameter in rulebook_for(subdistrict).parameters:
        figure = parameter.on(day, region) if parameter.id in wanted else None
        if figure is not None and figure.value is not None and not figure.confirmed_by:
            found += [row for row in _rows(parameter) if row.value == figure.value and row.region == figure.region]
    return found


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of a parameter; one without any stands once, with nothing but who must fill it in."""

    id: str
    label: Text
    unit: str
    filled_by: Text
    region: str | None = None
    start: date | None = None
    end: date | None = None
    value: Fraction | None = None
    source: str | None = None
    confirmed_by: str | None = None
    note: str = ""


def parameters(subdistrict: Territory | None) -> list[Row]:
    """Every figure of every parameter, as they stand for a subdistrict."""
    return [row for parameter in rulebook_for(subdistrict).parameters for row in _rows(parameter)]


def _rows(parameter: Parameter) -> list[Row]:
    unit = parameter.unit.value
    if not parameter.figures:
        return [Row(parameter.id, parameter.label, unit, parameter.filled_by)]
    return [
        Row(
            parameter.id,
            parameter.label,
            unit,
            parameter.filled_by,
            figure.region,
            figure.valid.start,
            figure.valid.end,
            figure.value,
            str(figure.source),
            figure.confirmed_by or None,
            figure.note,
        )
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
