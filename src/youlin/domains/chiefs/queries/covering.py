"""Coverage: every permanent household lies in one neighbourhood, and somebody answers for it that day."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, QuerySet

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can, Role
from youlin.domains.access.scope import scope
from youlin.domains.chiefs.models import Absence, Appointment, Post
from youlin.domains.chiefs.queries.holding import in_charge
from youlin.domains.chiefs.rules import Because, Reason, Term, why_empty
from youlin.domains.residents import queries as residents
from youlin.domains.residents.models import Household
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import Level

PERMANENT = Household.Residence.PERMANENT.value


@dataclass(frozen=True, slots=True)
class Uncovered:
    """A permanent household that nobody answers for, and why."""

    household: UUID
    number: str
    address: str
    place_name: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Gap:
    """A neighbourhood without a chief: why, and how many permanent households wait."""

    place: UUID
    place_name: str
    reason: Reason
    households: int
    post: UUID | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """The answer for a day."""

    day: date
    permanent_households: int
    covered: int
    uncovered: tuple[Uncovered, ...]
    neighbourhoods: int
    gaps: tuple[Gap, ...]

    @property
    def without_chief(self) -> int:
        """How many neighbourhoods have neither a sitting nor an acting chief."""
        return len(self.gaps)


@dataclass(frozen=True, slots=True)
class _Home:
    """A permanent household as it stood on the day."""

    key: UUID
    number: str
    address: str
    place: UUID


def coverage(actor: Actor, *, day: date) -> Coverage:
    """Who has nobody on a day, in the actor's tree. Eight queries at most, whatever the size."""
    places = _neighbourhoods(actor)
    answered = _answered(actor, day)
    homes = _permanent(actor, day)
    waiting = Counter(home.place for home in homes)
    empty = [key for key in places if key not in answered]
    reasons = _reasons(actor, empty, day)
    posts = _posts(actor)
    nowhere = Reason(Because.NO_NEIGHBOURHOOD)
    uncovered = tuple(
        Uncovered(
            home.key,
            home.number,
            home.address,
            places[home.place].full_name if home.place in places else "",
            reasons.get(home.place, nowhere),
        )
        for home in homes
        if home.place in reasons or home.place not in places
    )
    return Coverage(
        day=day,
        permanent_households=len(homes),
        covered=len(homes) - len(uncovered),
        uncovered=uncovered,
        neighbourhoods=len(places),
        gaps=tuple(Gap(key, places[key].full_name, reasons[key], waiting[key], posts.get(key)) for key in empty),
    )


def gaps(actor: Actor, *, day: date) -> list[Gap]:
    """The neighbourhoods without a chief on a day, with the permanent households that live there now, most first.

    What a first page needs of `coverage`, counted in the database. Six queries.
    """
    places = _neighbourhoods(actor)
    answered = _answered(actor, day)
    empty = [key for key in places if key not in answered]
    if not empty:
        return []
    rows = Household.objects.visible_to(actor).filter(residence=PERMANENT).order_by().values_list("neighbourhood")
    homes: dict[UUID, int] = dict(rows.annotate(number=Count("pk")))
    reasons, posts = _reasons(actor, empty, day), _posts(actor)
    found = [Gap(key, places[key].full_name, reasons[key], homes.get(key, 0), posts.get(key)) for key in empty]
    return sorted(found, key=lambda gap: -gap.households)


def _neighbourhoods(actor: Actor) -> dict[UUID, Territory]:
    rows = Territory.objects.filter(scope(actor, Can.SEE_HOUSEHOLDS, "path"), level=Level.NEIGHBOURHOOD)
    return {place.pk: place for place in rows.order_by("path")}


def _posts(actor: Actor) -> dict[UUID, UUID]:
    """The chief's post of each neighbourhood."""
    rows = Post.objects.filter(
        scope(actor, Can.SEE_HOUSEHOLDS, "territory__path"), role=Role.NEIGHBOURHOOD_CHIEF
    ).order_by()
    return dict(rows.values_list("territory", "pk"))


def _chief_terms(actor: Actor) -> QuerySet[Appointment]:
    return Appointment.objects.filter(
        scope(actor, Can.SEE_HOUSEHOLDS, "post__territory__path"), post__role=Role.NEIGHBOURHOOD_CHIEF
    )


def _answered(actor: Actor, day: date) -> set[UUID]:
    """Neighbourhoods with an acting chief on a day, or one of their own who is not away."""
    return set(_chief_terms(actor).filter(in_charge(day)).values_list("post__territory", flat=True))


def _permanent(actor: Actor, day: date) -> list[_Home]:
    """Households that lived there on the day, each with its neighbourhood then."""
    changed = residents.states_on(actor, day)
    rows = Household.objects.visible_to(actor).order_by("neighbourhood__path", "number")
    homes = []
    for key, number, address, place, residence in rows.values_list(
        "pk", "number", "address", "neighbourhood", "residence"
    ).iterator():
        then, where = changed.get(key, (residence, place))
        if then == PERMANENT:
            homes.append(_Home(key, number, address, where))
    return homes


def _reasons(actor: Actor, places: list[UUID], day: date) -> dict[UUID, Reason]:
    """Why each of these neighbourhoods is empty."""
    terms: dict[UUID, list[tuple[Term, str]]] = {key: [] for key in places}
    for place, starts_on, ends_on, kind in _chief_terms(actor).values_list(
        "post__territory", "starts_on", "ends_on", "kind"
    ):
        if place in terms:
            terms[place].append((Term(starts_on, ends_on), kind))
    away = _away(actor, day)
    sits = {key for key, known in terms.items() if any(term.holds_on(day) for term, _kind in known)}
    return {key: why_empty(known, day, away.get(key) if key in sits else None) for key, known in terms.items()}


def _away(actor: Actor, day: date) -> dict[UUID, date]:
    """The neighbourhoods whose chief is away on a day, and when they are back."""
    rows = Absence.objects.filter(
        scope(actor, Can.SEE_HOUSEHOLDS, "post__territory__path"), starts_on__lte=day, ends_on__gt=day
    )
    return dict(rows.values_list("post__territory", "ends_on"))
