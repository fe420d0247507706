"""Every door of the house and who may open it: `.venv/bin/python -m tools.doors` writes tests/guards/doors.txt.

The table is kept, so that whoever opens a door to one more role does so in plain sight. Tests knock at each door.
"""

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

TABLE = Path(__file__).resolve().parent.parent / "tests" / "guards" / "doors.txt"
HEAD = """\
# Every door, the permission that it names, and who gets in.
# Written by `.venv/bin/python -m tools.doors`; read what changed in it.
# ✓ opens   · is not there (404)   → is sent to log in
"""
ROLES = {
    "邻": "neighbourhood_chief",
    "组": "group_chief",
    "片": "area_chief",
    "社": "community_staff",
    "街": "subdistrict_staff",
    "部": "department_staff",
    "县": "county_staff",
}


class Door(NamedTuple):
    """A URL as it is written in the source, and what its view asks for; None where it asks nothing at all."""

    path: str
    permission: str | None


def doors() -> list[Door]:
    """Every door, walked from the root of the URLs."""
    from django.urls import get_resolver

    return sorted(walk(get_resolver().url_patterns, ""))


def walk(patterns: object, prefix: str) -> Iterator[Door]:
    """The doors below `prefix`."""
    from django.urls import URLPattern, URLResolver

    assert isinstance(patterns, list)
    for pattern in patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from walk(pattern.url_patterns, path)
        elif isinstance(pattern, URLPattern):
            yield Door(
                "/" + path.replace("^", "").replace("$", "").replace("\\Z", ""),
                getattr(pattern.callback, "permission", None),
            )


def opens(permission: str | None, role: str | None) -> str:
    """What a door that asks for `permission` does for somebody with `role` (None: nobody in particular)."""
    from youlin.domains.access.rules import CAPABILITIES, Role

    if permission == "public":
        return "✓"
    if role is None:
        return "→"
    allowed = permission == "signed_in" or permission in {can.value for can in CAPABILITIES[Role(role)]}
    return "✓" if allowed else "·"


def table() -> str:
    """The whole table, as it stands in doors.txt."""
    found = doors()
    wide = max((len(door.path) for door in found), default=0)
    named = max((len(door.permission or "-") for door in found), default=0)
    lines = [HEAD, f"{'#':<{wide}}  {'':<{named}}  谁 {' '.join(ROLES)}"]
    for door in found:
        who = [opens(door.permission, role) for role in (None, *ROLES.values())]
        lines.append(f"{door.path:<{wide}}  {door.permission or '-':<{named}}  {'  '.join(who)}")
    return "\n".join(lines) + "\n"


def knock_at(door: Door) -> str:
    """An address behind a door: each placeholder filled with something that is nowhere."""
    fillings = {"uuid": "00000000-0000-7000-8000-000000000000", "int": "0", "date": "2026-11-02"}
    return re.sub(r"<(?:(\w+):)?\w+>", lambda hole: fillings.get(hole[1] or "str", "nowhere"), door.path)


def main() -> int:
    """Write the table."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "youlin.config.settings.test")
    import django

    django.setup()
    TABLE.write_text(table(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
