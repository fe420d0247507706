"""Meetings by their rules: states, and what a count of hands may say. No database."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from youlin.domains.outreach.rules import meetings
from youlin.domains.outreach.rules.meetings import BadCount, Deed, State

NUMBER = st.integers(0, 60)


def test_the_drawing_in_the_documents_is_the_table() -> None:
    page = Path(__file__).parents[2] / "docs" / "meetings-states.md"
    assert meetings.drawing() in page.read_text(encoding="utf-8"), (
        "put the output of `python -m youlin.domains.outreach.rules.meetings` into docs/meetings-states.md"
    )


def test_every_deed_and_state_is_reached_and_a_cancelled_meeting_is_over() -> None:
    assert {deed for _state, deed in meetings.TRANSITIONS} == set(Deed)
    assert set(meetings.TRANSITIONS.values()) == set(State)
    assert [deed for deed in Deed if meetings.may(State.CANCELLED, deed)] == []


@given(NUMBER, NUMBER, NUMBER, NUMBER)
def test_no_more_hands_than_came(yes: int, no: int, abstain: int, present: int) -> None:
    bad = meetings.bad_count((yes, no, abstain), present)
    assert (bad is BadCount.MORE_THAN_PRESENT) == (yes + no + abstain > present)


def test_a_count_is_whole_or_none() -> None:
    assert meetings.bad_count((None, None, None), 0) is None
    assert meetings.bad_count((3, None, 0), 9) is BadCount.HALF
