"""What a week asks of a chief: pure, so tried on anything."""

import doctest

from hypothesis import given
from hypothesis import strategies as st

from youlin.domains.care.rules import workload
from youlin.domains.care.rules.workload import MANAGEABLE_MINUTES, Proposal, Sign, Week, minutes_a_week, proposal, signs

paces = st.tuples(st.integers(1, 92), st.integers(1, 92), st.integers(0, 40))


def test_the_examples_in_the_rules_are_true() -> None:
    assert doctest.testmod(workload).failed == 0


@given(st.lists(paces, max_size=5), paces, st.integers(0, 20))
def test_who_has_more_people_or_cases_has_no_lighter_week(
    some: list[tuple[int, int, int]], one_more: tuple[int, int, int], cases: int
) -> None:
    assert minutes_a_week([*some, one_more]) >= minutes_a_week(some)
    assert minutes_a_week(some, cases=cases + 1) > minutes_a_week(some, cases=cases)


@given(st.integers(1, 92), st.integers(1, 92), st.integers(1, 40))
def test_a_slower_pace_asks_no_more(greeting: int, visit: int, people: int) -> None:
    assert minutes_a_week([(greeting, visit + 1, people)]) <= minutes_a_week([(greeting, visit, people)])


def test_an_ordinary_week_needs_nothing() -> None:
    assert signs(Week(paces=((3, 7, 5),), late=1)) == ()
    assert proposal(()) is None


def test_what_the_chief_said_goes_before_what_we_estimate() -> None:
    many = ((3, 7, 12),)
    assert Week(paces=many).minutes > MANAGEABLE_MINUTES
    assert signs(Week(paces=many)) == (Sign.MORE_MINUTES,)
    assert signs(Week(paces=many, people_said=12)) == ()
    assert signs(Week(paces=((3, 7, 3),), people_said=2)) == (Sign.MORE_PEOPLE,)


def test_an_empty_post_is_the_plainest_reason_and_asks_for_cover() -> None:
    found = signs(Week(paces=((3, 7, 12),), late=9, vacant=True))
    assert found == (Sign.NOBODY,)
    assert proposal(found) is Proposal.COVER
    assert signs(Week(vacant=True)) == ()


def test_several_late_at_once_ask_for_a_hand_and_too_many_people_for_a_match() -> None:
    assert proposal(signs(Week(paces=((3, 7, 4),), late=3))) is Proposal.HAND
    assert proposal(signs(Week(paces=((3, 7, 4),), late=3, people_said=2))) is Proposal.MATCH
