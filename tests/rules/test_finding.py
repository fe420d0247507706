"""What a roster suggests, from who lives with whom."""

import doctest
from uuid import UUID

import pytest

from youlin.domains.care.rules import Ages, Member, asking, suggest
from youlin.domains.residents.rules import disabilities


def home(*people: tuple[int | None, str, bool]) -> list[Member]:
    return [Member(UUID(int=number), *one) for number, one in enumerate(people, 1)]


@pytest.mark.parametrize(
    ("members", "kinds"),
    [
        (home((72, "户主", True)), ["elder_alone"]),
        (home((59, "户主", True)), []),
        (home((None, "户主", True)), []),
        (home((72, "户主", True), (40, "子女", False)), ["elder_alone"]),
        (home((72, "户主", True), (40, "子女", True)), []),
        (home((72, "户主", True), (70, "配偶", True)), ["empty_nest", "empty_nest"]),
        (home((64, "户主", True), (62, "配偶", True), (9, "孙子女", True)), ["left_behind_child"]),
        (home((64, "户主", True), (38, "子女", True), (9, "孙子女", True)), []),
        (home((64, "户主", True), (38, "子女", False), (9, "孙子女", True)), ["left_behind_child"]),
        (home((38, "户主", False), (36, "配偶", False), (64, "父母", True), (9, "子女", True)), ["left_behind_child"]),
        (home((38, "户主", False), (36, "配偶", True), (9, "子女", True)), []),
        (home((64, "户主", True), (16, "孙子女", True)), []),
        (home((64, "户主", True), (9, "其他", True)), []),
        (home((38, "户主", False)), []),
    ],
)
def test_who_lives_with_whom(members: list[Member], kinds: list[str]) -> None:
    assert [found.kind for found in suggest(members, Ages())] == kinds


def test_a_street_says_who_is_an_elder() -> None:
    assert suggest(home((62, "户主", True)), Ages(elder_from=65)) == []


def test_another_ground_is_another_suggestion() -> None:
    first = suggest(home((72, "户主", True), (70, "配偶", True)), Ages())
    third = suggest(home((72, "户主", True), (70, "配偶", True), (68, "其他", True)), Ages())
    assert first[0].ground != third[0].ground
    assert first == suggest(home((72, "户主", True), (70, "配偶", True)), Ages())


def test_the_examples_are_true() -> None:
    assert doctest.testmod(asking).failed == doctest.testmod(disabilities).failed == 0
