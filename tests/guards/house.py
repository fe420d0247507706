"""What the guards share: the plan of the house, read from the house itself."""

import ast
import configparser
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src" / "youlin"


@cache
def stack() -> dict[str, int]:
    """Each domain and its floor, the lowest first, as `.importlinter` has it."""
    plan = configparser.ConfigParser()
    plan.read(ROOT / ".importlinter", encoding="utf-8")
    floors = plan["importlinter:contract:domains"]["layers"].split("\n")
    floors = [floor for floor in floors if floor.strip()]
    return {name: height for height, floor in enumerate(reversed(floors)) for name in re.findall(r"\w+", floor)}


def domains() -> list[Path]:
    """The folder of each domain."""
    return sorted(path.parent for path in (SRC / "domains").glob("*/apps.py"))


def sources(*folders: str) -> Iterator[tuple[str, ast.Module]]:
    """Every Python file of the house (or of some of its rooms) by its name, parsed; migrations apart."""
    for folder in folders or ("",):
        for path in sorted((SRC / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path.relative_to(SRC).as_posix(), parsed(path)


@cache
def parsed(path: Path) -> ast.Module:
    """A file of the house, read once for all guards."""
    return ast.parse(path.read_text(encoding="utf-8"))


def tracked_files() -> list[Path]:
    """Every text file that git keeps, or would keep with the next commit."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    pictures = {".png", ".jpg", ".ico", ".woff2", ".xlsx", ".xls", ".docx", ".pdf", ".zip"}
    paths = [ROOT / name for name in listed if name]
    return [path for path in paths if path.suffix not in pictures and path.is_file()]
