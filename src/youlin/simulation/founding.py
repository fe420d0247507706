"""The first morning: the street is opened, its roster comes in, desks and posts are filled."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from random import Random
from uuid import UUID

from youlin.domains.access.actor import SYSTEM
from youlin.domains.access.rules import Role
from youlin.domains.cases import actions as cases
from youlin.domains.cases.rules.clocks import Clock, Urgency
from youlin.domains.chiefs import actions as chiefs
from youlin.domains.chiefs import queries as posts
from youlin.domains.residents import queries as residents
from youlin.domains.residents.intake.actions import import_roster
from youlin.domains.residents.roster.book import read_roster
from youlin.domains.territory import queries as territory
from youlin.domains.territory.rules import Level
from youlin.foundation import clock
from youlin.simulation import names, workbook
from youlin.simulation.people import settle
from youlin.simulation.plan import Size
from youlin.simulation.world import Dweller, Neighbourhood, Place, World

COUNTY = chiefs.NewCounty("武溪区", "430899")
STREET, STREET_CODE = "锣溪街道", "430899001000"
DEPARTMENTS = ("民政办", "医保办", "应急办", "派出所", "供水供电所", "城管办", "综治办")
# What the street hands to which department, by kind or by words.
ROUTES = (
    ("民政办", "", "低保、残疾、养老、扶手"),
    ("医保办", "", "医保、报销、住院费"),
    ("应急办", "hazard", ""),
    ("派出所", "", "诈骗、假药、偷、打架"),
    ("供水供电所", "", "停电、停水、自来水、燃气"),
    ("综治办", "dispute", ""),
)
CLOCKS = (("应急办", Urgency.URGENT, Clock(4)), ("供水供电所", Urgency.NORMAL, Clock(24)))
OLDEST_CHIEF, YOUNGEST_CHIEF = 72, 32


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody in a post."""

    post: UUID
    role: Role
    path: str
    name: str
    where: str  # the post in words
    phone: str = ""
    resident: UUID | None = None


@dataclass(frozen=True, slots=True)
class Founded:
    """The street on its first morning, and who was put where."""

    world: World
    people: int  # on the roster
    seats: list[Seat]

    @property
    def chosen(self) -> set[UUID]:
        """The residents who became chiefs."""
        return {seat.resident for seat in self.seats if seat.resident is not None}


def found(size: Size, rng: Random, *, first_day: date, last_day: date) -> Founded:
    """Open the street, take in its roster, and say who is to sit where; nobody has an account yet."""
    now = clock.at(first_day, 7)
    street = chiefs.open_subdistrict(actor=SYSTEM, county=COUNTY, name=STREET, code=STREET_CODE, now=now)
    people = _bring_in_roster(size, rng, street.pk, now)
    places = sorted(territory.within(street.path), key=lambda place: (place.level, place.full_name))
    # Reactions do this after a commit; a morning that is one transaction does not wait for it.
    chiefs.open_posts(actor=SYSTEM, territories=[place.pk for place in places], now=now)
    departments = {
        name: chiefs.open_department(actor=SYSTEM, subdistrict=street, department=name, now=now).pk
        for name in DEPARTMENTS
    }
    _set_up_departments(departments, now)
    registered = [
        post
        for desks in (False, True)
        for post in posts.register(SYSTEM, posts.Wanted(desks=desks), day=first_day)
        if not post.department
    ]
    by_path = {post.territory.path: post.pk for post in registered}
    world = World(
        rng=rng,
        subdistrict=street.pk,
        first_day=first_day,
        last_day=last_day,
        neighbourhoods=[
            Neighbourhood(place.pk, place.path, place.full_name, by_path[place.path])
            for place in places
            if place.level == Level.NEIGHBOURHOOD
        ],
        posts=by_path,
        departments=departments,
    )
    _people(world, first_day)
    for place in places:
        if place.level == Level.COMMUNITY:
            station = chiefs.NewStation(
                place.pk, f"{place.name}三长之家", f"{place.name}居委会一楼", "每天 8:00 到 20:00"
            )
            chiefs.set_station(actor=SYSTEM, station=station, now=now)
    return Founded(world, people, [*_chiefs(world, places), *_desks(world, places)])


