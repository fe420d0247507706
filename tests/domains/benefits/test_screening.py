"""Screening people of the roster: what is found, what is asked, what is learnt at the door."""

import uuid
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import cast
from youlin.domains.access.actor import SYSTEM, Actor
from youlin.domains.benefits import actions, queries, wording
from youlin.domains.benefits.engine.edition import Edition
from youlin.domains.benefits.models import Observation
from youlin.domains.residents.models import Circumstance, Household, Resident
from youlin.foundation.clock import day_of
from youlin.foundation.refusal import Invalid, NotThere

NOW = cast.START
TRIAL = {"dibao.standard.urban": Fraction(65_000), "aged.monthly.from80": Fraction(5_000)}


def rules(street: cast.Street, on: date | None = None, **figures: Any) -> Edition:
    return queries.edition_for(street.subdistrict, on or day_of(NOW), {**TRIAL, **figures})


def said(street: cast.Street, home: Household, programme: str, actor: Actor = SYSTEM, **how: Any) -> queries.Screened:
    edition = rules(street, **how)
    [found] = queries.homes(actor, number=home.number)
    [screened] = queries.screen(edition, found, programme=programme)
    return screened


def describe(home: Household, **fields: Any) -> None:
    Household.objects.filter(pk=home.pk).update(**fields)


def test_王奶奶_at_82_gets_the_allowance_where_the_place_grants_it(street: cast.Street) -> None:
    assert said(street, street.wang_home, "aged_80").answer.verdict == 2


def test_where_nobody_filled_in_the_allowance_it_is_unknown_and_says_who_must(street: cast.Street) -> None:
    edition = queries.edition_for(street.subdistrict, day_of(NOW))
    [home] = queries.homes(SYSTEM, number=street.wang_home.number)
    [found] = queries.screen(edition, home, programme="aged_80")
    assert found.answer.verdict == 1
    assert found.answer.unset == ("aged.monthly.from80",)
    told = wording.because(edition, ["王桂英"], found.answer.conditions[-1])
    assert "未配置" in told
    assert "区县民政局" in told
    assert found.ask is None  # asking 王奶奶 would not fill it in


def test_a_poor_household_is_a_lead_that_only_the_authority_can_settle(street: cast.Street) -> None:
    describe(street.wang_home, annual_income_fen=300_000)
    Resident.objects.filter(pk=street.wang.pk).update(relation="户主", health="健康")
    found = said(street, street.wang_home, "dibao")
    assert found.answer.verdict == 1
    assert found.answer.likely
    assert found.ask is None  # property is for the authority to check
    told = "；".join(wording.because(rules(street), ["王桂英"], one) for one in found.answer.conditions)
    assert "3,000.00 元，低于 7,800.00 元" in told
    assert "由主管部门核对" in told


def test_a_household_above_the_line_hears_by_how_much(street: cast.Street) -> None:
    describe(street.wang_home, annual_income_fen=780_100)
    Resident.objects.filter(pk=street.wang.pk).update(relation="户主", health="健康")
    found = said(street, street.wang_home, "dibao")
    assert found.answer.verdict == 0
    told = wording.because(rules(street), ["王桂英"], found.answer.conditions[0])
    assert told == (
        "家庭年收入（人均） 7,801.00 元，不低于 7,800.00 元，相差 1.00 元；"
        "上班的必要成本这里没有扣，主管部门核对时会按当地规定扣（还没有配置，由区县民政局填写）"
    )


def test_nobody_hears_of_costs_of_working_where_they_turn_nothing(street: cast.Street) -> None:
    Resident.objects.filter(pk=street.wang.pk).update(relation="户主", health="健康")
    for income in (300_000, 2_000_000):
        describe(street.wang_home, annual_income_fen=income)
        found = said(street, street.wang_home, "dibao")
        assert "上班" not in "；".join(
            wording.because(rules(street), ["王桂英"], one) for one in found.answer.conditions
        )


def test_where_the_share_is_said_who_works_is_asked_only_near_the_line(street: cast.Street) -> None:
    Resident.objects.filter(pk=street.wang.pk).update(relation="户主", health="健康")
    share: dict[str, Any] = {"dibao.work.share": Fraction(1, 5)}
    for income, asked in ((780_100, "works"), (2_000_000, None)):
        describe(street.wang_home, annual_income_fen=income)
        ask = said(street, street.wang_home, "dibao", **share).ask
        assert (ask.fact.id if ask else None) == asked


