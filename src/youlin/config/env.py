"""The environment, typed, in one place; a wrong value stops the start with a plain sentence.

Everything the program reads from outside is a field here. `youlin doctor` prints this table.
"""

from __future__ import annotations

import base64
import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

LANGUAGES = ("zh-hans", "en")


class EnvironmentProblem(SystemExit):
    """A setting that cannot be used; the message says which and what to write instead."""


@dataclass(frozen=True, slots=True)
class Variable:
    """One documented environment variable."""

    name: str
    default: str
    meaning: str


VARIABLES = (
    Variable("YOULIN_HOME", "./var", "folder of the database, uploads, keys and logs"),
    Variable(
        "YOULIN_DATABASE_URL", "SQLite in YOULIN_HOME", "postgres://user:password@host:port/name, or sqlite:///path"
    ),
    Variable("YOULIN_SECRET_KEY", "made and kept in YOULIN_HOME", "signs sessions and links"),
    Variable(
        "YOULIN_FIELD_KEYS",
        "made and kept in YOULIN_HOME",
        "JSON {id: base64 of 32 bytes}; the last one encrypts, all decrypt",
    ),
    Variable("YOULIN_LANGUAGE", "zh-hans", "language of pages where the reader chose none: zh-hans or en"),
    Variable("YOULIN_HOSTS", "localhost,127.0.0.1,[::1]", "host names served, comma separated"),
    Variable("YOULIN_HTTPS", "0", "1 where the site stands behind TLS: secure cookies, HSTS"),
    Variable("YOULIN_DEBUG", "0", "1 only on a developer's machine"),
)


@dataclass(frozen=True, slots=True)
class Environment:
    """Typed values of VARIABLES."""

    home: Path
    database: dict[str, object]
    secret_key: str
    field_keys: dict[str, bytes]
    language: str
    hosts: list[str]
    https: bool
    debug: bool


def database_from_url(url: str, home: Path) -> dict[str, object]:
    """Django's DATABASES entry for a URL; SQLite in `home` when empty. Raises EnvironmentProblem."""
    if not url:
        return _sqlite(home / "youlin.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(Path(unquote(parts.path)))
    if parts.scheme in ("postgres", "postgresql"):
        query = dict(parse_qsl(parts.query))
        host = query.pop("host", None) or (unquote(parts.hostname) if parts.hostname else "")
        return {
            "ENGINE": "youlin.foundation.postgres",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": host,
            "PORT": str(parts.port or ""),
            # Kept open by each thread that serves: with a connection per request a quarter of the requests was served,
            # and with a pool a tenth less. Looked at before use, so that nobody meets a database that began anew.
            "CONN_MAX_AGE": None,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {**query, **_plans_kept(query.get("prepare_threshold", "3"))},
        }
    raise EnvironmentProblem(f"YOULIN_DATABASE_URL begins with {parts.scheme!r}; write postgres:// or sqlite:///")


def _plans_kept(asked: str) -> dict[str, object]:
    """The server keeps the plan of a statement that a connection asks so often: a third more lists are served."""
    if asked == "never":  # for a pooler that hands a connection on without what it knows
        return {"server_side_binding": True, "prepare_threshold": None}
    if asked.isdecimal():
        return {"server_side_binding": True, "prepare_threshold": int(asked)}
    raise EnvironmentProblem(f"YOULIN_DATABASE_URL has prepare_threshold={asked}; write a number, or never")


def _sqlite(path: Path) -> dict[str, object]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        # Kept open: to open the file, read its 200 tables and fill its cache anew took half of each request.
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            # IMMEDIATE: two writers queue instead of failing when the second one upgrades its lock.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
                "PRAGMA cache_size=-64000; PRAGMA temp_store=MEMORY;"
            ),
        },
    }


def _flag(source: Mapping[str, str], name: str) -> bool:
    value = source.get(name, "0").strip().lower()
    if value in ("", "0", "false", "no"):
        return False
    if value in ("1", "true", "yes"):
        return True
    raise EnvironmentProblem(f"{name} is {value!r}; write 1 or 0")


def _kept(path: Path, make: str) -> str:
    """The text of a secret file, made on first use and readable by its owner only."""
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:  # another process made it between our look and our write
            return path.read_text().strip()
        with os.fdopen(handle, "w") as file:
            file.write(make)
        return make


def _field_keys(text: str) -> dict[str, bytes]:
    try:
        keys = {str(name): base64.b64decode(value, validate=True) for name, value in json.loads(text).items()}
    except (ValueError, AttributeError, TypeError) as error:
        raise EnvironmentProblem('YOULIN_FIELD_KEYS is not JSON of the form {"1": "<base64>"}') from error
    if not keys or any(len(key) != 32 for key in keys.values()):
        raise EnvironmentProblem("YOULIN_FIELD_KEYS: each key is 32 bytes, base64")
    return keys


def read(source: Mapping[str, str] | None = None) -> Environment:
    """The environment as typed values; makes missing keys. Raises EnvironmentProblem with what to change."""
    source = os.environ if source is None else source
    home = Path(source.get("YOULIN_HOME") or "var").resolve()
    home.mkdir(parents=True, exist_ok=True)
    language = source.get("YOULIN_LANGUAGE") or "zh-hans"
    if language not in LANGUAGES:
        raise EnvironmentProblem(f"YOULIN_LANGUAGE is {language!r}; write one of {', '.join(LANGUAGES)}")
    fresh_key = json.dumps({"1": base64.b64encode(secrets.token_bytes(32)).decode()})
    return Environment(
        home=home,
        database=database_from_url(source.get("YOULIN_DATABASE_URL", ""), home),
        secret_key=source.get("YOULIN_SECRET_KEY") or _kept(home / "secret.key", secrets.token_urlsafe(48)),
        field_keys=_field_keys(source.get("YOULIN_FIELD_KEYS") or _kept(home / "field.keys", fresh_key)),
        language=language,
        hosts=[
            host.strip()
            for host in (source.get("YOULIN_HOSTS") or "localhost,127.0.0.1,[::1]").split(",")
            if host.strip()
        ],
        https=_flag(source, "YOULIN_HTTPS"),
        debug=_flag(source, "YOULIN_DEBUG"),
    )
