"""Residence checks on the phone and at the desk."""

from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.test import Client

from tests.factories import cast
from youlin.domains.residents import actions
from youlin.domains.residents.models import ResidenceFact, ResidenceSign
from youlin.foundation import clock

NOW = cast.START
TODAY = clock.day_of(NOW)
As = Callable[[str], Client]


@pytest.fixture(autouse=True)
def on_monday_morning() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def said(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined,no-any-return]


def doubt(street: cast.Street) -> None:
    sign = actions.NewSign(street.wang_home.pk, "returned", TODAY)
    actions.note_sign(actor=street.actor("李邻长"), sign=sign, now=NOW)


def test_a_chief_checks_from_the_household_and_takes_it_back(street: cast.Street, logged_in: As) -> None:
    doubt(street)
    li, home = logged_in("李邻长"), street.wang_home.pk
    assert "有 1 户请您核实" in said(li.get("/me/neighbours/")) and "通知被退回" in said(li.get("/me/checks/"))
    page = f"/me/neighbours/{home}/check/"
    wrong = li.post(page, {"residence": "away", "found_on": TODAY.isoformat()})
    assert wrong.status_code == 422 and "怎么知道的" in said(wrong)
    after = li.post(page, {"residence": "away", "evidence": "phone", "found_on": TODAY.isoformat()}, follow=True)
    assert "已记下：暂时外出" in said(after) and "撤回" in said(after)
    assert "没有要核实的户" in said(li.get("/me/checks/"))
    client = ResidenceFact.objects.latest("id").client_id
    li.post(f"{page}{client}/undo/")
    street.wang_home.refresh_from_db()
    assert street.wang_home.residence == "permanent"
    assert logged_in("周邻长").get(page).status_code == 404


def test_a_doubt_is_none_with_a_reason(street: cast.Street, logged_in: As) -> None:
    doubt(street)
    li, page = logged_in("李邻长"), f"/me/neighbours/{street.wang_home.pk}/dismiss/"
    assert li.post(page, {"reason": ""}).status_code == 422
    li.post(page, {"reason": "在路上见过"})
    assert ResidenceSign.objects.get().settled_because == "在路上见过"
    li.post(f"/me/neighbours/{street.wang_home.pk}/returned/")  # the same day's sign is known


def test_the_desk_settles_many_at_once_and_takes_the_list_along(street: cast.Street, logged_in: As) -> None:
    doubt(street)
    qin = logged_in("社区小覃")
    qin.post(f"/office/checks/{street.liu_home.pk}/returned/")
    assert "2 户请核实居住" in said(qin.get("/office/"))
    page = said(qin.get("/office/checks/?kind=returned"))
    assert "老屋场组1号" in page and "老屋场组2号" in page
    assert qin.get("/office/checks/?as=xlsx").status_code == 200
    homes = {"home": [street.wang_home.pk, street.liu_home.pk]}
    assert "请写一句为什么" in said(qin.post("/office/checks/dismiss/", homes, follow=True))
    assert "2 户不用核实了" in said(qin.post("/office/checks/dismiss/", homes | {"reason": "邮局送错"}, follow=True))
    assert "请先勾上" in said(qin.post("/office/checks/dismiss/", {}, follow=True))
    assert "新添 0 条迹象" in said(qin.post("/office/checks/look/", follow=True))
    assert logged_in("岩门小吴").post("/office/checks/dismiss/", homes | {"reason": "无关"}).status_code == 404


def test_the_desk_records_a_check_with_its_evidence(street: cast.Street, logged_in: As) -> None:
    qin, home = logged_in("社区小覃"), street.zhao_home.pk
    found = {"residence": "away", "evidence": "meter", "found_on": TODAY.isoformat(), "until": "2026-12-31"}
    qin.post(f"/office/people/households/{home}/residence/", found)
    page = said(qin.get(f"/office/people/households/{home}/"))
    assert "暂时外出" in page and "家里人说的水电表" in page and "社区小覃" in page and "到12月31日" in page
