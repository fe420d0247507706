"""A county of 100,000 households and 9,000 chiefs: opening its coverage page, on the database of the environment."""

import random
import time
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import connection
from django.test import Client

from benchmarks import crowd
from tests.factories import cast
from youlin.domains.access.models import User
from youlin.domains.chiefs import actions, queries
from youlin.domains.chiefs.models import Appointment, Post
from youlin.domains.chiefs.rules import ROLE_OF
from youlin.domains.residents.models import Household, ResidenceFact
from youlin.domains.territory.actions import NewTerritory, imagine
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import Level
from youlin.foundation import clock

if TYPE_CHECKING:
    from benchmarks.figures import Figure

STREETS, COMMUNITIES, AREAS, GROUPS, NEIGHBOURHOODS = 20, 5, 2, 4, 10  # each in one of the one before: 8,000 in all
HOMES = 100_000
EMPTY = 250  # neighbourhoods whose chief left
ROUNDS = 30
NOW = cast.START


def coverage(street: cast.Street) -> "Iterator[Figure]":
    """The page as the county's desk opens it, the same for a past day, and the check of each minute."""
    from benchmarks.figures import Figure, quantile, seconds

    county(street)
    where = connection.vendor
    client = Client()
    client.force_login(street.users["县里老胡"], backend="youlin.domains.access.sessions.Accounts")
    today = clock.day_of(clock.now())
    days = {"today": today, "a month ago": today - timedelta(days=30), "before anybody moved": date(2026, 1, 10)}
    for name, day in days.items():
        wall, cpu = timed(client, f"/office/chiefs/coverage/?on={day}")
        yield Figure(f"coverage of a county, {name}, p50 ({where})", quantile(wall, 0.5), "ms")
        yield Figure(f"coverage of a county, {name}, p95 ({where})", quantile(wall, 0.95), "ms", at_most=300)
        yield Figure(f"coverage of a county, {name}, CPU a page ({where})", 1000 * sum(cpu) / len(cpu), "ms")
    wall, _cpu = timed(client, "/office/chiefs/coverage/map/")
    yield Figure(f"map of a county, p95 ({where})", quantile(wall, 0.95), "ms", at_most=300)
    taken, opened = seconds(lambda: actions.check_coverage(now=clock.now()))
    yield Figure(f"first check of a county ({opened.opened} alarms, {where})", taken, "s", at_most=5)
    again = [seconds(lambda: actions.check_coverage(now=clock.now()))[0] for _ in range(10)]
    yield Figure(f"the check once nothing changed, p95 ({where})", quantile(again, 0.95), "ms", at_most=300)
    alarms = queries.open_alarms().count()
    if alarms != len(queries.count(street.actor("县里老胡", on=today), day=today).waiting):
        raise AssertionError("the alarms are not what is uncovered")


def timed(client: Client, address: str) -> tuple[list[float], list[float]]:
    """Seconds of the clock and of this process, for each of some calls of a page."""
    wall, cpu = [], []
    for _round in range(ROUNDS + 1):
        before, used = time.perf_counter(), time.process_time()
        if client.get(address).status_code != 200:
            raise AssertionError(f"{address} does not open")
        wall.append(time.perf_counter() - before)
        cpu.append(time.process_time() - used)
    return wall[1:], cpu[1:]


def county(street: cast.Street) -> None:
    """Fill the county of the cast, set by set: places, posts, chiefs, households, and what was found of them."""
    dice = random.Random(9)
    streets = below([street.county], Level.SUBDISTRICT, STREETS, "街道{}")
    communities = below(streets, Level.COMMUNITY, COMMUNITIES, "社区{}")
    areas = below(communities, Level.AREA, AREAS, "第{}片")
    groups = below(areas, Level.GROUP, GROUPS, "{}组")
    neighbourhoods = below(groups, Level.NEIGHBOURHOOD, NEIGHBOURHOODS, "邻{}")
    for number, place in enumerate(neighbourhoods):
        place.door_code = f"B{number:05}"
    levels = (streets, communities, areas, groups, neighbourhoods)
    for rows in levels:
        crowd.write(rows)
    chiefs(street, [place for rows in levels for place in rows], dice)
    homes = households(neighbourhoods, communities, dice)
    facts(homes, neighbourhoods, dice)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def below(above: list[Territory], level: Level, count: int, name: str) -> list[Territory]:
    """`count` places in each of some places, not yet written."""
    return [
        imagine(NewTerritory(place, level, name.format(number))) for place in above for number in range(1, count + 1)
    ]


def chiefs(street: cast.Street, places: list[Territory], dice: random.Random) -> None:
    """A post at each place, and somebody in nearly all of them since New Year."""
    example = street.post_of(street.lin1)
    posts = [
        Post(
            subdistrict_id=place.subdistrict_id or place.pk,
            territory=place,
            role=ROLE_OF[Level(place.level)],
            created_at=NOW,
        )
        for place in places
    ]
    crowd.write(posts)
    seats = [post for post in posts if post.territory.level >= Level.AREA]
    term = Appointment.objects.get(post=example)
    users = crowd.copies(street.users["李邻长"], len(seats), rename)
    crowd.write(users)
    left = set(dice.sample([post.pk for post in seats if post.territory.level == Level.NEIGHBOURHOOD], EMPTY))

    def seat(one: Appointment, number: int) -> None:
        one.post, one.user, one.subdistrict_id = seats[number], users[number], seats[number].subdistrict_id
        if seats[number].pk in left:
            one.ends_on = date(2026, 6, 1)

    crowd.write(crowd.copies(term, len(seats), seat))


def rename(user: User, number: int) -> None:
    """A log-in name of one's own."""
    user.username = f"chief{number}"


def households(neighbourhoods: list[Territory], communities: list[Territory], dice: random.Random) -> list[Household]:
    """Households round about the middle of their neighbourhood; one in nine does not live there."""
    by_path = {place.path: place for place in communities}
    homes = []
    for number in range(HOMES):
        order = number % len(neighbourhoods)
        place = neighbourhoods[order]
        homes.append(
            Household(
                subdistrict_id=place.subdistrict_id or place.pk,
                community=by_path[place.path[:36]],
                neighbourhood=place,
                number=f"{number:06}",
                address=f"{number}号",
                residence="registered_only" if dice.random() < 1 / 9 else "permanent",
                latitude=29.3 + (order // 100) * 0.004 + dice.gauss(0, 0.0004),
                longitude=110.4 + (order % 100) * 0.004 + dice.gauss(0, 0.0004),
                created_at=NOW,
                changed_at=NOW,
            )
        )
    crowd.write(homes)
    return homes


def facts(homes: list[Household], neighbourhoods: list[Territory], dice: random.Random) -> None:
    """What was found of each: once when it came in, once more of one in three, half of which lived otherwise before."""
    rows = []
    for home in homes:
        again = dice.random() < 1 / 3
        then = ("away" if dice.random() < 0.5 else home.residence) if again else home.residence
        rows.append(fact(home, then, date(2026, 1, 5)))
        if again:
            rows.append(fact(home, home.residence, date(2026, 2, 1) + timedelta(days=dice.randrange(290))))
    crowd.write(rows)


def fact(home: Household, residence: str, day: date) -> ResidenceFact:
    """One finding."""
    return ResidenceFact(
        subdistrict_id=home.subdistrict_id,
        household=home,
        residence=residence,
        neighbourhood_id=home.neighbourhood_id,
        found_on=day,
        evidence="花名册",
    )
