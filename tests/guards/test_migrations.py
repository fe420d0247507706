"""The way from one shape of the database to the next: one line, each step named."""

import re
from collections.abc import Iterable
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

OURS = sorted(config.label for config in apps.get_app_configs() if config.name.startswith("youlin."))
SERIAL = re.compile(r"^(\d{4})_(?!auto_|alter_\w+_and_more)[a-z0-9_]+$")


def crooked(names: Iterable[str], parents: dict[str, list[str]]) -> list[str]:
    """What is wrong with one app's chain of migrations: forks, gaps, names that say nothing."""
    found = []
    for place, name in enumerate(sorted(names), start=1):
        match = SERIAL.match(name)
        if not match:
            found.append(f"{name} does not say what it does")
        elif int(match[1]) != place:
            found.append(f"{name} should have number {place:04}")
        if len(parents[name]) != (0 if place == 1 else 1):
            found.append(f"{name} has {len(parents[name])} parents")
    return found


@pytest.mark.parametrize("app", OURS)
def test_migrations_form_one_line(app: str) -> None:
    graph = MigrationLoader(None).disk_migrations
    mine = {name: migration for (label, name), migration in graph.items() if label == app}
    parents = {
        name: [parent for label, parent in migration.dependencies if label == app] for name, migration in mine.items()
    }
    assert crooked(mine, parents) == []


@pytest.mark.django_db
def test_the_migrations_tell_all_that_the_models_say() -> None:
    said = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=said)
    except SystemExit:
        pytest.fail(f"python -m django makemigrations is due:\n{said.getvalue()}")


def test_a_fork_and_a_nameless_step_are_seen() -> None:
    assert crooked(["0001_initial", "0002_phone"], {"0001_initial": [], "0002_phone": ["0001_initial"]}) == []
    assert crooked(["0001_initial", "0002_auto_20261122"], {"0001_initial": [], "0002_auto_20261122": ["0001_initial"]})
    assert crooked(
        ["0001_initial", "0002_a", "0002_b"],
        {"0001_initial": [], "0002_a": ["0001_initial"], "0002_b": ["0001_initial"]},
    )
    assert crooked(["0001_initial", "0002_a_and_b"], {"0001_initial": [], "0002_a_and_b": []})
