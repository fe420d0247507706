"""Where the rules stand: those that come with Youlin, and those a street adds itself under YOULIN_HOME/rules.

In a checkout they are the folder rules/ at its root; an installed Youlin carries them inside.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from youlin.domains.benefits.engine import linting
from youlin.domains.benefits.engine.reading import read_rules
from youlin.domains.benefits.engine.rulebook import Problem, Rulebook

HERE = Path(__file__).resolve()


def folders() -> list[Path]:
    """The folders with rules that exist, those of Youlin first."""
    carried = HERE.parent / "rulebook"
    ours = carried if carried.is_dir() else HERE.parents[4] / "rules"
    return [folder for folder in (ours, Path(settings.YOULIN_HOME) / "rules") if folder.is_dir()]


def rulebook() -> Rulebook:
    """All rules; read again when a file changed."""
    return _read(_stamps())


def problems() -> tuple[Problem, ...]:
    """What is wrong with them, by file and line."""
    return _lint(_stamps())


Stamp = tuple[str, str, int]  # file, how it is called, when it changed


def _stamps() -> tuple[Stamp, ...]:
    return tuple(
        (str(path), f"{folder.name}/{path.relative_to(folder).as_posix()}", path.stat().st_mtime_ns)
        for folder in folders()
        for path in sorted(folder.rglob("*.yaml"))
    )


@lru_cache(maxsize=4)
def _read(stamps: tuple[Stamp, ...]) -> Rulebook:
    return read_rules((name, Path(path).read_text(encoding="utf-8")) for path, name, _changed in stamps)


@lru_cache(maxsize=4)
def _lint(stamps: tuple[Stamp, ...]) -> tuple[Problem, ...]:
    return tuple(linting.problems(_read(stamps)))
