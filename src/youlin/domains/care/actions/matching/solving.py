"""From one community to what is proposed for each of its people, with the reasons as they will be read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from youlin.domains.access.actor import Actor
from youlin.domains.care.models import CarePlan
from youlin.domains.care.queries.matching import Roll, roll_of
from youlin.domains.care.rules.matching import Choice, Matched, Shortage, alternatives, choice, chosen, shortages
from youlin.domains.care.rules.matching.solve import BEATS, Beat
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import SEGMENT


@dataclass(frozen=True, slots=True)
class Given:
    """What the optimum gives one person: a number of a helper, or None; and why, as plain data."""

    plan: CarePlan
    number: int | None
    why: dict[str, object]

    @property
    def metres(self) -> int | None:
        """How far the one who comes walks."""
        found = self.why.get("metres")
        return found if isinstance(found, int) else None


@dataclass(frozen=True, slots=True)
class Solved:
    """One community, solved and proven."""

    roll: Roll
    matched: Matched
    given: list[Given]
    missing: list[Shortage]

    def place_of(self, number: int | None) -> Territory | None:
        """The neighbourhood of a helper."""
        return None if number is None else self.roll.helpers[number].place

    @property
    def moved(self) -> list[Given]:
        """People whose chief would change."""
        return [one for one in self.given if one.number is not None and one.number != self.present(one)]

    def present(self, one: Given) -> int | None:
        """The number of whoever answers for somebody now."""
        return self.roll.number_of(one.plan.neighbourhood_id)


def solve(actor: Actor, community: Territory, *, day: date, beat: Beat = lambda _done: None) -> Solved:
    """Work one community out. Reads only; the caller checks the right."""
    roll = roll_of(actor, community, day=day)
    matched = roll.solve(beat)
    missing = shortages(matched)
    where = {person: at for at, one in enumerate(missing) for person in one.people}
    given = []
    for person, plan in enumerate(roll.plans):
        if person % BEATS == 0:
            beat(len(roll.plans))  # all are seated; to say why takes longer than that, and is a sign of life too
        found = chosen(matched, person)
        given.append(Given(plan, found.chief if found else None, _why(roll, matched, person, found, where.get(person))))
    return Solved(roll, matched, given, missing)


def _why(roll: Roll, matched: Matched, person: int, found: Choice | None, knot: int | None) -> dict[str, object]:
    ward = roll.wards[person]
    said: dict[str, object] = {
        "must": sorted(ward.must),
        "same_sex": bool(ward.sex),
        "visits": ward.visits,
    }
    if ward.present is not None and (found is None or found.chief != ward.present):
        said["before"] = _told(roll, choice(matched, person, ward.present))
    if found is None:
        return said | ({"knot": knot} if knot is not None else {})
    chief = roll.chiefs[found.chief]
    return (
        said
        | _told(roll, found)
        | {
            "good": sorted(ward.good & chief.skills),
            "others": [_told(roll, one) for one in alternatives(matched, person)],
        }
    )


def _told(roll: Roll, one: Choice) -> dict[str, object]:
    helper = roll.helpers[one.chief]
    return {
        "place": str(helper.place.pk),
        "where": helper.place.full_name,
        "chief": str(helper.user),
        "name": helper.name,
        "metres": one.parts.metres,
        "nearness": one.parts.nearness.value,
        "missing": sorted(one.parts.missing),
        "change": one.parts.continuity,
        "dearer": one.dearer,
        "full": one.full,
        "worth": one.worth,
        "allowed": one.allowed,
    }


def told_choices(actor: Actor, plan: CarePlan, *, day: date) -> list[dict[str, object]]:
    """Every chief of the community for one person, what would be least dear first, what does not fit last."""
    community = Territory.objects.get(path=plan.resident.household.neighbourhood.path[: -3 * SEGMENT])
    roll = roll_of(actor, community, day=day)
    matched = roll.solve()
    person = next((at for at, one in enumerate(roll.plans) if one.pk == plan.pk), None)
    if person is None:
        return []
    found = [choice(matched, person, chief) for chief in range(len(roll.helpers))]
    found.sort(key=lambda one: (not one.allowed, one.dearer is None, one.dearer or 0, one.parts.metres, one.chief))
    return [_told(roll, one) for one in found]


def shortage_told(one: Shortage, names: dict[str, str]) -> dict[str, object]:
    """A want as plain data; `names` are places' names by their path."""
    return {
        "place": names.get(one.place, ""),
        "short": one.short,
        "people": len(one.people),
        "chiefs": len(one.chiefs),
        "seats": one.seats,
        "more": one.more,
        "must": sorted(one.must),
        "sex": one.sex,
    }


def names_of_places(missing: Iterable[Shortage]) -> dict[str, str]:
    """The names of the places where something is missing. One query."""
    paths = {one.place for one in missing}
    return dict(Territory.objects.filter(path__in=paths).values_list("path", "full_name")) if paths else {}


def chief_of(solved: Solved, number: int | None) -> UUID | None:
    """The account of a helper."""
    return None if number is None else solved.roll.helpers[number].user
