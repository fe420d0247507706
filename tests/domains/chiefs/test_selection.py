"""A selection round: the straight way through it, every odd way, and who is refused on the way."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import cast
from tests.factories.selection import Story, begin, calendar
from youlin.domains.chiefs import queries as chiefs
from youlin.domains.chiefs.actions import selection as actions
from youlin.domains.chiefs.actions.people import NewPerson
from youlin.domains.chiefs.models import Appointment, BoxLine, Candidature, RollLine, SelectionEntry
from youlin.domains.chiefs.queries import selection as queries
from youlin.domains.chiefs.rules.selection.counting import Agreement, Result
from youlin.domains.chiefs.rules.selection.fitness import Answer, Standing
from youlin.domains.chiefs.rules.selection.states import Stage
from youlin.domains.messaging import actions as messaging
from youlin.domains.messaging.models import Objection, Posting
from youlin.foundation import clock
from youlin.foundation.models import AuditEntry, Look
from youlin.foundation.refusal import Invalid, NotAllowed, NotThere, Refusal


@pytest.fixture
def story(street: cast.Street) -> Story:
    return begin(street)


def refused(code: str) -> pytest.RaisesExc[Refusal]:
    return pytest.raises(Refusal, check=lambda error: error.code == code)


def hanging(story: Story) -> Posting:
    key = story.contest.posting
    assert key is not None
    return Posting.objects.get(pk=key)


class TestTheStraightWay:
    def test_from_an_empty_post_to_a_chief_in_office_with_lessons_to_learn(self, story: Story) -> None:
        story.to_the_vote()
        story.elect(0, 0, 0, 1, None)
        story.recognise()
        story.confirm()
        slip = story.appoint()

        assert slip.name == "赵大伯"
        assert story.contest.stage == Stage.APPOINTED
        post = story.contest.post_id
        start = slip.appointment.starts_on
        assert [one.name for one in chiefs.holders([post], day=start)[post]] == ["赵大伯"]
        assert slip.appointment.ends_on == story.round.ends_on
        assert [one.text for one in story.contest.lessons.all()] == ["学会记问候", "认一遍邻里的门"]

    def test_every_step_is_in_the_history_with_who_and_when(self, story: Story) -> None:
        story.to_the_vote()
        story.elect(0, 0, 0, 0)
        story.recognise()
        moves = [one for one in queries.entries(contest=story.contest_key) if one.candidature is None and one.after]
        assert [(one.what, one.by_name) for one in moves] == [
            ("close_nominations", "社区小覃"),
            ("put_up", "社区小覃"),
            ("open_vote", "社区小覃"),
            ("close_vote", "社区小覃"),
            ("elect", "社区小覃"),
            ("recognise", "社区小覃"),
        ]
        assert [one.at for one in moves] == sorted(one.at for one in moves)
        assert AuditEntry.objects.filter(verb="selection.move", target=story.contest_key).count() == 6

    def test_a_lesson_is_ticked_and_the_tick_taken_back_and_both_are_kept(self, story: Story) -> None:
        story.to_the_vote()
        story.elect(0, 0, 0, 0)
        story.recognise()
        story.confirm()
        story.appoint()
        lesson = story.contest.lessons.first()
        assert lesson is not None
        qin = story.street.actor("社区小覃")
        assert actions.tick_lesson(actor=qin, lesson=lesson.pk, done=True, now=story.now).done_on == story.day
        assert actions.tick_lesson(actor=qin, lesson=lesson.pk, done=False, now=story.now).done_on is None
        kept = SelectionEntry.objects.filter(contest=story.contest_key, what="lesson").order_by("id")
        assert [one.data["done"] for one in kept] == [True, False]

    def test_a_meeting_decides_by_hands(self, street: cast.Street) -> None:
        story = begin(street, method="meeting")
        story.to_the_vote()
        first, second = (row.pk for row in story.candidates)
        meeting = actions.NewMeeting(story.day, "老屋场组晒谷坪", "覃", "田", 6, {first: 4, second: 1})
        found = actions.record_meeting(
            actor=street.actor("社区小覃"), contest=story.contest_key, meeting=meeting, now=story.now
        )
        assert found.result is Result.ELECTED
        assert (found.blank, found.taken_part, found.entitled) == (1, 6, 7)
        assert story.contest.stage == Stage.RECOGNISING

    def test_more_hands_than_people_are_refused(self, street: cast.Street) -> None:
        story = begin(street, method="meeting")
        story.to_the_vote()
        first, second = (row.pk for row in story.candidates)
        meeting = actions.NewMeeting(story.day, "晒谷坪", "覃", "田", 4, {first: 4, second: 1})
        with refused("more_than_came"):
            actions.record_meeting(
                actor=street.actor("社区小覃"), contest=story.contest_key, meeting=meeting, now=story.now
            )


class TestOpening:
    def test_the_same_press_twice_is_one_round(self, street: cast.Street) -> None:
        key, day = uuid4(), clock.day_of(cast.START)
        wanted = actions.NewRound("第一轮", (street.post_of(street.lin1).pk,), calendar(day))
        rounds = {
            actions.open_round(actor=street.actor("社区小覃"), wanted=wanted, client_id=key, now=cast.START).pk
            for _press in range(2)
        }
        assert len(rounds) == 1

    def test_a_post_stands_in_one_running_round_only(self, story: Story) -> None:
        wanted = actions.NewRound("又一轮", (story.contest.post_id,), calendar(story.day))
        with refused("post_in_a_round"):
            actions.open_round(actor=story.street.actor("街道老彭"), wanted=wanted, client_id=uuid4(), now=story.now)

    def test_the_other_community_has_no_such_post(self, street: cast.Street) -> None:
        wanted = actions.NewRound("一轮", (street.post_of(street.lin1).pk,), calendar(clock.day_of(cast.START)))
        with pytest.raises(NotThere):
            actions.open_round(actor=street.actor("岩门小吴"), wanted=wanted, client_id=uuid4(), now=cast.START)

    def test_a_chief_opens_none(self, street: cast.Street) -> None:
        wanted = actions.NewRound("一轮", (street.post_of(street.lin1).pk,), calendar(clock.day_of(cast.START)))
        with pytest.raises(NotAllowed):
            actions.open_round(actor=street.actor("向片长"), wanted=wanted, client_id=uuid4(), now=cast.START)

    def test_what_residents_were_told_is_made_longer_never_shorter(self, story: Story) -> None:
        old = calendar(story.day)
        qin = story.street.actor("社区小覃")
        longer = calendar(story.day + timedelta(days=3))
        changed = actions.change_calendar(
            actor=qin, round=story.round.pk, calendar=longer, reason="下雨", now=story.now
        )
        assert changed.nominate_until == old.nominate_until + timedelta(days=3)
        with refused("promised"):
            actions.change_calendar(actor=qin, round=story.round.pk, calendar=old, reason="快些", now=story.now)


class TestNominating:
    def nomination(self, story: Story, **said: str) -> actions.NewNomination:
        words = {"way": "resident", "name": "赵大伯", "nominator": "王桂英", **said}
        return actions.NewNomination(story.contest_key, **words)  # type: ignore[arg-type]

    def test_a_resident_puts_somebody_forward_without_an_account(self, story: Story) -> None:
        key = uuid4()
        for _press in range(2):
            actions.nominate_public(nomination=self.nomination(story), client_id=key, now=story.now)
        row = Candidature.objects.get(contest=story.contest_key)
        assert (row.name, row.state, row.resident_id) == ("赵大伯", "nominated", None)
        assert row.nominations.count() == 1

    def test_two_who_name_the_same_person_make_one_candidate(self, story: Story) -> None:
        actions.nominate_public(nomination=self.nomination(story), client_id=uuid4(), now=story.now)
        second = self.nomination(story, nominator="田婶", address="3号")
        actions.nominate_public(nomination=second, client_id=uuid4(), now=story.now)
        row = Candidature.objects.get(contest=story.contest_key)
        assert [one.nominator for one in row.nominations.order_by("at", "id")] == ["王桂英", "田婶"]

    def test_the_same_resident_under_two_names_becomes_one_candidate(self, story: Story) -> None:
        known = story.nominate(story.people[0])
        other = actions.nominate_public(
            nomination=self.nomination(story, name="老赵"), client_id=uuid4(), now=story.now
        )
        kept = actions.link(
            actor=story.street.actor("社区小覃"), candidature=other.pk, resident=story.people[0].pk, now=story.now
        )
        assert kept.pk == known.pk
        assert known.nominations.count() == 2
        other.refresh_from_db()
        assert other.state == "merged"

    def test_whoever_types_a_name_as_oneself_on_the_public_page_has_not_agreed_yet(self, story: Story) -> None:
        row = actions.nominate_public(
            nomination=self.nomination(story, way="oneself", nominator=""), client_id=uuid4(), now=story.now
        )
        assert row.state == "nominated"

    def test_whoever_comes_to_the_desk_has_agreed(self, story: Story) -> None:
        row = actions.nominate(
            actor=story.street.actor("社区小覃"),
            nomination=self.nomination(story, way="oneself", nominator=""),
            client_id=uuid4(),
            now=story.now,
        )
        assert row.state == "consented"

    def test_after_the_last_day_names_are_taken_no_more(self, story: Story) -> None:
        story.day = story.round.nominate_until + timedelta(days=1)
        with refused("nominations_closed"):
            actions.nominate_public(nomination=self.nomination(story), client_id=uuid4(), now=story.now)

    def test_before_the_last_day_they_are_not_closed(self, story: Story) -> None:
        story.nominate(story.people[0])
        with refused("too_early"):
            actions.close_nominations(actor=story.street.actor("社区小覃"), contest=story.contest_key, now=story.now)

    def test_a_look_at_a_telephone_is_on_record(self, story: Story) -> None:
        row = actions.nominate_public(
            nomination=self.nomination(story, phone="14000000055"), client_id=uuid4(), now=story.now
        )
        qin = story.street.actor("社区小覃")
        said = actions.look_at_phone(actor=qin, candidature=row.pk, whose="candidate", now=story.now)
        assert said == "14000000055"
        assert [one.actor for one in Look.objects.filter(target=row.pk)] == [qin.user_id]


class TestReviewing:
    def test_nobody_reviews_whom_they_put_forward(self, story: Story) -> None:
        row = story.nominate(story.people[0])
        story.close_nominations()
        story.reviewer = "社区小覃"
        with refused("own_nomination"):
            story.review(row)

    def test_nobody_reviews_the_own_person(self, story: Story) -> None:
        peng = story.street.users["街道老彭"]
        Appointment.objects.filter(user=peng).update(resident=story.people[0])
        row = story.nominate(story.people[0])
        story.close_nominations()
        with refused("oneself"):
            story.review(row)

    def test_one_no_fails_and_an_unknown_leaves_it_open(self, story: Story) -> None:
        rows = [story.nominate(person) for person in story.people[:3]]
        story.close_nominations()
        story.review(rows[0], no_record=Answer.NO)
        story.review(rows[1], no_relative=Answer.UNKNOWN)
        story.review(rows[2])
        assert [Candidature.objects.get(pk=row.pk).state for row in rows] == ["failed", "consented", "passed"]

    def test_without_consent_there_is_no_verdict(self, story: Story) -> None:
        row = story.nominate(story.people[0], consents=False)
        story.close_nominations()
        with refused("no_consent"):
            story.review(row)

    def test_what_the_roster_knows_is_filled_in(self, story: Story) -> None:
        row = story.nominate(story.people[0])
        sheet = queries.candidate(story.street.actor("街道老彭"), row.pk)
        assert {one.value: answer.value for one, answer in sheet.filled.items()} == {
            "age": "yes",
            "lives_here": "yes",
            "consent": "yes",
            "no_relative": "unknown",
            "no_record": "unknown",
        }

    def test_people_of_the_same_household_in_office_are_shown_not_judged(self, story: Story) -> None:
        tian = Appointment.objects.get(post=story.street.post_of(story.street.group))
        son = cast.resident(story.homes[0], "赵小田", born=date(1990, 1, 1))
        Appointment.objects.filter(pk=tian.pk).update(resident=son)
        sheet = queries.candidate(story.street.actor("街道老彭"), story.nominate(story.people[0]).pk)
        assert "田组长" in sheet.known.relatives[0]
        assert sheet.filled[next(one for one in sheet.filled if one.value == "no_relative")] is Answer.UNKNOWN

    def test_standing_comes_first_on_the_list_where_the_round_says_so(self, street: cast.Street) -> None:
        for first, names in ((True, ["候选1号", "赵大伯"]), (False, ["赵大伯", "候选1号"])):
            story = begin(street, standing_first=first) if first else _second(street)
            rows = [story.nominate(person) for person in story.people[:2]]
            story.close_nominations()
            story.review(rows[0])
            story.review(rows[1], standing=(Standing.VETERAN,))
            story.put_up()
            posting = hanging(story)
            assert [line["name"] for line in posting.lines] == names
            assert "没有打分" in posting.text


def _second(street: cast.Street) -> Story:
    """The same round anew, without the priority."""
    from youlin.domains.chiefs.models import Contest, SelectionRound

    last = Contest.objects.get()
    actions.call_off(
        actor=street.actor("社区小覃"), contest=last.pk, reason="重来", now=clock.at(last.round.notice_from, 11)
    )
    day = last.round.notice_from
    wanted = actions.NewRound("再一轮", (last.post_id,), calendar(day), standing_first=False)
    row = actions.open_round(actor=street.actor("社区小覃"), wanted=wanted, client_id=uuid4(), now=clock.at(day, 10))
    assert SelectionRound.objects.count() == 2
    people = list(type(street.zhao).objects.filter(household__neighbourhood=street.lin2).order_by("created_at", "pk"))
    return Story(street, day, [], people, row, row.contests.get().pk, "households")


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
