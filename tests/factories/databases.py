"""Which tests are about a database, and a database beside pytest's own: for what runs as a process of its own."""

import os
import uuid
from urllib.parse import urlsplit

import psycopg
import pytest
from django.test import TransactionTestCase
from psycopg import sql

ASKS = {"db", "transactional_db", "live_server"}
MARKS = ("django_db", "own_database")


def asks_for_a_database(item: pytest.Item) -> bool:
    """Whether a test reads or writes a database: by a fixture, by a mark, as a TestCase of Django's.

    pytest-django bars the way to everyone else, so what such a test says is the same on every database. Only a process
    that it starts could get past: one that goes by `own_database()` is marked so.
    """
    by_fixture = not ASKS.isdisjoint(getattr(item, "fixturenames", ()))
    by_mark = any(item.get_closest_marker(name) for name in MARKS)
    case = getattr(item, "cls", None)
    return by_fixture or by_mark or (case is not None and issubclass(case, TransactionTestCase))


def own_database() -> str:
    """The URL of a new database on the PostgreSQL that this run is about; empty, which is SQLite, where it is not."""
    url = os.environ.get("YOULIN_DATABASE_URL", "")
    if not url.startswith("postgres"):
        return ""
    name = f"house_{uuid.uuid4().hex}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return urlsplit(url)._replace(path=f"/{name}").geturl()
