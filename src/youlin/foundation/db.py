"""What every table shares: a key that the application makes, and prefix search on a path."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime
from functools import cache
from typing import Any, Self

from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field, Lookup, Q
from django.db.models.base import ModelState
from django.db.models.lookups import In
from django.db.models.sql.compiler import SQLCompiler
from uuid_utils.compat import uuid7

# One past the last character a path holds (0-9a-f), in every collation.
PATH_END = "g"

# PostgreSQL's types whose values need no quotes within a list, and those that do.
_PLAIN = {"uuid", "integer", "smallint", "bigint", "boolean", "date", "timestamp with time zone"}
_WORDS = {"varchar", "text"}

# What equals is written alike. Not so what is encrypted: the same words never give the same letters twice.
REPEATING = (models.ForeignKey, models.DateField, models.IntegerField, models.BooleanField)


def new_id() -> uuid.UUID:
    """A UUIDv7: made by the application, unique across machines, in order of creation."""
    return uuid7()


class Row(models.Model):
    """A table whose key is a UUIDv7."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)

    class Meta:
        abstract = True

    @classmethod
    def from_db(  # type: ignore[override]  # the stubs are of a later Django
        cls, db: str | None, field_names: Collection[str], values: Collection[Any]
    ) -> Self:
        """A row as it is read. Django's own calls `__init__`, which asks each of sixty columns whether it came along.

        Nothing here listens to how rows are made, and no table has an `__init__` of its own; a guard sees to it.
        """
        found = cls.__new__(cls)
        found.__dict__.update(zip(field_names, values, strict=True))
        found._state = ModelState()
        found._state.adding, found._state.db = False, db
        return found

    def _get_FIELD_display(self, field: Field[Any, Any]) -> str:  # noqa: N802  # the name is Django's
        """The label of a choice. Django's own makes a table of all of them, translated, for every look."""
        value = getattr(self, field.attname)
        return str(next((label for known, label in field.flatchoices if known == value), value))


def under(path_field: str, prefix: str) -> Q:
    """Rows whose path lies at or below `prefix`.

    A range, not LIKE: an index serves it on SQLite and, in any collation, on PostgreSQL.
    """
    return Q(**{f"{path_field}__gte": prefix, f"{path_field}__lt": prefix + PATH_END})


@models.UUIDField.register_lookup
class Among(Lookup):
    """`pk__among=keys`: as `pk__in`, but PostgreSQL gets one list instead of a place for each key.

    For batches: a statement with thousands of places is read and filled anew each time.
    """

    lookup_name = "among"

    def get_prep_lookup(self) -> list[Any]:
        """Each key as the column keeps it."""
        return [self.lhs.output_field.get_prep_value(key) for key in self.rhs]

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        """As `in`."""
        return In(self.lhs, self.rhs).as_sql(compiler, connection)

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        """The list in PostgreSQL's own words."""
        column, params = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s::uuid[])", [*params, "{" + ",".join(map(str, self.rhs)) + "}"]


def set_rows(rows: Sequence[models.Model], fields: Sequence[str]) -> None:
    """Write some fields of many rows of one table: one prepared statement, run for each.

    Django's bulk_update builds a CASE of every value, which took eight times as long for rows that all differ.
    """
    if not rows:
        return
    meta = type(rows[0])._meta
    columns: list[Field[Any, Any]] = [meta.get_field(name) for name in fields]  # type: ignore[misc]  # of this table
    _update(columns, [meta.pk], _prepared(rows, [*columns, meta.pk]))


def swap_rows(rows: Sequence[models.Model], fields: Sequence[str], *, seen: Sequence[int]) -> bool:
    """As `set_rows`, for rows with a `version`: each only where it still has the one that was `seen`, in this order.

    Whether every row was found so; a caller that hears False must let its transaction go.
    """
    if not rows:
        return True
    meta = type(rows[0])._meta
    columns: list[Field[Any, Any]] = [meta.get_field(name) for name in fields]  # type: ignore[misc]  # of this table
    known: list[Field[Any, Any]] = [meta.get_field(name) for name in ("id", "subdistrict", "version")]  # type: ignore[misc]
    values = [*_prepared(rows, [*columns, *known[:2]]), list(seen)]
    return _update(columns, known, values) == len(rows)


def _update(columns: Sequence[Field[Any, Any]], known: Sequence[Field[Any, Any]], values: Sequence[list[Any]]) -> int:
    """Set `columns` of the rows that are `known` by some others; `values` a list for each of both. How many were found.

    PostgreSQL joins the lists in one statement: row by row it took three times as long.
    """
    quote, table = connection.ops.quote_name, columns[0].model._meta.db_table
    set_to, where = ([quote(str(column.column)) for column in some] for some in (columns, known))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            lists = ", ".join(f"%s::{_kind(column)}[]" for column in (*columns, *known))
            names = [f"own_{place}" for place in range(len(values))]
            assigned = ", ".join(f"{name} = {own}" for name, own in zip(set_to, names, strict=False))
            found = " AND ".join(
                f"{quote(table)}.{name} = {own}" for name, own in zip(where, names[len(columns) :], strict=True)
            )
            cursor.execute(
                f"UPDATE {quote(table)} SET {assigned} FROM unnest({lists}) AS own ({', '.join(names)}) WHERE {found}",
                [_list(_kind(column), each) for column, each in zip((*columns, *known), values, strict=True)],
            )
        else:
            assigned = ", ".join(f"{name} = %s" for name in set_to)
            found = " AND ".join(f"{name} = %s" for name in where)
            cursor.executemany(f"UPDATE {quote(table)} SET {assigned} WHERE {found}", list(zip(*values, strict=True)))
        return int(cursor.rowcount)


