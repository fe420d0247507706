"""Hazards on plain data: listed until somebody else looked, and no missed day is taken twice or left out."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from youlin.domains.cases.rules import hazards
from youlin.domains.cases.rules.hazards import (
    LISTED,
    Fixer,
    HazardStatus,
    HazardStep,
    Severity,
    Watch,
    first_rung,
    looks_at_own_work,
    misses,
)
from youlin.domains.cases.rules.inspecting import Answer, DoorState, outcome, unanswered
from youlin.domains.cases.rules.ladder import Rung
from youlin.domains.cases.rules.terms import Terms, extension_problem, nearest
from youlin.domains.cases.standard import STANDARDS, texts

NINE = datetime(2026, 11, 2, 1, tzinfo=UTC)
TODAY = date(2026, 11, 2)
EVERY_RUNG = tuple(Rung)[:5]
rung_sets = st.sets(st.sampled_from(EVERY_RUNG), min_size=1).map(lambda rungs: tuple(sorted(rungs)))


def test_the_drawing_in_the_docs_is_the_table() -> None:
    page = Path(__file__).parents[2] / "docs" / "hazards-states.md"
    assert hazards.drawing() in page.read_text(encoding="utf-8"), (
        "put the output of `python -m youlin.domains.cases.rules.hazards` into docs/hazards-states.md"
    )


def test_the_only_way_off_the_list_by_repair_is_past_somebody_elses_look() -> None:
    ways = {before: step for (before, step), after in hazards.TRANSITIONS.items() if after is HazardStatus.REMOVED}
    assert ways == {HazardStatus.FIXED: HazardStep.PASS}
    assert {after for (before, _step), after in hazards.TRANSITIONS.items() if before in LISTED} >= LISTED


def test_a_step_that_no_line_has_is_a_mistake_in_the_program() -> None:
    with pytest.raises(ValueError, match="no hazard that is removed can fix"):
        hazards.after(HazardStatus.REMOVED, HazardStep.FIX)


@given(
    rungs=rung_sets,
    days=st.none() | st.integers(0, 5),
    late=st.timedeltas(timedelta(0), timedelta(days=60)),
    status=st.sampled_from(sorted(LISTED)),
)
def test_each_missed_day_climbs_one_rung_at_its_own_instant(
    rungs: tuple[Rung, ...], days: int | None, late: timedelta, status: HazardStatus
) -> None:
    def deadline(_status: HazardStatus, start: datetime) -> datetime | None:
        return None if days is None else start + timedelta(days=days + 1)

    watch = Watch(status, rungs[0], NINE, rungs)
    taken = list(misses(watch, now=NINE + late, deadline=deadline))

    at, rung = NINE, rungs[0]
    for missed in taken:
        assert (missed.at, missed.from_rung) == (at, rung)
        if missed.step is HazardStep.OVERDUE:
            assert missed is taken[-1]
            assert rung == rungs[-1]
            break
        assert missed.to_rung == min(other for other in rungs if other > rung)
        rung = missed.to_rung
        if missed.rises_at is None:
            assert days is None
            assert missed is taken[-1]
            break
        at = missed.rises_at
    else:
        assert at > NINE + late
    again = list(misses(watch, now=NINE + late, deadline=deadline))
    assert again == taken


@given(rungs=rung_sets)
def test_the_worse_it_is_the_higher_it_begins(rungs: tuple[Rung, ...]) -> None:
    general, serious, at_once = (first_rung(severity, rungs) for severity in Severity)
    assert general == min(rungs)
    assert general <= serious <= at_once == max(rungs)
    assert serious > general or len(rungs) == 1


@pytest.mark.parametrize(
    ("fixer", "own"),
    [
        (Fixer(account=UUID(int=1)), True),
        (Fixer(post=UUID(int=2)), True),
        (Fixer(name="李桂英"), True),
        (Fixer(account=UUID(int=9), post=UUID(int=9), name="王师傅"), False),
        (Fixer(), False),
    ],
)
def test_nobody_passes_the_own_work(fixer: Fixer, own: bool) -> None:
    assert looks_at_own_work(fixer, account=UUID(int=1), posts={UUID(int=2)}, name=" 李桂英") is own


def test_the_nearest_places_days_hold_and_without_any_there_are_none() -> None:
    street = Terms(Severity.GENERAL, 1, 15, 3, path="0a")
    community = Terms(Severity.GENERAL, None, 7, None, path="0a01")
    assert nearest([street, community], path="0a0102", severity=Severity.GENERAL) is community
    assert nearest([street, community], path="0a02", severity=Severity.GENERAL) is street
    assert nearest([street], path="0a02", severity=Severity.SERIOUS).days(HazardStatus.ORDERED) is None
    assert community.last_day(HazardStatus.FOUND, TODAY) is None
    assert street.last_day(HazardStatus.ORDERED, TODAY) == date(2026, 11, 17)


@pytest.mark.parametrize(
    ("until", "due", "extended", "code"),
    [
        (date(2026, 11, 9), date(2026, 11, 5), False, ""),
        (date(2026, 11, 9), date(2026, 11, 5), True, "extended_already"),
        (date(2026, 11, 5), date(2026, 11, 5), False, "extension_backwards"),
        (date(2026, 11, 1), date(2026, 10, 20), False, "extension_backwards"),
        (date(2028, 1, 1), None, False, "extension_too_long"),
    ],
)
def test_more_time_is_later_once_and_within_bounds(until: date, due: date | None, extended: bool, code: str) -> None:
    assert extension_problem(until=until, due=due, today=TODAY, extended=extended) == code


def test_one_no_is_enough_and_every_question_wants_an_answer() -> None:
    first, second = uuid4(), uuid4()
    assert outcome({first: Answer.FINE, second: Answer.ABSENT}) is DoorState.FINE
    assert outcome({first: Answer.FINE, second: Answer.FAILED}) is DoorState.FAILED
    assert unanswered([first, second], {first: "fine", second: "perhaps"}) == [second]


def test_the_checklists_that_come_along_are_whole() -> None:
    for standard in STANDARDS.values():
        assert len(standard.questions) >= 5
        assert all(one.text and one.wrong and one.at_once for one in standard.questions)
        assert any(one.severity is not Severity.GENERAL for one in standard.questions)
    wrongs = [one.wrong for standard in STANDARDS.values() for one in standard.questions]
    assert len(set(wrongs)) == len(wrongs)
    assert all(len(text) <= 200 for text in texts())
