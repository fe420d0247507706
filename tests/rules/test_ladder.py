"""The ladder on plain data: no miss is taken twice, none left out, and each clock starts when the last one ran out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from youlin.domains.cases.rules import states
from youlin.domains.cases.rules.clocks import Clock, Purpose, Rule, Urgency, clock_for, default
from youlin.domains.cases.rules.ladder import (
    Miss,
    Rung,
    Standing,
    misses,
    next_down,
    next_up,
    starting_rung,
)
from youlin.domains.cases.rules.states import Status, Step

NINE = datetime(2026, 11, 2, 1, tzinfo=UTC)
EVERY_RUNG = tuple(Rung)[:5]
rung_sets = st.sets(st.sampled_from(EVERY_RUNG), min_size=1).map(lambda rungs: tuple(sorted(rungs)))
spans = st.integers(min_value=1, max_value=200)


def hourly(hours: dict[Rung, int]) -> Callable[[Status, Rung, datetime], datetime]:
    return lambda status, rung, start: start + timedelta(hours=hours[rung])


@st.composite
def standings(draw: st.DrawFn) -> Standing:
    rungs = draw(rung_sets)
    status = draw(st.sampled_from([Status.OPEN, Status.ANSWERED]))
    rung = draw(st.sampled_from(rungs))
    return Standing(status, rung, NINE, above=rungs, trail=rungs)


hours_by_rung = st.fixed_dictionaries(dict.fromkeys(Rung, spans))


@given(standing=standings(), hours=hours_by_rung, late=st.timedeltas(timedelta(0), timedelta(days=90)))
def test_each_missed_clock_moves_one_rung_and_starts_the_next_at_that_very_instant(
    standing: Standing, hours: dict[Rung, int], late: timedelta
) -> None:
    taken = list(misses(standing, now=NINE + late, deadline=hourly(hours)))

    at, rung = standing.due_at, standing.rung
    for miss in taken:
        assert (miss.at, miss.from_rung) == (at, rung)
        if miss.step is Step.OVERDUE:
            assert miss is taken[-1]
            assert miss.due_at is None
        else:
            neighbours = sorted(standing.above)
            step = 1 if miss.step is Step.CLIMB else -1
            assert neighbours.index(miss.to_rung) == neighbours.index(miss.from_rung) + step
            assert miss.due_at == miss.at + timedelta(hours=hours[miss.to_rung])
            at, rung = miss.due_at, miss.to_rung
    if not taken or taken[-1].step is not Step.OVERDUE:
        assert at > NINE + late, "a clock that ran out was left out"


@given(standing=standings(), hours=hours_by_rung, days=st.lists(st.integers(0, 60), min_size=1, max_size=6))
def test_sweeping_often_and_sweeping_once_take_the_same_steps(
    standing: Standing, hours: dict[Rung, int], days: list[int]
) -> None:
    deadline = hourly(hours)
    last = NINE + timedelta(days=max(days))
    once = list(misses(standing, now=last, deadline=deadline))

    piece_by_piece: list[Miss] = []
    now_standing: Standing | None = standing
    for day in sorted(days):
        if now_standing is None:
            break
        for miss in misses(now_standing, now=NINE + timedelta(days=day), deadline=deadline):
            piece_by_piece.append(miss)
            if miss.due_at is None:
                now_standing = None
                break
            now_standing = Standing(standing.status, miss.to_rung, miss.due_at, standing.above, standing.trail)
    assert piece_by_piece == once


@given(standing=standings(), hours=hours_by_rung)
def test_nothing_happens_before_the_deadline(standing: Standing, hours: dict[Rung, int]) -> None:
    assert list(misses(standing, now=NINE - timedelta(microseconds=1), deadline=hourly(hours))) == []


def test_a_case_forgotten_for_a_year_stands_at_the_subdistrict_and_no_further() -> None:
    standing = Standing(Status.OPEN, Rung.NEIGHBOURHOOD, NINE, EVERY_RUNG, (Rung.NEIGHBOURHOOD,))
    taken = list(misses(standing, now=NINE + timedelta(days=365), deadline=hourly(dict.fromkeys(Rung, 24))))

    assert [(miss.step, miss.to_rung) for miss in taken] == [
        (Step.CLIMB, Rung.GROUP),
        (Step.CLIMB, Rung.AREA),
        (Step.CLIMB, Rung.COMMUNITY),
        (Step.CLIMB, Rung.SUBDISTRICT),
        (Step.OVERDUE, Rung.SUBDISTRICT),
    ]


@pytest.mark.parametrize(
    ("rungs", "danger", "complained_of", "expected"),
    [
        (EVERY_RUNG, False, None, Rung.NEIGHBOURHOOD),
        (EVERY_RUNG, True, None, Rung.SUBDISTRICT),
        (EVERY_RUNG, False, Rung.NEIGHBOURHOOD, Rung.GROUP),
        (EVERY_RUNG, False, Rung.AREA, Rung.COMMUNITY),
        ((Rung.COMMUNITY, Rung.SUBDISTRICT), False, None, Rung.COMMUNITY),
        ((Rung.NEIGHBOURHOOD, Rung.AREA, Rung.SUBDISTRICT), False, Rung.NEIGHBOURHOOD, Rung.AREA),
        (EVERY_RUNG, False, Rung.SUBDISTRICT, Rung.SUBDISTRICT),
    ],
)
def test_where_a_case_begins(rungs: tuple[Rung, ...], danger: bool, complained_of: Rung | None, expected: Rung) -> None:
    assert starting_rung(rungs, danger=danger, complained_of=complained_of) is expected


def test_a_department_is_never_reached_by_itself() -> None:
    assert next_up(Rung.SUBDISTRICT, Rung) is None
    assert next_down(Rung.DEPARTMENT, (Rung.COMMUNITY, Rung.SUBDISTRICT)) is Rung.SUBDISTRICT


class TestClocks:
    """Nearest territory wins."""

    street, community, lin = "a" * 12, "a" * 12 + "b" * 12, "a" * 12 + "b" * 12 + "c" * 36

    def rule(
        self,
        path: str,
        hours: int,
        *,
        purpose: Purpose = Purpose.ANSWER,
        rung: Rung = Rung.GROUP,
        urgency: Urgency = Urgency.NORMAL,
    ) -> Rule:
        return Rule(path=path, clock=Clock(hours), purpose=purpose, rung=rung, urgency=urgency)

    def hours(self, *rules: Rule, path: str | None = None) -> int:
        place = path or self.lin
        clock, _set_by = clock_for(rules, path=place, purpose=Purpose.ANSWER, rung=Rung.GROUP, urgency=Urgency.NORMAL)
        return clock.hours

    def test_without_a_rule_the_default_holds(self) -> None:
        assert self.hours() == default(Purpose.ANSWER, Rung.GROUP, Urgency.NORMAL).hours

    def test_the_nearest_territory_wins_in_any_order(self) -> None:
        near, far = self.rule(self.community, 5), self.rule(self.street, 9)
        assert self.hours(near, far) == self.hours(far, near) == 5

    def test_a_rule_of_another_place_rung_urgency_or_purpose_is_not_heard(self) -> None:
        others = [
            self.rule("f" * 12, 1),
            self.rule(self.street, 2, rung=Rung.AREA),
            self.rule(self.street, 3, urgency=Urgency.URGENT),
            self.rule(self.street, 4, purpose=Purpose.HAND_ON),
        ]
        assert self.hours(*others) == self.hours()

    @pytest.mark.parametrize("purpose", Purpose)
    @pytest.mark.parametrize("urgency", Urgency)
    @pytest.mark.parametrize("rung", Rung)
    def test_every_rung_has_a_clock_and_the_more_pressing_is_never_slower(
        self, purpose: Purpose, urgency: Urgency, rung: Rung
    ) -> None:
        assert 1 <= default(purpose, rung, urgency).hours <= default(purpose, rung, Urgency.NORMAL).hours


class TestStates:
    """One table."""

    def test_an_answer_fits_only_an_open_case_and_what_waits_with_it(self) -> None:
        assert [status for status in Status if states.may(status, Step.ANSWER)] == [Status.OPEN, Status.MERGED]

    def test_a_withdrawn_case_is_finished(self) -> None:
        assert [step for step in Step if states.may(Status.WITHDRAWN, step)] == []

    def test_what_the_table_does_not_have_is_an_error(self) -> None:
        with pytest.raises(ValueError, match="closed can answer"):
            states.after(Status.CLOSED, Step.ANSWER)

    def test_every_step_and_every_state_is_reachable(self) -> None:
        assert {step for _status, step in states.TRANSITIONS} == set(Step)
        assert set(states.TRANSITIONS.values()) == set(Status)

    def test_clocks_run_exactly_where_a_step_by_itself_can_happen(self) -> None:
        ticking = {status for status in Status for step in states.BY_ITSELF if states.may(status, step)}
        assert ticking == states.RUNNING | {Status.TOLD}  # whose own clock is the resident's silence

    def test_the_drawing_in_the_documents_is_the_table(self) -> None:
        page = Path(__file__).parents[2] / "docs" / "cases-states.md"
        assert states.drawing() in page.read_text(encoding="utf-8"), (
            "put the output of `python -m youlin.domains.cases.rules.states` into docs/cases-states.md"
        )
