"""A selection round: every odd way, and who is refused on it."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import cast
from tests.factories.selection import Story, begin, refused
from youlin.domains.chiefs import queries as chiefs
from youlin.domains.chiefs.actions import selection as actions
from youlin.domains.chiefs.actions.people import NewPerson
from youlin.domains.chiefs.models import Candidature, SelectionEntry
from youlin.domains.chiefs.queries import selection as queries
from youlin.domains.chiefs.rules.selection.counting import Result
from youlin.domains.chiefs.rules.selection.states import Stage
from youlin.foundation.refusal import Invalid, NotAllowed, NotThere, Refusal


class TestOddWays:
    def tied(self, story: Story) -> None:
        story.to_the_vote(3)
        story.elect(0, 0, 1, 1, 2)

    def test_a_tie_is_voted_on_again_between_those_who_tied(self, story: Story) -> None:
        self.tied(story)
        assert story.contest.stage == Stage.TIED
        actions.vote_again(
            actor=story.street.actor("社区小覃"), contest=story.contest_key,
            closes_on=story.day + timedelta(days=3), now=story.now,
        )  # fmt: skip
        assert {line.candidature_id for line in story.poll.box.all()} == {row.pk for row in story.candidates[:2]}
        story.elect(0, 0, 0, 0)
        assert story.contest.stage == Stage.RECOGNISING

    def test_or_a_meeting_draws_the_lot_and_says_how(self, story: Story) -> None:
        self.tied(story)
        lot = actions.NewLot(
            story.candidates[1].pk, story.day, "社区会议室", "覃", "田", "王桂英、刘婶", "两张纸条，孩子抽的"
        )
        won = actions.draw_lot(actor=story.street.actor("社区小覃"), contest=story.contest_key, lot=lot, now=story.now)
        assert (won.state, story.contest.stage) == ("elected", Stage.RECOGNISING)
        drawn = SelectionEntry.objects.get(contest=story.contest_key, what="draw_lot")
        assert drawn.data["witnesses"] == "王桂英、刘婶"

    def test_the_lot_falls_only_on_who_tied(self, story: Story) -> None:
        self.tied(story)
        lot = actions.NewLot(story.candidates[2].pk, story.day, "社区", "覃", "田", "王", "抽")
        with refused("choice_unknown"):
            actions.draw_lot(actor=story.street.actor("社区小覃"), contest=story.contest_key, lot=lot, now=story.now)

    def test_too_few_votes_are_voted_again_with_new_codes(self, story: Story) -> None:
        story.to_the_vote()
        old = story.codes()
        story.elect(0, 0)
        assert story.contest.stage == Stage.TOO_FEW
        actions.vote_again(
            actor=story.street.actor("社区小覃"), contest=story.contest_key,
            closes_on=story.day + timedelta(days=3), now=story.now,
        )  # fmt: skip
        with pytest.raises(NotThere):
            actions.cast(code=old[story.homes[0].pk], choice="", now=story.now)
        story.elect(0, 0, 0, 0)
        assert story.contest.stage == Stage.RECOGNISING

    def test_no_nomination_leads_to_another_try_or_an_acting_chief(self, story: Story) -> None:
        story.close_nominations()
        assert story.contest.stage == Stage.NO_CANDIDATE
        qin = story.street.actor("社区小覃")
        until = story.day + timedelta(days=7)
        actions.reopen(actor=qin, contest=story.contest_key, nominate_until=until, reason="再动员", now=story.now)
        assert story.contest.stage == Stage.NOMINATING
        story.close_nominations()
        acting = NewPerson(
            post=story.contest.post_id, starts_on=story.day, kind="acting",
            ends_on=story.day + timedelta(days=90), name="田组长代", phone="14000000066",
        )  # fmt: skip
        actions.name_acting(actor=qin, contest=story.contest_key, person=acting, reason="没有人报名", now=story.now)
        assert story.contest.stage == Stage.ACTING
        assert chiefs.holders([story.contest.post_id], day=story.day)[story.contest.post_id][0].kind == "acting"

    def test_who_withdraws_while_the_vote_runs_gets_no_seat(self, story: Story) -> None:
        story.to_the_vote()
        story.vote_online(0, 0, 0, 1)
        qin = story.street.actor("社区小覃")
        actions.withdraw(actor=qin, candidature=story.candidates[0].pk, reason="去外地", now=story.now)
        story.close_vote()
        found = actions.decide_without_paper(actor=qin, contest=story.contest_key, now=story.now)
        assert found.result is Result.ELECTED
        assert Candidature.objects.get(contest=story.contest_key, state="elected").name == "候选1号"
        assert found.blank == 3

    def test_who_was_elected_steps_down(self, story: Story) -> None:
        story.to_the_vote()
        story.elect(0, 0, 0, 0)
        actions.withdraw(
            actor=story.street.actor("社区小覃"), candidature=story.candidates[0].pk, reason="搬家", now=story.now
        )
        assert story.contest.stage == Stage.NO_CANDIDATE

    def test_what_the_street_turns_down_goes_back_to_nominations(self, story: Story) -> None:
        story.to_the_vote()
        story.elect(0, 0, 0, 0)
        story.recognise()
        no = actions.Decision(story.day, "彭", "材料不齐")
        actions.turn_down(actor=story.street.actor("街道老彭"), contest=story.contest_key, decision=no, now=story.now)
        assert story.contest.stage == Stage.NO_CANDIDATE
        assert Candidature.objects.get(pk=story.candidates[0].pk).state == "turned_down"

    def test_a_community_does_not_do_the_street_s_part(self, story: Story) -> None:
        story.to_the_vote()
        story.elect(0, 0, 0, 0)
        story.recognise()
        qin, decision = story.street.actor("社区小覃"), actions.Decision(story.day, "覃", "好")
        for deed in (actions.confirm, actions.turn_down):
            with pytest.raises(NotAllowed):
                deed(actor=qin, contest=story.contest_key, decision=decision, now=story.now)
        with pytest.raises(NotAllowed):
            actions.send_back(actor=qin, contest=story.contest_key, reason="再看看", now=story.now)

    def test_each_step_goes_back_one_with_a_reason(self, story: Story) -> None:
        story.to_the_vote()
        story.elect(0, 0, 0, 0)
        story.recognise()
        story.confirm()
        peng = story.street.actor("街道老彭")
        back = [Stage.CONFIRMING, Stage.RECOGNISING, Stage.COUNTING, Stage.VOTING]
        for stage in back:
            with pytest.raises(Invalid):
                actions.send_back(actor=peng, contest=story.contest_key, reason=" ", now=story.now)
            actions.send_back(actor=peng, contest=story.contest_key, reason="再核一遍", now=story.now)
            assert story.contest.stage == stage
        assert {row.state for row in Candidature.objects.filter(contest=story.contest_key)} == {"standing"}
        with refused("votes_cast"):
            actions.send_back(actor=peng, contest=story.contest_key, reason="再核一遍", now=story.now)

    def test_an_unused_vote_goes_back_to_the_notice_and_on_to_the_nominations(self, story: Story) -> None:
        story.to_the_vote()
        qin, codes = story.street.actor("社区小覃"), story.codes()
        for stage in (Stage.NOTICE, Stage.REVIEWING, Stage.NOMINATING):
            actions.send_back(actor=qin, contest=story.contest_key, reason="名单写错", now=story.now)
            assert story.contest.stage == stage
        with pytest.raises(NotThere):
            actions.cast(code=codes[story.homes[0].pk], choice="", now=story.now)

    def test_a_post_with_somebody_in_it_gets_no_second_holder(self, story: Story) -> None:
        story.to_the_vote()
        story.elect(0, 0, 0, 0)
        story.recognise()
        story.confirm()
        from youlin.domains.chiefs import actions as posts

        zhou = story.street.users["周邻长"].pk
        posts.appoint(
            actor=story.street.actor("社区小覃"),
            term=posts.NewTerm(story.contest.post_id, zhou, "sitting", story.round.starts_on),
            now=story.now,
        )
        with refused("post_taken"):
            story.appoint()
        assert story.contest.stage == Stage.CONFIRMED


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_vote_counts_twice(street: cast.Street, data: st.DataObject) -> None:
    """Households try codes, old codes and paper in any order, again and again: each counts once at most."""
    from django.db import transaction

    with transaction.atomic():
        story = begin(street)
        story.to_the_vote()
        qin = street.actor("社区小覃")
        codes = story.codes()
        handed: set[object] = set()
        tries = data.draw(
            st.lists(
                st.tuples(
                    st.sampled_from(["online", "paper", "back", "reissue"]), st.integers(0, 6), st.integers(0, 2)
                ),
                max_size=25,
            )
        )
        cast_by: dict[object, str] = {}
        for way, place, choice in tries:
            home = story.homes[place].pk
            chosen = "" if choice == 2 else str(story.candidates[choice].pk)
            try:
                if way == "online":
                    actions.cast(code=codes[home], choice=chosen, now=story.now)
                    assert home not in cast_by and home not in handed
                    cast_by[home] = chosen
                elif way == "paper":
                    actions.hand_paper(actor=qin, contest=story.contest_key, household=home, now=story.now)
                    assert home not in cast_by and home not in handed
                    handed.add(home)
                elif way == "back":
                    actions.take_paper_back(actor=qin, contest=story.contest_key, household=home, now=story.now)
                    handed.remove(home)
                else:
                    fresh = actions.issue_codes(actor=qin, contest=story.contest_key, household=home, now=story.now)
                    codes[home] = fresh[0].code
            except Refusal:
                continue
        turnout = queries.turnout(story.poll)
        assert turnout.taken_part == len(cast_by) + len(handed) <= turnout.entitled
        in_the_box = sum(story.poll.box.values_list("votes", flat=True)) + story.poll.online_blank
        assert in_the_box == len(cast_by)
        for row in story.candidates:
            assert story.poll.box.get(candidature=row).votes == list(cast_by.values()).count(str(row.pk))
        transaction.set_rollback(True)
