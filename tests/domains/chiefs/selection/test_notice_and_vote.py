"""A selection round before the residents: the notice, the vote, the count."""

from uuid import uuid4

import pytest

from tests.factories.selection import Story, hanging, refused
from youlin.domains.chiefs.actions import selection as actions
from youlin.domains.chiefs.models import BoxLine, RollLine, SelectionEntry
from youlin.domains.chiefs.rules.selection.counting import Agreement
from youlin.domains.chiefs.rules.selection.fitness import Standing
from youlin.domains.chiefs.rules.selection.states import Stage
from youlin.domains.messaging import actions as messaging
from youlin.domains.messaging.models import Objection
from youlin.foundation.models import AuditEntry
from youlin.foundation.refusal import NotThere


class TestNotice:
    def test_the_list_shows_whitelisted_fields_for_the_set_days(self, story: Story) -> None:
        story.nominate(story.people[0])
        story.close_nominations()
        story.review(story.candidates[0], standing=(Standing.PARTY_MEMBER,))
        story.put_up()
        posting = hanging(story)
        assert set(posting.lines[0]) == {"name", "post", "place", "standing"}
        assert (posting.last_day - posting.first_day).days >= 15
        with refused("notice_runs"):
            actions.open_vote(actor=story.street.actor("社区小覃"), contest=story.contest_key, now=story.now)

    def objection(self, story: Story) -> Objection:
        posting = story.contest.posting
        assert posting is not None
        return messaging.object_to(
            posting=posting, text="他一直住在城里。", name="", phone="", client_id=uuid4(), now=story.now
        )

    def on_notice(self, story: Story, number: int = 2) -> None:
        for person in story.people[:number]:
            story.nominate(person)
        story.close_nominations()
        for row in story.candidates:
            story.review(row)
        story.put_up()

    def test_the_vote_waits_until_every_objection_is_answered(self, story: Story) -> None:
        self.on_notice(story)
        said = self.objection(story)
        with refused("objections_open"):
            story.open_vote()
        actions.answer_objection(
            actor=story.street.actor("社区小覃"), contest=story.contest_key, objection=said.pk,
            answer="核实过，常住。", removes=None, now=story.now,
        )  # fmt: skip
        story.open_vote()
        assert story.contest.stage == Stage.VOTING

    def test_an_upheld_objection_takes_the_candidate_off_and_the_notice_is_put_up_anew(self, story: Story) -> None:
        self.on_notice(story)
        before, said = story.contest.posting, self.objection(story)
        actions.answer_objection(
            actor=story.street.actor("社区小覃"), contest=story.contest_key, objection=said.pk,
            answer="属实。", removes=story.candidates[0].pk, now=story.now,
        )  # fmt: skip
        story.candidates[0].refresh_from_db()
        assert story.candidates[0].state == "removed"
        assert story.contest.posting != before
        assert [line["name"] for line in hanging(story).lines] == ["候选1号"]
        story.open_vote()
        assert BoxLine.objects.filter(poll=story.poll).count() == 1

    def test_one_found_right_elsewhere_still_keeps_the_vote_shut_until_somebody_leaves(self, story: Story) -> None:
        self.on_notice(story)
        said = self.objection(story)
        messaging.answer_objection(
            actor=story.street.actor("社区小覃"), objection=said.pk, upheld=True, text="属实", now=story.now
        )
        with refused("objections_open"):
            story.open_vote()

    def test_nobody_left_on_the_list_is_no_candidate(self, story: Story) -> None:
        self.on_notice(story, 1)
        actions.withdraw(
            actor=story.street.actor("社区小覃"), candidature=story.candidates[0].pk, reason="身体不好", now=story.now
        )
        assert story.contest.stage == Stage.NO_CANDIDATE


