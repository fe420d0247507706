"""Policy at the door and at the desk, as people see it."""

import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import cast, door
from youlin.domains.access.actor import SYSTEM
from youlin.domains.benefits import actions
from youlin.domains.benefits.models import Application, Lead, LocalFigure, Observation
from youlin.domains.residents.models import Circumstance, Resident
from youlin.foundation import clock

Browser = Callable[[str], Client]


def text(page: Any) -> str:
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", page.content.decode()))


@pytest.fixture
def card(street: cast.Street) -> Circumstance:
    """赵大伯 has a card of grade two, and everything else of him is on the roster."""
    Resident.objects.filter(pk=street.zhao.pk).update(relation="户主", health="健康")
    found = cast.circumstance(street.zhao, "disabled")
    Circumstance.objects.filter(pk=found.pk).update(detail="肢体二级")
    actions.find_leads(actor=SYSTEM, subdistrict=street.subdistrict.pk, now=clock.now())
    return found


def test_a_chief_sees_the_leads_of_the_own_households(
    street: cast.Street, card: Circumstance, logged_in: Browser
) -> None:
    page = logged_in("周邻长").get(reverse("chief:leads"))
    assert "赵大伯" in text(page)
    assert "重度残疾人护理补贴" in text(page)
    assert "赵大伯" not in text(logged_in("李邻长").get(reverse("chief:leads")))


def test_a_question_is_answered_in_one_tap_and_the_next_one_comes(street: cast.Street, logged_in: Browser) -> None:
    browser = logged_in("周邻长")
    address = reverse("chief:policies", args=[street.zhao_home.pk])
    page = browser.get(address)
    asked = page.context["told"].ask
    value, _label = asked.options[0]
    answer = {"fact": asked.fact, "resident": str(asked.resident or ""), "value": value, "client_id": str(uuid.uuid4())}
    for _ in range(2):  # a double tap
        assert browser.post(reverse("chief:policy_answer", args=[street.zhao_home.pk]), answer).status_code == 302
    assert Observation.objects.get().fact == asked.fact
    after = browser.get(address).context["told"].ask
    assert after is None or (after.fact, after.resident) != (asked.fact, asked.resident)


def test_what_nobody_knows_is_not_asked_again(street: cast.Street, logged_in: Browser) -> None:
    browser = logged_in("周邻长")
    address = reverse("chief:policies", args=[street.zhao_home.pk])
    seen = set()
    for _ in range(40):
        ask = browser.get(address).context["told"].ask
        if ask is None:
            break
        assert (ask.fact, ask.resident) not in seen
        seen.add((ask.fact, ask.resident))
        skip = {"fact": ask.fact, "resident": str(ask.resident or ""), "client_id": str(uuid.uuid4())}
        browser.post(reverse("chief:policy_answer", args=[street.zhao_home.pk]), skip)
    else:
        pytest.fail("the questions do not end")
    assert "该问的都问过了" in text(browser.get(address))


def test_a_lead_is_put_aside_with_a_word_why(street: cast.Street, card: Circumstance, logged_in: Browser) -> None:
    lead = Lead.objects.get(programme="disabled_care")
    browser = logged_in("周邻长")
    address = reverse("chief:lead_decide", args=[lead.pk])
    assert browser.post(address, {"why": ""}).status_code == 422
    assert browser.post(address, {"why": "本人不愿意办"}).status_code == 302
    lead.refresh_from_db()
    assert (lead.state, lead.decision, lead.decided_by_name) == ("dismissed", "本人不愿意办", "周邻长")


def test_an_application_goes_from_the_door_to_the_desk(
    street: cast.Street, card: Circumstance, logged_in: Browser
) -> None:
    chief, desk = logged_in("周邻长"), logged_in("社区小覃")
    begin = reverse("chief:application_new", args=[street.zhao.pk, "disabled_care"])
    assert "帮办申请" in text(chief.get(reverse("chief:policies", args=[street.zhao_home.pk])))
    identity = str(uuid.uuid4())
    for _ in range(2):
        chief.post(begin, {"client_id": identity})
    row = Application.objects.get()
    address = reverse("chief:application", args=[row.pk])
    refused = chief.post(address, {"client_id": str(uuid.uuid4())})
    assert refused.status_code == 422
    assert "清单上还有材料没有备齐" in text(refused)
    row.refresh_from_db()
    assert row.stage == "gathering"
    materials = reverse("chief:application_materials", args=[row.pk])
    ready = [str(place) for place in range(len(row.checklist))]
    assert chief.post(materials, {"ready": ready}).status_code == 302
    door.gather(street.actor("周邻长"), row, now=clock.now())
    assert chief.post(address, {"client_id": str(uuid.uuid4())}).status_code == 302
    assert "已递交" in text(chief.get(address))

    listed = desk.get(reverse("office:applications"))
    assert "赵大伯" in text(listed)
    one = reverse("office:application", args=[row.pk])
    day = clock.day_of(clock.now()).isoformat()
    assert desk.post(one, {"stage": "surveyed", "happened_on": day}).status_code == 422
    door.survey(street.actor("周邻长"), row, now=clock.now())
    assert desk.post(one, {"stage": "surveyed", "happened_on": day}).status_code == 302
    assert "覃调查、彭调查" in text(desk.get(one))
    assert logged_in("岩门小吴").get(one).status_code == 404


