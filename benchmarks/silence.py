"""Silence: obligations that nobody kept are seen, and rise. Each figure is the median of three, with its spread.

By the clock, as an office waits for it, and by processor (ours and the database's): a clock counts neighbours too.
The anchor: healthchecks, 155 transitions a second on the same kind of machine.
"""

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import NamedTuple

from django.db import connection, models

from benchmarks.figures import Figure, size, spread
from benchmarks.peers.processor import processor_seconds
from tests.factories import cast
from youlin.domains.access.actor import SYSTEM
from youlin.domains.care import actions as care
from youlin.domains.care.models import CarePlan, Obligation
from youlin.foundation import clock
from youlin.foundation.db import instant_of, new_key_sql

TIMES = 3


class Sweep(NamedTuple):
    """One sweep: how many alarms it raised, in how many seconds, of which a processor worked so many."""

    raised: int
    taken: float
    worked: float


def silence(street: cast.Street) -> Iterator[Figure]:
    """A street of 50,000 people in care whom nobody has seen: every obligation rises, rung by rung, and is told."""
    owed = _owing(street, size(50_000))
    yield from _figures(f"look through {owed:,} obligations", _sweeps(0.1, 0.2, 0.3), _taken, "s", at_most=1)
    rises = _sweeps(4, 5, 6)
    many = f"raise {rises[0].raised:,} alarms and tell of them"
    yield from _figures(many, rises, lambda sweep: sweep.raised / sweep.taken, "/s", at_least=5000)
    yield from _figures(f"{many}, by processor", rises, lambda sweep: sweep.raised / sweep.worked, "/s", at_least=5000)
    yield from _figures("the same once more, nothing rises", _sweeps(6, 6, 6), _taken, "s", at_most=0.5)


def silence_of_a_city(street: cast.Street) -> Iterator[Figure]:
    """A million obligations, of which one in a hundred rises on each of three days."""
    owed = _owing(street, size(500_000), unheard=100)
    yield from _figures(f"look through {owed:,} obligations, none late", _sweeps(0.1, 0.2, 0.3), _taken, "s", at_most=1)
    rises = _sweeps(4, 5, 6)
    many = f"sweep {owed:,} obligations, {rises[0].raised:,} rise"
    yield from _figures(many, rises, _taken, "s", at_most=15)
    yield from _figures(f"{many}, by processor", rises, lambda sweep: sweep.worked, "s")
    yield from _figures("the same once more, nothing rises", _sweeps(6, 6, 6), _taken, "s", at_most=0.5)


def _figures(
    what: str,
    sweeps: list[Sweep],
    of: Callable[[Sweep], float],
    unit: str,
    *,
    at_most: float | None = None,
    at_least: float | None = None,
) -> Iterator[Figure]:
    yield from spread(what, [of(sweep) for sweep in sweeps], unit, at_most=at_most, at_least=at_least)


def _taken(sweep: Sweep) -> float:
    return sweep.taken


def _sweeps(*days: float) -> list[Sweep]:
    """A sweep on each of these days after the start."""
    done = []
    for day in days:
        worked, taken = processor_seconds(), time.perf_counter()
        raised = care.raise_silence(now=cast.START + timedelta(days=day))
        done.append(Sweep(raised, time.perf_counter() - taken, processor_seconds() - worked))
    return done


def _owing(street: cast.Street, count: int, *, unheard: int = 1) -> int:
    """`count` people in care as 王奶奶 is; of so many, one is unheard, and the others are due in a month.

    Returns how many obligations that makes, hers not counted.

    The planner is told nothing of them, as after the first import of a roster.
    """
    care.open_plans(actor=SYSTEM, now=cast.START, residents=[street.wang.pk])
    plan = CarePlan.objects.get(resident=street.wang)
    later = plan.starts_on + timedelta(days=30)
    rises = instant_of(clock.start_of(later + timedelta(days=1)))
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            CREATE TEMPORARY TABLE crowd AS
            WITH RECURSIVE numbers(place) AS (SELECT 1 UNION ALL SELECT place + 1 FROM numbers WHERE place < %s)
            SELECT place, {new_key_sql()} AS person, {new_key_sql()} AS plan FROM numbers
            """,
            [count],
        )
    _copies(street.wang, {"id": "crowd.person", "id_index": "''"})
    _copies(plan, {"id": "crowd.plan", "resident_id": "crowd.person"})
    for row in Obligation.objects.filter(plan=plan):
        soon = f"CASE WHEN crowd.place %% {unheard} = 0 THEN {{}} ELSE {{}} END"
        own = {
            "id": new_key_sql(),
            "plan_id": "crowd.plan",
            "due_on": soon.format("due_on", _literal("date", later)),
            "rises_at": soon.format("rises_at", _literal("timestamptz", rises)),
        }
        _copies(row, own)
    return 2 * count


def _literal(kind: str, value: object) -> str:
    return f"CAST('{value}' AS {kind})" if connection.vendor == "postgresql" else f"'{value}'"


def _copies(row: models.Model, own: dict[str, str]) -> None:
    """A copy of a row for each of the crowd, with some columns of its own."""
    columns = [str(column.column) for column in row._meta.concrete_fields]
    table, values = row._meta.db_table, ", ".join(own.get(name, f"{row._meta.db_table}.{name}") for name in columns)
    key = row.pk if connection.vendor == "postgresql" else row.pk.hex
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} FROM {table}, crowd WHERE {table}.id = %s",
            [key],
        )
