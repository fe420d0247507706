"""The boards of a county of a million people with three years of history, over sums that the database made up.

The records behind three years of a county are tens of millions, which no bench makes. So two things are measured apart:
the boards over the sums of the whole county; and, of one street whose records do stand behind its sums, adding up and
the reconciliation. The sums of the others are reconciled level by level: a street is what its areas are.
"""

import itertools
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Sum
from django.test import Client

from benchmarks import crowd
from benchmarks.figures import Figure, quantile, seconds, size, spread, timed
from tests.factories import cast
from youlin.domains.access.actor import SYSTEM
from youlin.domains.insight.actions.rollups import roll_up
from youlin.domains.insight.models import MonthTally, PlaceStanding, RollupRun, Tally
from youlin.domains.insight.queries.reconciling import reconciled
from youlin.domains.insight.rules.rollups import ROLLED
from youlin.domains.territory.actions import NewTerritory, add_territories
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import Level
from youlin.foundation import clock
from youlin.foundation.db import add_rows, new_key_sql

STREETS, COMMUNITIES, AREAS = 20, 12, 5  # a million people: 50,000 a street, 833 an area
DAYS = 3 * 365 + 1
ONE_IN = 4  # days on which an area has something of one kind
RECORDS = 20_000  # cases of the street that is added up from its records
LOOKS = 30
BACKEND = "youlin.domains.access.sessions.Accounts"


def boards(street: cast.Street) -> Iterator[Figure]:
    """Open the board of each level; add a street up and reconcile it."""
    now = clock.now()
    yield from _records(street, now)
    _places(street, now)
    took, _nothing = seconds(lambda: _sums(street, now))
    yield Figure("make up the sums of the other streets", took, "s")
    _standings(now)
    yield Figure("sums by place, kind and day", Tally.objects.count(), "")
    yield Figure("sums by place, kind and month", MonthTally.objects.count(), "")
    yield from _level_by_level(street)
    other = Territory.objects.filter(level=Level.SUBDISTRICT).exclude(pk=street.subdistrict.pk)[0]
    some = Territory.objects.filter(subdistrict=other)
    for what, who, place in (
        ("county", "县里老胡", street.county),
        ("street, looked at from the county", "县里老胡", other),
        ("community, looked at from the county", "县里老胡", some.filter(level=Level.COMMUNITY)[0]),
        ("area, looked at from the county", "县里老胡", some.filter(level=Level.AREA)[0]),
        ("street, its own", "街道老彭", street.subdistrict),
        ("community, its own", "社区小覃", street.xibu),
    ):
        client = Client()
        client.force_login(street.users[who], backend=BACKEND)
        yield from _looks(client, what, f"/office/figures/board/?place={place.pk}")


def _looks(client: Client, what: str, address: str) -> Iterator[Figure]:
    if client.get(address).status_code != 200:
        raise AssertionError(f"{what}: {address} does not open")
    took = timed(lambda: client.get(address), LOOKS)
    yield Figure(f"board of a {what}, p50", quantile([one.wall for one in took], 0.5), "ms")
    yield Figure(f"board of a {what}, p95", quantile([one.wall for one in took], 0.95), "ms", at_most=300)
    yield Figure("  of it the processor's, p95", quantile([one.cpu for one in took], 0.95), "ms")


def _records(street: cast.Street, now: datetime) -> Iterator[Figure]:
    """The cast's street, with the cases of three years: what adding up and reconciling cost."""
    many = size(RECORDS)
    crowd.cases(street, many, "B", newest=now - timedelta(days=1), apart=timedelta(days=DAYS - 2) / many)
    yield from spread(
        f"add up a street of {many:,} cases, three years",
        [one.wall for one in timed(lambda: roll_up(subdistrict=street.subdistrict.pk, now=now), 3)],
        "s",
    )
    took, found = seconds(lambda: reconciled(street.subdistrict))
    yield Figure("reconcile it with its records", took, "s")
    yield Figure("differences between its sums and its records", found.differences, "", at_most=0)


def _places(street: cast.Street, now: datetime) -> None:
    """The other streets of the county, down to their areas."""

    def below(parents: list[Territory], level: Level, count: int, word: str) -> list[Territory]:
        new = [NewTerritory(one, level, f"{word}{n}") for one in parents for n in range(1, count + 1)]
        return add_territories(actor=SYSTEM, places=new, now=now)

    streets = below([street.county], Level.SUBDISTRICT, max(2, size(STREETS)) - 1, "街道")
    below(below(streets, Level.COMMUNITY, COMMUNITIES, "社区"), Level.AREA, AREAS, "片")
    RollupRun.objects.bulk_create(
        [RollupRun(subdistrict=one, at=now, through=clock.day_of(now) - timedelta(days=1)) for one in streets]
    )


