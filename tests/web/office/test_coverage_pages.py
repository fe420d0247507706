"""The desk sees who has nobody, first and with a way out, on any day; and takes the list home."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import openpyxl
import pytest
import time_machine
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import cast
from youlin.domains.access.actor import SYSTEM
from youlin.domains.chiefs import actions
from youlin.domains.chiefs.models import Appointment
from youlin.domains.residents.models import Household
from youlin.domains.territory.models import Territory
from youlin.foundation import clock
from youlin.foundation.models import AuditEntry
from youlin.web.office.coverage import drawing

As = Callable[[str], Client]
NOW = cast.START
TODAY = clock.day_of(NOW)
PAGE = "/office/chiefs/coverage/"


@pytest.fixture(autouse=True)
def that_morning() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def resign(place: Territory) -> None:
    seat = Appointment.objects.get(post__territory=place)
    actions.end_term(actor=SYSTEM, appointment=seat.pk, ends_on=TODAY, reason="搬家", now=NOW)
    actions.check_coverage(now=NOW)


def text(response: Any) -> str:
    return str(response.content.decode())


def sheet(response: Any) -> list[list[Any]]:
    book = openpyxl.load_workbook(BytesIO(b"".join(response.streaming_content)))
    return [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]


class TestThePage:
    def test_says_the_share_and_names_whoever_has_nobody_with_one_way_out(
        self, street: cast.Street, logged_in: As
    ) -> None:
        resign(street.lin1)
        said = text(logged_in("社区小覃").get(PAGE))
        assert "33.3%" in said and "1 / 3 户" in said
        assert "溪布社区第1片老屋场组邻1" in said and "今天 00:00</time>起没人管" in said
        assert f"/office/chiefs/appoint/?post={street.post_of(street.lin1).pk}" in said

    def test_where_all_are_covered_it_says_so(self, street: cast.Street, logged_in: As) -> None:
        said = text(logged_in("社区小覃").get(PAGE))
        assert "每一户都有人管" in said and "100%" in said

    def test_goes_down_the_tree_and_back_up(self, street: cast.Street, logged_in: As) -> None:
        resign(street.lin1)
        desk = logged_in("街道老彭")
        street_wide = text(desk.get(PAGE))
        assert "溪布社区" in street_wide and "岩门社区" in street_wide
        group = text(desk.get(f"{PAGE}?place={street.group.pk}"))
        assert f"?place={street.xibu.pk}" in group and "邻2" in group and "岩门社区" not in group
        assert "100%" in text(desk.get(f"{PAGE}?place={street.lin2.pk}"))

    def test_a_place_out_of_sight_is_none(self, street: cast.Street, logged_in: As) -> None:
        resign(street.lin1)
        said = text(logged_in("岩门小吴").get(f"{PAGE}?place={street.group.pk}"))
        assert "老屋场组" not in said

    def test_a_past_day_is_shown_as_it_was_and_offers_no_appointment(self, street: cast.Street, logged_in: As) -> None:
        resign(street.lin1)
        yesterday = TODAY - timedelta(days=1)
        said = text(logged_in("社区小覃").get(f"{PAGE}?on={yesterday}"))
        assert "每一户都有人管" in said and "回到今天" in said
        before = text(logged_in("社区小覃").get(f"{PAGE}?on=2025-12-31"))
        assert "才到任" in before and "任命或请人代理" not in before

    def test_a_neighbourhood_is_found_by_its_name(self, street: cast.Street, logged_in: As) -> None:
        resign(street.lin1)
        resign(street.lin2)
        said = text(logged_in("社区小覃").get(f"{PAGE}?q=邻2"))
        assert "老屋场组邻2</strong>" in said and "老屋场组邻1</strong>" not in said
        assert "没有这样的邻" in text(logged_in("社区小覃").get(f"{PAGE}?q=月亮"))

    def test_household_by_household_page_by_page(self, street: cast.Street, logged_in: As) -> None:
        for number in range(60):
            cast.household(street.lin1, f"3{number:04}", f"老屋场组{number + 9}号")
        resign(street.lin1)
        resign(street.lin2)
        first = text(logged_in("社区小覃").get(f"{PAGE}households/"))
        second = text(logged_in("社区小覃").get(f"{PAGE}households/?page=2"))
        assert first.count("/office/people/households/") == 50 and second.count("/office/people/households/") == 13
        assert ">00001<" in first + second and ">00003<" in first + second

    def test_a_county_reads_counts_but_no_home(self, street: cast.Street, logged_in: As) -> None:
        resign(street.lin1)
        county = logged_in("县里老胡")
        assert "33.3%" in text(county.get(PAGE))
        assert county.get(f"{PAGE}households/").status_code == 404
        assert county.get(f"{PAGE}households.xlsx").status_code == 404


class TestTheRoll:
    def test_names_each_neighbourhood_with_who_answers(self, street: cast.Street, logged_in: As) -> None:
        resign(street.lin1)
        rows = sheet(logged_in("社区小覃").get(f"{PAGE}roll.xlsx"))
        assert rows[0] == ["街道", "社区", "片", "组", "邻", "常住户", "谁管", "怎么任的", "从哪天起", "为什么没人管"]
        assert [row[4:8] for row in rows[1:]] == [["邻1", 2, "没有人", None], ["邻2", 1, "周邻长", "在任"]]
        assert "任期 2026-11-02 已结束" in rows[1][9]

    def test_names_each_household_and_is_put_on_record(self, street: cast.Street, logged_in: As) -> None:
        resign(street.lin2)
        rows = sheet(logged_in("社区小覃").get(f"{PAGE}households.xlsx"))
        assert [(row[0], row[6], row[7]) for row in rows[1:]] == [
            ("00001", "邻1", "李邻长"),
            ("00002", "邻1", "李邻长"),
            ("00003", "邻2", "没有人"),
        ]
        assert AuditEntry.objects.filter(verb="export", changes__what="coverage").count() == 1


class TestTheMap:
    def test_where_nothing_is_located_it_says_so_and_draws_boxes(self, street: cast.Street, logged_in: As) -> None:
        resign(street.lin1)
        said = text(logged_in("街道老彭").get(f"{PAGE}map/"))
        assert "还不知道各户在哪里" in said and 'class="box-done"' in said and "2 户没人管" in said

    def test_a_dot_is_a_neighbourhood_told_by_shape_too_and_never_a_home(
        self, street: cast.Street, logged_in: As
    ) -> None:
        for number, home in enumerate(Household.objects.order_by("number")):
            Household.objects.filter(pk=home.pk).update(latitude=29.31234 + number / 1000, longitude=110.41234)
        resign(street.lin1)
        said = text(logged_in("社区小覃").get(f"{PAGE}map/"))
        assert said.count('<path class="dot-late" transform') == 1 and said.count('<circle class="dot-done" r="1') == 1
        assert "29.31234" not in said and "还不知道" not in said
        assert "溪布社区第1片老屋场组邻1" in said  # the table beside it


class TestTheDrawing:
    @given(st.lists(st.floats(0.1, 1000), min_size=1, max_size=40))
    def test_boxes_fill_the_drawing_each_by_its_size(self, sizes: list[float]) -> None:
        sizes.sort(reverse=True)
        boxes = drawing.boxes(sizes)
        assert len(boxes) == len(sizes)
        for size, box in zip(sizes, boxes, strict=True):
            share = 10_000 * size / sum(sizes)
            assert abs(box.width * box.height - share) <= 3 + share / 100
            assert box.x >= -0.02 and box.y >= -0.02 and box.x + box.width <= 100.05 and box.y + box.height <= 100.05

    @given(st.lists(st.tuples(st.floats(29, 30), st.floats(110, 111), st.integers(0, 50)), min_size=1, max_size=30))
    def test_dots_stay_on_the_drawing_with_the_north_above(self, spots: list[tuple[float, float, int]]) -> None:
        dots = drawing.dots(spots)
        assert all(0 <= dot.x <= 100 and 0 <= dot.y <= 100 for dot in dots)
        north = max(range(len(spots)), key=lambda place: spots[place][0])
        assert dots[north].y <= min(dot.y for dot in dots) + 0.01

    def test_homes_a_few_steps_apart_are_drawn_at_one_place(self) -> None:
        one, other = drawing.dots([(29.30001, 110.40001, 3), (29.30041, 110.40041, 3)])
        assert (one.x, one.y) == (other.x, other.y)
