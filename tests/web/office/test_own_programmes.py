"""A street's own programme: written at the desk without code, confirmed, found, asked at the door, shown to a chief."""

import re
import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from tests.domains.benefits.test_figures import second_pair
from tests.factories import cast
from youlin.domains.benefits import actions, queries
from youlin.domains.benefits.models import Application, Lead, OwnProgramme
from youlin.domains.residents.models import Resident
from youlin.foundation import clock

Browser = Callable[[str], Client]
WARM = {
    "name": "高龄老人取暖补助", "unit": "person", "family": "together", "source": "锣溪街道2026年3号通知",
    "gives": "每户两百斤炭", "documents": "身份证\n", "valid_from": "2026-01-01",
    "phrase_1": "age >=", "value_1": "70", "phrase_2": "works == 0", "value_2": "",
}  # fmt: skip


def text(page: Any) -> str:
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", page.content.decode()))


def write(desk: Client, **changes: str) -> Any:
    return desk.post(reverse("office:own_programme_new"), {**WARM, "client_id": str(uuid.uuid4()), **changes})


@pytest.fixture
def warm(street: cast.Street, logged_in: Browser) -> OwnProgramme:
    """Written by 街道老彭, confirmed by 街道小谭; 王桂英 is 82, and nobody has said whether she works."""
    Resident.objects.filter(pk=street.wang.pk).update(relation="户主", health="健康")
    assert write(logged_in("街道老彭")).status_code == 302
    row = OwnProgramme.objects.get()
    colleague = second_pair(street)
    actions.decide_programme(actor=colleague, programme=row.pk, adopt=True, now=clock.now())
    row.refresh_from_db()
    return row


def test_it_is_written_seconded_screened_found_asked_at_the_door_and_shown_to_the_chief(
    street: cast.Street, logged_in: Browser
) -> None:
    Resident.objects.filter(pk=street.wang.pk).update(relation="户主", health="健康")
    desk, chief = logged_in("街道老彭"), logged_in("李邻长")
    assert write(desk).status_code == 302
    row = OwnProgramme.objects.get()
    address = reverse("office:own_programme", args=[row.pk])
    mine = text(desk.get(address))
    assert "年龄不低于70岁" in mine
    assert "核对无误" not in mine  # not for whoever wrote it
    decide = reverse("office:own_programme_decide", args=[row.pk])
    assert desk.post(decide, {"adopt": "1"}).status_code == 403
    policies = reverse("chief:policies", args=[street.wang_home.pk])
    assert "取暖补助" not in text(chief.get(policies))  # nothing counts before a second person has looked

    colleague = Client()
    user = get_user_model().objects.get(pk=second_pair(street).user_id)
    colleague.force_login(user, backend="youlin.domains.access.sessions.Accounts")
    assert "核对无误" in text(colleague.get(address))
    assert colleague.post(decide, {"adopt": "1"}).status_code == 302

    assert "高龄老人取暖补助" in text(chief.get(policies))
    asked = None
    for _ in range(30):  # each question the record leaves open, until the one of this programme
        asked = chief.get(policies).context["told"].ask
        if asked is None or asked.fact == "works":
            break
        skip = {"fact": asked.fact, "resident": str(asked.resident or ""), "client_id": str(uuid.uuid4())}
        chief.post(reverse("chief:policy_answer", args=[street.wang_home.pk]), skip)
    assert asked is not None
    assert asked.fact == "works"
    value = next(value for value, label in asked.options if label == "不是")
    told = {"fact": "works", "resident": str(asked.resident), "value": value, "client_id": str(uuid.uuid4())}
    assert chief.post(reverse("chief:policy_answer", args=[street.wang_home.pk]), told).status_code == 302

    assert desk.post(reverse("office:benefits_run")).status_code == 302
    lead = Lead.objects.get(programme=queries.name_of(row))
    assert (lead.resident_id, lead.kind) == (street.wang.pk, "likely")
    assert "高龄老人取暖补助" in text(desk.get(reverse("office:benefits")))
    assert "1条线索" in text(desk.get(address))
    shown = text(chief.get(reverse("chief:leads")))
    assert "高龄老人取暖补助" in shown
    begun = chief.post(
        reverse("chief:application_new", args=[street.wang.pk, lead.programme]), {"client_id": str(uuid.uuid4())}
    )
    assert begun.status_code == 302
    assert [one["text"] for one in Application.objects.get().checklist] == ["身份证"]
    assert "高龄老人取暖补助" in text(chief.get(begun["Location"]))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"value_1": "七十"}, "请写多少岁"),
        ({"value_1": "0"}, "这一条人人都满足"),
        ({"phrase_2": "age <", "value_2": "60"}, "这一条和前面的条件互相矛盾"),
        ({"phrase_1": "", "value_1": "", "phrase_2": "", "value_2": ""}, "至少要写一条条件"),
        ({"source": ""}, "source"),
        ({"valid_to": "2025-01-01"}, "结束日期早于开始日期"),
    ],
)
def test_what_the_linter_refuses_is_a_sentence_and_what_was_typed_stays(
    street: cast.Street, logged_in: Browser, changes: dict[str, str], sentence: str
) -> None:
    page = write(logged_in("街道老彭"), **changes)
    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert 'value="高龄老人取暖补助"' in page.content.decode()
    assert 'value="age &gt;=" selected' in page.content.decode() or not changes.get("phrase_1", "age >=")
    assert OwnProgramme.objects.count() == 0


def test_a_last_day_ends_it_and_its_leads_settle(street: cast.Street, warm: OwnProgramme, logged_in: Browser) -> None:
    name = queries.name_of(warm)
    on = date(2026, 11, 2)
    assert name in {one.programme.id for one in queries.edition_for(street.subdistrict, on).programmes}
    desk = logged_in("街道老彭")
    end = reverse("office:own_programme_end", args=[warm.pk])
    assert desk.post(end, {"last_day": "2025-12-31", "client_id": str(uuid.uuid4())}).status_code == 422
    assert desk.post(end, {"last_day": "2026-11-01", "client_id": str(uuid.uuid4())}).status_code == 302
    assert name not in {one.programme.id for one in queries.edition_for(street.subdistrict, on).programmes}
    again = desk.get(reverse("office:own_programme_new"), {"from": str(warm.pk)})
    assert 'value="高龄老人取暖补助"' in again.content.decode()


def test_another_street_neither_sees_nor_decides_it(
    street: cast.Street, warm: OwnProgramme, logged_in: Browser
) -> None:
    assert logged_in("社区小覃").get(reverse("office:own_programme", args=[warm.pk])).status_code == 404
    assert queries.own_rules(street.lin1.pk) == []
    assert [one.name["zh"] for one in queries.own_rules(street.subdistrict.pk)] == ["高龄老人取暖补助"]


def test_the_same_letter_twice_is_one_programme(street: cast.Street, logged_in: Browser) -> None:
    desk, letter = logged_in("街道老彭"), str(uuid.uuid4())
    for _ in range(2):
        assert write(desk, client_id=letter).status_code == 302
    assert OwnProgramme.objects.count() == 1
