"""What may stand on public notice: tried without a database, with whatever anybody may type."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from youlin.domains.messaging.rules.postings import BORN, FORMS, Bad, Kind, last_day, named_minors, problem_of, shown

DAY = date(2026, 11, 2)
GOOD: dict[Kind, dict[str, str]] = {
    Kind.CANDIDATES: {"name": "覃大山", "post": "邻长", "place": "邻1", BORN: "1970-01-01"},
    Kind.CHIEFS: {"name": "李邻长", "post": "邻长", "phone": "14000000088"},
    Kind.BENEFIT: {"name": "王桂英", "size": "1", "amount": "650", BORN: "1944-03-02"},
    Kind.GENERAL: {"item": "停水", "detail": "明天上午"},
}


def judged(kind: Kind, line: dict[str, str], *, days: int | None = None, title: str = "公示", text: str = "") -> str:
    found = problem_of(kind, title=title, text=text, lines=[line], days=days or FORMS[kind].usual_days, day=DAY)
    return found.bad if found else ""


@pytest.mark.parametrize("kind", Kind)
def test_what_is_right_may_go_up(kind: Kind) -> None:
    assert judged(kind, GOOD[kind]) == ""


@pytest.mark.parametrize("kind", Kind)
def test_no_field_but_those_of_the_kind(kind: Kind) -> None:
    for field in ("id_number", "address", "income", "illness", "birth_date"):
        assert judged(kind, GOOD[kind] | {field: "x"}) == Bad.FIELD


def test_a_poor_familys_line_says_name_size_amount_and_nothing_else() -> None:
    assert shown(Kind.BENEFIT, GOOD[Kind.BENEFIT] | {"illness": "肺病"}) == {
        "name": "王桂英",
        "size": "1",
        "amount": "650",
    }


@pytest.mark.parametrize("kind", [kind for kind in Kind if FORMS[kind].ages])
@given(born=st.dates(date(1920, 1, 1), DAY))
def test_nobody_under_eighteen_that_day_goes_up(kind: Kind, born: date) -> None:
    grown = (
        born.replace(year=born.year + 18) if (born.month, born.day) != (2, 29) else date(born.year + 18, 3, 1)
    ) <= DAY
    assert judged(kind, GOOD[kind] | {BORN: born.isoformat()}) == ("" if grown else Bad.MINOR)


@pytest.mark.parametrize("kind", [kind for kind in Kind if FORMS[kind].ages])
def test_who_might_be_a_child_does_not_go_up_either(kind: Kind) -> None:
    for unknown in ("", "不详", "2026-13-40"):
        assert judged(kind, GOOD[kind] | {BORN: unknown}) == Bad.AGE_UNKNOWN


def test_a_chief_whose_age_is_known_is_grown_up() -> None:
    assert judged(Kind.CHIEFS, GOOD[Kind.CHIEFS] | {BORN: "2009-12-01"}) == Bad.MINOR


@pytest.mark.parametrize("kind", Kind)
def test_children_without_care_are_never_published(kind: Kind) -> None:
    assert judged(kind, GOOD[kind], title="事实无人抚养儿童认定公示") == Bad.FORBIDDEN
    assert judged(kind, GOOD[kind], text="其中事实无人抚养儿童 1 名") == Bad.FORBIDDEN
    first = FORMS[kind].fields[0]
    assert judged(kind, GOOD[kind] | {first: "事实无人抚养儿童"}) == Bad.FORBIDDEN


@given(
    before=st.text("王桂英 ，。", max_size=5),
    digits=st.from_regex(r"[1-9][0-9]{16}[0-9X]", fullmatch=True),
    kind=st.sampled_from(list(Kind)),
)
def test_an_identity_number_is_seen_in_any_words(before: str, digits: str, kind: Kind) -> None:
    assert judged(kind, GOOD[kind], text=f"{before}{digits}") == Bad.ID_NUMBER
    assert judged(kind, GOOD[kind] | {FORMS[kind].fields[1]: f"{before}{digits}。"}) == Bad.ID_NUMBER


def test_a_mobile_number_stands_only_where_its_owner_agreed() -> None:
    assert judged(Kind.GENERAL, GOOD[Kind.GENERAL], text="请打 140 0000 0088") == Bad.PHONE
    assert judged(Kind.GENERAL, GOOD[Kind.GENERAL], text="请打 0744-5612345，编号 2026-000123") == ""


@pytest.mark.parametrize("kind", Kind)
def test_too_few_and_too_many_days_are_refused(kind: Kind) -> None:
    form = FORMS[kind]
    assert judged(kind, GOOD[kind], days=form.most_days + 1) == Bad.DAYS_MANY
    assert judged(kind, GOOD[kind], days=form.most_days) == ""
    assert judged(kind, GOOD[kind], days=form.least_days) == ""
    assert problem_of(kind, title="t", text="x", lines=[], days=form.least_days - 1, day=DAY) is not None


def test_a_benefit_shows_for_the_seven_days_of_the_law_at_least() -> None:
    assert judged(Kind.BENEFIT, GOOD[Kind.BENEFIT], days=6) == Bad.DAYS_FEW


@given(days=st.integers(1, 366))
def test_seven_days_are_seven_whole_ones(days: int) -> None:
    last = last_day(DAY, days)
    assert (last - DAY).days == days
    assert [DAY + timedelta(n) for n in range(1, days + 1)][-1] == last


def test_nothing_is_no_notice() -> None:
    assert judged(Kind.GENERAL, GOOD[Kind.GENERAL], title=" ") == Bad.EMPTY
    empty = problem_of(Kind.GENERAL, title="t", text=" ", lines=[], days=7, day=DAY)
    assert empty and empty.bad == Bad.EMPTY
    unknown = problem_of("votes", title="t", text="x", lines=[], days=7, day=DAY)
    assert unknown and unknown.bad == Bad.KIND


def test_a_childs_name_is_seen_in_a_free_text() -> None:
    assert named_minors("表扬刘小满同学", ["刘小满", "王平"]) == ["刘小满"]
    assert named_minors("王平安全到家", ["王平"]) == []
