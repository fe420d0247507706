"""One community's people in care and chiefs, as the solver is told of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count

from youlin.domains.access.actor import Actor
from youlin.domains.care.models import CareNeeds, CarePlan, Contact, MatchDecline, MatchTerms
from youlin.domains.care.rules import REACHED, Kind
from youlin.domains.care.rules.matching import Chief, Matched, Terms, Ward, match
from youlin.domains.care.rules.matching.solve import Beat
from youlin.domains.chiefs import queries as chiefs
from youlin.domains.residents.queries import positions
from youlin.domains.residents.rules.positions import Point, middle
from youlin.domains.territory.models import Territory
from youlin.foundation.db import under


@dataclass(frozen=True, slots=True)
class Roll:
    """Everybody in care in one community and everybody who answers there, each with the solver's facts, by number.

    Nobody is matched beyond the community: its office answers for its residents, and the ladder above stays the same.
    """

    community: Territory
    plans: list[CarePlan]
    helpers: list[chiefs.Helper]
    wards: list[Ward]
    chiefs: list[Chief]
    terms: Terms

    def solve(self, beat: Beat = lambda _done: None) -> Matched:
        """The optimum."""
        return match(self.wards, self.chiefs, self.terms, beat=beat)

    def number_of(self, place: UUID) -> int | None:
        """The number of whoever answers for a neighbourhood."""
        return next((at for at, one in enumerate(self.helpers) if one.place.pk == place), None)


def terms_of(subdistrict: UUID) -> Terms:
    """What a street weighs: its own figures, or the house's."""
    row = MatchTerms.objects.filter(subdistrict=subdistrict).first()
    if row is None:
        return Terms()
    return Terms(seats=row.seats, reach=row.reach, known_face=row.known_face, missing_skill=row.missing_skill)


def needs_of(resident: UUID) -> CareNeeds | None:
    """What somebody needs of whoever comes; None where nobody said."""
    return CareNeeds.objects.filter(resident=resident).first()


def roll_of(actor: Actor, community: Territory, *, day: date) -> Roll:
    """One community as the solver is told of it. Eight queries, however many people. The caller checks the right."""
    rows = CarePlan.objects.visible_to(actor).filter(
        under("resident__household__neighbourhood__path", community.path), ends_on__isnull=True
    )
    plans = list(
        rows.select_related("neighbourhood", "resident__household__neighbourhood").order_by(
            "resident__household__neighbourhood__path", "resident__household__number", "resident__name", "pk"
        )
    )
    helpers = chiefs.helpers(actor, community.path, day=day)
    terms = terms_of(plans[0].subdistrict_id) if plans else Terms()
    points = {key: found.point for key, found in positions.positions_at(actor, community.pk).items()}
    known, middles = _known(plans), _middles(plans, points)
    seated: dict[UUID, int] = {}
    for plan in plans:
        seated[plan.neighbourhood_id] = seated.get(plan.neighbourhood_id, 0) + 1
    return Roll(
        community,
        plans,
        helpers,
        _wards(plans, helpers, points, known),
        [_chief(one, terms, seated.get(one.place.pk, 0), points, middles) for one in helpers],
        terms,
    )


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of people beside where they live."""

    needs: Mapping[UUID, CareNeeds]
    visits: Mapping[tuple[UUID, UUID | None], int]
    declined: Mapping[UUID, set[UUID]]


def _known(plans: Sequence[CarePlan]) -> _Known:
    people = [plan.resident_id for plan in plans]
    streets = {plan.subdistrict_id for plan in plans}
    needs = {row.resident_id: row for row in CareNeeds.objects.filter(subdistrict__in=streets, resident__in=people)}
    visited = Contact.objects.filter(
        resident__in=people, kind=Kind.VISIT.value, outcome__in=REACHED, taken_back__isnull=True
    )
    counted = visited.order_by().values_list("resident", "by").annotate(number=Count("pk"))
    declined: dict[UUID, set[UUID]] = {}
    for plan, chief in MatchDecline.objects.filter(
        plan__in=[plan.pk for plan in plans], lifted_at__isnull=True
    ).values_list("plan", "chief"):
        declined.setdefault(plan, set()).add(chief)
    return _Known(needs, {(person, by): number for person, by, number in counted}, declined)


def _wards(
    plans: Sequence[CarePlan], helpers: Sequence[chiefs.Helper], points: Mapping[UUID, Point], known: _Known
) -> list[Ward]:
    by_place = {one.place.pk: at for at, one in enumerate(helpers)}
    by_user: dict[UUID, list[int]] = {}
    for at, one in enumerate(helpers):
        by_user.setdefault(one.user, []).append(at)
    found = []
    for plan in plans:
        person, need = plan.resident, known.needs.get(plan.resident_id)
        present = by_place.get(plan.neighbourhood_id)
        face = helpers[present].user if present is not None else None
        found.append(
            Ward(
                key=str(plan.pk),
                place=person.household.neighbourhood.path,
                point=_pair(points.get(person.household_id)),
                present=present,
                visits=known.visits.get((person.pk, face), 0),
                must=frozenset(need.must if need else ()),
                good=frozenset(need.good if need else ()),
                sex=person.sex if need and need.same_sex and person.sex in ("1", "2") else "",
                declined=frozenset(at for user in known.declined.get(plan.pk, ()) for at in by_user.get(user, ())),
            )
        )
    return found


def _chief(
    one: chiefs.Helper, terms: Terms, seated: int, points: Mapping[UUID, Point], middles: Mapping[UUID, Point]
) -> Chief:
    """Whoever only stands in keeps whom the post has, and takes nobody new; who has not said keeps them too."""
    said = one.people if one.people is not None else max(terms.seats, seated)
    point = points.get(one.home) if one.home is not None else None
    return Chief(
        key=str(one.place.pk),
        place=one.place.path,
        seats=min(said, seated) if one.acting else said,
        point=_pair(point or middles.get(one.place.pk)),
        sex=one.sex,
        skills=frozenset(one.skills),
    )


def _middles(plans: Sequence[CarePlan], points: Mapping[UUID, Point]) -> dict[UUID, Point]:
    """The middle of a neighbourhood's known homes in care, for a chief of whom nobody knows the door."""
    by_place: dict[UUID, list[Point]] = {}
    for plan in plans:
        home = plan.resident.household
        if home.pk in points:
            by_place.setdefault(home.neighbourhood_id, []).append(points[home.pk])
    return {place: middle(some) for place, some in by_place.items()}


def _pair(point: Point | None) -> tuple[float, float] | None:
    return (point.latitude, point.longitude) if point is not None else None