def test_the_first_question_is_the_one_that_settles_and_its_answer_does(street: cast.Street) -> None:
    Resident.objects.filter(pk=street.wang.pk).update(relation="户主", health="健康")
    ask = said(street, street.wang_home, "dibao").ask
    assert ask is not None
    assert ask.fact.id == "income_year"
    assert [wording.option_text(ask.fact, one.value) for one in ask.options] == ["不到 7,800.00 元", "7,800.00 元 以上"]

    told = actions.Told(uuid.uuid4(), street.wang_home.pk, "income_year", ask.options[1].value, day_of(NOW))
    actions.tell(actor=street.actor("李邻长"), told=told, now=NOW)
    after = said(street, street.wang_home, "dibao")
    assert (after.answer.verdict, after.ask) == (0, None)


def test_the_same_answer_twice_is_one_and_the_authority_is_not_asked_at_the_door(street: cast.Street) -> None:
    li = street.actor("李邻长")
    told = actions.Told(uuid.uuid4(), street.wang_home.pk, "care_level", "severe", day_of(NOW), street.wang.pk)
    for _ in range(2):
        actions.tell(actor=li, told=told, now=NOW)
    assert Observation.objects.count() == 1
    assert said(street, street.wang_home, "care_voucher").answer.verdict == 2
    checked = actions.Told(uuid.uuid4(), street.wang_home.pk, "property_within_limits", 1, day_of(NOW))
    with pytest.raises(Invalid):
        actions.tell(actor=li, told=checked, now=NOW)
    actions.tell(actor=street.actor("社区小覃"), told=checked, now=NOW)


def test_nobody_tells_of_a_household_out_of_sight(street: cast.Street) -> None:
    told = actions.Told(uuid.uuid4(), street.wang_home.pk, "emergency", "accident", day_of(NOW))
    for name in ("岩门邻长", "周邻长", "民政老杜", "县里老胡"):
        with pytest.raises(NotThere):
            actions.tell(actor=street.actor(name), told=told, now=NOW)
    assert list(queries.homes(street.actor("岩门邻长"))) == []


def test_an_answer_that_cannot_be_is_refused(street: cast.Street) -> None:
    for fact, value, person in (
        ("care_level", "terrible", street.wang.pk),
        ("care_level", "severe", None),
        ("income_year", -5, None),
        ("nothing", 1, None),
    ):
        told = actions.Told(uuid.uuid4(), street.wang_home.pk, fact, value, day_of(NOW), person)
        with pytest.raises(Invalid):
            actions.tell(actor=street.actor("李邻长"), told=told, now=NOW)


def test_a_card_of_grade_two_finds_the_care_subsidy(street: cast.Street) -> None:
    Resident.objects.filter(pk=street.zhao.pk).update(health="健康", relation="户主")
    assert said(street, street.zhao_home, "disabled_care").answer.verdict == 0
    card = cast.circumstance(street.zhao, "disabled")
    assert said(street, street.zhao_home, "disabled_care").answer.verdict == 1  # a card, but of which grade
    Circumstance.objects.filter(pk=card.pk).update(detail="肢体二级")
    assert said(street, street.zhao_home, "disabled_care").answer.verdict == 2


def test_a_blank_row_says_nothing(street: cast.Street) -> None:
    assert said(street, street.zhao_home, "disabled_care").answer.verdict == 1
    assert said(street, street.zhao_home, "single").answer.verdict == 1


def test_an_old_income_is_not_taken_for_today(street: cast.Street) -> None:
    describe(street.wang_home, annual_income_fen=300_000)
    Resident.objects.filter(pk=street.wang.pk).update(relation="户主", health="健康")
    assert said(street, street.wang_home, "dibao").answer.likely
    assert not said(street, street.wang_home, "dibao", on=date(2028, 11, 2)).answer.likely


def test_刘小满_is_on_the_record_of_left_behind_children(street: cast.Street) -> None:
    assert said(street, street.liu_home, "left_behind").answer.verdict == 2


def test_a_sweep_counts_people_and_families_in_a_constant_number_of_queries(street: cast.Street) -> None:
    edition = rules(street)
    with CaptureQueriesContext(
        connection,
    ) as few:
        tally = queries.sweep(edition, queries.homes(street.actor("社区小覃")))
    assert (tally.households, tally.people) == (3, 3)
    assert tally.found["aged_80"] == 1
    for place in range(40):
        cast.resident(
            cast.household(street.lin1, f"9{place:04}", f"老屋场组{place}号"), f"周{place}", born=date(1950, 1, 1)
        )
    with CaptureQueriesContext(connection) as many:
        assert queries.sweep(edition, queries.homes(street.actor("社区小覃"))).households == 43
    assert len(many) == len(few)