def test_figures_are_filled_in_by_one_and_confirmed_by_another(street: cast.Street, logged_in: Browser) -> None:
    desk = logged_in("街道老彭")
    assert "未配置" in text(desk.get(reverse("office:benefit_figures")))
    address = reverse("office:benefit_figure_new", args=["dibao.standard.urban"])
    said = {"value": "很多", "valid_from": "2026-07-01", "source": "区民政局通知"}
    refused = desk.post(address, said)
    assert refused.status_code == 422
    assert 'value="很多"' in refused.content.decode()
    assert desk.post(address, {**said, "value": "650元"}).status_code == 302
    row = LocalFigure.objects.get()
    page = desk.get(reverse("office:benefit_figures"))
    assert "650.00元" in text(page)
    assert "核对无误" not in text(page)  # not for whoever filled it in
    assert desk.post(reverse("office:benefit_figure_decide", args=[row.pk]), {"adopt": "1"}).status_code == 403
    assert desk.get(reverse("office:benefit_figure_new", args=["no.such"])).status_code == 404


def test_the_desk_lists_leads_by_programme_and_looks_again_on_demand(
    street: cast.Street, card: Circumstance, logged_in: Browser
) -> None:
    desk = logged_in("街道老彭")
    page = desk.get(reverse("office:benefits"), {"programme": "disabled_care", "kind": "likely"})
    assert [row.resident.name for row, _name in page.context["lines"]] == ["赵大伯"]
    assert desk.post(reverse("office:benefits_run")).status_code == 302
    assert Lead.objects.filter(programme="disabled_care").count() == 1
    assert logged_in("社区小覃").post(reverse("office:benefits_run")).status_code == 404


def test_the_list_of_leads_asks_the_database_as_often_for_many_as_for_few(
    street: cast.Street, card: Circumstance, logged_in: Browser, django_assert_max_num_queries: Any
) -> None:
    for place in range(30):
        person = cast.resident(cast.household(street.lin2, f"8{place:04}", f"{place}号"), f"周{place}")
        found = cast.circumstance(person, "disabled")
        Circumstance.objects.filter(pk=found.pk).update(detail="肢体一级")
    actions.find_leads(actor=SYSTEM, subdistrict=street.subdistrict.pk, now=clock.now())
    browser = logged_in("周邻长")
    with django_assert_max_num_queries(12):
        assert len(browser.get(reverse("chief:leads")).context["lines"]) >= 30


def test_the_form_is_filled_from_what_is_known_and_hides_the_number(
    street: cast.Street, card: Circumstance, logged_in: Browser
) -> None:
    new = actions.NewApplication(uuid.uuid4(), street.zhao.pk, "disabled_care")
    row = actions.open_application(actor=street.actor("周邻长"), application=new, now=clock.now())
    desk = logged_in("社区小覃")
    paper = reverse("office:application_paper", args=[row.pk, "form"])
    form = desk.get(paper, {"as": "json"}).json()
    assert form["title"] == "重度残疾人护理补贴申请书"
    assert [(one["name"], one["disability"]) for one in form["members"]] == [("赵大伯", "2")]
    assert form["conditions"][0]["word"] == "符合"
    assert "430899" not in str(form)
    printed = desk.get(paper)
    assert printed["Content-Type"] == "application/pdf"
    assert printed.content.startswith(b"%PDF")
    assert logged_in("岩门小吴").get(paper).status_code == 404


def test_a_refusal_is_told_in_writing_with_the_authoritys_reasons(street: cast.Street, logged_in: Browser) -> None:
    from youlin.domains.benefits import papers

    new = actions.NewApplication(uuid.uuid4(), street.zhao.pk, "disabled_care")
    row = actions.open_application(actor=street.actor("周邻长"), application=new, now=clock.now())
    desk, letter = logged_in("社区小覃"), reverse("office:application_refusal", args=[row.pk])
    assert desk.get(letter).status_code == 409  # nobody has refused anything
    Application.objects.filter(pk=row.pk).update(stage="reviewed")
    step = actions.Step("refused", clock.day_of(clock.now()), document="武民救2026年7号", note="残疾等级不在一、二级。")
    row = actions.take_step(actor=street.actor("社区小覃"), application=row.pk, step=step, now=clock.now())
    said = str(papers.refusal_letter(row, programme="重度残疾人护理补贴"))
    for words in ("赵大伯", "武民救2026年7号", "残疾等级不在一、二级。", "第四十五条", "锣溪街道"):
        assert words in said
    assert desk.get(letter).content.startswith(b"%PDF")
    assert letter in desk.get(reverse("office:application", args=[row.pk])).content.decode()
    assert logged_in("岩门小吴").get(letter).status_code == 404
