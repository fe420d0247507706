"""The phone of a matched chief: today's list, the person's page, what I can help with."""

from collections.abc import Callable
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from tests.factories import cast
from tests.factories.cast import START, Street
from youlin.domains.access.actor import SYSTEM
from youlin.domains.care import actions
from youlin.domains.care.actions import matching
from youlin.domains.care.models import CareNeeds, CarePlan, Contact
from youlin.domains.chiefs.models import Offer

pytestmark = pytest.mark.django_db
Login = Callable[[str], Client]


@pytest.fixture
def matched(street: Street) -> Street:
    """周邻长 looks after 王奶奶, who lives in 李邻长's neighbourhood with her husband."""
    cast.resident(street.wang_home, "王大爷")
    actions.open_plans(actor=SYSTEM, now=START)
    plan = CarePlan.objects.get(resident=street.wang)
    clerk = street.actor("社区小覃")
    matching.choose(actor=clerk, plan=plan.pk, neighbourhood=street.lin2.pk, reason="住得近", now=START)
    return street


@time_machine.travel(START, tick=False)
def test_the_matched_chief_has_what_is_needed_at_the_door(matched: Street, logged_in: Login) -> None:
    phone = logged_in("周邻长")
    page = phone.get(f"/me/people/{matched.wang.pk}/")
    assert page.status_code == 200
    assert "老屋场组1号" in page.text
    assert "王大爷" not in page.text, "the rest of the house stays with its own chief"
    assert phone.get(f"/me/neighbours/{matched.wang_home.pk}/").status_code == 404
    assert "王桂英" in phone.get("/me/neighbours/").text, "who is entrusted to me stands with my neighbours"
    assert "14000000001" in phone.post(f"/me/people/{matched.wang.pk}/phone/", {}).text


@time_machine.travel(START, tick=False)
def test_the_matched_chief_greets(matched: Street, logged_in: Login) -> None:
    said = {"client_id": str(uuid4()), "outcome": "spoke", "wellbeing": "fine"}
    answer = logged_in("周邻长").post(f"/me/people/{matched.wang.pk}/greet/", said)
    assert answer.status_code == 302
    assert Contact.objects.get().neighbourhood == matched.lin2


@time_machine.travel(START, tick=False)
def test_the_own_chief_reads_who_looks_after_their_neighbour(matched: Street, logged_in: Login) -> None:
    assert "由周邻长照看" in logged_in("李邻长").get(f"/me/people/{matched.wang.pk}/").text


@time_machine.travel(START, tick=False)
def test_a_chief_says_what_they_can_help_with(street: Street, logged_in: Login) -> None:
    phone = logged_in("李邻长")
    assert "我能帮什么" in phone.get("/me/mine/").text
    assert phone.post("/me/mine/helping/", {"people": "99"}).status_code == 422
    phone.post("/me/mine/helping/", {"people": "5", "skills": ["nursing", "sign"], "sex": "2"})
    said = Offer.objects.get(user=street.users["李邻长"])
    assert (said.people, said.skills, said.sex) == (5, ["nursing", "sign"], "2")


@time_machine.travel(START, tick=False)
def test_a_chief_says_what_somebody_needs(matched: Street, logged_in: Login) -> None:
    for name in ("周邻长", "李邻长"):
        phone = logged_in(name)
        phone.post(f"/me/people/{matched.wang.pk}/needs/", {"must": ["lifting"]})
    assert CareNeeds.objects.get(resident=matched.wang).must == ["lifting"]
    assert logged_in("岩门邻长").get(f"/me/people/{matched.wang.pk}/needs/").status_code == 404
