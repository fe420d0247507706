"""Many rows by one statement: what is written is what each row says."""

import contextlib
from datetime import date

import pytest
from django.db import DataError, IntegrityError, transaction

from youlin.foundation import clock
from youlin.foundation.db import add_rows, new_id, set_rows
from youlin.foundation.models import AuditEntry, CalendarDay

pytestmark = pytest.mark.django_db

NOW = clock.at(date(2026, 11, 2), 9)


def entry(number: int, **said: object) -> AuditEntry:
    facts: dict[str, object] = {
        "at": NOW,
        "actor": None,
        "actor_name": "田组长",
        "verb": "test",
        "scope": None,
        "target_kind": "bell",
        "target": new_id(),
        "changes": {"number": [None, number], "word": ["", "铃"]},
        **said,
    }
    return AuditEntry(**facts)


def holiday(name: str, number: int = 1, *, working: bool = False) -> CalendarDay:
    return CalendarDay(day=date(2026, 10, number), working=working, name=name, source="desk", set_at=NOW)


def test_each_row_keeps_what_is_its_own_and_what_many_share() -> None:
    scope = new_id()
    rows = [entry(number, scope=scope if number % 2 else None) for number in range(7)]
    add_rows(rows)
    found = AuditEntry.objects.in_bulk([row.pk for row in rows])
    for row in rows:
        written = found[row.pk]
        said = (row.at, row.actor, row.actor_name, row.scope, row.target, row.changes)
        assert (written.at, written.actor, written.actor_name, written.scope, written.target, written.changes) == said


def test_what_is_there_already_is_left_or_refused() -> None:
    add_rows([holiday("国庆节")])
    add_rows([holiday("another word"), holiday("中秋节", 2)], skip_known=True)
    assert list(CalendarDay.objects.order_by("day").values_list("name", flat=True)) == ["国庆节", "中秋节"]
    with pytest.raises(IntegrityError), transaction.atomic():
        add_rows([holiday("another word")])


def test_a_word_too_long_is_refused_or_kept_whole_and_never_cut_off() -> None:
    row = entry(1, verb="x" * 61)
    with contextlib.suppress(DataError), transaction.atomic():  # SQLite knows no lengths
        add_rows([row])
    assert not AuditEntry.objects.filter(pk=row.pk).exclude(verb=row.verb).exists()


def test_rows_are_set_one_by_one_and_the_others_stay() -> None:
    rows = [holiday("国庆节", number) for number in range(1, 5)]
    add_rows(rows)
    for number, row in enumerate(rows[:2]):
        row.name, row.working = f"第{number}天", True
    set_rows(rows[:2], ["name", "working"])
    found = list(CalendarDay.objects.order_by("day").values_list("name", "working"))
    assert found == [("第0天", True), ("第1天", True), ("国庆节", False), ("国庆节", False)]


def test_among_finds_what_in_finds_for_few_for_many_and_for_none() -> None:
    rows = [entry(number) for number in range(5)]
    add_rows(rows)
    some = [row.target for row in rows[:3]]
    unknown = [new_id() for _number in range(2000)]
    for asked in (some, [*some, *unknown], unknown, [], [str(key) for key in some]):
        same = AuditEntry.objects.filter(target__in=asked).order_by("pk")
        assert list(AuditEntry.objects.filter(target__among=asked).order_by("pk")) == list(same)


@pytest.mark.parametrize("said", ['"', "\\", '\\"', "{a,b}", "NULL", "null", "", " ", "一,二", "换\n行", "%s", "'"])
def test_a_word_of_any_marks_stays_the_word(said: str) -> None:
    """PostgreSQL is given lists in its own notation, where some marks mean something."""
    rows = [entry(number, actor_name=word) for number, word in enumerate([said, "田组长", said + said])]
    add_rows(rows)
    rows[1].actor_name = said
    set_rows(rows[:2], ["actor_name", "actor"])
    found = AuditEntry.objects.in_bulk([row.pk for row in rows])
    assert [found[row.pk].actor_name for row in rows] == [said, said, said + said]
    assert [found[row.pk].actor for row in rows] == [None, None, None]
