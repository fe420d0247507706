"""A message reaches every door, or the board says which it has not reached."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import openpyxl
import pytest
import time_machine
from django.test import Client
from PIL import Image
from pytest_django.fixtures import DjangoAssertNumQueries

from tests.factories import cast
from tests.factories.cast import START, Street
from youlin.domains.cases.actions import inspections
from youlin.domains.cases.models import Case
from youlin.domains.cases.rules.ladder import Rung
from youlin.domains.insight import actions as insight
from youlin.domains.insight.rules.effort import Effort, Job
from youlin.domains.messaging.models import Notice
from youlin.domains.outreach import media
from youlin.domains.outreach.actions import campaigns as actions
from youlin.domains.outreach.models import Campaign, CampaignDoor, CampaignMark, CampaignMaterial
from youlin.domains.outreach.queries import campaigns as queries
from youlin.domains.territory.rules import Level
from youlin.foundation import outbox
from youlin.foundation.refusal import Invalid, NotThere, Refusal
from youlin.jobs.tick import tick

TODAY = date(2026, 11, 2)
HOUR = timedelta(hours=1)
LogIn = Callable[[str], Client]


def begin(street: Street, *, who: str = "社区小覃", **said: Any) -> Campaign:
    facts: dict[str, Any] = {
        "client_id": uuid4(), "territory": street.xibu.pk, "topic": "electricity", "title": "冬季用电安全",
        "message": "人走断电。", "carried_by": Rung.NEIGHBOURHOOD, "starts_on": TODAY, "ends_on": date(2026, 11, 30),
        **said,
    }  # fmt: skip
    return actions.begin_campaign(actor=street.actor(who), new=actions.NewCampaign(**facts), now=START)


def door_of(street: Street, row: Campaign) -> CampaignDoor:
    return CampaignDoor.objects.get(campaign=row, household=street.wang_home)


def mark(
    street: Street, door: CampaignDoor, outcome: str = "told", *, who: str = "李邻长", **said: Any
) -> CampaignMark:
    new = actions.NewMark(**{"client_id": uuid4(), "door": door.pk, "outcome": outcome, "happened_at": START, **said})
    return actions.mark_doors(actor=street.actor(who), marks=[new], now=START + 5 * HOUR)[0]


class TestBeginning:
    def test_every_permanent_home_once_and_whoever_carries_it_is_told(self, street: Street) -> None:
        row = begin(street)
        assert row.doors.count() == 3
        outbox.dispatch_waiting(now=START)
        told = {note.user.display_name: note.params["n"] for note in Notice.objects.filter(template="campaigns.begin")}
        assert told == {"李邻长": 2, "周邻长": 1}

    def test_narrowed_by_circumstances(self, street: Street) -> None:
        row = begin(street, circumstances=("elder_alone",))
        assert [door.household for door in row.doors.all()] == [street.wang_home]
        with pytest.raises(Refusal, match="没有这样的常住户"):
            begin(street, circumstances=("dementia",))

    def test_homes_with_children_near_water_come_first(self, street: Street) -> None:
        pond = inspections.NewSite(street.lin1.pk, "water", "水塘")
        inspections.add_site(actor=street.actor("社区小覃"), new=pond, now=START)
        row = begin(street, topic="drowning")
        doors = list(queries.doors(street.actor("社区小覃"), row.pk))
        assert (doors[0].household, [door.rank for door in doors]) == (street.liu_home, [0, 2, 2])

    def test_the_same_campaign_twice_is_one(self, street: Street) -> None:
        identity = uuid4()
        assert begin(street, client_id=identity) == begin(street, client_id=identity)

    def test_it_is_begun_in_as_many_statements_for_three_homes_as_for_sixty(
        self, street: Street, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        for number in range(60):
            cast.household(street.lin1, f"1{number:04}", f"老屋场组{number}号")
        with django_assert_max_num_queries(22):
            row = begin(street)
        assert row.doors.count() == 63

    @pytest.mark.parametrize(
        ("said", "code"),
        [
            ({"title": " "}, "title_missing"),
            ({"message": ""}, "message_missing"),
            ({"message": "说" * 2001}, "message_long"),
            ({"topic": "war"}, "topic_unknown"),
            ({"ends_on": date(2026, 11, 1)}, "period_backwards"),
            ({"carried_by": Rung.SUBDISTRICT}, "carrier_unknown"),
        ],
    )
    def test_what_cannot_be_is_refused(self, street: Street, said: dict[str, Any], code: str) -> None:
        with pytest.raises(Refusal) as refused:
            begin(street, **said)
        assert refused.value.code == code

    def test_next_door_and_chiefs_begin_none(self, street: Street) -> None:
        for who in ("岩门小吴", "李邻长"):
            with pytest.raises(NotThere):
                begin(street, who=who)


class TestAtTheDoor:
    def test_told_is_told_and_the_same_mark_twice_is_one(self, street: Street) -> None:
        door = door_of(street, begin(street))
        identity = uuid4()
        assert mark(street, door, client_id=identity) == mark(street, door, client_id=identity)
        door.refresh_from_db()
        assert (door.state, door.changed_at, door.by_name) == ("told", START, "李邻长")

    def test_what_happened_earlier_and_arrives_later_takes_nothing_away(self, street: Street) -> None:
        door = door_of(street, begin(street))
        mark(street, door, happened_at=START + 2 * HOUR)
        mark(street, door, "absent", happened_at=START + HOUR)
        door.refresh_from_db()
        assert (door.state, door.changed_at) == ("told", START + 2 * HOUR)

    def test_nobody_in_and_come_again_stay_missing_and_a_refusal_does_not(self, street: Street) -> None:
        door = door_of(street, begin(street))
        left = []
        for hours, outcome in enumerate(("absent", "again", "refused")):
            mark(street, door, outcome, happened_at=START + hours * HOUR)
            left.append(queries.my_doors_count(street.actor("李邻长"), now=START))
        assert left == [2, 2, 1]

    def test_what_they_ask_is_a_case_from_that_second(self, street: Street) -> None:
        door = door_of(street, begin(street))
        identity = uuid4()
        for _twice in range(2):
            made = mark(street, door, question="电费能不能减", client_id=identity)
        case = Case.objects.get()
        assert (case.kind, case.household, made.case) == ("question", street.wang_home, case)
        assert "冬季用电安全" in case.text

    def test_a_whole_staircase_in_as_many_statements_as_one_door(
        self, street: Street, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        for number in range(30):
            cast.household(street.lin1, f"1{number:04}", f"老屋场组{number}号")
        row = begin(street)
        keys = list(row.doors.filter(territory=street.lin1).values_list("pk", flat=True))
        marks = [actions.NewMark(uuid4(), key, "told", START) for key in keys]
        li = street.actor("李邻长")
        with django_assert_max_num_queries(10):
            actions.mark_doors(actor=li, marks=marks, now=START)
        assert row.doors.filter(state="told").count() == 32

    def test_taken_back_it_stands_as_before(self, street: Street) -> None:
        door = door_of(street, begin(street))
        mark(street, door, "absent")
        made = mark(street, door, happened_at=START + HOUR)
        for _twice in range(2):
            actions.take_back_mark(actor=street.actor("李邻长"), mark=made.pk, now=START + 2 * HOUR)
        assert door_state(door) == "absent"
        with pytest.raises(NotThere):
            actions.take_back_mark(actor=street.actor("田组长"), mark=made.pk, now=START)

    def test_a_door_goes_with_its_household(self, street: Street) -> None:
        door = door_of(street, begin(street))
        street.wang_home.neighbourhood = street.lin2
        street.wang_home.save(update_fields=["neighbourhood"])
        assert [actions.move_doors(households=[street.wang_home.pk]) for _twice in range(2)] == [1, 0]
        door.refresh_from_db()
        assert door.territory == street.lin2

    def test_out_of_sight_is_not_there_and_what_is_over_is_over(self, street: Street) -> None:
        row = begin(street)
        door = door_of(street, row)
        for who in ("周邻长", "岩门邻长"):
            with pytest.raises(NotThere):
                mark(street, door, who=who)
        actions.close_campaign(actor=street.actor("社区小覃"), campaign=row.pk, now=START)
        with pytest.raises(Refusal, match="已经结束"):
            mark(street, door)

    def test_what_was_done_before_the_end_and_arrives_after_it_counts(self, street: Street) -> None:
        row = begin(street)
        actions.close_campaign(actor=street.actor("社区小覃"), campaign=row.pk, now=START + 2 * HOUR)
        door = door_of(street, row)
        mark(street, door, happened_at=START + HOUR)
        assert door_state(door) == "told"


def door_state(door: CampaignDoor) -> str:
    door.refresh_from_db()
    return door.state


class TestTheBoard:
    def test_it_says_where_doors_are_missing_and_what_came_last(self, street: Street) -> None:
        row = begin(street, sweep=True)
        mark(street, door_of(street, row))
        qin = street.actor("社区小覃")
        parts = queries.board(qin, row.pk, Level.NEIGHBOURHOOD)
        assert {(part.place, part.doors, part.told, part.missing) for part in parts} == {
            (street.lin1, 2, 1, 1),
            (street.lin2, 1, 0, 1),
        }
        assert [part.missing for part in queries.board(qin, row.pk, Level.GROUP)] == [2]
        assert [one.door.household for one in queries.newest(qin, row.pk)] == [street.wang_home]
        assert queries.course(qin, row, now=START + HOUR)[-1][1] == 1
        assert queries.board(street.actor("岩门邻长"), row.pk, Level.GROUP) == []


class TestASweep:
    def test_it_is_told_at_once_and_by_night_too(self, street: Street) -> None:
        begin(street, sweep=True)
        outbox.dispatch_waiting(now=START)
        assert list(Notice.objects.filter(template="campaigns.sweep").values_list("pace", flat=True)) == ["now", "now"]

    def test_it_begins_now(self, street: Street) -> None:
        with pytest.raises(Invalid, match="马上就开始"):
            begin(street, sweep=True, starts_on=date(2026, 11, 3))

    def test_a_silent_place_is_reminded_then_handed_on_and_each_is_said_once(self, street: Street) -> None:
        row = begin(street, sweep=True)
        mark(street, door_of(street, row))  # 李邻长 goes; nothing is heard of 周邻长
        said: list[set[tuple[str, str, int]]] = []
        for minutes in (19, 20, 45, 46, 90, 91):
            tick(now=START + timedelta(minutes=minutes))
            notes = Notice.objects.filter(template__startswith="campaigns.sweep_")
            said.append({(note.template[16:], note.user.display_name, note.params["n"]) for note in notes})
        reminded = {("silent", "周邻长", 1)}
        handed = reminded | {("handed", "田组长", 1)}
        assert said == [
            set(),
            reminded,
            handed,
            handed,
            *[handed | {("missing", "李邻长", 1), ("missing", "周邻长", 1)}] * 2,
        ]
        assert Notice.objects.filter(template__startswith="campaigns.sweep_").count() == 4

    def test_a_silent_places_doors_stand_on_the_next_phone_until_there_is_a_sign(
        self, street: Street, logged_in: LogIn
    ) -> None:
        row, tian = begin(street, sweep=True), street.actor("田组长")

        def on_the_phone(minutes: int) -> int:
            return queries.my_doors_count(tian, now=START + timedelta(minutes=minutes))

        assert [on_the_phone(minutes) for minutes in (44, 45)] == [0, 3]
        mark(street, door_of(street, row), "absent")  # one at 李邻长's: the two doors there are his again
        assert on_the_phone(50) == 1
        with time_machine.travel(START + HOUR, tick=False):
            assert "还没有人去，请帮着去说" in logged_in("田组长").get("/me/campaigns/").content.decode()
            assert "1 个邻一户都还没记" in logged_in("社区小覃").get(f"/office/campaigns/{row.pk}/").content.decode()
        door = row.doors.get(territory=street.lin2)
        mark(street, door, who="田组长")
        assert on_the_phone(60) == 0
        actions.close_campaign(actor=street.actor("社区小覃"), campaign=row.pk, now=START + HOUR)
        assert on_the_phone(90) == 0

    def test_a_campaign_that_is_no_sweep_pushes_nobody(self, street: Street) -> None:
        begin(street)
        tick(now=START + 3 * HOUR)
        assert not Notice.objects.filter(template__startswith="campaigns.sweep").exists()
        assert queries.my_doors_count(street.actor("田组长"), now=START + 3 * HOUR) == 0


class TestMaterials:
    def test_a_picture_and_a_sound_are_kept_for_what_they_are(self, street: Street) -> None:
        row, qin = begin(street), street.actor("社区小覃")
        out = BytesIO()
        Image.new("RGB", (40, 30), "red").save(out, "PNG")
        actions.add_material(actor=qin, campaign=row.pk, picture=out.getvalue(), now=START)
        for _twice in range(2):
            actions.add_material(actor=qin, campaign=row.pk, audio=b"ID3" + bytes(200), now=START)
        assert sorted(CampaignMaterial.objects.values_list("kind", "form")) == [("audio", "mp3"), ("picture", "jpg")]

    @pytest.mark.parametrize(
        ("data", "form"),
        [(b"OggS" + bytes(9), "ogg"), (b"RIFF\0\0\0\0WAVE", "wav"), (bytes(4) + b"ftypM4A ", "m4a"),
         (b"\xff\xfb\x90" + bytes(9), "mp3")],
    )  # fmt: skip
    def test_sounds_are_told_by_what_is_in_them(self, data: bytes, form: str) -> None:
        assert media.sound_of(data) == form

    @pytest.mark.parametrize(
        ("data", "code"),
        [(b"<script>alert(1)</script>", "audio_unreadable"), (b"ID3" + bytes(media.MOST_AUDIO), "audio_too_big")],
    )
    def test_what_is_no_sound_or_too_long_is_refused(self, data: bytes, code: str) -> None:
        with pytest.raises(Invalid) as refused:
            media.sound_of(data)
        assert refused.value.code == code


class TestPages:
    @pytest.fixture(autouse=True)
    def that_morning(self) -> object:
        with time_machine.travel(START + HOUR, tick=False):
            yield

    def test_a_chief_ticks_several_doors_and_says_otherwise_of_one(self, street: Street, logged_in: LogIn) -> None:
        row = begin(street)
        li = logged_in("李邻长")
        assert "还有 2 户要去说" in li.get("/me/").content.decode()
        page = li.get("/me/campaigns/").content.decode()
        assert "人走断电。" in page
        door = door_of(street, row)
        sent = {"door": [str(door.pk)], "client_id": str(uuid4())}
        came = li.post(f"/me/campaigns/{row.pk}/told/", sent, follow=True).content.decode()
        assert "1 户说到了。还差 1 户。" in came
        li.post(f"/me/campaigns/{row.pk}/told/", sent)
        assert CampaignMark.objects.count() == 1
        other = CampaignDoor.objects.get(household=street.liu_home)
        asked = {"outcome": "again", "question": "插座能不能换", "client_id": str(uuid4())}
        came = li.post(f"/me/campaigns/doors/{other.pk}/", asked, follow=True).content.decode()
        assert "他们问的已经报上去" in came
        assert "改天再来" in came
        undone = li.post(f"/me/campaigns/undo/{CampaignMark.objects.latest('received_at').pk}/", follow=True)
        assert "已撤回" in undone.content.decode()

    def test_the_desk_sees_what_it_takes_of_its_chiefs_before_it_begins(self, street: Street, logged_in: LogIn) -> None:
        qin = logged_in("社区小覃")
        page = qin.get("/office/campaigns/new/").content.decode()
        assert "要去 3 处，由 2 个岗位" in page
        assert "还没有量够" in page
        for _phone in range(30):
            insight.note_effort(subdistrict=street.subdistrict.pk, job=Job.CAMPAIGN, effort=Effort(60, 2, 1), now=START)
        asked = {
            "territory": str(street.xibu.pk),
            "carried_by": "1",
            "starts_on": "2026-11-02",
            "ends_on": "2026-11-03",
        }
        page = qin.get("/office/campaigns/new/cost/", asked).content.decode()
        assert "现在还剩" in page
        for _phone in range(9):  # and then the day is spent
            insight.note_effort(
                subdistrict=street.subdistrict.pk, job=Job.VISIT, effort=Effort(600, 2, 1), now=START, times=20
            )
        sent = {**asked, "reckon": "1", "title": "冬季用电"}
        page = qin.post("/office/campaigns/new/", sent).content.decode()
        assert "超出预算" in page
        assert 'value="冬季用电"' in page, "what was typed stays typed"
        assert not Campaign.objects.exists()
        assert (
            "要去 1 处"
            in qin.get("/office/campaigns/new/cost/", {**asked, "circumstances": "elder_alone"}).content.decode()
        )
        assert logged_in("岩门小吴").get("/office/campaigns/new/cost/", asked).content.decode().count("要去") == 0

    def test_the_desk_begins_watches_exports_and_ends(self, street: Street, logged_in: LogIn) -> None:
        qin = logged_in("社区小覃")
        asked = {
            "title": "暴雨今晚到", "topic": "emergency", "message": "低洼处的今晚转移。", "sweep": "on",
            "territory": str(street.xibu.pk), "carried_by": "1", "starts_on": "2026-11-02", "ends_on": "2026-11-02",
            "client_id": str(uuid4()),
        }  # fmt: skip
        board = qin.post("/office/campaigns/new/", asked, follow=True).content.decode()
        assert "一共 3 户，说到了 0 户，还差 3 户。" in board
        row = Campaign.objects.get()
        mark(street, door_of(street, row))
        assert "还差 2 户" in qin.get(f"/office/campaigns/{row.pk}/live/?by=neighbourhood").content.decode()
        sheet: Any = openpyxl.load_workbook(
            BytesIO(qin.get(f"/office/campaigns/{row.pk}/?as=xlsx&state=all").content)
        ).active
        assert sheet.max_row == 4
        sound = BytesIO(b"ID3" + bytes(64))
        sound.name = "notice.mp3"
        qin.post(f"/office/campaigns/{row.pk}/material/", {"audio": sound})
        digest = CampaignMaterial.objects.get().digest
        assert logged_in("李邻长").get(f"/me/campaigns/{row.pk}/media/{digest}/")["Content-Type"] == "audio/mpeg"
        qin.post(f"/office/campaigns/{row.pk}/close/")
        assert "已结束" in qin.get("/office/campaigns/").content.decode()
        assert logged_in("岩门小吴").get(f"/office/campaigns/{row.pk}/").status_code == 404
