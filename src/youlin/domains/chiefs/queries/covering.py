"""Coverage: every permanent household lies in one neighbourhood, and somebody answers for it that day.

The database counts, by neighbourhood; what is asked for a place is folded from that, so that a page costs the same
few queries for a street and for a county.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can, Role
from youlin.domains.access.scope import scope
from youlin.domains.chiefs.models import Absence, Appointment, Post
from youlin.domains.chiefs.queries.holding import in_charge
from youlin.domains.chiefs.queries.living import Home, changes_since, homes_on, permanent_now
from youlin.domains.chiefs.rules import Because, Reason, Term, why_empty
from youlin.domains.residents.models import Household
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import Level, prefixes
from youlin.foundation.db import under

NOWHERE = Reason(Because.NO_NEIGHBOURHOOD)


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


@dataclass(slots=True)
class Sum:
    """Permanent households and neighbourhoods at and below a place, and those of them that somebody answers for."""

    homes: int = 0
    covered: int = 0
    places: int = 0
    answered: int = 0

    @property
    def uncovered(self) -> int:
        """Households that nobody answers for."""
        return self.homes - self.covered

    @property
    def without_chief(self) -> int:
        """Neighbourhoods with neither a sitting nor an acting chief."""
        return self.places - self.answered

    @property
    def share(self) -> float:
        """Share covered, in per cent, never rounded up to all; all where nobody lives."""
        if not self.uncovered:
            return 100.0
        return min(int(1000 * self.covered / self.homes) / 10, 99.9)

    def add(self, homes: int, answered: bool) -> None:
        """Count one neighbourhood in."""
        self.homes += homes
        self.places += 1
        if answered:
            self.covered += homes
            self.answered += 1


@dataclass(frozen=True, slots=True)
class Standing:
    """A neighbourhood on a day, by its path."""

    path: str
    homes: int
    answered: bool


@dataclass(frozen=True, slots=True)
class Count:
    """The counts of a day. `empty` are the neighbourhoods without a chief, those with the most households first."""

    day: date
    total: Sum
    standings: list[Standing] = field(repr=False)
    empty: list[Standing] = field(repr=False)

    @property
    def waiting(self) -> list[Standing]:
        """Those of the empty neighbourhoods in which somebody lives."""
        return [one for one in self.empty if one.homes]

    def fold(self, places: Iterable[Territory]) -> dict[UUID, Sum]:
        """The sums of some places, none of which lies in another. No query."""
        sums = {place.path: (place.pk, Sum()) for place in places}
        widths = sorted({len(path) for path in sums})
        for one in self.standings:
            for width in widths:
                found = sums.get(one.path[:width])
                if found is not None:
                    found[1].add(one.homes, one.answered)
        return dict(sums.values())


def count(actor: Actor, *, day: date, within: Territory | None = None) -> Count:
    """Who has nobody on a day, in the actor's tree or below one place of it. Four queries, five for a past day.

    These are counts, which a county may read too; whose households they are tells `uncovered_homes`.
    """
    paths = reach(actor, within)
    held = Appointment.objects.filter(
        in_charge(day), post__territory=OuterRef("pk"), post__role=Role.NEIGHBOURHOOD_CHIEF
    )
    open_then = Q(closed_on__isnull=True) | Q(closed_on__gt=day)  # one that was merged away needs nobody
    here = Territory.objects.filter(_below(paths), open_then, level=Level.NEIGHBOURHOOD)
    homes, later = permanent_now(paths), changes_since(_streets(paths), day)
    standings = [
        Standing(path, homes.get(path, 0) + later.get(path, 0), answered)
        for path, answered in here.order_by("path").annotate(held=Exists(held)).values_list("path", "held")
    ]
    total = Sum()
    for one in standings:
        total.add(one.homes, one.answered)
    empty = sorted((one for one in standings if not one.answered), key=lambda one: -one.homes)
    return Count(day, total, standings, empty)


def reach(actor: Actor, within: Territory | None) -> list[str]:
    """Paths of the outermost places in sight, or of the one asked for if it is."""
    if within is not None:
        return [within.path] if actor.can_at(Can.SEE_POSTS, within.path) else []
    if actor.everywhere:
        return list(Territory.objects.filter(parent=None).values_list("path", flat=True))
    return actor.paths(Can.SEE_POSTS)


def _below(paths: Sequence[str]) -> Q:
    found = Q(pk__in=())
    for path in paths:
        found |= under("path", path)
    return found


def _streets(paths: Sequence[str]) -> list[UUID]:
    """The subdistricts that these places are, have, or lie in."""
    above = {prefix for path in paths for prefix in prefixes(path)}
    rows = Territory.objects.filter(_below(paths) | Q(path__in=above), level=Level.SUBDISTRICT)
    return list(rows.values_list("pk", flat=True))


@dataclass(frozen=True, slots=True)
class Coverage:
    """The whole answer for a day, each household without a chief by name."""

    day: date
    permanent_households: int
    uncovered: tuple[Uncovered, ...]
    neighbourhoods: int
    gaps: tuple[Gap, ...]

    @property
    def covered(self) -> int:
        """How many permanent households have somebody."""
        return self.permanent_households - len(self.uncovered)

    @property
    def without_chief(self) -> int:
        """How many neighbourhoods have neither a sitting nor an acting chief."""
        return len(self.gaps)


def coverage(actor: Actor, *, day: date) -> Coverage:
    """Who has nobody on a day, in the actor's tree, in the order of the tree. A constant number of queries."""
    found = count(actor, day=day)
    empty = sorted(found.empty, key=lambda one: one.path)
    nowhere = strays(actor)
    uncovered = (*uncovered_homes(actor, empty, day=day), *nowhere)
    known = found.total.homes + len(nowhere)
    return Coverage(day, known, uncovered, found.total.places, tuple(gaps(empty, day=day)))