@cache  # ninety are asked for while one case is written down; a process knows one database
def _kind(column: Field[Any, Any]) -> str:
    """A column's type without its length, which would cut off what is too long."""
    return str(column.db_type(connection)).split("(", maxsplit=1)[0]


def _list(kind: str, values: Sequence[Any]) -> Any:
    """A list as PostgreSQL writes it. The driver's own looks at every value by itself, and took six times as long."""
    if kind in _PLAIN:
        return "{" + ",".join(["NULL" if value is None else str(value) for value in values]) + "}"
    if kind in _WORDS:
        said = [
            "NULL" if value is None else '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"' for value in values
        ]
        return "{" + ",".join(said) + "}"
    return list(values)


def add_rows(rows: Sequence[models.Model], *, skip_known: bool = False) -> None:
    """Append many rows of one table by one prepared statement; `skip_known` leaves out what breaks a unique constraint.

    For rows whose keys and values are all set: three times as quick as bulk_create, which prepares a statement a batch.
    """
    if rows:
        columns = type(rows[0])._meta.concrete_fields
        _insert(columns, _prepared(rows, columns), skip_known=skip_known)


def add_values(
    table: type[models.Model], names: Sequence[str], rows: Sequence[Sequence[object]], *, skip_known: bool = False
) -> None:
    """As `add_rows`, of plain values in the order of `names` (as attributes are called); the other columns by default.

    For rows that nobody looks at again, as of the audit: half of the time went into making objects of them.
    """
    if not rows:
        return
    given = dict(zip(names, zip(*rows, strict=True), strict=True))
    columns = table._meta.concrete_fields
    values = [given.get(column.attname) or [column.get_default() for _row in rows] for column in columns]
    _insert(columns, _ready(columns, values), skip_known=skip_known)


def _insert(columns: Sequence[Field[Any, Any]], values: Sequence[list[Any]], *, skip_known: bool) -> None:
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(column.column)) for column in columns)
    into = f"INSERT INTO {quote(columns[0].model._meta.db_table)} ({names})"
    unless = " ON CONFLICT DO NOTHING" if skip_known else ""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(*_from_lists(into, columns, values, unless))
        else:
            places = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"{into} VALUES ({places}){unless}", list(zip(*values, strict=True)))


def _from_lists(
    into: str, columns: Sequence[Field[Any, Any]], values: Sequence[list[Any]], unless: str
) -> tuple[str, list[Any]]:
    """PostgreSQL's statement for many rows: a list a column, and once what all rows share."""
    said, lists, names, shared, own = [], [], [], [], []
    for place, (column, each) in enumerate(zip(columns, values, strict=True)):
        kind = _kind(column)
        if not column.primary_key and all(one == each[0] for one in each):
            said.append(f"%s::{kind}")
            shared.append(each[0])
        else:
            said.append(f"own_{place}")
            names.append(f"own_{place}")
            lists.append(f"%s::{kind}[]")
            own.append(_list(kind, each))
    text = f"{into} SELECT {', '.join(said)} FROM unnest({', '.join(lists)}) AS own ({', '.join(names)}){unless}"
    return text, [*shared, *own]


def _prepared(rows: Sequence[models.Model], columns: Sequence[Field[Any, Any]]) -> list[list[Any]]:
    """What the database is given for some columns of many rows: a list for each column."""
    return _ready(columns, [[getattr(row, column.attname) for row in rows] for column in columns])


def _ready(columns: Sequence[Field[Any, Any]], given: Sequence[Sequence[Any]]) -> list[list[Any]]:
    """Values as the database takes them: a list for each column.

    Worked out once for each value that repeats: of a thousand letters all have one street, and most one reader.
    """
    database = connections[DEFAULT_DB_ALIAS]  # `connection` would be looked up anew for every value
    found = []
    for column, values in zip(columns, given, strict=True):
        prepare = column.get_db_prep_save
        if isinstance(column, REPEATING):
            known = {value: prepare(value, database) for value in set(values)}
            found.append([known[value] for value in values])
        else:
            found.append([prepare(value, database) for value in values])
    return found


def instant_of(instant: datetime) -> Any:
    """An instant as the database keeps it, for a statement of one's own."""
    return connection.ops.adapt_datetimefield_value(instant)


def key_of(stored_key: object) -> uuid.UUID:
    """A key as it comes out of a statement of one's own."""
    return stored_key if isinstance(stored_key, uuid.UUID) else uuid.UUID(str(stored_key))


def new_key_sql() -> str:
    """A UUIDv7 for each row that one statement makes; with PostgreSQL's own random part, or by `new_id` on SQLite."""
    if connection.vendor == "postgresql":
        milliseconds = "lpad(to_hex((extract(epoch from clock_timestamp()) * 1000)::bigint), 12, '0')"
        return f"overlay(replace(gen_random_uuid()::text, '-', '') placing ({milliseconds} || '7') from 1 for 13)::uuid"
    connection.ensure_connection()
    connection.connection.create_function("youlin_new_id", 0, lambda: new_id().hex)
    return "youlin_new_id()"


def spare_the_compiler() -> bool:
    """Turn PostgreSQL's just-in-time compiler off for this database; returns whether it was ours to turn.

    A page's query runs for milliseconds, and compiling it takes hundreds. Kept by the database itself, so that it holds
    behind a connection pooler, which passes no start-up settings on. Only the database's owner may.
    """
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_has_role(current_user, datdba, 'USAGE') FROM pg_database WHERE datname = current_database()"
        )
        ours = bool(cursor.fetchone()[0])
        if ours:
            name = connection.ops.quote_name(str(connection.settings_dict["NAME"]))
            cursor.execute(f"ALTER DATABASE {name} SET jit = off")
    if not connection.in_atomic_block:
        connection.close()  # what is open already does not hear of it
    return ours
