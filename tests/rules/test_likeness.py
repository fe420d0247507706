"""Two reports of one thing in other words are offered; two things of one street are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from youlin.domains.cases.rules.likeness import ALIKE, likeness, pairs

SAME = [
    ("村口的路灯三天不亮了，晚上老人走路看不见。", "村口路灯坏了，请修一下"),
    ("3 栋二单元下水道堵了，臭水往上冒", "3栋二单元的下水道堵得厉害"),
    ("老屋场组后山有块石头松了，怕滚下来", "后山石头松动，下雨怕滚下来，老屋场"),
    ("楼上漏水，把我家天花板泡坏了", "天花板被楼上漏水泡坏"),
    ("王奶奶家的煤气灶有味道", "王奶奶家里煤气味很重"),
]
OTHER = [
    ("村口的路灯三天不亮了", "楼上漏水，把天花板泡坏了"),
    ("3 栋二单元下水道堵了", "5 栋门口的狗没有拴绳"),
    ("想问低保怎么申请", "想问医保怎么报销"),
    ("孩子上学的路上没有斑马线", "老人过生日想请人来唱戏"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_thing_in_other_words_is_offered(one: str, other: str) -> None:
    assert likeness(pairs(one), pairs(other)) >= ALIKE


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_another_thing_is_not(one: str, other: str) -> None:
    assert likeness(pairs(one), pairs(other)) < ALIKE


@given(one=st.text(), other=st.text())
def test_it_lies_between_nothing_and_all_and_goes_both_ways(one: str, other: str) -> None:
    forth, back = likeness(pairs(one), pairs(other)), likeness(pairs(other), pairs(one))
    assert 0.0 <= forth == back <= 1.0


@given(st.text(alphabet="路灯坏下水道堵楼上漏水", min_size=1))
def test_a_text_is_just_like_itself(text: str) -> None:
    assert likeness(pairs(text), pairs(text)) == 1.0
