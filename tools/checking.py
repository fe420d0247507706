"""`python3 dev.py check`: everything that can be said about the code without running the product."""

import time

from tools.environment import BIN, ROOT, call, say

DOMAINS = sorted(path.parent.name for path in (ROOT / "src" / "youlin" / "domains").glob("*/apps.py"))
# A first migration makes new tables, in which nothing can break yet.
MIGRATIONS = "-m django lintmigrations --no-cache --quiet ok ignore --ignore-name-contains 0001_ --include-apps"
CHECKS: dict[str, list[str]] = {
    "lint": ["-m", "ruff", "check"],
    "format": ["-m", "ruff", "format", "--check", "--quiet"],
    "types": ["-m", "mypy"],
    "boundaries": [str(BIN / "lint-imports"), "--no-cache"],
    "migrations": [*MIGRATIONS.split(), "foundation", *DOMAINS],
    "templates": [str(BIN / "djlint"), "src", "--lint", "--quiet"],
    "catalogues": ["-m", "tools.messages", "check"],
}
# Asks a register on the network, so it runs only when it is named: `python3 dev.py check weaknesses`.
ON_REQUEST: dict[str, list[str]] = {
    "weaknesses": ["-m", "pip_audit", "--require-hashes", "--disable-pip", "--strict", "-r", "requirements/run.txt"],
}


def check(rest: list[str]) -> int:
    """Run every check, or those named in `rest`, and say which failed."""
    unknown = set(rest) - CHECKS.keys() - ON_REQUEST.keys()
    if unknown:
        say(f"no such check: {', '.join(sorted(unknown))}; there are {', '.join([*CHECKS, *ON_REQUEST])}")
        return 2
    chosen = {name: command for name, command in (CHECKS | ON_REQUEST).items() if name in (rest or CHECKS)}
    failed = []
    for name, command in chosen.items():
        started = time.monotonic()
        if call(*command, env={"DJANGO_SETTINGS_MODULE": "youlin.config.settings.test"}) != 0:
            failed.append(name)
        say(f"{name}: {'FAILED' if name in failed else 'ok'} ({time.monotonic() - started:.1f} s)")
    if failed:
        say(f"check failed: {', '.join(failed)}")
    return 1 if failed else 0