def gaps(standings: Sequence[Standing], *, day: date) -> list[Gap]:
    """Names, posts and reasons of neighbourhoods without a chief. Three queries; meant for a page of them."""
    rows = {row.path: row for row in Territory.objects.filter(path__in=[one.path for one in standings])}
    places = [rows[one.path] for one in standings]
    keys = [place.pk for place in places]
    mine = Post.objects.filter(territory__in=keys, role=Role.NEIGHBOURHOOD_CHIEF).order_by()
    posts = dict(mine.values_list("territory", "pk"))
    reasons = reasons_of(keys, day)
    return [
        Gap(place.pk, place.full_name, reasons[place.pk], one.homes, posts.get(place.pk))
        for place, one in zip(places, standings, strict=True)
    ]


def reasons_of(places: Sequence[UUID], day: date) -> dict[UUID, Reason]:
    """Why each of these neighbourhoods has nobody on a day. Two queries."""
    terms: dict[UUID, list[tuple[Term, str]]] = {key: [] for key in places}
    rows = Appointment.objects.filter(post__territory__in=places, post__role=Role.NEIGHBOURHOOD_CHIEF)
    for place, starts_on, ends_on, kind in rows.values_list("post__territory", "starts_on", "ends_on", "kind"):
        terms[place].append((Term(starts_on, ends_on), kind))
    back = {place: ends_on for place, (_starts_on, ends_on) in away_on(places, day).items()}
    sits = {key for key, known in terms.items() if any(term.holds_on(day) for term, _kind in known)}
    return {key: why_empty(known, day, back.get(key) if key in sits else None) for key, known in terms.items()}


def away_on(places: Sequence[UUID], day: date) -> dict[UUID, tuple[date, date]]:
    """The neighbourhoods whose chief is away on a day: since when, and the first day back. One query."""
    rows = Absence.objects.filter(
        post__territory__in=places, post__role=Role.NEIGHBOURHOOD_CHIEF, starts_on__lte=day, ends_on__gt=day
    ).order_by("starts_on")
    return {place: (start, back) for place, start, back in rows.values_list("post__territory", "starts_on", "ends_on")}


def named(actor: Actor, text: str) -> set[str]:
    """Paths of the neighbourhoods in sight whose name has these words. One query."""
    rows = Territory.objects.filter(scope(actor, Can.SEE_POSTS, "path"), level=Level.NEIGHBOURHOOD)
    return set(rows.filter(full_name__contains=text).values_list("path", flat=True))


def uncovered_homes(actor: Actor, empty: Sequence[Standing], *, day: date) -> list[Uncovered]:
    """The permanent households of neighbourhoods without a chief, as far as their people are the actor's to see.

    Six queries.
    """
    seen = Territory.objects.filter(scope(actor, Can.SEE_HOUSEHOLDS, "path"), path__in=[one.path for one in empty])
    rank = {one.path: number for number, one in enumerate(empty)}
    places = sorted(seen, key=lambda place: rank[place.path])
    names = {place.pk: place.full_name for place in places}
    reasons = reasons_of(list(names), day)
    return [_uncovered(home, names[home.place], reasons[home.place]) for home in homes_on(list(names), day)]


def strays(actor: Actor) -> list[Uncovered]:
    """Permanent households that lie in no neighbourhood at all, as a faulty import could leave them. One query."""
    rows = (
        Household.objects.visible_to(actor)
        .filter(residence=Household.Residence.PERMANENT)
        .exclude(neighbourhood__level=Level.NEIGHBOURHOOD)
        .order_by("number")
        .values_list("pk", "number", "address", "neighbourhood")
    )
    return [_uncovered(Home(*row), "", NOWHERE) for row in rows]


def _uncovered(home: Home, place_name: str, reason: Reason) -> Uncovered:
    return Uncovered(home.key, home.number, home.address, place_name, reason)
