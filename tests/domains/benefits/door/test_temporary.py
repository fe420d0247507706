"""临时救助: in an emergency help comes first, its papers after; for expenses the whole way, by the place's own days."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse

from tests.domains.benefits.test_figures import figure, second_pair
from tests.factories import cast, door
from youlin.domains.benefits import actions, queries
from youlin.domains.benefits.models import Application
from youlin.domains.benefits.rules.door import Paper
from youlin.domains.messaging.models import Notice
from youlin.foundation import clock, outbox
from youlin.foundation.refusal import Invalid, Refusal

NOW = cast.START  # Monday, 2 November 2026
DAY = clock.day_of(NOW)


def at(day: date) -> datetime:
    return NOW + (day - DAY)


def stepped(street: cast.Street, row: Application, stage: str, day: date = DAY, **more: Any) -> Application:
    step = actions.Step(stage, day, **more)
    return actions.take_step(actor=street.actor("社区小覃"), application=row.pk, step=step, now=at(day))


def said_by_the_place(street: cast.Street, parameter: str, days: str) -> None:
    row = actions.propose_figure(
        actor=street.actor("街道老彭"), figure=figure(street, parameter=parameter, value=days), now=NOW
    )
    actions.decide_figure(actor=second_pair(street), figure=row.pk, adopt=True, now=NOW)


@pytest.fixture
def struck(street: cast.Street) -> Application:
    """王奶奶's house burnt; her chief reports it with nothing in hand."""
    row = door.opened(street.actor("李邻长"), street.wang.pk, "temporary_emergency", now=NOW)
    step = actions.Step("filed", DAY)
    return actions.take_step(actor=street.actor("李邻长"), application=row.pk, step=step, now=NOW)


HELP: dict[str, Any] = {"note": "送去被子、米，给了应急的钱。", "amount_fen": 200_000}


def test_an_emergency_is_reported_with_no_paper_and_no_name_and_help_is_due_that_day(struck: Application) -> None:
    assert not any(one["ready"] for one in struck.checklist)
    assert (struck.stage, struck.due_on) == ("filed", DAY)


def test_both_desks_hear_of_it_at_once_and_without_a_name(street: cast.Street, struck: Application) -> None:
    outbox.dispatch_waiting(now=NOW)
    told = list(Notice.objects.filter(template="emergency.reported").values_list("user__username", "pace", "params"))
    assert {name for name, _pace, _params in told} == {
        street.users["社区小覃"].username, street.users["街道老彭"].username,
    }  # fmt: skip
    assert all(pace == "now" and "王" not in str(params) for _name, pace, params in told)


def test_help_comes_first_and_the_papers_are_made_up_by_the_places_own_days(
    street: cast.Street, struck: Application
) -> None:
    said_by_the_place(street, "temporary.papers.days", "5")
    with pytest.raises(Invalid) as refused:
        stepped(street, struck, "helped")
    assert refused.value.code == "help_missing"
    helped = stepped(street, struck, "helped", **HELP)
    assert (helped.stage, helped.amount_fen, helped.due_on) == ("helped", 200_000, date(2026, 11, 9))


def test_nothing_is_granted_on_paper_before_every_paper_is_there(street: cast.Street, struck: Application) -> None:
    row, li = stepped(street, struck, "helped", **HELP), street.actor("李邻长")
    assert row.due_on is None  # 未配置

    def granted() -> str:
        with pytest.raises(Invalid) as refused:
            stepped(street, row, "granted", document="武民救2026年9号")
        return refused.value.code

    assert granted() == "materials_missing"
    actions.set_material(actor=li, application=row.pk, ready=list(range(len(row.checklist))), now=NOW)
    assert granted() == "relatives_missing"
    actions.declare_relative(actor=li, application=row.pk, said=actions.Declared(uuid.uuid4(), "none", NOW), now=NOW)
    assert granted() == "signature_missing"
    door.sign_all(li, row, Paper.FORM, now=NOW)
    with pytest.raises(Invalid) as refused:
        stepped(street, row, "granted")
    assert refused.value.code == "document_missing"
    done = stepped(street, row, "granted", date(2026, 11, 5), document="武民救2026年9号")
    assert (done.stage, done.document, done.amount_fen, done.due_on) == ("granted", "武民救2026年9号", 200_000, None)
    assert list(done.steps.order_by("recorded_at", "id").values_list("stage", flat=True)) == [
        "gathering", "filed", "helped", "granted",
    ]  # fmt: skip


@pytest.mark.parametrize("stage", ["surveyed", "checked", "posted", "reviewed"])
def test_an_emergency_waits_for_no_survey_no_check_and_no_notice(
    street: cast.Street, struck: Application, stage: str
) -> None:
    with pytest.raises(Refusal) as refused:
        stepped(street, struck, stage)
    assert refused.value.code == "stage_order"


