"""A selection round: the straight way through it, and how it begins."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from tests.factories import cast
from tests.factories.selection import Story, begin, calendar, hanging, refused
from youlin.domains.chiefs import queries as chiefs
from youlin.domains.chiefs.actions import selection as actions
from youlin.domains.chiefs.models import Appointment, Candidature, SelectionEntry
from youlin.domains.chiefs.queries import selection as queries
from youlin.domains.chiefs.rules.selection.counting import Result
from youlin.domains.chiefs.rules.selection.fitness import Answer, Standing
from youlin.domains.chiefs.rules.selection.states import Stage
from youlin.foundation import clock
from youlin.foundation.models import AuditEntry, Look
from youlin.foundation.refusal import NotAllowed, NotThere


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
