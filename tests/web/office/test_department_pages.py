"""A department's first page, handing on from the page of a case, and what the street set up."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import cast
from youlin.domains.access.actor import SYSTEM
from youlin.domains.cases import actions
from youlin.domains.cases.models import Case, DepartmentClock, DepartmentRoute
from youlin.domains.cases.rules.clocks import Clock, Urgency
from youlin.domains.cases.rules.ladder import Rung
from youlin.domains.chiefs import actions as chiefs
from youlin.domains.chiefs.models import Post

As = Callable[[str], Client]


@pytest.fixture(autouse=True)
def the_same_morning() -> Iterator[None]:
    with time_machine.travel(cast.START + timedelta(hours=1), tick=False):
        yield


def sent(street: cast.Street, text: str = "想装扶手") -> Case:
    """Danger is straight at the street, which hands it to 民政办."""
    peng = street.actor("街道老彭")
    said = actions.NewCase(text=text, territory=street.lin1.pk, kind="appeal", danger="life")
    case = actions.report(actor=peng, case=said, now=cast.START)
    civil = Post.objects.get(department="民政办").pk
    return actions.escalate(actor=peng, case=case.pk, reason="请上门看看", department=civil, now=cast.START)


def test_the_first_page_of_a_department_is_its_queue(street: cast.Street, logged_in: As) -> None:
    du = logged_in("民政老杜")
    assert "现在没有要办的" in du.get("/office/").content.decode()
    case = sent(street)
    page = du.get("/office/").content.decode()
    assert "民政办" in page and case.number in page and "请上门看看" in page and "今天要答复" in page
    assert "没有音讯的老乡" not in page
    assert case.number in logged_in("街道老彭").get("/office/cases/").content.decode()


def test_the_queue_asks_as_often_for_many_as_for_few(street: cast.Street, logged_in: As) -> None:
    du = logged_in("民政老杜")

    def asked() -> int:
        with CaptureQueriesContext(connection) as counted:
            assert du.get("/office/").status_code == 200
        return len(counted)

    sent(street)
    asked()
    few = asked()
    for number in range(6):
        sent(street, f"想装扶手 {number}")
    assert asked() <= few


def test_a_case_is_handed_to_another_department_from_its_page(street: cast.Street, logged_in: As) -> None:
    police = chiefs.open_department(actor=SYSTEM, subdistrict=street.subdistrict, department="派出所", now=cast.START)
    case, du = sent(street), logged_in("民政老杜")
    assert "该由另一个部门办" in du.get(f"/office/cases/{case.pk}/").content.decode()
    room = f"/office/cases/{case.pk}/hand_over/"
    assert du.post(room, {"department": str(police.pk), "reason": ""}).status_code == 422
    said = {"department": str(police.pk), "reason": "要出警", "client_id": str(uuid4())}
    done = du.post(room, said)
    assert done.status_code == 302 and done.headers["Location"] == "/office/cases/"  # it is out of sight now
    assert Case.objects.get(pk=case.pk).holder == police
    assert du.get(f"/office/cases/{case.pk}/").status_code == 404


def test_the_street_says_what_goes_where_and_how_long_each_has(street: cast.Street, logged_in: As) -> None:
    peng, civil = logged_in("街道老彭"), Post.objects.get(department="民政办")
    assert "还没有定" in peng.get("/office/departments/").content.decode()
    assert peng.post("/office/departments/routes/new/", {"department": str(civil.pk)}).status_code == 422
    line = {"department": str(civil.pk), "kind": "appeal", "danger": "", "words": "低保、养老"}
    assert peng.post("/office/departments/routes/new/", line).status_code == 302
    route = DepartmentRoute.objects.get()
    assert "低保、养老" in peng.get("/office/departments/").content.decode()

    gone = peng.post(f"/office/departments/routes/{route.pk}/drop/", follow=True).content.decode()
    assert "低保、养老" not in gone and f"/office/departments/routes/{route.pk}/back/" in gone
    assert "低保、养老" in peng.post(f"/office/departments/routes/{route.pk}/back/", follow=True).content.decode()

    room = f"/office/departments/{civil.pk}/clock/"
    assert peng.post(room, {"urgency": "normal", "hours": "0"}).status_code == 422
    peng.post(room, {"urgency": "normal", "hours": "30"})
    assert DepartmentClock.objects.get().hours == 30
    assert "这里定的" in peng.get("/office/departments/").content.decode()
    peng.post(room, {"urgency": "normal", "hours": ""})
    assert not DepartmentClock.objects.exists()
    actions.set_clock(
        actor=street.actor("街道老彭"), territory=street.subdistrict.pk, rung=Rung.DEPARTMENT,
        urgency=Urgency.NORMAL, clock=Clock(77), now=cast.START,
    )  # fmt: skip
    assert "77" in peng.get("/office/departments/").content.decode()  # the street's own, where it has none
    for nobody in ("社区小覃", "民政老杜"):
        assert logged_in(nobody).get("/office/departments/").status_code == 404


def test_the_table_is_chosen_already_where_the_street_hands_on(street: cast.Street, logged_in: As) -> None:
    civil = Post.objects.get(department="民政办")
    actions.add_route(actor=street.actor("街道老彭"), department=civil.pk, words="扶手", now=cast.START)
    said = actions.NewCase(text="想装扶手", territory=street.lin1.pk, kind="appeal", danger="life")
    case = actions.report(actor=street.actor("街道老彭"), case=said, now=cast.START)
    page = logged_in("街道老彭").get(f"/office/cases/{case.pk}/").content.decode()
    assert f'<option value="{civil.pk}" selected>' in page
