"""What is announced is heard, and what is due by itself has a limit."""

import ast
import dataclasses
import importlib
import re
import typing
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum
from types import UnionType
from uuid import UUID

import pytest
from django.utils.module_loading import import_string

from tests.guards.house import domains, sources
from youlin.domains.cases.rules import bulk, disputes, hazards, states
from youlin.domains.outreach.rules import meetings
from youlin.foundation import outbox
from youlin.foundation.outbox import Event
from youlin.jobs import reactions
from youlin.jobs.schedule import SCHEDULE, Entry
from youlin.web.office.verbs import VERBS

PAST = re.compile(
    r"(?:ed|en|Sent|Told|Withdrawn|Taken|Met|Made|Lost|Left|Found|Held|Built|Run|Put|Set|Shut|Begun|Gone)(?:Up|Down|On|Back)?$"
)


def events() -> list[type[Event]]:
    """Every event that some domain can announce."""
    for domain in domains():
        importlib.import_module(f"youlin.domains.{domain.name}.events")
    return [cls for cls in outbox.known_events().values() if cls.__module__.startswith("youlin.domains.")]


def unplanned(known: list[type[Event]], heard: set[type[Event]], unheard: dict[type[Event], str]) -> list[str]:
    """Events that nobody thought about, or that two tables disagree about."""
    found = [
        f"{cls.__name__}: neither a reaction nor a reason for none"
        for cls in known
        if cls not in heard | unheard.keys()
    ]
    found += [f"{cls.__name__}: has a reaction and a reason for none" for cls in heard & unheard.keys()]
    return found + [f"{cls.__name__}: no reason" for cls, why in unheard.items() if len(why.split()) < 4]


def test_every_event_has_a_reaction_or_a_reason_for_none() -> None:
    assert unplanned(events(), set(reactions.REACTIONS), reactions.UNHEARD) == []


def test_every_reaction_is_connected() -> None:
    connected = {kind: set(them) for kind, them in outbox._reactions.items()}
    assert {cls.kind: set(them) for cls, them in reactions.REACTIONS.items()} == connected


def test_every_event_is_announced_by_its_domain() -> None:
    """An event that nobody announces is a reaction that never runs."""
    built = {
        ast.unparse(node.func).rsplit(".", 1)[-1]
        for _, tree in sources("domains")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
    }
    assert [cls.__name__ for cls in events() if cls.__name__ not in built] == []


def test_an_event_is_told_in_the_past_tense() -> None:
    assert [cls.__name__ for cls in events() if not PAST.search(cls.__name__)] == []


def test_an_event_survives_the_way_through_the_outbox() -> None:
    """It is kept as JSON until it was heard, so it holds keys and plain values only."""
    plain = {UUID, datetime, date, str, int, bool, type(None)}
    odd = []
    for cls in events():
        for name, hint in typing.get_type_hints(cls).items():
            inner = [arg for arg in typing.get_args(hint) if arg is not Ellipsis] or [hint]
            whole = typing.get_origin(hint) in (None, tuple, typing.Union, UnionType, typing.ClassVar)
            if not whole or not set(inner) <= plain:
                odd.append(f"{cls.__name__}.{name}: {hint}")
    assert odd == []


def test_an_event_cannot_be_changed() -> None:
    frozen = [getattr(cls, "__dataclass_params__", None) for cls in events()]
    assert [cls.__name__ for cls, params in zip(events(), frozen, strict=True) if not (params and params.frozen)] == []


@pytest.mark.parametrize("entry", SCHEDULE, ids=lambda entry: entry.name)
def test_each_line_of_the_schedule_runs_and_has_a_limit(entry: Entry) -> None:
    assert callable(import_string(entry.function))
    assert timedelta(minutes=entry.minutes) <= entry.maximum_lateness <= timedelta(days=1)


def test_an_event_that_nobody_thought_of_is_seen() -> None:
    @dataclasses.dataclass(frozen=True, kw_only=True)
    class Happened(Event):
        pass

    assert unplanned([Happened], set(), {})
    assert unplanned([Happened], {Happened}, {Happened: "it is of no use to anybody"})
    assert unplanned([Happened], set(), {Happened: "none"})
    assert not unplanned([Happened], {Happened}, {})


def test_each_deed_that_is_recorded_has_words_at_the_desk() -> None:
    """Who reads what was done reads no short names of a program."""
    written = {
        node.args[0].value
        for _name, tree in sources("domains")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func).rsplit(".", 1)[-1] == "Deed" and node.args
        if isinstance(node.args[0], ast.Constant)
    }
    families: dict[str, Iterable[StrEnum]] = {
        "batch": bulk.Verb, "case": states.Step, "dispute": disputes.Move, "hazard": hazards.HazardStep,
        "meeting": meetings.Deed,
    }  # fmt: skip
    written |= {f"{family}.{step}" for family, steps in families.items() for step in steps}
    assert len(written) > 100
    assert written - VERBS.keys() == set()