def _sums(street: cast.Street, now: datetime) -> None:
    """Three years of sums: of the areas by chance, of what lies above from below."""
    yesterday = clock.day_of(now) - timedelta(days=1)
    sometimes = (
        f"random() * {ONE_IN} < 1"
        if connection.vendor == "postgresql"
        else f"(random() + t.level - length(d.kind)) % {ONE_IN} = 0"
    )
    # SQLite draws once a place, and not once a row, unless the number hangs on both tables.
    own = Territory._meta.pk.get_db_prep_value(street.subdistrict.pk, connection)
    table, new, quote = Tally._meta.db_table, new_key_sql(), connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE bench_days (day date, kind varchar(20))")
        days = [yesterday - timedelta(days=back) for back in range(DAYS)]
        cursor.executemany(
            "INSERT INTO bench_days VALUES (%s, %s)", [(day, key.value) for day, key in itertools.product(days, ROLLED)]
        )
        cursor.execute(
            f"INSERT INTO {table} (id, subdistrict_id, territory_id, {quote('key')}, day, value)"
            f" SELECT {new}, t.subdistrict_id, t.id, d.kind, d.day, 1"
            f" FROM territory_territory t CROSS JOIN bench_days d"
            f" WHERE t.level = {int(Level.AREA)} AND t.subdistrict_id <> %s AND {sometimes}",
            [own],
        )
        for level in (Level.AREA, Level.COMMUNITY):
            cursor.execute(
                f"INSERT INTO {table} (id, subdistrict_id, territory_id, {quote('key')}, day, value)"
                f" SELECT {new}, s.street, s.above, s.kind, s.day, s.n FROM ("
                f" SELECT a.subdistrict_id AS street, t.parent_id AS above, a.{quote('key')} AS kind, a.day AS day,"
                f" sum(a.value) AS n FROM {table} a JOIN territory_territory t ON t.id = a.territory_id"
                f" WHERE t.level = {int(level)} AND a.subdistrict_id <> %s"
                f" GROUP BY a.subdistrict_id, t.parent_id, a.{quote('key')}, a.day) s",
                [own],
            )
        month = (
            f"date_trunc('month', {quote('day')})::date"
            if connection.vendor == "postgresql"
            else f"date({quote('day')}, 'start of month')"
        )
        cursor.execute(
            f"INSERT INTO {MonthTally._meta.db_table} (id, subdistrict_id, territory_id, {quote('key')}, month, value)"
            f" SELECT {new}, s.* FROM (SELECT subdistrict_id, territory_id, {quote('key')}, {month}, sum(value)"
            f" FROM {table} WHERE subdistrict_id <> %s GROUP BY 1, 2, 3, 4) s",
            [own],
        )
        cursor.execute("DROP TABLE bench_days")
        cursor.execute("ANALYZE")


def _standings(now: datetime) -> None:
    """Who is there for whom, of each new place: 833 people an area, of whom one in twelve is in care."""
    counted = set(PlaceStanding.objects.values_list("territory", flat=True))
    each = {Level.AREA: 1, Level.COMMUNITY: AREAS, Level.SUBDISTRICT: AREAS * COMMUNITIES}
    places = Territory.objects.filter(level__in=each).exclude(pk__in=counted)
    add_rows(
        [
            PlaceStanding(
                subdistrict_id=place.subdistrict_id or place.pk, territory=place, homes=333 * n, in_care=70 * n,
                late=place.rank % 9, posts=33 * n, seated=32 * n, counted_at=now,
            )
            for place in places
            for n in (each[Level(place.level)],)
        ]
    )  # fmt: skip


def _level_by_level(street: cast.Street) -> Iterator[Figure]:
    """A street is what its communities are, and these what their areas are; so are months and days."""
    sums = {
        int(total)
        for kind in (Tally, MonthTally)
        for total in kind.objects.exclude(subdistrict=street.subdistrict)
        .order_by()
        .values("territory__level")
        .annotate(n=Sum("value"))
        .values_list("n", flat=True)
    }
    yield Figure("differences between levels, and between days and months", len(sums) - 1, "", at_most=0)
