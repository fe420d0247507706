"""A process that dies in the middle of its work, as by a power cut: what it had committed stays, the rest is gone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

OF_A_TRANSACTION = ("SAVEPOINT", "RELEASE", "ROLLBACK")


class Killed(BaseException):
    """Nobody catches this, as nobody catches a power cut: what tells of events goes on after an ordinary error."""


@contextmanager
def killed_after(statements: int) -> Iterator[None]:
    """Die before the statement after so many; work that needs fewer lives. Raises Killed."""
    left = statements

    def count(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        nonlocal left
        if not sql.startswith(OF_A_TRANSACTION):
            left -= 1
            if left == -1:
                raise Killed
        return execute(sql, params, many, context)

    try:
        with connection.execute_wrapper(count):
            yield
    except Killed:
        # A write outside any transaction of its own spoils the one in which the whole street lives; here it was not
        # begun, so there is nothing to undo.
        transaction.set_rollback(False)
        raise
