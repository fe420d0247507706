"""When a household asks to be looked at, and when a settled doubt comes up again."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from youlin.domains.residents.rules.checks import QUIET_DAYS, Visit, is_news, not_home_on, quiet_on

DAY = date(2026, 11, 2)


@given(st.lists(st.booleans(), max_size=10))
def test_three_in_a_row_and_nothing_else_make_a_sign(met: list[bool]) -> None:
    visits = [Visit(DAY + timedelta(days=place), not one) for place, one in enumerate(met)]
    row = len(met) >= 3 and not any(met[-3:])
    assert not_home_on(visits) == (visits[-1].day if row else None)
    assert not_home_on(reversed(visits)) == not_home_on(visits)  # whatever order they come in


def test_quiet_counts_from_the_last_word_or_from_when_somebody_settled_it() -> None:
    full = DAY + timedelta(days=QUIET_DAYS)
    assert quiet_on(DAY, None, full - timedelta(days=1)) is None
    assert quiet_on(DAY, None, full) == full
    settled = DAY + timedelta(days=35)
    assert quiet_on(DAY, settled, settled + timedelta(days=29)) is None
    assert quiet_on(DAY, settled, settled + timedelta(days=30)) == settled + timedelta(days=30)


def test_an_old_sign_is_no_news() -> None:
    assert is_news(DAY, None) and is_news(DAY + timedelta(days=1), DAY)
    assert not is_news(DAY, DAY)
