"""The places a roster names, found in the tree or added to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from youlin.domains.residents.roster.place import Place, place_key
from youlin.domains.territory.actions import NewTerritory, add_territories, imagine
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import Level
from youlin.foundation.audit import Doer

UNDIVIDED = "未分邻"  # where a roster does not say which 邻: a place to be divided, and shown as uncovered until it is
_LEVELS = (
    (Level.COMMUNITY, "community"),
    (Level.AREA, "area"),
    (Level.GROUP, "group"),
    (Level.NEIGHBOURHOOD, "neighbourhood"),
)


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a roster's place lies in the tree. `told` says whether the roster named the neighbourhood itself."""

    community: Territory
    neighbourhood: Territory
    within: Territory  # the lowest place that the roster named
    told: bool


class Places:
    """The tree of one subdistrict, growing as a roster needs it; in a rehearsal it grows in memory only."""

    def __init__(self, subdistrict: Territory, *, rehearsing: bool = False) -> None:
        self.subdistrict = subdistrict
        self.rehearsing = rehearsing
        self.by_key: dict[UUID, Territory] = {subdistrict.pk: subdistrict}
        self.children: dict[tuple[UUID, int, str], Territory] = {}
        self.descendants: dict[tuple[UUID, int, str], list[Territory]] = {}
        self.added: list[Territory] = []
        rows = Territory.objects.filter(subdistrict=subdistrict).order_by("level", "rank")
        self._learn(row for row in rows if row.pk != subdistrict.pk)

    def _learn(self, rows: Iterable[Territory]) -> None:
        for row in rows:
            self.by_key[row.pk] = row
            key = place_key(row.name)
            above: UUID | None = row.parent_id
            if above is not None:
                self.children.setdefault((above, row.level, key), row)
            while above is not None and above in self.by_key:
                self.descendants.setdefault((above, row.level, key), []).append(row)
                above = self.by_key[above].parent_id

    def place_all(self, wanted: Iterable[Place], *, actor: Doer, now: datetime) -> dict[Place, Placed]:
        """Each place in the tree; what is missing is added, one statement a level."""
        places = list(dict.fromkeys(wanted))
        reached: dict[Place, Territory] = dict.fromkeys(places, self.subdistrict)
        communities: dict[Place, Territory] = {}
        told: dict[Place, Territory] = {}
        for level, attribute in _LEVELS:
            names = {place: getattr(place, attribute) for place in places}
            if level is Level.NEIGHBOURHOOD:
                told = dict(reached)
                names = {place: name or UNDIVIDED for place, name in names.items()}
            self._add_missing(level, names, reached, actor=actor, now=now)
            for place, name in names.items():
                if name:
                    reached[place] = self._found(reached[place], level, name) or reached[place]
            if level is Level.COMMUNITY:
                communities = dict(reached)
        return {
            place: Placed(communities[place], reached[place], told[place], bool(place.neighbourhood))
            for place in places
        }

    def _found(self, above: Territory, level: Level, name: str) -> Territory | None:
        """A place by its name: directly below, or anywhere below where only one bears it."""
        key = place_key(name)
        direct = self.children.get((above.pk, level, key))
        if direct is not None or name == UNDIVIDED:
            return direct
        deeper = self.descendants.get((above.pk, level, key), ())
        if len(deeper) == 1:
            return deeper[0]
        # A group that came in before anybody told its area stays where it is.
        parent = self.by_key.get(above.parent_id) if above.parent_id else None
        if level is Level.GROUP and above.level == Level.AREA and parent is not None:
            return self.children.get((parent.pk, level, key))
        return None

    def _add_missing(
        self, level: Level, names: dict[Place, str], reached: dict[Place, Territory], *, actor: Doer, now: datetime
    ) -> None:
        missing: dict[tuple[UUID, str], NewTerritory] = {}
        for place, name in names.items():
            above = reached[place]
            if name and self._found(above, level, name) is None:
                missing.setdefault((above.pk, place_key(name)), NewTerritory(above, level, name))
        if missing:
            wanted = list(missing.values())
            if self.rehearsing:
                added = [imagine(place) for place in wanted]
            else:
                added = add_territories(actor=actor, places=wanted, now=now)
            self.added.extend(added)
            self._learn(added)

    def community(self, name: str) -> Territory | None:
        """A community of the street by its name."""
        return self._found(self.subdistrict, Level.COMMUNITY, name)

    def lies_in(self, neighbourhood: UUID, above: Territory) -> bool:
        """Whether a neighbourhood lies within a place."""
        place = self.by_key.get(neighbourhood)
        return place is not None and place.path.startswith(above.path)


def new_places(places: Places) -> dict[str, int]:
    """The new places above the neighbourhoods, with how many neighbourhoods each gets; grown ones too."""
    found: dict[str, int] = {}
    for place in places.added:
        if place.level != Level.NEIGHBOURHOOD:
            found.setdefault(place.full_name, 0)
        elif place.parent_id is not None:
            above = places.by_key[place.parent_id].full_name
            found[above] = found.get(above, 0) + 1
    return found


def count_places(placed: Iterable[Placed], places: Places) -> dict[str, int]:
    """How many places of each level the roster speaks of."""
    names = {
        Level.COMMUNITY: "communities",
        Level.AREA: "areas",
        Level.GROUP: "groups",
        Level.NEIGHBOURHOOD: "neighbourhoods",
    }
    met: set[UUID] = set()
    for one in placed:
        place: Territory | None = one.neighbourhood
        while place is not None and place.pk not in met and place.level > Level.SUBDISTRICT:
            met.add(place.pk)
            place = places.by_key.get(place.parent_id) if place.parent_id else None
    counts = Counter(names[Level(places.by_key[key].level)] for key in met)
    return {name: counts[name] for name in names.values()}
