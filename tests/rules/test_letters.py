"""How soon a letter goes, what the night holds back, when to try again, and what an office may write in it."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from youlin.domains.messaging.rules.letters import (
    WAITS,
    Fault,
    Hours,
    Pace,
    Wrong,
    fault_of,
    filled,
    goes_at,
    variables,
    wait_after,
    with_blanks,
)
from youlin.foundation.clock import SHANGHAI

hours = st.builds(Hours, st.integers(0, 23), st.integers(0, 23), st.integers(0, 23))
moments = st.integers(0, 365 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=SHANGHAI) + timedelta(minutes=minutes)
)


@given(moments, hours)
def test_danger_waits_for_no_morning(at: datetime, held: Hours) -> None:
    assert goes_at(at, held, Pace.NOW) == at


@given(moments, hours, st.sampled_from([Pace.SOON, Pace.DIGEST]))
def test_nobody_is_woken_and_nothing_waits_longer_than_the_night(at: datetime, held: Hours, pace: Pace) -> None:
    goes = goes_at(at, held, pace)
    assert not held.quiet(goes.hour)
    assert at <= goes < at + timedelta(days=1)
    assert goes == at or (held.quiet(at.hour) and (goes.hour, goes.minute) == (held.quiet_until, 0))


def test_a_letter_of_the_evening_waits_until_seven() -> None:
    late = datetime(2026, 11, 2, 23, 40, tzinfo=SHANGHAI)
    assert goes_at(late, Hours(21, 7), Pace.SOON) == datetime(2026, 11, 3, 7, 0, tzinfo=SHANGHAI)


def test_each_wait_is_longer_than_the_one_before_and_there_is_a_last() -> None:
    assert list(WAITS) == sorted(WAITS)
    assert [wait_after(tries) for tries in range(1, len(WAITS) + 1)] == list(WAITS)
    assert wait_after(len(WAITS) + 1) is None


def test_an_office_may_use_the_blanks_of_its_sentence_and_no_others() -> None:
    known = variables("%(kind)s %(number)s 请在%(due)s前答复。")
    assert fault_of("{编号}，{期限}前答复。", known) is None
    assert fault_of("{姓名}，{期限}前答复。", known) == Fault(Wrong.BLANK, "姓名")
    assert fault_of("{编号，{期限}前答复。", known) == Fault(Wrong.BRACE)
    assert fault_of("  ", known) == Fault(Wrong.EMPTY)
    assert fault_of("字" * 201, known) == Fault(Wrong.LONG)


@given(st.dictionaries(st.sampled_from(["kind", "number", "due", "name", "n"]), st.text(max_size=8), min_size=1))
def test_a_sentence_reads_the_same_by_its_blanks_as_by_its_variables(values: dict[str, str]) -> None:
    sentence = "；".join(f"%({name})s" for name in values)
    assert filled(with_blanks(sentence), values) == sentence % values
