"""Many of something, quickly: rows that the product made itself, copied with keys and clients of their own."""

import uuid
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.db import connection, models, transaction

from tests.factories import cast
from youlin.domains.cases import actions
from youlin.domains.cases.models import Case, CaseEvent, Holding
from youlin.foundation.db import add_rows, new_id

M = TypeVar("M", bound=models.Model)
AT_A_TIME = 2000


def copies(row: M, count: int, change: Callable[[M, int], object] | None = None) -> list[M]:
    """`count` rows like `row`, not yet written; `change` makes each one its own."""
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    made = []
    for place in range(count):
        one = type(row)(**{**values, "id": new_id()})
        if hasattr(one, "client_id"):
            one.client_id = uuid.uuid4()
        if change:
            change(one, place)
        made.append(one)
    return made


def write(rows: Iterable[Any]) -> None:
    """Write rows of one table."""
    rows = list(rows)
    if rows:
        for start in range(0, len(rows), AT_A_TIME):
            add_rows(rows[start : start + AT_A_TIME])


def cases(
    street: cast.Street,
    count: int,
    prefix: str,
    *,
    newest: datetime = cast.START,
    apart: timedelta = timedelta(seconds=1),
) -> None:
    """`count` open cases in 邻1, one reported so long after the other, each with its holding and its first event."""
    first = actions.report(actor=street.actor("李邻长"), case=actions.NewCase(text="门口的路灯不亮"), now=cast.START)
    due = first.due_at or cast.START

    def settle(case: Case, place: int) -> None:
        case.number = f"{prefix}{place:08}"
        case.reported_at = case.received_at = newest - apart * place
        case.due_at = due - timedelta(seconds=place % 3600)

    many = copies(first, count, settle)
    with transaction.atomic():
        write(many)
        for table in (Holding, CaseEvent):
            for row in table._default_manager.filter(case=first):
                write(copies(row, count, lambda one, place: setattr(one, "case_id", many[place].pk)))
    settle_down()


def settle_down() -> None:
    """What PostgreSQL does by itself within a minute of many new rows: without it each plan takes them for none."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
