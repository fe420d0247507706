"""A database beside the one that pytest makes: for what runs as a process of its own."""

import os
import uuid
from urllib.parse import urlsplit

import psycopg
from psycopg import sql


def own_database() -> str:
    """The URL of a new database on the PostgreSQL that this run is about; empty, which is SQLite, where it is not."""
    url = os.environ.get("YOULIN_DATABASE_URL", "")
    if not url.startswith("postgres"):
        return ""
    name = f"house_{uuid.uuid4().hex}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return urlsplit(url)._replace(path=f"/{name}").geturl()
