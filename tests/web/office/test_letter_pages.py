"""The pages of letters: the phone's consent, the desk's log and outbox page, its words and hours, and the burden."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from tests.factories import cast
from youlin.domains.messaging import actions, queries
from youlin.domains.messaging.models import Consent, ConsoleLetter, Letter, LetterText, Notice
from youlin.domains.messaging.rules.letters import Pace, State
from youlin.jobs import letters

As = Callable[[str], Client]
NOW = cast.START + timedelta(hours=2)


@pytest.fixture(autouse=True)
def a_monday_morning() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def sent(street: cast.Street) -> Letter:
    """A letter about 王奶奶 that the console laid on the outbox page for 李邻长."""
    actions.agree(actor=street.actor("李邻长"), channel="console", now=cast.START)
    actions.tell(
        notices=[
            actions.NewNotice(
                subdistrict=street.subdistrict.pk,
                user=street.users["李邻长"].pk,
                template="care.silence.visit",
                dedupe="test:1",
                params={"name": "王桂英", "days": 3},
                url="/me/",
                pace=Pace.NOW,
            )
        ],
        now=cast.START,
    )
    letters.sweep(now=NOW)
    return Letter.objects.get()


@pytest.mark.parametrize(("who", "room"), [("李邻长", "/me/mine/letters/"), ("社区小覃", "/office/letters/own/")])
def test_consent_is_given_and_withdrawn_on_the_own_page(
    street: cast.Street, logged_in: As, who: str, room: str
) -> None:
    me = logged_in(who)
    page = me.get(room).content.decode()
    assert "街道代为转告" in page and "不出街道" in page and "已同意" not in page

    said = me.post(f"{room}console/agree/", {"client_id": str(uuid4())}, follow=True).content.decode()
    assert "已同意" in said and f"{room}console/stop/" in said
    assert Consent.objects.get().user == street.users[who]

    assert "已同意" not in me.post(f"{room}console/stop/", follow=True).content.decode()
    assert me.post(f"{room}telegraph/agree/").status_code == 404
    assert me.post(room, {"hour": "8"}, follow=True).status_code == 200
    assert queries.own(street.actor(who)).hour == 8


def test_the_desk_has_its_own_notices(street: cast.Street, logged_in: As, sent: Letter) -> None:
    notice = Notice.objects.get()
    Notice.objects.filter(pk=notice.pk).update(user=street.users["街道老彭"])
    desk = logged_in("街道老彭")
    assert "王桂英的上门走访晚了" in desk.get("/office/letters/mine/").content.decode()
    assert '<span class="count">1</span>' in desk.get("/office/").content.decode()
    desk.post("/office/letters/mine/read/")
    assert Notice.objects.get().read_at == NOW


def test_the_log_shows_what_became_of_each_letter(logged_in: As, sent: Letter) -> None:
    desk = logged_in("街道老彭")
    page = desk.get("/office/letters/").content.decode()
    assert "李邻长" in page and "已送出" in page
    one = desk.get(f"/office/letters/{sent.pk}/").content.decode()
    assert "王桂英的上门走访晚了" in one and str(sent.pk) in one and "送出" in one
    assert desk.get("/office/letters/?as=xlsx").headers["Content-Type"].endswith("sheet")
    for nobody in ("社区小覃", "民政老杜", "县里老胡"):
        assert logged_in(nobody).get(f"/office/letters/{sent.pk}/").status_code == 404


def test_what_was_given_up_stands_on_the_first_page_and_goes_again(logged_in: As, sent: Letter) -> None:
    Letter.objects.update(state=State.GIVEN_UP, problem="对方没有应答")
    desk = logged_in("街道老彭")
    assert "1 条消息没送到" in desk.get("/office/").content.decode()
    assert "对方没有应答" in desk.get("/office/letters/?state=given_up").content.decode()
    desk.post(f"/office/letters/{sent.pk}/again/")
    assert Letter.objects.get().state == State.QUEUED
    assert "条消息没送到" not in desk.get("/office/").content.decode()


def test_the_outbox_page_shows_what_to_pass_on_and_takes_it_back(logged_in: As, sent: Letter) -> None:
    desk = logged_in("街道老彭")
    assert "王桂英的上门走访晚了" in desk.get("/office/letters/outbox/").content.decode()
    told = desk.post(f"/office/letters/outbox/{sent.pk}/pass-on/", follow=True).content.decode()
    assert "没有要转告的" in told and f"/office/letters/outbox/{sent.pk}/not-yet/" in told
    assert ConsoleLetter.objects.get().passed_on_by == "街道老彭"
    assert "街道老彭" in desk.get("/office/letters/outbox/?all=1").content.decode()
    desk.post(f"/office/letters/outbox/{sent.pk}/not-yet/")
    assert ConsoleLetter.objects.get().passed_on_at is None


def test_a_reply_noted_twice_is_one_and_shows_with_the_letter(logged_in: As, sent: Letter) -> None:
    desk, form = logged_in("街道老彭"), {"text": "收到，下午去", "client_id": str(uuid4())}
    for _time in range(2):
        assert desk.post(f"/office/letters/outbox/{sent.pk}/reply/", form).status_code == 302
    assert desk.get(f"/office/letters/{sent.pk}/").content.decode().count("收到，下午去") == 1
    assert desk.post(f"/office/letters/outbox/{sent.pk}/reply/", {"text": ""}).status_code == 422


def test_a_sentence_is_tried_changed_and_brought_back(street: cast.Street, logged_in: As, sent: Letter) -> None:
    desk, room = logged_in("街道老彭"), "/office/letters/texts/care.silence.visit/"
    looked = desk.post(room, {"text": "{姓名}那里 {天数} 天没去了。", "look": "1"}).content.decode()
    assert "王某那里 3 天没去了。" in looked and not LetterText.objects.exists()

    wrong = desk.post(room, {"text": "{编号}那里没去。"})
    assert wrong.status_code == 422 and "没有“{编号}”可填" in wrong.content.decode()
    assert "{编号}那里没去。" in wrong.content.decode()

    done = desk.post(room, {"text": "{姓名}那里 {天数} 天没去了。"}, follow=True).content.decode()
    assert f"{room}0/" in done
    assert "王桂英那里 3 天没去了。" in logged_in("李邻长").get("/me/notices/").content.decode()

    back = desk.post(f"{room}0/", follow=True).content.decode()
    assert "已用回原来的话" in back and f"{room}1/" in back  # and the undo of the undo
    assert "王桂英的上门走访晚了" in logged_in("李邻长").get("/me/notices/").content.decode()
    desk.post(f"{room}1/")
    assert queries.texts([street.subdistrict.pk])
    assert desk.get("/office/letters/texts/no.such/").status_code == 404
    assert "这里写的" in desk.get("/office/letters/texts/").content.decode()


def test_hours_are_set_and_a_summary_by_night_is_refused(street: cast.Street, logged_in: As) -> None:
    desk = logged_in("街道老彭")
    wrong = desk.post("/office/letters/hours/", {"quiet_from": "20", "quiet_until": "9", "digest": "7"})
    assert wrong.status_code == 422 and "请换一个钟点" in wrong.content.decode()
    right = {"quiet_from": "20", "quiet_until": "9", "digest": "9"}
    assert desk.post("/office/letters/hours/", right).status_code == 302
    assert queries.own(street.actor("李邻长")).quiet.quiet_from == 20


def test_the_burden_page_counts_and_names_nobody(logged_in: As, sent: Letter) -> None:
    page = logged_in("街道老彭").get("/office/letters/burden/").content.decode()
    assert "条通知" in page and "李邻长" not in page
    assert logged_in("街道老彭").get("/office/letters/burden/?as=xlsx").status_code == 200
