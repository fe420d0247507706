"""An index of tokens that a database keeps with their order: FTS5 on SQLite, a GIN index of tsvectors on PostgreSQL.

The program makes the tokens, so that no dictionary of the database is needed. `MakeIndex` stands in a migration; rows
of an index belong to rows of another table, which alone says who may see them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from youlin.foundation.db import key_of

MOST_PLACES = 16_000  # PostgreSQL keeps no place of a token beyond


def make(table: str, editor: BaseDatabaseSchemaEditor) -> None:
    """Make an index without rows. It is no table of Django's: each database keeps such a thing in its own way."""
    name = editor.quote_name(table)
    if editor.connection.vendor == "postgresql":
        editor.execute(f"CREATE TABLE {name} (key uuid PRIMARY KEY, words tsvector NOT NULL)")
        editor.execute(f"CREATE INDEX {editor.quote_name(f'{table}_words')} ON {name} USING gin (words)")
    else:
        editor.execute(f"CREATE VIRTUAL TABLE {name} USING fts5(key UNINDEXED, words, tokenize='unicode61')")


class MakeIndex(Operation):
    """The step of a migration that makes an index; a house that is born at once takes it as well (decision 0022)."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, table: str) -> None:
        self.table = table

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """No model changes."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Make it, empty."""
        make(self.table, schema_editor)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Drop it: what it held is found in the table it is about."""
        schema_editor.execute(f"DROP TABLE {schema_editor.quote_name(self.table)}")

    def describe(self) -> str:
        """For `migrate --plan`."""
        return f"Make the index of tokens {self.table}"


def add(table: str, rows: Mapping[UUID, Sequence[str]]) -> None:
    """Take rows in, each with its tokens in order. Each key once: what is in the index stays as it is."""
    if not rows:
        return
    name = connection.ops.quote_name(table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.executemany(
                f"INSERT INTO {name} (key, words) VALUES (%s, %s::tsvector) ON CONFLICT (key) DO NOTHING",
                [(key, _vector(tokens)) for key, tokens in rows.items()],
            )
        else:
            cursor.executemany(
                f"INSERT INTO {name} (key, words) VALUES (%s, %s)",
                [(key.hex, " ".join(tokens)) for key, tokens in rows.items()],
            )


def find(table: str, words: Iterable[Sequence[str]], *, marks: Iterable[str] = (), most: int) -> list[UUID]:
    """Keys of rows that hold every word, the latest first, `most` of them.

    A word is tokens that stand one behind the other; a token that ends with a star is the beginning of one. `marks` are
    tokens of which one must be there.
    """
    wanted, either = [list(word) for word in words if word], list(marks)
    if not wanted:
        return []
    name = connection.ops.quote_name(table)
    postgres = connection.vendor == "postgresql"
    asked = _query(wanted, either) if postgres else _match(wanted, either)
    where = "words @@ %s::tsquery ORDER BY key DESC" if postgres else f"{name} MATCH %s ORDER BY rowid DESC"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT key FROM {name} WHERE {where} LIMIT %s", [asked, most])
        return [key_of(row[0]) for row in cursor.fetchall()]


def _vector(tokens: Sequence[str]) -> str:
    return " ".join(f"'{token}':{place}" for place, token in enumerate(tokens[:MOST_PLACES], 1))


def _query(words: list[list[str]], marks: list[str]) -> str:
    said = [
        " <-> ".join(f"'{token.rstrip('*')}'{':*' if token.endswith('*') else ''}" for token in one) for one in words
    ]
    parts = [f"({one})" for one in said]
    if marks:
        parts.append("(" + " | ".join(f"'{mark}'" for mark in marks) + ")")
    return " & ".join(parts)


def _match(words: list[list[str]], marks: list[str]) -> str:
    parts = [
        f'"{" ".join(token.rstrip("*") for token in one)}"' + ("*" if one[-1].endswith("*") else "") for one in words
    ]
    if marks:
        parts.append("(" + " OR ".join(f'"{mark}"' for mark in marks) + ")")
    return " AND ".join(parts)
