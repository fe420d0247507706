"""A house born today has the tables of one that lived through every migration."""

import ast
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.factories.databases import own_database

SHAPE = """
import django, json
django.setup()
from django.core.management import call_command
from django.db import connection
from django.contrib.contenttypes.models import ContentType
from youlin.foundation.birth import give_birth
{make}
call_command("migrate", check_unapplied=True, verbosity=0)  # ends with 1 where anything is left to do
look, found = connection.introspection, {{}}
with connection.cursor() as cursor:
    for table in look.table_names(cursor):
        columns = [[repr(part) for part in column] for column in look.get_table_description(cursor, table)]
        rules = [repr(sorted(rule.items())) for rule in look.get_constraints(cursor, table).values()]
        found[table] = [sorted(columns), sorted(rules), sorted(map(repr, look.get_relations(cursor, table).items()))]
        if connection.vendor == "sqlite":
            cursor.execute("SELECT sql FROM sqlite_master WHERE tbl_name = %s AND type = 'index'", [table])
            found[table].append(sorted(str(sql) for [sql] in cursor.fetchall()))
        else:
            cursor.execute("SELECT indexdef FROM pg_indexes WHERE tablename = %s", [table])
            found[table].append(sorted(sql for [sql] in cursor.fetchall()))
            cursor.execute(
                "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = %s::regclass", [table]
            )
            found[table].append(sorted(map(list, cursor.fetchall())))
kinds = sorted(ContentType.objects.values_list("app_label", "model"))
print(json.dumps([found, kinds, {answer}]))
"""


def house(home: Path, make: str, answer: str = "None") -> Any:
    """Make a database as `make` says; what stands in it, table by table."""
    env = {**os.environ, "YOULIN_HOME": str(home), "DJANGO_SETTINGS_MODULE": "youlin.config.settings.prod"}
    env["YOULIN_DATABASE_URL"] = own_database()
    code = SHAPE.format(make=make, answer=answer)
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.own_database
def test_both_ways_lead_to_the_same_house(tmp_path: Path) -> None:
    lived, kinds, _nothing = house(tmp_path / "lived", 'call_command("migrate", verbosity=0)')
    born, same_kinds, again = house(tmp_path / "born", "assert give_birth()", "give_birth()")
    assert again is False
    assert same_kinds == kinds
    assert born.keys() == lived.keys()
    assert {table: shape for table, shape in born.items() if shape != lived[table]} == {}


def carried(source: str) -> list[str]:
    """What of a migration's work the tables don't tell: rows that it fills, statements of its own."""
    named = (node.attr for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Attribute))
    return [name for name in named if name in ("RunPython", "RunSQL")]


def test_no_migration_carries_anything_but_tables() -> None:
    steps = sorted((Path(__file__).parents[2] / "src").glob("youlin/**/migrations/0*.py"))
    assert steps
    told = {step.name: carried(step.read_text(encoding="utf-8")) for step in steps}
    found = {name: work for name, work in told.items() if work}
    assert found == {}, "give_birth() leaves these out; see docs/decisions/0022"


@pytest.mark.parametrize("work", ["RunPython", "RunSQL"])
def test_one_that_does_is_seen(work: str) -> None:
    assert carried(f"operations = [migrations.{work}(fill)]") == [work]
