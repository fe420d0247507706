"""What a benefit gives: unknown with who must fill it in, then the place's own sum; and the papers to bring for it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from tests.domains.benefits.test_figures import figure, second_pair
from tests.factories import cast, door
from youlin.domains.access.actor import SYSTEM
from youlin.domains.benefits import actions, catalogue, queries, wording
from youlin.domains.benefits.engine.rulebook import Programme
from youlin.domains.benefits.engine.values import UNKNOWN, YES
from youlin.domains.residents.models import Resident
from youlin.foundation import clock

NOW = cast.START
DAY = clock.day_of(NOW)  # Monday, 2 November 2026
BANDS = [("aged_80", "aged.monthly.from80", 1946), ("aged_90", "aged.monthly.from90", 1936)]


def answered(street: cast.Street, programme: str) -> tuple[int, str]:
    """The verdict for 王奶奶, and what the programme gives in words."""
    edition = queries.edition_for(street.subdistrict, DAY)
    [home] = queries.homes(SYSTEM, number=street.wang_home.number)
    [found] = queries.screen(edition, home, programme=programme)
    return found.answer.verdict, "；".join(wording.gives(edition, found.answer.programme))


def fill_in(street: cast.Street, parameter: str, value: str) -> None:
    """One colleague says it, another confirms it."""
    said = figure(street, parameter=parameter, value=value)
    row = actions.propose_figure(actor=street.actor("街道老彭"), figure=said, now=NOW)
    actions.decide_figure(actor=second_pair(street), figure=row.pk, adopt=True, now=NOW)


@pytest.mark.parametrize(("programme", "parameter", "year"), BANDS)
def test_a_band_is_unknown_until_the_place_has_said_its_sum_and_then_gives_it(
    street: cast.Street, programme: str, parameter: str, year: int
) -> None:
    Resident.objects.filter(pk=street.wang.pk).update(birth_date=date(year, 6, 1))
    verdict, gives = answered(street, programme)
    assert verdict == UNKNOWN
    assert "未配置，由区县民政局填写" in gives
    fill_in(street, parameter, "120元")
    assert answered(street, programme) == (YES, "每月 120.00 元")


def test_at_a_hundred_it_is_the_least_sum_of_the_province_as_unconfirmed_until_the_place_says_its_own(
    street: cast.Street,
) -> None:
    Resident.objects.filter(pk=street.wang.pk).update(birth_date=date(1926, 6, 1))
    assert answered(street, "aged_100") == (YES, "每月 200.00 元（待核）")
    fill_in(street, "aged.monthly.from100", "300元")
    assert answered(street, "aged_100") == (YES, "每月 300.00 元")


def test_the_chief_reads_what_it_gives_and_the_desk_need_not_type_it(street: cast.Street, logged_in: Any) -> None:
    fill_in(street, "aged.monthly.from80", "120元")
    phone = logged_in("李邻长").get(reverse("chief:policies", args=[street.wang_home.pk])).content.decode()
    assert "每月 120.00 元" in phone
    row = door.opened(street.actor("李邻长"), street.wang.pk, "aged_80", now=NOW)
    row.stage = "reviewed"
    row.save(update_fields=["stage"])
    page = logged_in("社区小覃").get(reverse("office:application", args=[row.pk])).content.decode()
    assert "每月 120.00 元" in page
    assert 'name="amount" value="120' in page


# ----------------------------------------------------------------------------------------------------------- papers
EVERY = [one for one in catalogue.rulebook().programmes if not one.record_only]


@pytest.mark.parametrize("programme", EVERY, ids=lambda one: str(one.id))
def test_the_checklist_is_what_the_rules_say_each_paper_once_and_nothing_else(
    street: cast.Street, programme: Programme
) -> None:
    row = door.opened(street.actor("李邻长"), street.wang.pk, programme.id, now=NOW)
    listed = [one["text"] for one in row.checklist]
    proving = [text["zh"] for one in programme.conditions for text in one.documents]
    assert listed == list(dict.fromkeys([*(text["zh"] for text in programme.documents), *proving]))
    assert not any(one["ready"] for one in row.checklist)


def test_a_paper_of_a_condition_that_does_not_hold_on_the_day_is_not_asked_for() -> None:
    [dibao] = [one for one in EVERY if one.id == "dibao"]
    before = dibao.conditions[0].valid.start - timedelta(days=1)
    assert wording.materials(dibao, before) == ["户口簿和身份证"]
    assert wording.materials(dibao, DAY) == ["户口簿和身份证", "收入申报（不用开证明，由民政部门核对）"]


# ------------------------------------------------------------------------------------------------ what waits today
def test_the_desks_first_page_names_applications_that_are_due_to_who_looks_after_them(
    street: cast.Street, logged_in: Any
) -> None:
    home, today = reverse("office:home"), clock.day_of(clock.now())
    desk = logged_in("社区小覃")
    assert "帮办的申请到期了" not in desk.get(home).content.decode()
    row = door.opened(street.actor("李邻长"), street.wang.pk, "tekun", now=NOW)
    one = reverse("office:application", args=[row.pk])
    for due, there in ((today + timedelta(days=1), False), (today, True)):
        row.due_on = due
        row.save(update_fields=["due_on"])
        page = desk.get(home).content.decode()
        assert ("帮办的申请到期了" in page, one in page) == (there, there)
    assert one not in logged_in("岩门小吴").get(home).content.decode()
