"""What is about a database runs on each; what is about none, once."""

import ast
from pathlib import Path

import pytest
from django.test import TestCase

from tests.factories.databases import asks_for_a_database
from tests.guards.house import ROOT


def test_a_rule_runs_once(request: pytest.FixtureRequest) -> None:
    assert not asks_for_a_database(request.node)
    assert request.node.get_closest_marker("sqlite_only")


def test_who_takes_a_database_runs_on_each(db: None, request: pytest.FixtureRequest) -> None:
    assert asks_for_a_database(request.node)
    assert not request.node.get_closest_marker("sqlite_only")


@pytest.mark.django_db
def test_who_is_marked_for_one_does_too(request: pytest.FixtureRequest) -> None:
    assert asks_for_a_database(request.node)


@pytest.mark.own_database
def test_and_who_starts_a_process_on_one(request: pytest.FixtureRequest) -> None:
    assert asks_for_a_database(request.node)
    assert not request.node.get_closest_marker("sqlite_only")


class TestOfDjango(TestCase):
    @pytest.fixture(autouse=True)
    def _keep_node(self, request: pytest.FixtureRequest) -> None:
        self.node = request.node

    def test_a_case_of_django_does(self) -> None:
        assert asks_for_a_database(self.node)


def test_who_makes_a_database_of_its_own_says_so() -> None:
    """The mark, or the conftest of a folder that sets it for all that lie there."""
    silent = [path.name for path in sorted(ROOT.glob("tests/**/*.py")) if makes_one(path) and not says_so(path)]
    assert silent == []


def makes_one(path: Path) -> bool:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return any(isinstance(node, ast.Call) and getattr(node.func, "id", "") == "own_database" for node in ast.walk(tree))


def says_so(path: Path) -> bool:
    return "mark.own_database" in path.read_text(encoding="utf-8")
