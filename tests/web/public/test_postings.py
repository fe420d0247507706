"""The notice board: what residents read, how they object, what the desk does with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from tests.factories import cast
from youlin.domains.cases import actions as cases
from youlin.domains.messaging.models import Objection, Posting

NOW = cast.START


@pytest.fixture(autouse=True)
def that_monday() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def qin(street: cast.Street, logged_in: Callable[[str], Client]) -> Client:
    """社区小覃 at the desk."""
    return logged_in("社区小覃")


def announced(street: cast.Street, desk: Client, **more: str) -> Posting:
    form = {"territory": str(street.xibu.pk), "title": "停水通知", "text": "明天上午停水。", "days": "7"}
    answer = desk.post("/office/notices/new/", form | more)
    assert answer.status_code == 302, answer.content.decode()
    return Posting.objects.get(title=(form | more)["title"])


def chiefs_shown(street: cast.Street, desk: Client) -> Posting:
    form = {"territory": str(street.xibu.pk), "title": "溪布三长公示", "days": "30"}
    assert desk.post("/office/notices/chiefs/", form).status_code == 302
    return Posting.objects.get(title="溪布三长公示")


def text_of(answer: Any) -> str:
    page: str = answer.content.decode()
    return page


def test_an_announcement_hangs_for_everybody_and_comes_down_by_itself(street: cast.Street, qin: Client) -> None:
    posting = announced(street, qin)
    assert "停水通知" in text_of(Client().get("/notices/"))
    assert "明天上午停水" in text_of(Client().get(f"/notices/{posting.pk}/"))
    with time_machine.travel(NOW + timedelta(days=8), tick=False):
        assert "停水通知" not in text_of(Client().get("/notices/"))
        over = Client().get(f"/notices/{posting.pk}/")
        assert over.status_code == 410
        assert "明天上午停水" not in text_of(over)


def test_the_chiefs_go_up_from_the_register_with_a_telephone_only_of_who_agreed(
    street: cast.Street, qin: Client
) -> None:
    from youlin.domains.access.models import User
    from youlin.domains.chiefs.models import Appointment

    User.objects.filter(username__in=["li", "zhou"]).update(phone="14000000088")
    Appointment.objects.filter(user=street.users["李邻长"]).update(phone_public=True)
    page = text_of(Client().get(f"/notices/{chiefs_shown(street, qin).pk}/"))
    for name in ("李邻长", "周邻长", "田组长", "向片长"):
        assert name in page
    assert page.count("14000000088") == 1
    assert "岩门邻长" not in page


def test_a_bad_form_keeps_what_was_typed_and_says_why(street: cast.Street, qin: Client) -> None:
    form = {"territory": str(street.xibu.pk), "title": "通知", "text": "请打 14000000009", "days": "7"}
    answer = qin.post("/office/notices/new/", form)
    assert answer.status_code == 422
    assert "里面有手机号" in text_of(answer)
    assert "请打 14000000009" in text_of(answer)


def test_a_resident_objects_and_reads_the_answer_behind_the_receipt(street: cast.Street, qin: Client) -> None:
    posting = chiefs_shown(street, qin)
    passer_by = Client()
    sent = passer_by.post(f"/notices/{posting.pk}/", {"text": "他早就搬走了", "phone": "14000000009"})
    assert sent.status_code == 302
    receipt = sent["Location"]
    assert "收到了您的意见" in text_of(passer_by.get(receipt))
    made = Objection.objects.get()
    desk = text_of(qin.get(f"/office/notices/{posting.pk}/"))
    assert "他早就搬走了" in desk
    assert "14000000009" not in desk
    qin.post(f"/office/notices/objections/{made.pk}/answer/", {"upheld": "0", "text": "核实过，他还住在这里。"})
    assert "核实过，他还住在这里" in text_of(passer_by.get(receipt))
    assert passer_by.get(receipt[:-3] + "xx/").status_code == 404


def test_the_telephone_shows_after_a_look_that_is_recorded(street: cast.Street, qin: Client) -> None:
    posting = chiefs_shown(street, qin)
    Client().post(f"/notices/{posting.pk}/", {"text": "不对", "phone": "14000000009"})
    looked = qin.post(f"/office/notices/objections/{Objection.objects.get().pk}/phone/", follow=True)
    assert "14000000009" in text_of(looked)


def test_programs_and_storms_of_objections_come_to_an_end(street: cast.Street, qin: Client) -> None:
    posting = chiefs_shown(street, qin)
    robot = Client()
    robot.post(f"/notices/{posting.pk}/", {"text": "买药", "website": "http://x"})
    assert not Objection.objects.exists()
    codes = [
        robot.post(f"/notices/{posting.pk}/", {"text": f"不对{number}"}).status_code
        for number in range(cases.OBJECT.tries + 1)
    ]
    assert codes[-1] == 422
    assert Objection.objects.count() == cases.OBJECT.tries


def test_what_was_taken_down_says_so_and_no_more(street: cast.Street, qin: Client) -> None:
    posting = announced(street, qin)
    qin.post(f"/office/notices/{posting.pk}/down/", {"reason": "日子写错了"})
    assert Client().get(f"/notices/{posting.pk}/").status_code == 410
    assert "日子写错了" in text_of(qin.get(f"/office/notices/{posting.pk}/"))
    assert "提前撤下" in text_of(qin.get("/office/notices/"))


def test_the_list_at_the_desk_can_be_taken_away(street: cast.Street, qin: Client) -> None:
    announced(street, qin)
    answer = qin.get("/office/notices/?as=xlsx")
    assert "spreadsheetml" in answer["Content-Type"]


def test_another_community_does_not_see_it_at_its_desk(
    street: cast.Street, qin: Client, logged_in: Callable[[str], Client]
) -> None:
    posting = announced(street, qin)
    wu = logged_in("岩门小吴")
    assert "停水通知" not in text_of(wu.get("/office/notices/"))
    assert wu.get(f"/office/notices/{posting.pk}/").status_code == 404


def test_by_community_only_what_concerns_it(street: cast.Street, qin: Client) -> None:
    announced(street, qin)
    page = text_of(Client().get("/notices/"))
    assert re.search(r"溪布社区", page)
    assert "停水通知" in text_of(Client().get(f"/notices/?place={street.xibu.pk}"))
    assert "停水通知" not in text_of(Client().get(f"/notices/?place={street.yanmen.pk}"))
