"""What is due when: checked against a neighbour who walks through the days one by one with pencil and paper."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from youlin.domains.care.rules import Course, Held, Owed, Spell

MONDAY = date(2026, 11, 2)
LAST = 45  # days that the neighbour walks


def day(number: int) -> date:
    return MONDAY + timedelta(number)


spans = st.tuples(st.integers(0, 35), st.integers(0, 9))


@st.composite
def spells(draw: st.DrawFn, days: st.SearchStrategy[int]) -> Spell:
    first, long = draw(spans)
    cut = draw(st.none() | st.integers(first, first + long))
    return Spell(day(first), day(first + long), draw(days), None if cut is None else day(cut))


@st.composite
def courses(draw: st.DrawFn) -> Course:
    changes = sorted(draw(st.sets(st.integers(1, 35), max_size=2)))
    return Course(
        MONDAY,
        draw(st.integers(1, 9)),
        draw(st.none() | st.integers(1, 40).map(day)),
        tuple(Held(day(change - 1), draw(st.integers(1, 9))) for change in changes),
        tuple(draw(st.lists(spells(st.integers(1, 4)), max_size=2))),
        tuple(draw(st.lists(spells(st.just(0)), max_size=2))),
    )


met_days = st.sets(st.integers(-3, LAST - 1).map(day), max_size=14)


@given(courses(), met_days, st.data())
def test_a_tail_says_the_same_as_the_whole(course: Course, met: set[date], data: st.DataObject) -> None:
    whole = course.chain(met)
    if whole:
        link = data.draw(st.sampled_from(whole))
        tail = [one for one in whole if one.opens_on >= link.opens_on]
        later = {one for one in met if one > link.opens_on}
        assert course.chain(later, since=link.opens_on) == tail


@given(courses(), met_days)
def test_there_is_never_a_gap_and_never_a_double(course: Course, met: set[date]) -> None:
    chain = course.chain(met)
    for one, after in pairwise(chain):
        end = one.kept_on or one.closed_on
        assert end is not None
        assert after.opens_on >= end
        between = [end + timedelta(n) for n in range((after.opens_on - end).days)]
        assert all(rests(course, quiet) for quiet in between)  # nobody is without a clock but in a pause
    still_open = [one for one in chain if one.kept_on is None and one.closed_on is None]
    assert len(still_open) == (0 if course.ends_on else 1)
    assert all(one.kept_on is None or one.kept_on in met for one in chain)


@given(courses(), met_days)
def test_nothing_is_due_in_a_pause_and_nobody_late_by_a_new_word(course: Course, met: set[date]) -> None:
    for link in course.chain(met):
        assert not rests(course, link.opens_on)
        end = link.kept_on or link.closed_on
        assert link.due_on > link.opens_on
        assert end is None or end > link.opens_on


@given(courses(), met_days)
def test_pencil_and_paper_come_to_the_same(course: Course, met: set[date]) -> None:
    walked = walk(course, met)
    expected = [(one.opens_on, one.kept_on, one.closed_on) for one in course.chain(met)]
    assert walked == [one for one in expected if one[0] < day(LAST)]


def rests(course: Course, today: date) -> bool:
    return any(
        pause.first <= today <= pause.last and (pause.cut_on is None or today < pause.cut_on) for pause in course.pauses
    )


def walk(course: Course, met: set[date]) -> list[tuple[date, date | None, date | None]]:
    """Day by day: is somebody being waited for, since when, and what happened today?"""
    lines: list[tuple[date, date | None, date | None]] = []
    since: date | None = None
    for number in range(LAST):
        today = day(number)
        over = course.ends_on is not None and today >= course.ends_on
        if since is not None and today in met:
            lines.append((since, today, None))
            since = None if over or rests(course, today) else today
        elif since is not None and (over or rests(course, today)):
            lines.append((since, None, today))
            since = None
        elif since is None and not over and not rests(course, today):
            since = today
        if over:
            return lines
    return [*lines, (since, None, None)] if since is not None else lines


class TestInWords:
    """The same in a few sentences, for who reads it the first time."""

    def test_after_a_pause_the_clock_starts_anew(self) -> None:
        course = Course(MONDAY, 3, pauses=(Spell(day(4), day(9)),))
        assert course.chain({day(2)}) == [
            Owed(MONDAY, day(3), 3, day(2)),
            Owed(day(2), day(5), 3, None, day(4)),
            Owed(day(10), day(13), 3),
        ]

    def test_daily_for_a_while_and_then_as_before(self) -> None:
        course = Course(MONDAY, 3, tighter=(Spell(day(4), day(6), 1),))
        due = [one.due_on for one in course.chain({day(3), day(4), day(5), day(6)})]
        assert due == [day(3), day(4), day(5), day(6), day(9)]

    def test_a_surge_asks_today_for_who_was_greeted_yesterday(self) -> None:
        course = Course(MONDAY, 30, tighter=(Spell(day(4), day(6), 1),))
        assert course.chain({day(3)})[-1].due_on == day(4)
        assert course.chain({day(4)})[-1].due_on == day(5)

    def test_what_was_missed_in_a_surge_stays_missed(self) -> None:
        course = Course(MONDAY, 30, tighter=(Spell(day(4), day(6), 1, cut_on=day(5)),))
        assert course.chain(set())[-1].due_on == day(4)
        assert course.chain({day(4)})[-1].due_on == day(34)

    def test_a_shorter_cadence_makes_nobody_late_for_the_days_before(self) -> None:
        course = Course(MONDAY, 3, held=(Held(day(19), 30),))
        assert course.chain(set())[-1].due_on == day(20)

    def test_a_longer_one_lets_what_is_open_wait(self) -> None:
        course = Course(MONDAY, 30, held=(Held(day(4), 3),))
        assert course.chain(set())[-1].due_on == day(30)

    def test_what_was_kept_before_is_not_judged_anew(self) -> None:
        course = Course(MONDAY, 30, held=(Held(day(6), 3),))
        assert course.chain({day(5)})[0] == Owed(MONDAY, day(3), 3, day(5))
