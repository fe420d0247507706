"""Every room is furnished alike, so that whoever knows one knows them all."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.guards.house import domains, sources

FURNITURE = (
    "__init__.py",
    "apps.py",
    "rules.py",
    "models.py",
    "queries.py",
    "actions.py",
    "events.py",
    "migrations/__init__.py",
)
NO_NAMES = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "misc",
    "services",
    "service",
    "managers",
    "mixins",
    "signals",
    "base",
}
# Two files whose names the whole of Django or of the command line expects.
ALLOWED_NAMES = {"config/settings/base.py", "foundation/postgres/base.py", "cli/service.py"}
READERS_OF_TIME = {
    ("datetime", "now"),
    ("datetime", "today"),
    ("datetime", "utcnow"),
    ("date", "today"),
    ("timezone", "now"),
    ("time", "time"),
}
# A handful of rows at most, by nature.
FEW_ROWS = {"jobs/schedule.py": "one row for each line of a table in the source"}


@pytest.mark.parametrize("domain", domains(), ids=lambda path: path.name)
def test_a_domain_has_the_same_files_as_every_other(domain: Path) -> None:
    missing = [
        name for name in FURNITURE if not (domain / name).exists() and not (domain / name.removesuffix(".py")).is_dir()
    ]
    assert missing == []


@pytest.mark.parametrize("domain", domains(), ids=lambda path: path.name)
def test_a_domain_says_what_belongs_in_it(domain: Path) -> None:
    said = ast.get_docstring(ast.parse((domain / "__init__.py").read_text(encoding="utf-8"))) or ""
    assert "Belongs here" in said
    assert "Does not" in said


def test_every_file_says_in_its_name_what_it_is_for() -> None:
    vague = [name for name, _ in sources() if Path(name).stem in NO_NAMES and name not in ALLOWED_NAMES]
    assert vague == []


def test_nothing_happens_behind_a_save() -> None:
    listening = [name for name, tree in sources() if list(signals(tree))]
    assert listening == []


def test_one_file_reads_the_clock() -> None:
    reading = [name for name, tree in sources() if name != "foundation/clock.py" and list(readings(tree))]
    assert reading == []


def test_only_the_edges_ask_the_clock_for_now() -> None:
    """Below them `now` is an argument, so that yesterday can be lived again."""
    told_apart = {
        "foundation/clock.py",
        "foundation/outbox.py",  # dispatches after the commit, and is an edge itself
        "domains/access/sessions.py",  # Django asks for a session and does not say when
    }
    asking = [name for name, tree in sources("domains", "foundation") if name not in told_apart and list(askings(tree))]
    assert asking == []


def test_a_batch_is_one_statement() -> None:
    """A save inside a loop is a defect: in bulk it is a thousand statements."""
    batches = [(name, tree) for name, tree in sources("domains", "jobs", "simulation") if name not in FEW_ROWS]
    looping = [f"{name}:{line}" for name, tree in batches for line in saves_in_loops(tree)]
    assert looping == []


def signals(tree: ast.Module) -> Iterator[int]:
    """Lines that import signals or the means to listen to them."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            if "signals" in node.module or node.module == "django.dispatch":
                yield node.lineno
        elif isinstance(node, ast.Import) and any("signals" in alias.name for alias in node.names):
            yield node.lineno


def readings(tree: ast.Module) -> Iterator[int]:
    """Lines that ask the machine what time it is."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            name = owner.attr if isinstance(owner, ast.Attribute) else owner.id if isinstance(owner, ast.Name) else ""
            if (name, node.func.attr) in READERS_OF_TIME:
                yield node.lineno


def askings(tree: ast.Module) -> Iterator[int]:
    """Lines that call `clock.now()`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("clock.now", "foundation.clock.now"):
            yield node.lineno


def saves_in_loops(tree: ast.Module) -> Iterator[int]:
    """Lines that write one row in each turn of a loop."""
    for loop in ast.walk(tree):
        if isinstance(loop, ast.For | ast.While):
            for node in ast.walk(loop):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                    one_row = node.func.attr == "save" and not node.args
                    manager = node.func.attr in (
                        "create",
                        "get_or_create",
                        "update_or_create",
                    ) and ".objects" in ast.unparse(node.func)
                    if one_row or manager:
                        yield node.lineno


@pytest.mark.parametrize(
    ("look", "text"),
    [
        (signals, "from django.db.models.signals import post_save"),
        (signals, "from django.dispatch import receiver"),
        (readings, "x = datetime.now(UTC)"),
        (readings, "x = timezone.now()"),
        (readings, "x = datetime.date.today()"),
        (askings, "x = clock.now()"),
        (saves_in_loops, "for row in rows:\n    row.save()"),
        (saves_in_loops, "for row in rows:\n    Row.objects.create(a=row)"),
    ],
)
def test_a_guard_of_the_rooms_can_bark(look: Callable[[ast.Module], Iterator[int]], text: str) -> None:
    assert list(look(ast.parse(text)))
