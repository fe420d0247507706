"""A street cares through everything that can go wrong, and an oracle that shares no code with it finds no fault.

The whole year of 500 people is run by command: `python3 dev.py bench year`.
"""

import contextlib
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import transaction

from youlin.domains.care.queries.whole import ContactRecord, OwedRecord, PlanRecord, Whole
from youlin.foundation import clock
from youlin.simulation import oracle
from youlin.simulation.year import Checked, live_and_check

pytestmark = pytest.mark.django_db


def a_time(seed: int, *, faulty: bool = True, days: int = 30) -> Checked:
    return live_and_check(households=120, chiefs=10, days=days, seed=seed, faulty=faulty)


# Chiefs who are away, leave, find a slip or look after somebody of another neighbourhood; and what the street says.
WHO_ANSWERS = {"chief away", "somebody covered", "matched", "visited by the matched chief", "consent given", "paused"}


@pytest.mark.parametrize("seed", [3, 4])
def test_whatever_goes_wrong_nobody_is_forgotten_and_nobody_wronged(seed: int) -> None:
    checked = a_time(seed)
    assert checked.violations == []
    assert checked.figures["alarms"] > 0
    assert checked.figures["alarms_withdrawn"] > 0
    assert checked.faults.keys() >= WHO_ANSWERS
    assert checked.faults.keys() & {"tick killed", "hand-in killed"}
    assert len(checked.faults) > 15


def test_the_same_seed_lives_the_same_time() -> None:
    digests = set()
    for _again in range(2):
        with contextlib.suppress(InterruptedError), transaction.atomic():
            digests.add(a_time(5, days=6).digest)
            raise InterruptedError  # so that the second finds an empty house
    assert len(digests) == 1


MONDAY = date(2026, 1, 5)
PLAN, PLACE, HOME, ELSEWHERE = uuid4(), uuid4(), uuid4(), uuid4()


def day(number: int) -> date:
    return MONDAY + timedelta(number)


def row(kind: str, opens: int, due: int, state: str = "open", kept: int | None = None, *levels: int) -> OwedRecord:
    alarms = tuple((level, clock.start_of(day(due + level))) for level in levels)
    return OwedRecord(PLAN, kind, day(opens), day(due), state, None if kept is None else day(kept), PLACE, alarms)


def look(*owed: OwedRecord, **said: object) -> list[str]:
    """王奶奶 was greeted on day 2; it is day 6."""
    plan = PlanRecord(
        PLAN, uuid4(), "王桂英", MONDAY, None, 3, 7, PLACE, HOME, "1号", PLACE, lives_here=True, residence="permanent"
    )
    plan = replace(plan, **said)  # type: ignore[arg-type]  # by name
    greeted = ContactRecord(PLAN, "greeting", "spoke", clock.at(day(2), 9), taken_back=False)
    return list(oracle.violations(Whole([plan], [], [greeted], list(owed), 0), now=NOW))


NOW: datetime = clock.at(day(6), 12)
KEPT, OPEN, VISIT = row("greeting", 0, 3, "kept", 2), row("greeting", 2, 5, "open", None, 1), row("visit", 0, 7)


class TestTheOracle:
    """It must see each kind of fault, or its silence would mean nothing."""

    def test_what_is_right(self) -> None:
        assert look(KEPT, OPEN, VISIT) == []

    @pytest.mark.parametrize(
        ("owed", "said"),
        [
            ((KEPT, row("greeting", 2, 5), VISIT), "missed and not raised"),
            ((KEPT, row("greeting", 2, 5, "open", None, 1, 2), VISIT), "the evidence contradicts it"),
            ((KEPT, OPEN), "lost"),
            ((row("greeting", 0, 3, "open", None, 1, 2, 3), VISIT), "lost"),
            ((KEPT, OPEN, VISIT, row("visit", 3, 9)), "nothing says so"),
            ((KEPT, OPEN, row("visit", 0, 8)), "should as"),
        ],
    )
    def test_what_is_wrong(self, owed: tuple[OwedRecord, ...], said: str) -> None:
        assert any(said in line for line in look(*owed))

    @pytest.mark.parametrize(
        ("said", "heard"),
        [
            ({"home": ELSEWHERE}, "did not go with the household"),
            ({"matched": ELSEWHERE, "entrusted": ELSEWHERE}, "whom the person was matched to"),
            ({"matched": PLACE}, "entrusted to another chief"),
            ({"lives_here": False}, "no longer here"),
            ({"residence": "moved"}, "no longer here"),
            ({"ends_on": day(9), "matched": PLACE}, "still matched"),
        ],
    )
    def test_who_answers_for_the_wrong_one(self, said: dict[str, object], heard: str) -> None:
        assert any(heard in line for line in look(KEPT, OPEN, VISIT, **said))

    def test_who_is_matched_and_answered_for(self) -> None:
        assert look(KEPT, OPEN, VISIT, home=ELSEWHERE, matched=PLACE, entrusted=PLACE) == []
