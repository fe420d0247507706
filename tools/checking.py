"""`python3 dev.py check`: everything that can be said about the code without running the product."""

import time

from tools.environment import BIN, call, say

CHECKS: dict[str, list[str]] = {
    "lint": ["-m", "ruff", "check"],
    "format": ["-m", "ruff", "format", "--check"],
    "types": ["-m", "mypy"],
    "boundaries": [str(BIN / "lint-imports"), "--no-cache"],
    "migrations complete": ["-m", "django", "makemigrations", "--check", "--dry-run"],
    "migrations safe": ["-m", "django", "lintmigrations", "--no-cache"],
    "templates": [str(BIN / "djlint"), "src", "--lint", "--quiet"],
    "catalogues": ["-m", "tools.messages", "check"],
}
SETTINGS = {"DJANGO_SETTINGS_MODULE": "youlin.config.settings.test"}


def check(rest: list[str]) -> int:
    """Run every check, or those named in `rest`, and say which failed. Known weaknesses are told, not judged."""
    failed = []
    for name, command in CHECKS.items():
        if rest and name.split()[0] not in rest:
            continue
        started = time.monotonic()
        if call(*command, env=SETTINGS) != 0:
            failed.append(name)
        say(f"{name}: {'FAILED' if name in failed else 'ok'} ({time.monotonic() - started:.1f} s)")
    if failed:
        say(f"check failed: {', '.join(failed)}")
    return 1 if failed else 0
