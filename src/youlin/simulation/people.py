"""Who lives in each home: generated from the seed, as a roster would list them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random

from youlin.foundation.values import check_character
from youlin.simulation import names
from youlin.simulation.layout import put_on_the_map
from youlin.simulation.plan import Place

COUNTY = "430899"  # assigned to nobody
DISABILITIES = ("肢体", "视力", "听力", "智力", "精神")
GRADES = "一二三四"
REGISTERED_ONLY = 0.075
ETHNIC = ("土家族", "汉族", "白族", "苗族")


@dataclass(slots=True)
class Person:
    """One line of the roster."""

    name: str
    sex: str  # 1 or 2
    born: date
    relation: str
    id_number: str
    phone: str
    ethnic: str
    party: str
    health: str = "健康"
    disability: str = ""
    special: str = ""


@dataclass(slots=True)
class Home:
    """One household of the roster."""

    place: Place
    number: str
    address: str
    permanent: bool
    income: int  # yuan a year
    people: list[Person] = field(default_factory=list)
    point: tuple[float, float] | None = None  # north, east; a few homes have none, as everywhere


@dataclass(slots=True)
class Register:
    """Gives out numbers that nobody else has."""

    rng: Random
    day: date
    serials: Counter[tuple[date, str]] = field(default_factory=Counter)
    phones: set[str] = field(default_factory=set)

    def id_number(self, born: date, sex: str) -> str:
        """The next identity number of a day and a sex."""
        turn = self.serials[born, sex]
        self.serials[born, sex] += 1
        serial = (turn * 2 + (1 if sex == "1" else 0)) % 1000
        first = f"{COUNTY}{born:%Y%m%d}{serial:03}"
        return first + check_character(first)

    def phone(self) -> str:
        """A mobile number of the prefix that nobody uses."""
        while (number := f"140{self.rng.randrange(10**8):08}") in self.phones:
            continue
        self.phones.add(number)
        return number

    def born(self, age: int) -> date:
        """A birthday of somebody who is `age` today."""
        return date(self.day.year - age - 1, self.rng.randint(1, 12), self.rng.randint(1, 28))


def settle(places: Sequence[Place], rng: Random, day: date) -> list[Home]:
    """Homes and people for every place, as of a day."""
    register = Register(rng, day)
    numbers: Counter[str] = Counter()
    doors: Counter[tuple[str, str, str]] = Counter()
    homes = []
    for place in places:
        for _home in range(place.households):
            numbers[place.community] += 1
            spot = (place.community, place.area, place.group)
            doors[spot] += 1
            permanent = rng.random() >= REGISTERED_ONLY
            home = Home(
                place,
                f"{numbers[place.community]:05}",
                f"{place.community}{place.area}{place.group}{doors[spot]}号",
                permanent,
                income=rng.choice((18_000, 24_000, 36_000, 42_000, 60_000, 80_000, 96_000, 120_000)),
            )
            home.people.extend(_family(rng, register))
            homes.append(home)
    put_on_the_map(homes)
    return homes


def _family(rng: Random, register: Register) -> Iterator[Person]:
    """One of the families a village knows."""
    kind = rng.random()
    if kind < 0.07:
        elder = _person(rng, register, rng.randint(66, 91), "户主")
        elder.special = "独居老人"
        yield elder
    elif kind < 0.15:
        yield from _couple(rng, register, rng.randint(63, 84))
    elif kind < 0.225:
        yield from _left_behind(rng, register)
    else:
        yield from _parents_and_children(rng, register)


def _couple(rng: Random, register: Register, age: int) -> Iterator[Person]:
    head = _person(rng, register, age, "户主", sex="1")
    yield head
    yield _person(rng, register, max(22, age + rng.randint(-5, 3)), "配偶", sex="2")


def _left_behind(rng: Random, register: Register) -> Iterator[Person]:
    """Grandparents with a grandchild whose parents work in the city."""
    head, wife = _couple(rng, register, rng.randint(56, 70))
    yield head
    yield wife
    child = _person(rng, register, rng.randint(5, 15), "孙子女", surname=head.name[0])
    child.special, child.phone = "留守儿童", ""
    yield child


def _parents_and_children(rng: Random, register: Register) -> Iterator[Person]:
    age = rng.randint(28, 62)
    head = _person(rng, register, age, "户主", sex=rng.choice("1112"))
    yield _maybe_ill(rng, head)
    if rng.random() < 0.86:
        spouse = _person(rng, register, max(22, age + rng.randint(-5, 4)), "配偶", sex="21"[head.sex == "2"])
        yield _maybe_ill(rng, spouse)
    for _child in range(rng.choice((0, 1, 1, 2))):
        years = age - rng.randint(23, 32)
        if years >= 0:
            child = _person(rng, register, years, "子女", surname=head.name[0])
            child.phone = child.phone if years >= 12 else ""
            yield child
    if rng.random() < 0.19:
        yield _maybe_ill(rng, _person(rng, register, age + rng.randint(22, 30), "父母", surname=head.name[0]))


def _maybe_ill(rng: Random, person: Person) -> Person:
    if rng.random() < 0.032:
        person.special, person.disability = "残疾人", rng.choice(DISABILITIES) + rng.choice(GRADES) + "级"
    elif rng.random() < 0.018:
        person.health = rng.choice(("患大病", "恶性肿瘤", "尿毒症"))
    return person


def _person(rng: Random, register: Register, age: int, relation: str, *, sex: str = "", surname: str = "") -> Person:
    sex = sex or rng.choice("12")
    born = register.born(age)
    party = "群众"
    if 14 <= age <= 28 and rng.random() < 0.4:
        party = "共青团员"
    elif age > 25 and rng.random() < 0.13:
        party = "中共党员"
    return Person(
        name=names.person(rng, sex=sex, born=born.year, surname=surname),
        sex=sex,
        born=born,
        relation=relation,
        id_number=register.id_number(born, sex),
        phone=register.phone(),
        ethnic=rng.choices(ETHNIC, (60, 26, 10, 4))[0],
        party=party,
    )
