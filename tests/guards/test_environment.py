"""Nothing is read from outside that is not written down."""

import ast
import re

from tests.guards.house import ROOT, sources
from youlin.config.env import VARIABLES

# Read by the workshop or by a library, not by Youlin.
OF_THE_WORKSHOP = {"YOULIN_CHROMIUM"}
OPERATIONS = ROOT / "docs" / "operations.md"


def names_in(text: str) -> set[str]:
    return set(re.findall(r"\bYOULIN_[A-Z_]+\b", text))


def test_one_file_reads_the_environment() -> None:
    readers = [name for name, tree in sources() if reads_environment(tree)]
    assert set(readers) <= {"config/env.py"}


def test_every_variable_that_the_code_names_is_in_the_table() -> None:
    named = {name for _, tree in sources() for name in names_in(ast.unparse(tree))}
    settings = {"YOULIN_HOME"}  # also the name of a setting
    assert named - settings <= {variable.name for variable in VARIABLES}


def test_the_table_says_what_each_variable_means() -> None:
    assert [variable.name for variable in VARIABLES if not (variable.default and variable.meaning)] == []


def test_whoever_runs_the_house_can_read_about_each_variable() -> None:
    assert {variable.name for variable in VARIABLES} <= names_in(OPERATIONS.read_text(encoding="utf-8"))


def test_no_page_speaks_of_a_variable_that_is_gone() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    spoken = {name for page in pages for name in names_in(page.read_text(encoding="utf-8"))}
    assert spoken <= {variable.name for variable in VARIABLES} | OF_THE_WORKSHOP


def reads_environment(tree: ast.Module) -> bool:
    """Whether a file reads os.environ; to set a default for Django is not to read."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript | ast.Call) and re.match(
            r"os\.(environ(\[|\.get\()|getenv\()", ast.unparse(node)
        ):
            return True
    return False


def test_a_file_that_reads_the_environment_is_seen() -> None:
    assert reads_environment(ast.parse("import os\nx = os.environ['YOULIN_X']"))
    assert reads_environment(ast.parse("import os\nx = os.environ.get('YOULIN_X', '')"))
    assert reads_environment(ast.parse("import os\nx = os.getenv('YOULIN_X')"))
    assert not reads_environment(ast.parse("import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'x')"))
