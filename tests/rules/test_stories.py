"""What is taken out of a story before anybody reads it."""

from hypothesis import given
from hypothesis import strategies as st

from youlin.domains.insight.rules.stories import Left, still_shown, without_names

NAMES = ["王桂英", "王桂", "刘小满", "李邻长"]


def test_names_numbers_and_doors_are_put_away() -> None:
    said = "王桂英（14000000001，430899194403020024）住老屋场组12号，电话0744-5551234，刘小满帮的忙。"
    shown = without_names(said, names=NAMES, places=["溪布社区老屋场组"])
    for hidden in ("王桂英", "刘小满", "14000000001", "430899194403020024", "12号", "5551234"):
        assert hidden not in shown
    assert still_shown(shown, names=NAMES) is None


def test_what_people_call_somebody_goes_too() -> None:
    assert without_names("李大爷和王奶奶都说好。", names=[]) == "某某和某某都说好。"


def test_the_longer_name_goes_first_so_that_no_half_stays() -> None:
    assert without_names("找王桂英。", names=["王桂", "王桂英"]) == "找某某。"


def test_what_is_left_is_named() -> None:
    for text, left in (
        ("证号430899194403020024", Left.ID_NUMBER),
        ("打140 0000 0001", Left.PHONE),
        ("住3栋2单元", Left.DOOR),
        ("找刘小满", Left.NAME),
    ):
        found = still_shown(text, names=NAMES)
        assert found is not None and found.left is left and found.what in text
    assert still_shown("找刘小满", names=()) is None


@given(st.text(max_size=40), st.lists(st.sampled_from(NAMES)), st.text(max_size=40))
def test_no_name_of_the_list_survives_wherever_it_stands(before: str, inside: list[str], after: str) -> None:
    shown = without_names(before + "".join(inside) + after, names=NAMES)
    assert not any(name in shown for name in NAMES)
