"""Charts say the same in the drawing and in the table beside it."""

import re

from hypothesis import given
from hypothesis import strategies as st

from youlin.web.shared import charts
from youlin.web.shared.parts import Bar


@given(st.integers(min_value=0, max_value=10**9))
def test_an_axis_covers_the_largest_value_in_few_even_steps(largest: int) -> None:
    step, top = charts.scale(largest)
    assert largest <= top
    assert top % step == 0
    assert 1 <= top // step <= 4
    assert str(step).rstrip("0") in ("1", "2", "5")


def test_the_longest_bar_fills_its_row_and_each_number_stands_beside_its_bar() -> None:
    drawn = charts.bars(
        "诉求", [Bar("张家界社区", 48), Bar("林场", 12), Bar("新桥", 0)], head="社区", unit="件"
    ).render()
    assert re.findall(r'width="([\d.]+)"', drawn) == ["100.0", "25.0", "0.0"]
    assert re.findall(r'<td class="number">(\d+)</td>', drawn) == ["48", "12", "0"]


def test_no_bars_at_all_is_a_chart_too() -> None:
    assert "<table" in charts.bars("诉求", [], head="社区").render()
    assert "<table" in charts.lines("诉求", [], [charts.Series("件", [])], head="周").render()


def test_a_week_nobody_counted_breaks_the_line_instead_of_touching_zero() -> None:
    drawn = charts.lines(
        "问候", ["1", "2", "3", "4", "5"], [charts.Series("问候", [4, 4, None, 2, 2])], head="周"
    ).render()
    runs = re.findall(r'points="([^"]+)"', drawn)
    assert len(runs) == 2
    assert runs[0].split()[0].endswith(",0.0")
    assert re.findall(r'<td class="number">([^<]+)</td>', drawn) == ["4", "4", "–", "2", "2"]


def test_a_name_in_a_chart_is_text() -> None:
    assert "<script>" not in charts.bars("x", [Bar("<script>", 1)], head="y").render()


def test_long_labels_leave_each_other_room() -> None:
    weeks = [f"{month}月26日 周三" for month in range(1, 13)]
    long = charts.lines("问候", weeks, [charts.Series("问候", [1] * 12)], head="周").render()
    short = charts.lines(
        "问候", [str(week) for week in range(1, 13)], [charts.Series("问候", [1] * 12)], head="周"
    ).render()
    assert long.count('text-anchor="middle"') == 3
    assert short.count('text-anchor="middle"') == 6
    assert short.count("tick-more") == 3
