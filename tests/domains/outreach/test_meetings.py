"""A courtyard meeting and the next one; a street's meeting that gives out tasks."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.factories.cast import START, Street
from youlin.domains.cases import actions as cases
from youlin.domains.cases.models import Case
from youlin.domains.messaging.models import Notice, Posting
from youlin.domains.outreach.actions import meetings as actions
from youlin.domains.outreach.actions import tasks
from youlin.domains.outreach.models import AgendaItem, Meeting, MeetingTask, Presence, Raised
from youlin.domains.outreach.queries import meetings as queries
from youlin.foundation import clock
from youlin.foundation.refusal import Invalid, NotAllowed, NotThere, Refusal
from youlin.jobs import meetings as follow

DAY = timedelta(days=1)


def called(street: Street, who: str = "田组长", kind: str = "courtyard", days: int = 0) -> Meeting:
    place = {"田组长": street.group, "街道老彭": street.subdistrict, "社区小覃": street.xibu}[who]
    new = actions.NewMeeting(
        uuid4(), kind, place.pk, "冬月屋场会", START + days * DAY, "老屋场坪里", topics=("路灯", "", "清沟")
    )
    return actions.call_meeting(actor=street.actor(who), meeting=new, now=START + days * DAY)


def closed(street: Street, row: Meeting, who: str = "田组长", days: int = 0) -> None:
    actions.close_meeting(actor=street.actor(who), meeting=row.pk, minutes="都来了", now=START + days * DAY)


@pytest.mark.django_db
class TestCalling:
    def test_twice_is_once_and_empty_lines_are_no_topics(self, street: Street) -> None:
        new = actions.NewMeeting(uuid4(), "courtyard", street.group.pk, "会", START, "坪里", ("路灯", " "))
        tian = street.actor("田组长")
        first = actions.call_meeting(actor=tian, meeting=new, now=START)
        assert first == actions.call_meeting(actor=tian, meeting=new, now=START)
        assert [item.text for item in first.items.all()] == ["路灯"]

    @pytest.mark.parametrize(
        "wrong", [{"title": " "}, {"place": ""}, {"kind": "party"}, {"starts_at": START - 40 * DAY}]
    )
    def test_what_cannot_be_is_refused(self, street: Street, wrong: dict[str, object]) -> None:
        said: dict[str, object] = {"kind": "courtyard", "title": "会", "place": "坪里", "starts_at": START} | wrong
        with pytest.raises(Invalid):
            new = actions.NewMeeting(client_id=uuid4(), territory=street.group.pk, **said)  # type: ignore[arg-type]
            actions.call_meeting(actor=street.actor("田组长"), meeting=new, now=START)

    def test_nobody_calls_a_meeting_of_another_place(self, street: Street) -> None:
        new = actions.NewMeeting(uuid4(), "courtyard", street.group.pk, "会", START, "坪里")
        with pytest.raises(NotThere):
            actions.call_meeting(actor=street.actor("岩门邻长"), meeting=new, now=START)

    def test_the_chiefs_of_the_place_hear_of_it_and_of_its_end(self, street: Street) -> None:
        row = called(street)
        actions.tell_of_meeting(meeting=row.pk, now=START, link="/me/")
        names = set(Notice.objects.filter(template="outreach.meeting").values_list("user__display_name", flat=True))
        assert names == {"李邻长", "周邻长", "田组长"}
        actions.cancel_meeting(actor=street.actor("田组长"), meeting=row.pk, reason="下大雨", now=START)
        actions.tell_of_meeting(meeting=row.pk, now=START, link="/me/")
        assert Notice.objects.filter(template="outreach.meeting_cancelled").count() == 3
        with pytest.raises(Refusal):
            closed(street, row)

    def test_it_is_put_on_notice_once_and_taken_down_when_it_is_off(self, street: Street) -> None:
        qin = street.actor("社区小覃")
        new = actions.NewMeeting(uuid4(), "courtyard", street.xibu.pk, "会", START + 3 * DAY, "坪里", ("路灯",))
        row = actions.call_meeting(actor=qin, meeting=new, now=START)
        actions.put_on_notice(actor=qin, meeting=row.pk, now=START)
        actions.put_on_notice(actor=qin, meeting=row.pk, now=START)
        posting = Posting.objects.get()
        assert "路灯" in posting.text and posting.last_day == clock.day_of(row.starts_at)
        actions.cancel_meeting(actor=qin, meeting=row.pk, reason="改期", now=START)
        assert posting.take_downs.exists()

    def test_who_is_called_sees_it_and_only_the_place_keeps_it(self, street: Street) -> None:
        row = called(street, "街道老彭", "push")
        li = street.actor("李邻长")
        assert queries.record(li, row.pk).can == frozenset()
        with pytest.raises(NotAllowed):
            actions.add_item(actor=li, meeting=row.pk, text="再议一条", now=START)
        mine = called(street)
        assert not Meeting.objects.visible_to(street.actor("岩门邻长")).filter(pk=mine.pk).exists()


@pytest.mark.django_db
class TestAtTheMeeting:
    def test_presence_is_one_tap_and_one_back(self, street: Street) -> None:
        row, tian = called(street), street.actor("田组长")
        for _again in range(2):
            actions.mark_present(actor=tian, meeting=row.pk, household=street.wang_home.pk, here=True, now=START)
        assert Presence.objects.count() == 1 and queries.record(tian, row.pk).present == 1
        actions.mark_present(actor=tian, meeting=row.pk, household=street.wang_home.pk, here=False, now=START)
        record = queries.record(tian, row.pk)
        assert (record.present, record.expected) == (0, 3)
        with pytest.raises(NotThere):
            actions.mark_present(actor=tian, meeting=row.pk, household=uuid4(), here=True, now=START)
        _row, people = queries.expected(tian, row.pk, now=START)
        assert len(people) == 3 and not any(one.here for one in people)

    def test_hands_are_counted_against_who_came(self, street: Street) -> None:
        row, tian = called(street), street.actor("田组长")
        item = row.items.first()
        assert item is not None
        actions.mark_present(actor=tian, meeting=row.pk, household=street.wang_home.pk, here=True, now=START)
        for hands, decision in (((2, 0, 0), "装灯"), ((1, None, 0), "装灯"), ((1, 0, 0), "")):
            with pytest.raises(Invalid):
                said = actions.Said("说了", decision, hands)
                actions.note_item(actor=tian, meeting=row.pk, item=item.pk, said=said, now=START)
        said = actions.Said("都说要装", "装灯", (1, 0, 0))
        actions.note_item(actor=tian, meeting=row.pk, item=item.pk, said=said, now=START)
        item.refresh_from_db()
        assert (item.decision, item.hands_for, item.done_at) == ("装灯", 1, START)

    def test_guests_are_a_number_and_the_record_stands_when_it_is_over(self, street: Street) -> None:
        row, tian = called(street), street.actor("田组长")
        actions.count_guests(actor=tian, meeting=row.pk, guests=4, chair="田组长", now=START)
        closed(street, row)
        row.refresh_from_db()
        assert (row.guests, row.state, row.minutes) == (4, "held", "都来了")
        with pytest.raises(Refusal):
            actions.count_guests(actor=tian, meeting=row.pk, guests=5, chair="", now=START)

    def test_a_meeting_that_has_not_begun_has_no_minutes(self, street: Street) -> None:
        new = actions.NewMeeting(uuid4(), "courtyard", street.group.pk, "会", START + DAY, "坪里")
        row = actions.call_meeting(actor=street.actor("田组长"), meeting=new, now=START)
        with pytest.raises(Refusal, match="还没有开"):
            closed(street, row)


@pytest.mark.django_db
class TestWhatComesBack:
    def raised(self, street: Street, row: Meeting) -> Case:
        client, tian = uuid4(), street.actor("田组长")

        def once() -> Case:
            return actions.raise_case(
                actor=tian, meeting=row.pk, text="沟堵了", kind="problem", by="王桂英", now=START, client_id=client
            )

        first = once()
        assert first == once() and Raised.objects.count() == 1
        return first

    def test_what_is_raised_becomes_a_case_and_its_answer_is_read_out_next_time(self, street: Street) -> None:
        row = called(street)
        case = self.raised(street, row)
        assert (case.source, case.reporter_name) == ("meeting", "王桂英")
        closed(street, row)
        tian = street.actor("田组长")
        cases.answer(actor=tian, case=case.pk, text="明天就清", now=START + DAY)
        again = called(street, days=30)
        [item] = queries.record(tian, again.pk).items[:1]
        assert (item.row.kind, item.row.case_id, item.answer) == ("answer", case.pk, "明天就清")
        later = START + 30 * DAY
        actions.note_item(actor=tian, meeting=again.pk, item=item.row.pk, said=actions.Said("大家听了"), now=later)
        assert Raised.objects.get().read_at == later
        closed(street, again, days=30)
        third = called(street, days=60)
        assert not third.items.filter(kind="answer").exists()  # once is enough

    def test_an_answer_that_comes_later_still_gets_onto_the_agenda_once(self, street: Street) -> None:
        row = called(street)
        case = self.raised(street, row)
        closed(street, row)
        again = called(street, days=20)
        assert not again.items.filter(kind="answer").exists()
        cases.answer(actor=street.actor("田组长"), case=case.pk, text="清了", now=START + 20 * DAY)
        for _again in range(2):
            actions.carry_answers(cases_answered=[case.pk], now=START + 20 * DAY)
        assert again.items.filter(kind="answer", case=case).count() == 1

    def test_what_is_restricted_is_read_out_nowhere(self, street: Street) -> None:
        row = called(street)
        case = self.raised(street, row)
        closed(street, row)
        cases.answer(actor=street.actor("田组长"), case=case.pk, text="清了", now=START)
        Case.objects.filter(pk=case.pk).update(restricted=True)
        assert not called(street, days=20).items.filter(kind="answer").exists()

    def test_a_task_comes_back_until_it_is_done(self, street: Street) -> None:
        row, peng = called(street, "街道老彭", "push"), street.actor("街道老彭")
        post, client = street.post_of(street.lin1), uuid4()
        due = clock.day_of(START + 5 * DAY)
        for _again in range(2):
            tasks.give_task(
                actor=peng, meeting=row.pk, post=post.pk, text="查火炉", due_on=due, now=START, client_id=client
            )
        task = MeetingTask.objects.get()
        tasks.tell_of_task(task=task.pk, now=START, link=follow.TASKS)
        assert Notice.objects.get(template="outreach.task").user == street.users["李邻长"]
        closed(street, row, "街道老彭")
        second = called(street, "街道老彭", "push", days=7)
        assert second.items.get(kind="task").task == task
        closed(street, second, "街道老彭", days=7)
        with pytest.raises(NotThere):
            tasks.finish_task(actor=street.actor("周邻长"), task=task.pk, now=START + 8 * DAY)
        li = street.actor("李邻长")
        for note in ("都查了", "第二次"):
            tasks.finish_task(actor=li, task=task.pk, note=note, now=START + 8 * DAY)
        task.refresh_from_db()
        assert (task.note, task.done_by_name) == ("都查了", "李邻长")
        tasks.settle_task(task=task.pk, now=START + 8 * DAY)
        assert Notice.objects.get(template="outreach.task").read_at is not None
        third = called(street, "街道老彭", "push", days=14)
        item = third.items.get(kind="task")  # once more, so that everybody hears that it is done
        actions.note_item(actor=peng, meeting=third.pk, item=item.pk, said=actions.Said("好"), now=START + 14 * DAY)
        closed(street, third, "街道老彭", days=14)
        assert not AgendaItem.objects.filter(meeting=called(street, "街道老彭", "push", days=21), kind="task").exists()

    def test_a_day_that_is_over_and_a_post_elsewhere_are_refused(self, street: Street) -> None:
        row, tian = called(street), street.actor("田组长")
        today = clock.day_of(START)
        with pytest.raises(Invalid):
            tasks.give_task(
                actor=tian, meeting=row.pk, post=street.post_of(street.lin1).pk, text="查", due_on=today - DAY,
                now=START, client_id=uuid4(),
            )  # fmt: skip
        with pytest.raises(NotThere):
            tasks.give_task(
                actor=tian, meeting=row.pk, post=street.post_of(street.yanmen_lin).pk, text="查", due_on=today,
                now=START, client_id=uuid4(),
            )  # fmt: skip
