"""Which department a matter goes to."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from youlin.domains.cases.rules.desks import Route, department_for, words_of

CIVIL, EMERGENCY, POLICE, WATER = (UUID(int=number) for number in range(1, 5))
TABLE = (
    Route(CIVIL, kind="appeal"),
    Route(WATER, words=("停水", "燃气")),
    Route(POLICE, danger="violence"),
    Route(EMERGENCY, kind="hazard"),
)


def to(text: str, kind: str = "problem", danger: str = "") -> UUID | None:
    return department_for(TABLE, kind=kind, danger=danger, text=text)


def test_danger_comes_before_words_and_words_before_the_kind() -> None:
    assert to("燃气味很大", kind="hazard") == WATER
    assert to("燃气味很大", kind="hazard", danger="violence") == POLICE
    assert to("墙裂了", kind="hazard") == EMERGENCY
    assert to("想装扶手", kind="appeal") == CIVIL


def test_what_fits_no_line_is_for_somebody_to_choose() -> None:
    assert to("路灯不亮") is None
    assert department_for([], kind="appeal", danger="", text="停水") is None


def test_of_two_words_the_longer_one_knows_more() -> None:
    table = [Route(CIVIL, words=("住院",)), Route(EMERGENCY, words=("住院费报销",))]
    assert department_for(table, kind="appeal", danger="", text="问问住院费报销") == EMERGENCY
    assert department_for(table[::-1], kind="appeal", danger="", text="问问住院费报销") == EMERGENCY


@given(st.permutations(TABLE), st.sampled_from(["appeal", "hazard", "problem"]), st.sampled_from(["", "violence"]))
def test_the_order_of_the_lines_decides_nothing_where_they_differ(table: list[Route], kind: str, danger: str) -> None:
    said = {"kind": kind, "danger": danger, "text": "停水三天了"}
    assert department_for(table, **said) == department_for(TABLE, **said)


@given(st.lists(st.text(st.characters(codec="gb2312", categories=["Lo"]), min_size=1, max_size=4), unique=True))
def test_words_are_read_however_they_are_parted(words: list[str]) -> None:
    assert words_of("、".join(words)) == words_of(" ， ".join(words)) == tuple(words)
