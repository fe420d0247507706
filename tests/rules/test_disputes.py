"""Mediation by its rules: stages, who may sit between parties, what is due when. No database."""

from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from youlin.domains.cases.rules import disputes
from youlin.domains.cases.rules.disputes import RUNNING, Hurdle, Move, Person, Route, Stage, Unfit, Will

DAY = date(2026, 11, 2)


class TestStages:
    def test_the_drawing_in_the_documents_is_the_table(self) -> None:
        page = Path(__file__).parents[2] / "docs" / "disputes-states.md"
        assert disputes.drawing() in page.read_text(encoding="utf-8"), (
            "put the output of `python -m youlin.domains.cases.rules.disputes` into docs/disputes-states.md"
        )

    def test_every_move_and_every_stage_is_reached(self) -> None:
        assert {move for _stage, move in disputes.TRANSITIONS} == set(Move)
        assert set(disputes.TRANSITIONS.values()) == set(Stage)

    @pytest.mark.parametrize("stage", [Stage.ASKING, Stage.MEDIATING])
    def test_one_refusal_ends_it_at_any_time_before_there_is_an_agreement(self, stage: Stage) -> None:
        assert disputes.after(stage, Move.REFUSE) is Stage.REFUSED

    def test_what_is_over_does_not_begin_again(self) -> None:
        for stage in set(Stage) - RUNNING:
            assert {disputes.after(stage, move) for move in Move if disputes.may(stage, move)} <= {stage}

    def test_what_the_table_does_not_have_is_an_error(self) -> None:
        with pytest.raises(ValueError, match="refused can agree"):
            disputes.after(Stage.REFUSED, Move.AGREE)


class TestSittingDown:
    @given(
        st.lists(st.tuples(st.sampled_from(["a", "b", "third"]), st.sampled_from(["", *Will])), max_size=6),
        st.integers(0, 3),
    )
    def test_it_takes_two_sides_everybodys_will_and_a_mediator(
        self, parties: list[tuple[str, str]], mediators: int
    ) -> None:
        may = disputes.hurdle(parties, mediators) is None
        sides, wills = {side for side, _will in parties}, {will for _side, will in parties}
        assert may == (len(sides) >= 2 and wills == {Will.WILLING} and mediators > 0)

    def test_the_first_thing_missing_is_named(self) -> None:
        assert disputes.hurdle([("a", "willing")], 1) is Hurdle.PARTIES_FEW
        assert disputes.hurdle([("a", "willing"), ("b", "")], 1) is Hurdle.NOT_WILLING
        assert disputes.hurdle([("a", "willing"), ("b", "willing")], 0) is Hurdle.NO_MEDIATOR


class TestWhoMayMediate:
    me, home = UUID(int=1), UUID(int=9)

    def test_no_party_no_housemate_and_no_kin(self) -> None:
        person = Person(self.me, UUID(int=2), self.home)
        assert disputes.unfit(person, [Person(self.me)], related=False) is Unfit.IS_PARTY
        assert disputes.unfit(person, [Person(None, UUID(int=2))], related=False) is Unfit.IS_PARTY
        assert disputes.unfit(person, [Person(None, UUID(int=3), self.home)], related=False) is Unfit.SAME_HOME
        assert disputes.unfit(person, [], related=True) is Unfit.RELATED

    def test_an_outsider_without_account_and_home_hinders_nobody(self) -> None:
        assert disputes.unfit(Person(self.me), [Person(None)], related=False) is None


class TestDays:
    def test_the_court_can_be_asked_for_thirty_days(self) -> None:
        assert disputes.confirm_until(DAY) - DAY == timedelta(days=30)

    @given(st.integers(-40, 60))
    def test_reminders_only_grow_as_the_last_day_comes(self, ahead: int) -> None:
        today = DAY + timedelta(days=ahead)
        now, then = (disputes.reminder(DAY, one) for one in (today, today + timedelta(days=1)))
        assert 0 <= now <= then <= 2 and (now == 0) == (ahead < -10)

    @given(st.integers(-20, 60))
    def test_a_promise_rises_step_by_step_and_never_on_its_own_day(self, ahead: int) -> None:
        today = DAY + timedelta(days=ahead)
        now, then = (disputes.risen(DAY, one) for one in (today, today + timedelta(days=1)))
        assert now <= then <= now + 1 and (now == 0) == (ahead <= 0)


class TestWaysOfTheLaw:
    @pytest.mark.parametrize("kind", ["neighbour", "family", "land", "wage", "property", "debt", "damage", "other"])
    def test_the_court_and_legal_aid_are_always_among_them(self, kind: str) -> None:
        assert disputes.routes(kind, broken=False)[-2:] == (Route.COURT, Route.LEGAL_AID)

    def test_labour_disputes_go_to_arbitration_first(self) -> None:
        ways = disputes.routes("wage", broken=False)
        assert ways.index(Route.LABOUR) < ways.index(Route.COURT)