def test_what_was_given_is_not_withdrawn_and_what_was_only_reported_is(
    street: cast.Street, struck: Application
) -> None:
    other = door.opened(street.actor("李邻长"), street.wang.pk, "temporary_emergency", now=NOW)
    assert stepped(street, other, "withdrawn").stage == "withdrawn"
    stepped(street, struck, "helped", **HELP)
    with pytest.raises(Refusal):
        stepped(street, struck, "withdrawn")


def test_an_emergency_that_the_authority_does_not_see_is_refused_with_its_reasons(
    street: cast.Street, struck: Application
) -> None:
    with pytest.raises(Invalid) as refused:
        stepped(street, struck, "refused", document="武民救2026年10号")
    assert refused.value.code == "reasons_missing"
    row = stepped(street, struck, "refused", document="武民救2026年10号", note="没有核实到急难情况。")
    assert row.stage == "refused"


# --------------------------------------------------------------------------------------------------------- expenses
def went(street: cast.Street, row: Application) -> Sequence[tuple[str, date | None]]:
    """From the papers to the notice, on the days of the ordinary way."""
    li, qin = street.actor("李邻长"), street.actor("社区小覃")
    door.gather(li, row, now=NOW)
    found = [("filed", stepped(street, row, "filed").due_on)]
    door.survey(qin, row, now=NOW)
    for stage, day in (("surveyed", DAY), ("checked", DAY + timedelta(days=1)), ("posted", DAY + timedelta(days=1))):
        more = {"amount_fen": 300_000} if stage == "posted" else {}
        found.append((stage, stepped(street, row, stage, day, **more).due_on))
    return found


def test_temporary_aid_for_expenses_goes_the_whole_way_by_the_days_that_the_place_has_said(
    street: cast.Street,
) -> None:
    said_by_the_place(street, "temporary.expense.days", "20")
    row = door.opened(street.actor("李邻长"), street.wang.pk, "temporary_expense", now=NOW)
    last = date(2026, 11, 30)
    notice = DAY + timedelta(days=8)
    assert went(street, row) == [("filed", last), ("surveyed", last), ("checked", last), ("posted", notice)]
    assert queries.decided_by(row).last == last
    after = notice + timedelta(days=1)
    assert stepped(street, row, "reviewed", after).due_on == last
    done = stepped(street, row, "granted", after, document="武民救2026年11号", amount_fen=300_000)
    assert (done.stage, done.due_on) == ("granted", None)


def test_without_the_places_days_expenses_have_no_date_and_the_page_names_who_must_say_them(
    street: cast.Street, logged_in: Any
) -> None:
    row = door.opened(street.actor("李邻长"), street.wang.pk, "temporary_expense", now=NOW)
    door.gather(street.actor("李邻长"), row, now=NOW)
    assert stepped(street, row, "filed").due_on is None
    page = logged_in("社区小覃").get(reverse("office:application", args=[row.pk])).content.decode()
    assert "支出型临时救助：几个工作日内办结”未配置，由区县民政局填写" in page


# ------------------------------------------------------------------------------------------------------------ pages
def test_on_the_phone_an_emergency_is_one_tap_and_afterwards_asks_for_its_papers(
    street: cast.Street, logged_in: Any
) -> None:
    row = door.opened(street.actor("李邻长"), street.wang.pk, "temporary_emergency", now=NOW)
    phone, one = logged_in("李邻长"), reverse("chief:application", args=[row.pk])
    page = phone.get(one).content.decode()
    assert "报给街道，先救助" in page
    assert "入户调查" not in page
    assert phone.post(one, {"client_id": str(uuid.uuid4())}).status_code == 302
    row.refresh_from_db()
    assert row.stage == "filed"
    desk, at_desk = logged_in("社区小覃"), reverse("office:application", args=[row.pk])
    today = clock.day_of(clock.now()).isoformat()
    said = {"stage": "helped", "happened_on": today, "amount": "2000", "note": "送去被子和米。"}
    assert desk.post(at_desk, {**said, "note": ""}).status_code == 422
    assert desk.post(at_desk, said).status_code == 302
    assert "2,000.00 元" in desk.get(at_desk).content.decode()
    assert "手续还要补" in desk.get(reverse("office:applications")).content.decode()
    form = desk.get(reverse("office:application_paper", args=[row.pk, "form"]))
    assert form.content.startswith(b"%PDF")
    assert "手续还要补" in phone.get(one).content.decode()
    materials = reverse("chief:application_materials", args=[row.pk])
    assert phone.post(materials, {"ready": ["0"], "client_id": str(uuid.uuid4())}).status_code == 302
    row.refresh_from_db()
    assert row.checklist[0]["ready"]
