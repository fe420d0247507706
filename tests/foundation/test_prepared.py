"""Questions put into SQL once give what the ORM gives, for each of its kinds of rows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from threading import Thread
from uuid import UUID

import pytest
from django.db import connection, connections
from django.db.models import Case, DateTimeField, F, QuerySet, UUIDField, Value, When
from django.test.utils import CaptureQueriesContext

from youlin.foundation.db import new_id
from youlin.foundation.models import AuditEntry
from youlin.foundation.prepared import Prepared, Slot, counted

NINE = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
AT = Slot("at", DateTimeField())


@pytest.fixture
def entries(db: None) -> QuerySet[AuditEntry]:
    AuditEntry.objects.bulk_create(
        AuditEntry(
            at=NINE + timedelta(hours=hour), actor=None, verb=f"lamp.{hour}", target_kind="lamp", target=new_id()
        )
        for hour in range(5)
    )
    return AuditEntry.objects.order_by("at")


def test_models_tuples_and_single_values_are_those_of_the_orm(entries: QuerySet[AuditEntry]) -> None:
    for rows in (
        entries,
        entries.values("verb", "at"),
        entries.values_list("id", "at"),
        entries.values_list("verb", flat=True),
        entries.annotate(twice=F("verb")).filter(at__gt=NINE)[1:3],
    ):
        assert Prepared(rows).all() == list(rows)


def test_a_slot_is_filled_at_each_asking_without_writing_the_question_again(entries: QuerySet[AuditEntry]) -> None:
    later = Prepared(entries.filter(at__gt=AT).values_list("verb", flat=True))
    assert later.all(at=NINE + timedelta(hours=2)) == ["lamp.3", "lamp.4"]
    assert later.all(at=NINE + timedelta(hours=3)) == ["lamp.4"]
    assert later.first(at=NINE) == "lamp.1"
    assert later.first(at=NINE + timedelta(days=1)) is None


def test_keys_stand_in_a_list_of_slots(entries: QuerySet[AuditEntry]) -> None:
    first, second, *_others = list(entries)
    two = Prepared(entries.filter(pk__in=[Slot("one", UUIDField()), Slot("other", UUIDField())]))
    assert two.all(one=second.pk, other=first.pk) == [first, second]


def test_a_forgotten_value_is_an_error_and_not_an_empty_answer(entries: QuerySet[AuditEntry]) -> None:
    with pytest.raises(KeyError, match="at"):
        Prepared(entries.filter(at__gt=AT)).all()


def test_rows_and_marked_rows_are_counted_in_one_query(entries: QuerySet[AuditEntry]) -> None:
    marked = entries.values(late=Case(When(at__lt=AT, then=Value(1))))
    with CaptureQueriesContext(connection) as asked:
        assert Prepared(marked).counts("late", at=NINE + timedelta(hours=2)) == (5, 2)
    assert len(asked) == 1
    assert Prepared(marked[:3]).counts("late", at=NINE + timedelta(hours=9)) == (3, 3)


def test_several_questions_are_counted_in_one_query(entries: QuerySet[AuditEntry]) -> None:
    marked = Prepared(entries.values(late=Case(When(at__lt=AT, then=Value(1)))))
    nobody, first = Prepared(entries.filter(pk__in=())), Prepared(entries[:1])
    with CaptureQueriesContext(connection) as asked:
        assert counted((nobody, ["late"]), (marked, ["late"]), (first, []), at=NINE) == [(0, 0), (5, 0), (1,)]
    assert len(asked) == 1


def test_what_can_find_nothing_asks_nothing(entries: QuerySet[AuditEntry]) -> None:
    none = Prepared(entries.filter(pk__in=()))
    with CaptureQueriesContext(connection) as asked:
        assert (none.all(), none.first(), none.counts()) == ([], None, (0,))
    assert len(asked) == 0


@pytest.mark.django_db(transaction=True)
def test_threads_ask_with_their_own_connections() -> None:
    AuditEntry.objects.create(at=NINE, actor=None, verb="lamp", target_kind="lamp", target=UUID(int=1))
    verbs = Prepared(AuditEntry.objects.values_list("verb", flat=True))
    found: list[list[str]] = []

    def ask() -> None:
        found.append(verbs.all())
        connections.close_all()

    threads = [Thread(target=ask) for _each in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [["lamp"]] * 4