def _set_up_departments(departments: dict[str, UUID], now: datetime) -> None:
    """What goes to which, and two clocks of their own."""
    for name, kind, words in ROUTES:
        cases.add_route(actor=SYSTEM, department=departments[name], kind=kind, words=words, now=now)
    for name, urgency, clock_ in CLOCKS:
        cases.set_desk_clock(actor=SYSTEM, department=departments[name], urgency=urgency, clock=clock_, now=now)


def _bring_in_roster(size: Size, rng: Random, street: UUID, now: datetime) -> int:
    """Through the same door as a community's own workbook; returns how many people came in."""
    homes = settle(list(size.places()), rng, clock.day_of(now))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "roster.xlsx"
        workbook.write(path, homes)
        book = read_roster(path, today=clock.day_of(now))
    return import_roster(actor=SYSTEM, book=book, subdistrict=street, now=now).people.created


def _people(world: World, day: date) -> None:
    """Everybody who lives here for good, each in their neighbourhood, in an order that no key decides."""
    homes = {place.key: place for place in world.neighbourhoods}
    rows = residents.residents(SYSTEM, residents.Wanted(residence="permanent"))
    for row in sorted(rows, key=lambda row: (row.household.address, str(row.birth_date), row.name)):
        homes[row.household.neighbourhood_id].people.append(
            Dweller(
                key=row.pk,
                name=row.name,
                phone=row.phone,
                household=row.household_id,
                address=row.household.address,
                age=day.year - row.birth_date.year if row.birth_date else 0,
                party=row.political_status == "中共党员",
                id_number=row.id_number,
            )
        )


def _chiefs(world: World, places: Iterable[Place]) -> list[Seat]:
    """A resident for each post: the neighbourhoods choose before the groups, these before the areas."""
    chosen: set[UUID] = set()
    seats = []
    wanted = (
        (Level.NEIGHBOURHOOD, Role.NEIGHBOURHOOD_CHIEF, "邻长"),
        (Level.GROUP, Role.GROUP_CHIEF, "组长"),
        (Level.AREA, Role.AREA_CHIEF, "片长"),
    )
    everywhere = list(places)
    for level, role, title in wanted:
        for place in everywhere:
            if place.level != level:
                continue
            near = [one for lin in world.neighbourhoods if lin.path.startswith(place.path) for one in lin.people]
            person = _choose(world.rng, [one for one in near if one.key not in chosen])
            chosen.add(person.key)
            seats.append(
                Seat(
                    world.posts[place.path],
                    role,
                    place.path,
                    person.name,
                    f"{place.full_name}{title}",
                    person.phone,
                    person.key,
                )
            )
    return seats


def _choose(rng: Random, near: Sequence[Dweller]) -> Dweller:
    """Somebody of an age to do it, Party members first; in a hamlet of old people, whoever there is."""
    fit = [one for one in near if YOUNGEST_CHIEF <= one.age <= OLDEST_CHIEF] or list(near)
    return max(fit, key=lambda one: (one.party, 48 <= one.age <= 66, rng.random()))


def _desks(world: World, places: Iterable[Place]) -> list[Seat]:
    """Staff of the offices: two a community, two at the street, one a department."""
    seats = []
    for place in places:
        if place.level == Level.COMMUNITY:
            seats += [
                _clerk(world, world.posts[place.path], Role.COMMUNITY_STAFF, place, place.name) for _one in range(2)
            ]
        elif place.level == Level.SUBDISTRICT:
            seats += [
                _clerk(world, world.posts[place.path], Role.SUBDISTRICT_STAFF, place, place.name) for _one in range(2)
            ]
            seats += [
                _clerk(world, post, Role.DEPARTMENT_STAFF, place, name) for name, post in world.departments.items()
            ]
    return seats


def _clerk(world: World, post: UUID, role: Role, place: Place, where: str) -> Seat:
    sex, born = world.rng.choice("12"), world.rng.randint(1972, 1999)
    return Seat(post, role, place.path, names.person(world.rng, sex=sex, born=born), where)
