"""The rules of a selection round: the two tables of steps, the calendar, the review, the count."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from youlin.domains.chiefs.rules.selection import counting, days, fitness, states
from youlin.domains.chiefs.rules.selection.counting import Agreement, Count, Majority, Result
from youlin.domains.chiefs.rules.selection.fitness import (
    Answer,
    Condition,
    Conflict,
    Criterion,
    Known,
    Listed,
    Said,
    Standing,
    Verdict,
)
from youlin.domains.chiefs.rules.selection.states import MOVES, RUNNING, TURNS, Candidacy, Move, Stage, Turn

TODAY = date(2026, 11, 2)


def reach(table: Mapping[Any, Any], start: object) -> set[object]:
    """Every state that can follow, however late."""
    seen: set[object] = {start}
    while True:
        new = {then for (state, _step), then in table.items() if state in seen} - seen
        if not new:
            return seen
        seen |= new


class TestSteps:
    @pytest.mark.parametrize("stage", sorted(RUNNING))
    def test_every_stage_has_a_way_on_to_an_end(self, stage: Stage) -> None:
        onward = {then for (state, step), then in MOVES.items() if state == stage and step is not Move.CALL_OFF}
        assert onward
        assert reach(MOVES, stage) & {Stage.APPOINTED, Stage.ACTING}

    def test_what_is_over_stays_over(self) -> None:
        assert [key for key in MOVES if key[0] is not None and key[0] not in RUNNING] == []

    def test_every_stage_and_every_step_is_used(self) -> None:
        assert set(MOVES.values()) == set(Stage)
        assert {step for _stage, step in MOVES} == set(Move)
        assert set(TURNS.values()) == set(Candidacy)
        assert {turn for _state, turn in TURNS} == set(Turn)

    def test_a_step_back_goes_to_where_one_came_from(self) -> None:
        for (stage, step), then in MOVES.items():
            if step is Move.RETURN:
                assert any(state == then and to == stage for (state, _step), to in MOVES.items())

    def test_only_who_agreed_and_passed_is_put_on_the_list(self) -> None:
        """Without the step `pass`, and without `consent`, nobody ever stands."""
        for needed in (Turn.PASS, Turn.CONSENT):
            without = {key: then for key, then in TURNS.items() if key[1] is not needed}
            assert Candidacy.STANDING not in reach(without, None)

    def test_nobody_takes_office_who_did_not_stand(self) -> None:
        without = {key: then for key, then in TURNS.items() if key[1] is not Turn.LIST}
        assert reach(without, None).isdisjoint({Candidacy.ELECTED, Candidacy.IN_OFFICE})

    @given(st.lists(st.sampled_from(sorted(Turn)), max_size=30))
    def test_whatever_is_tried_who_stands_was_reviewed_after_agreeing(self, tried: list[Turn]) -> None:
        state, done = states.turned(None, Turn.NOMINATE), [Turn.NOMINATE]
        for turn in tried:
            if states.may_turn(state, turn):
                state = states.turned(state, turn)
                done.append(turn)
            if state is Candidacy.STANDING:
                since = len(done) - done[::-1].index(Turn.NOMINATE)
                later = done[since:]
                assert Turn.CONSENT in later and Turn.PASS in later[later.index(Turn.CONSENT) :]

    def test_what_the_table_does_not_have_is_an_error(self) -> None:
        with pytest.raises(ValueError, match="reviewing can open_vote"):
            states.after(Stage.REVIEWING, Move.OPEN_VOTE)

    def test_the_drawing_in_the_documents_is_the_table(self) -> None:
        page = Path(__file__).parents[2] / "docs" / "selection-states.md"
        assert states.drawing() in page.read_text(encoding="utf-8"), (
            "put the output of `python -m youlin.domains.chiefs.rules.selection.states` into docs/selection-states.md"
        )


class TestCalendar:
    @given(st.dates(date(2026, 1, 1), date(2040, 12, 31)), st.integers(1, 5), st.integers(1, 60))
    def test_the_proposed_one_is_in_order_and_has_all_days_of_notice(self, day: date, years: int, notice: int) -> None:
        calendar = days.proposed(day, years=years, notice_days=notice)
        assert days.wrong(calendar) is None
        assert calendar.notice_days == notice

    @given(st.data())
    def test_a_day_before_its_step_is_named(self, data: st.DataObject) -> None:
        calendar = days.proposed(TODAY, years=5)
        place = data.draw(st.integers(1, len(days.ORDER) - 1))
        before = getattr(calendar, days.ORDER[place - 1]) - timedelta(days=data.draw(st.integers(1, 400)))
        assert days.wrong(replace(calendar, **{days.ORDER[place]: before})) == days.ORDER[place]

    def test_the_vote_begins_after_the_notice_ends(self) -> None:
        calendar = days.proposed(TODAY, years=5)
        assert days.wrong(replace(calendar, vote_from=calendar.notice_until)) == "vote_from"

    def test_a_running_notice_is_not_cut_short(self) -> None:
        old = days.proposed(TODAY, years=5)
        shorter = replace(old, notice_until=old.notice_until - timedelta(days=1))
        assert days.broken_promise(old, shorter, frozenset({"notice"})) == "notice_until"
        assert days.broken_promise(old, shorter, frozenset({"reviewing"})) is None
        assert days.broken_promise(shorter, old, frozenset({"notice"})) is None


YES = {one: Said(Answer.YES) for one in Condition}
NOTES = dict.fromkeys(Criterion, "好")
answers = st.fixed_dictionaries({one: st.sampled_from(Answer).map(Said) for one in Condition})
notes = st.fixed_dictionaries({one: st.sampled_from(["", " ", "好"]) for one in Criterion})


class TestReview:
    @given(answers, notes)
    def test_passing_needs_every_yes_and_every_word(
        self, conditions: dict[Condition, Said], criteria: dict[Criterion, str]
    ) -> None:
        verdict = fitness.verdict(conditions, criteria)
        all_yes = all(said.answer is Answer.YES for said in conditions.values())
        assert (verdict is Verdict.PASS) == (all_yes and all(note.strip() for note in criteria.values()))
        assert (verdict is Verdict.FAIL) == any(said.answer is Answer.NO for said in conditions.values())
        assert (verdict is Verdict.PASS) <= (fitness.missing(conditions, criteria) == [])

    def test_what_is_not_answered_is_unknown(self) -> None:
        assert fitness.verdict({}, NOTES) is Verdict.OPEN
        assert fitness.verdict(YES, {}) is Verdict.OPEN

    @pytest.mark.parametrize(("born", "answer"), [(date(2008, 11, 2), Answer.YES), (date(2008, 11, 3), Answer.NO)])
    def test_who_turns_eighteen_on_the_first_day_of_the_term_is_old_enough(self, born: date, answer: Answer) -> None:
        filled = fitness.filled_in(Known(born=born), minimum_age=18, day=TODAY)
        assert filled[Condition.AGE] is answer

    def test_what_the_roster_does_not_know_stays_unknown(self) -> None:
        assert set(fitness.filled_in(Known(), minimum_age=18, day=TODAY).values()) == {Answer.UNKNOWN}

    def test_the_roster_never_answers_for_relatives_or_records(self) -> None:
        known = Known(date(1970, 1, 1), lives_here=True, consented=True, relatives=("某某",))
        filled = fitness.filled_in(known, minimum_age=18, day=TODAY)
        assert filled[Condition.NO_RELATIVE] is filled[Condition.NO_RECORD] is Answer.UNKNOWN

    def test_who_put_somebody_forward_or_is_it_does_not_review(self) -> None:
        me, other = uuid4(), uuid4()
        assert fitness.conflict(me, {me}, set()) is Conflict.NOMINATOR
        assert fitness.conflict(me, {other}, {me}) is Conflict.ONESELF
        assert fitness.conflict(me, {other}, {other}) is None

    @given(st.lists(st.frozensets(st.sampled_from(Standing)), max_size=8))
    def test_standing_orders_the_list_and_weighs_nothing(self, standings: list[frozenset[Standing]]) -> None:
        people = [Listed(UUID(int=place), place, standing) for place, standing in enumerate(standings)]
        plain = fitness.in_order(people, standing_first=False)
        first = fitness.in_order(people, standing_first=True)
        assert plain == [one.key for one in people]
        have = [one.key for one in people if one.standing]
        assert first == [*have, *(one.key for one in people if not one.standing)]


A, B, C = (UUID(int=number) for number in (1, 2, 3))
ballots = st.dictionaries(st.sampled_from([A, B, C]), st.integers(0, 40), min_size=1)


class TestCount:
    def test_two_different_people_must_say_the_same(self) -> None:
        one, same, other = Count(A, {A: 3}), Count(B, {A: 3, C: 0}), Count(B, {A: 2}, 1)
        assert counting.agreement([]) is Agreement.NOBODY
        assert counting.agreement([one]) is Agreement.ONE
        assert counting.agreement([one, one]) is Agreement.ONE
        assert counting.agreement([one, same]) is Agreement.AGREED
        assert counting.agreement([one, other]) is Agreement.DIFFERENT

    @given(ballots, st.integers(0, 20), st.integers(0, 30), st.integers(1, 100), st.sampled_from(Majority))
    def test_who_is_elected_has_more_than_anybody_and_enough_took_part(
        self, votes: dict[UUID, int], blank: int, absent: int, quorum: int, majority: Majority
    ) -> None:
        taken_part = sum(votes.values()) + blank
        found = counting.outcome(
            votes, blank=blank, entitled=taken_part + absent, quorum_percent=quorum, majority=majority
        )
        best = max(votes.values())
        leaders = [one for one, number in votes.items() if number == best]
        assert found.taken_part == taken_part
        if found.result is Result.ELECTED:
            assert list(found.ahead) == leaders and len(leaders) == 1 and best > 0
            assert taken_part >= found.needed
            assert majority is Majority.MOST or best * 2 > taken_part
        if found.result is Result.TIED:
            assert set(found.ahead) == set(leaders) and len(leaders) > 1
        if found.result is Result.TOO_FEW:
            assert taken_part < found.needed

    @given(ballots, st.permutations([A, B, C]))
    def test_the_order_of_the_list_changes_nothing(self, votes: dict[UUID, int], order: list[UUID]) -> None:
        def come(said: dict[UUID, int]) -> counting.Outcome:
            return counting.outcome(said, blank=0, entitled=100, quorum_percent=1, majority=Majority.MOST)

        turned = {one: votes[one] for one in order if one in votes}
        assert (come(votes).result, come(votes).ahead) == (come(turned).result, come(turned).ahead)

    @given(st.integers(0, 3000), st.integers(1, 100))
    def test_more_than_half_means_more_than_half(self, entitled: int, quorum: int) -> None:
        least = counting.needed(entitled, quorum)
        assert least >= 1
        assert least * 100 >= entitled * quorum
        if quorum == 50 and entitled:
            assert (least - 1) * 2 <= entitled < least * 2

    def test_nobody_wants_the_only_candidate(self) -> None:
        found = counting.outcome({A: 0}, blank=9, entitled=10, quorum_percent=50, majority=Majority.MOST)
        assert found.result is Result.NO_MAJORITY

    def test_no_candidate_is_no_result(self) -> None:
        found = counting.outcome({}, blank=0, entitled=10, quorum_percent=50, majority=Majority.MOST)
        assert found.result is Result.NO_CANDIDATE
