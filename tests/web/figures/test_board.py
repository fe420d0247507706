"""看板, 指标目录 and the figures for outside, as each level reads them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import BytesIO
from typing import Any

import openpyxl
import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import cast
from tests.factories.cast import Street
from youlin.domains.access.actor import SYSTEM
from youlin.domains.care import actions as care
from youlin.domains.cases import actions as cases
from youlin.domains.cases.actions import NewCase
from youlin.domains.insight import actions
from youlin.domains.insight.models import Tally

Browser = Callable[[str], Client]
NOW = cast.START + timedelta(days=9)
LEVELS = ("田组长", "向片长", "社区小覃", "街道老彭", "县里老胡")


@pytest.fixture(autouse=True)
def nine_days_later() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def fill(street: Street, count: int = 6) -> None:
    care.open_plans(actor=SYSTEM, now=cast.START)
    for number in range(count):
        by = "李邻长" if number else "周邻长"
        said = NewCase(text="路灯坏了", kind="problem" if number % 2 else "appeal")
        cases.report(actor=street.actor(by), case=said, now=cast.START)
    care.raise_silence(now=NOW)
    actions.roll_up(subdistrict=street.subdistrict.pk, now=NOW)


def text_of(answer: Any) -> str:
    page: str = answer.content.decode()
    assert answer.status_code == 200
    assert "INVALID" not in page
    return page


@pytest.mark.parametrize("name", LEVELS)
def test_each_level_has_its_board(street: Street, logged_in: Browser, name: str) -> None:
    fill(street)
    page = text_of(logged_in(name).get("/office/figures/board/"))
    assert page.index("现在要紧的") < page.index("最近 30 天") < page.index("近十二个月")
    assert "摸排问题" in page
    assert all(f"line tone-{tone}" in page for tone in ("accent", "plain", "done")), "told apart without colour"


def test_what_needs_me_comes_first_and_leads_there(street: Street, logged_in: Browser) -> None:
    fill(street)
    page = text_of(logged_in("社区小覃").get("/office/figures/board/"))
    assert "/office/cases/?work=late" in page
    assert "没有音讯的老乡" in page


def test_where_care_is_thin_and_how_it_was_added_up(street: Street, logged_in: Browser) -> None:
    fill(street)
    page = text_of(logged_in("街道老彭").get("/office/figures/board/"))
    assert "哪里关照得薄" in page
    assert "和记录逐日对过" in page
    assert '<svg class="map-drawing"' in page


def test_the_map_shows_how_places_lie_once_two_points_are_known_and_the_table_says_the_same(
    street: Street, logged_in: Browser
) -> None:
    homes = {street.wang_home: (29.351, 110.472), street.zhao_home: (29.352, 110.474)}
    yan = cast.household(street.yanmen_lin, "90001", "岩门社区1号")
    for home, (north, east) in {**homes, yan: (29.365, 110.491)}.items():
        type(home).objects.filter(pk=home.pk).update(latitude=north, longitude=east)
    fill(street)
    page = text_of(logged_in("街道老彭").get("/office/figures/board/"))
    drawn = re.findall(r"<title>(\d) (\S+) (\d+) / (\d+)</title>\s*<polygon class=\"area ([^\"]+)\"", page)
    rows = re.findall(r'<tr><td class="number">(\d)</td><th scope="row"><a href="[^"]+">([^<]+)</a></th>', page)
    assert [one[:2] for one in drawn] == rows, "a number on the map is that of the line"
    assert {name: "thin" in look for _n, name, _care, _late, look in drawn} == {"溪布社区": True, "岩门社区": False}
    assert "29.35" not in page and "110.47" not in page
    assert '<svg class="map-drawing"' not in page


def test_before_the_first_night_it_says_so(street: Street, logged_in: Browser) -> None:
    assert "还没有汇总过" in text_of(logged_in("街道老彭").get("/office/figures/board/"))


@pytest.mark.parametrize("name", ["李邻长", "民政老杜"])
def test_who_reads_no_figures_has_none(street: Street, logged_in: Browser, name: str) -> None:
    for page in ("board", "registry", "outside"):
        assert logged_in(name).get(f"/office/figures/{page}/").status_code == 404


def test_a_larger_street_asks_no_more_questions(street: Street, logged_in: Browser) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as counted:
            text_of(desk.get("/office/figures/board/"))
        return len(counted)

    desk = logged_in("街道老彭")
    fill(street, 2)
    asked()
    few = asked()
    fill(street, 9)
    assert asked() <= few


def test_the_registry_says_how_and_as_known_when(street: Street, logged_in: Browser) -> None:
    fill(street)
    gone = cases.report(actor=street.actor("李邻长"), case=NewCase(text="井", kind="problem"), now=cast.START)
    actions.roll_up(subdistrict=street.subdistrict.pk, now=NOW)
    cases.withdraw(actor=street.actor("李邻长"), case=gone.pk, reason="看错了", now=NOW)
    actions.roll_up(subdistrict=street.subdistrict.pk, now=NOW + timedelta(days=1))
    with time_machine.travel(NOW + timedelta(days=2), tick=False):
        page = text_of(logged_in("街道老彭").get("/office/figures/registry/?on=2026-11-11"))
    assert "后来更正过的" in page
    assert "SELECT" in page
    assert "那天知道的数" in page


def test_the_registry_counts_the_records_again_beside_what_was_added_up(street: Street, logged_in: Browser) -> None:
    fill(street)
    desk, page = logged_in("街道老彭"), "/office/figures/registry/?from=2026-11-01&to=2026-11-10"
    said = text_of(desk.get(page))
    assert "和记录一致" in said and "对不上" not in said
    Tally.objects.filter(territory=street.subdistrict, key="problems_found").update(value=7)
    said = text_of(desk.get(page))
    assert "对不上" in said and "汇总 7，记录 3" in said
    assert "和记录一致" not in text_of(desk.get(f"{page}&place={street.lin1.pk}")), "there nothing is added up"


def test_a_past_span_drills_down_to_its_own_records(street: Street, logged_in: Browser) -> None:
    fill(street)
    cases.report(actor=street.actor("李邻长"), case=NewCase(text="井盖松了", kind="problem"), now=NOW)
    desk = logged_in("街道老彭")
    then = text_of(desk.get("/office/figures/records/problems_found/?from=2026-11-01&to=2026-11-05"))
    assert "路灯坏了" in then and "井盖松了" not in then
    assert "井盖松了" in text_of(desk.get("/office/figures/records/problems_found/?from=2026-11-06&to=2026-11-11"))


def test_small_counts_stay_inside(street: Street, logged_in: Browser) -> None:
    fill(street)
    desk = logged_in("街道老彭")
    page = text_of(desk.get("/office/figures/outside/"))
    assert "不写明" in page
    sheet = openpyxl.load_workbook(BytesIO(desk.get("/office/figures/outside/?as=xlsx").content)).active
    assert sheet is not None
    told = [cell for row in list(sheet.values)[1:] for cell in row[1:-1]]  # who is a chief hangs at every door
    assert not {"1", "2", "3", "4"} & {str(cell) for cell in told}
