"""Terms: spans of days that never put two people in one chair."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from youlin.domains.chiefs.rules import Because, Reason, Term, taken, too_long, why_empty

DAYS = st.integers(0, 400).map(lambda offset: date(2026, 1, 1) + timedelta(days=offset))


@st.composite
def terms(draw: st.DrawFn) -> Term:
    start = draw(DAYS)
    length = draw(st.one_of(st.none(), st.integers(0, 200)))
    return Term(start, None if length is None else start + timedelta(days=length))


@given(terms(), terms())
def test_two_terms_overlap_exactly_when_some_day_lies_in_both(one: Term, other: Term) -> None:
    days = [date(2026, 1, 1) + timedelta(days=offset) for offset in range(700)]
    assert one.overlaps(other) == any(one.holds_on(day) and other.holds_on(day) for day in days)
    assert one.overlaps(other) == other.overlaps(one)


@given(st.lists(terms(), max_size=12), DAYS)
def test_whoever_is_let_in_one_by_one_never_shares_a_day(asked: list[Term], day: date) -> None:
    seated: list[Term] = []
    for term in asked:
        if not taken(term, seated):
            seated.append(term)
    assert sum(term.holds_on(day) for term in seated) <= 1


def test_the_day_one_leaves_is_the_day_another_begins() -> None:
    leaving, coming = Term(date(2026, 1, 1), date(2026, 6, 1)), Term(date(2026, 6, 1))
    assert not leaving.holds_on(date(2026, 6, 1))
    assert not taken(coming, [leaving])
    assert taken(Term(date(2026, 5, 31)), [leaving])


@pytest.mark.parametrize(
    ("start", "end", "long"),
    [
        (date(2026, 3, 1), date(2031, 3, 1), False),
        (date(2026, 3, 1), date(2031, 3, 2), True),
        (date(2028, 2, 29), date(2033, 3, 1), False),
        (date(2028, 2, 29), date(2033, 3, 2), True),
        (date(2026, 3, 1), None, False),
    ],
)
def test_a_term_is_five_years_at_most(start: date, end: date | None, long: bool) -> None:
    assert too_long(Term(start, end)) is long


TODAY = date(2026, 11, 2)


@pytest.mark.parametrize(
    ("terms", "reason"),
    [
        ([], Reason(Because.NEVER_APPOINTED)),
        ([(Term(date(2026, 1, 1), date(2026, 9, 1)), "sitting")], Reason(Because.TERM_ENDED, date(2026, 9, 1))),
        (
            [
                (Term(date(2026, 1, 1), date(2026, 9, 1)), "sitting"),
                (Term(date(2026, 9, 1), date(2026, 10, 1)), "acting"),
            ],
            Reason(Because.ACTING_ENDED, date(2026, 10, 1)),
        ),
        ([(Term(date(2026, 12, 1)), "sitting")], Reason(Because.NOT_YET, date(2026, 12, 1))),
        # A term taken back on its first day never was one.
        ([(Term(date(2026, 1, 1), date(2026, 1, 1)), "sitting")], Reason(Because.NEVER_APPOINTED)),
    ],
)
def test_an_empty_post_says_why(terms: list[tuple[Term, str]], reason: Reason) -> None:
    assert why_empty(terms, TODAY) == reason
