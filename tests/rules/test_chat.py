"""What a pasted chat may mean: split as phones and computers copy it, proposed by words, never more than proposed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from youlin.domains.cases.rules import chat
from youlin.domains.cases.rules.ladder import Danger

THREE = [("李阿姨", "三栋路灯坏了"), ("刘哥", "请问高龄补贴怎么申请")]


@pytest.mark.parametrize(
    "copied",
    [
        "李阿姨 10:23\n三栋路灯坏了\n刘哥 10:24\n请问高龄补贴怎么申请",
        "李阿姨：三栋路灯坏了\n刘哥: 请问高龄补贴怎么申请",
        "[10:23] 李阿姨: 三栋路灯坏了\n[10:24] 刘哥: 请问高龄补贴怎么申请",
        "2026/11/22 10:23:11 李阿姨\n三栋路灯坏了\n11月22日 下午3:20 刘哥\n请问高龄补贴怎么申请",
        "李阿姨:\n三栋路灯坏了\n\n刘哥:\n请问高龄补贴怎么申请\n",
        (
            "—————  2026-11-22  —————\n李阿姨 10:23\n三栋路灯坏了\n[图片]\n张叔 10:23\n收到\n"
            "“王姐”撤回了一条消息\n刘哥 10:24\n请问高龄补贴怎么申请"
        ),
    ],
    ids=["phone", "inline", "brackets", "computer", "name-line", "with-noise"],
)
def test_the_same_talk_is_read_alike_however_it_was_copied(copied: str) -> None:
    assert [(one.who, one.text) for one in chat.messages(copied)] == THREE


def test_what_one_person_says_in_several_bubbles_is_one_thing() -> None:
    said = chat.messages("李阿姨：三栋路灯坏了\n李阿姨：晚上看不见\n张叔：好的\n李阿姨：有人摔了")
    assert [one.text for one in said] == ["三栋路灯坏了，晚上看不见，有人摔了"]


def test_words_before_a_colon_that_are_no_name_stay_words() -> None:
    [one] = chat.messages("李阿姨 10:23\n水管爆了\n地址：3栋2单元\n电话：14000000001")
    assert one.text == "水管爆了，地址：3栋2单元，电话：14000000001"


def test_a_chat_without_names_is_one_message() -> None:
    assert [(one.who, one.text) for one in chat.messages("三栋路灯坏了")] == [("", "三栋路灯坏了")]


@pytest.mark.parametrize("noise", ["收到", "好的", "谢谢大家", "[微笑]", "👍👍", "+1", "早上好", ""])
def test_nods_and_thanks_are_no_case(noise: str) -> None:
    assert chat.messages(f"李阿姨：{noise}") == []


@pytest.mark.parametrize(
    ("text", "kind", "urgency", "danger", "word"),
    [
        ("三栋楼道电线冒烟", "hazard", "normal", None, "电线"),
        ("楼上天天打麻将扰民，吵起来了", "dispute", "normal", None, "扰民"),
        ("下水道堵了，赶紧来人", "problem", "urgent", None, "堵了"),
        ("请问高龄补贴怎么申请", "question", "normal", None, "怎么申请"),
        ("隔壁孩子被打，天天哭", "appeal", "danger", Danger.MINOR, "孩子被打"),
        ("三栋着火了", "hazard", "danger", Danger.LIFE, "着火了"),
        ("王奶奶想找人说说话", "appeal", "normal", None, ""),
    ],
)
def test_kind_urgency_and_danger_come_with_the_word_they_were_read_from(
    text: str, kind: str, urgency: str, danger: Danger | None, word: str
) -> None:
    meant = chat.meaning(text)
    assert (meant.kind, meant.urgency.value, meant.danger) == (kind, urgency, danger)
    assert word in {why.word for why in meant.whys} | {""}


@pytest.mark.parametrize(
    ("said", "name"), [("王桂英家漏水", "王桂英"), ("王贵英家漏水", "王桂英"), ("赵大博摔了", "赵大伯")]
)
def test_a_name_is_heard_however_it_is_written(said: str, name: str) -> None:
    assert chat.heard(said, chat.sounds(said), name) == said[: len(name)]


def test_a_name_that_is_not_there_is_not_heard() -> None:
    assert chat.heard("李桂花家漏水", chat.sounds("李桂花家漏水"), "王桂英") == ""


@given(st.text(max_size=400))
def test_whatever_is_pasted_nothing_breaks_and_nothing_is_invented(pasted: str) -> None:
    for one in chat.messages(pasted):
        assert one.text
        assert set(one.text) <= {*pasted, "，", " "}
        for why in chat.meaning(one.text).whys:
            assert why.word in one.text