class TestVoting:
    def test_a_code_opens_the_ballot_once(self, story: Story) -> None:
        story.to_the_vote()
        code = story.codes()[story.homes[0].pk]
        typed = f" {code[:4].lower()}-{code[4:].lower()} "
        actions.cast(code=typed, choice=str(story.candidates[0].pk), now=story.now)
        with refused("voted_already"):
            actions.cast(code=code, choice=str(story.candidates[1].pk), now=story.now)
        assert sum(BoxLine.objects.filter(poll=story.poll).values_list("votes", flat=True)) == 1

    def test_a_household_that_took_paper_cannot_vote_online_nor_the_other_way(self, story: Story) -> None:
        story.to_the_vote()
        codes, qin = story.codes(), story.street.actor("社区小覃")
        on_paper, online = story.homes[0].pk, story.homes[1].pk
        actions.hand_paper(actor=qin, contest=story.contest_key, household=on_paper, now=story.now)
        with pytest.raises(NotThere):
            actions.cast(code=codes[on_paper], choice="", now=story.now)
        actions.cast(code=codes[online], choice="", now=story.now)
        with refused("voted_already"):
            actions.hand_paper(actor=qin, contest=story.contest_key, household=online, now=story.now)

    def test_fresh_slips_make_the_earlier_ones_void(self, story: Story) -> None:
        story.to_the_vote()
        old, new = story.codes(), story.codes()
        home = story.homes[0].pk
        with pytest.raises(NotThere):
            actions.cast(code=old[home], choice="", now=story.now)
        actions.cast(code=new[home], choice="", now=story.now)

    def test_no_row_leads_from_a_ballot_to_a_household(self, story: Story) -> None:
        """Nothing of a single ballot is kept: no row, no time, no entry in history or audit."""
        story.to_the_vote()
        codes = story.codes()
        entries, deeds = SelectionEntry.objects.count(), AuditEntry.objects.count()
        for home in story.homes[:3]:
            actions.cast(code=codes[home.pk], choice=str(story.candidates[0].pk), now=story.now)
        assert (SelectionEntry.objects.count(), AuditEntry.objects.count()) == (entries, deeds)
        kinds = {field.get_internal_type() for field in RollLine._meta.fields + BoxLine._meta.fields}
        assert kinds.isdisjoint({"DateTimeField", "DateField", "TimeField"})
        assert BoxLine.objects.filter(poll=story.poll).count() == 2

    def test_the_code_is_kept_as_a_keyed_hash_only(self, story: Story) -> None:
        story.to_the_vote()
        codes = set(story.codes().values())
        kept = set(RollLine.objects.filter(poll=story.poll).values_list("fingerprint", flat=True))
        assert kept.isdisjoint(codes)
        assert len(kept) == len(story.homes)

    def test_only_permanent_households_of_the_place_are_on_the_roll(self, story: Story) -> None:
        type(story.homes[0]).objects.filter(pk=story.homes[-1].pk).update(residence="registered_only")
        story.to_the_vote()
        roll = set(RollLine.objects.filter(poll=story.poll).values_list("household", flat=True))
        assert roll == {home.pk for home in story.homes[:-1]}

    def test_the_vote_is_not_closed_before_its_day_while_somebody_may_still_come(self, story: Story) -> None:
        story.to_the_vote()
        with refused("too_early"):
            actions.close_vote(actor=story.street.actor("社区小覃"), contest=story.contest_key, now=story.now)
        story.vote_online(*[0] * len(story.homes))
        actions.close_vote(actor=story.street.actor("社区小覃"), contest=story.contest_key, now=story.now)
        assert story.contest.stage == Stage.COUNTING


class TestCounting:
    def counting(self, story: Story, papers: int = 5) -> None:
        story.to_the_vote()
        for home in story.homes[:papers]:
            actions.hand_paper(
                actor=story.street.actor("社区小覃"), contest=story.contest_key, household=home.pk, now=story.now
            )
        story.close_vote()

    def count(self, story: Story, who: str, first: int, second: int, spoiled: int = 0) -> Agreement:
        votes = dict(zip((row.pk for row in story.candidates), (first, second), strict=True))
        return actions.enter_count(
            actor=story.street.actor(who), contest=story.contest_key,
            count=actions.NewCount(votes, spoiled), now=story.now,
        )  # fmt: skip

    def test_two_people_who_agree_decide(self, story: Story) -> None:
        self.counting(story)
        assert self.count(story, "社区小覃", 3, 2) is Agreement.ONE
        assert story.contest.stage == Stage.COUNTING
        assert self.count(story, "街道老彭", 3, 2) is Agreement.AGREED
        assert story.contest.stage == Stage.RECOGNISING

    def test_one_person_twice_is_one_person(self, story: Story) -> None:
        self.counting(story)
        self.count(story, "社区小覃", 3, 2)
        with refused("counted_already"):
            self.count(story, "社区小覃", 3, 2)

    def test_who_disagree_see_both_and_count_anew(self, story: Story) -> None:
        self.counting(story)
        self.count(story, "社区小覃", 3, 2)
        assert self.count(story, "街道老彭", 2, 3) is Agreement.DIFFERENT
        with refused("counted_already"):
            self.count(story, "街道老彭", 3, 2)
        qin = story.street.actor("社区小覃")
        actions.recount(actor=qin, contest=story.contest_key, reason="两次不一样", now=story.now)
        self.count(story, "社区小覃", 3, 2)
        self.count(story, "街道老彭", 3, 2)
        assert story.contest.stage == Stage.RECOGNISING
        assert story.poll.counts.count() == 4

    def test_no_more_papers_are_counted_than_were_handed_out(self, story: Story) -> None:
        self.counting(story)
        with refused("more_than_handed_out"):
            self.count(story, "社区小覃", 3, 2, spoiled=1)
