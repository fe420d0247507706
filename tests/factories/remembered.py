"""The cast's street, built once in a process and laid down again for each test as the rows it came to.

Building it asks a hundred questions through the product's own actions; laying it down is one statement a table.
"""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction

from tests.factories import cast

_kept: Kept | None = None


@dataclass(frozen=True)
class Kept:
    """What stood in each table, as statements, and the people and places by name."""

    statements: list[tuple[str, list[list[Any]]]]
    street: bytes

    def lay_down(self) -> cast.Street:
        """Put everything where it was; the objects are this test's own."""
        with transaction.atomic(), connection.cursor() as cursor:
            for statement, rows in self.statements:
                cursor.executemany(statement, rows)
        street: cast.Street = pickle.loads(self.street)
        return street


def street() -> cast.Street:
    """The named cast in office. What a test finds in the house before it is not remembered with it."""
    global _kept  # noqa: PLW0603  one street for all tests of this process
    if _kept is not None:
        return _kept.lay_down()
    was_empty = not any(model._base_manager.exists() for model in ours())
    built = cast.street()
    if was_empty:
        _kept = Kept([kept for model in ours() if (kept := standing(model))[1]], pickle.dumps(built))
    return built


def ours() -> list[type[models.Model]]:
    """Every table of the house's own."""
    return [
        model
        for config in apps.get_app_configs()
        if config.name.startswith("youlin.")
        for model in config.get_models(include_auto_created=True)
    ]


def standing(model: type[models.Model]) -> tuple[str, list[list[Any]]]:
    """A table's rows as they go into the database, with the statement that puts them there."""
    quote = connection.ops.quote_name
    fields = model._meta.concrete_fields
    names = ", ".join(quote(str(field.column)) for field in fields)
    holes = ", ".join(["%s"] * len(fields))
    rows = [
        [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]
        for row in model._base_manager.all()
    ]
    return f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({holes})", rows
