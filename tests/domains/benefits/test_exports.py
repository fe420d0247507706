"""What stands in a table of policy can be kept as a workbook: the same rows, within the same sight."""

from io import BytesIO
from typing import Any

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tests.domains.benefits.test_registers import ZHAO, numbered, receipt, taken
from tests.factories import cast, door
from youlin.domains.access.actor import SYSTEM
from youlin.domains.benefits import actions, queries

NOW = cast.START


@pytest.fixture
def tables(street: cast.Street) -> cast.Street:
    """A lead, an application, a list that was taken in."""
    row = cast.circumstance(street.zhao, "disabled")
    row.detail = "肢体二级"
    row.save(update_fields=["detail"])
    actions.find_leads(actor=SYSTEM, subdistrict=street.subdistrict.pk, now=NOW)
    door.opened(street.actor("李邻长"), street.wang.pk, "dibao", now=NOW)
    taken(street, [receipt("赵大伯", numbered(street.zhao, ZHAO))])
    return street


def kept(desk: Any, name: str, **asked: str) -> list[list[Any]]:
    answer = desk.get(reverse(f"office:{name}"), {**asked, "as": "xlsx"})
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")
    book = CalamineWorkbook.from_filelike(BytesIO(answer.content))
    return book.get_sheet_by_index(0).to_python()


def test_each_table_is_kept_with_its_rows(tables: cast.Street, logged_in: Any) -> None:
    peng = logged_in("街道老彭")
    leads = kept(peng, "benefits", programme="disabled_care")
    assert [line[:3] for line in leads[1:]] == [["赵大伯", "重度残疾人护理补贴", "可能符合、还没有享受"]]
    [one] = kept(peng, "applications")[1:]
    assert one[1:4] == ["王桂英", "最低生活保障（低保）", "备材料"]
    [listed] = kept(peng, "benefit_lists")[1:]
    assert listed[3:] == [1, 0, 1, 1]
    figures = kept(peng, "benefit_figures")
    assert len(figures) == 1 + len(queries.parameters(tables.subdistrict))
    assert ["城市低保标准（每人每月）", "未配置", "", "", "", "区县民政局", ""] in figures


def test_who_sees_nobody_keeps_an_empty_table_and_who_may_not_open_it_keeps_none(
    tables: cast.Street, logged_in: Any
) -> None:
    elsewhere = logged_in("岩门小吴")
    assert len(kept(elsewhere, "benefits")) == len(kept(elsewhere, "applications")) == 1
    for name in ("benefit_lists", "benefit_figures"):
        assert elsewhere.get(reverse(f"office:{name}"), {"as": "xlsx"}).status_code == 404
