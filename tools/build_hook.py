"""Compiles the catalogues when a wheel is built, so that Youlin speaks English there too; and takes the rules along."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogueHook(BuildHookInterface):  # type: ignore[type-arg, unused-ignore]
    """Runs before the files of a wheel are gathered."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make every .mo and take the rules along, unless the package is only linked in place."""
        if version != "editable":
            build_data.setdefault("force_include", {})["rules"] = "youlin/domains/benefits/rulebook"
            sys.path.insert(0, str(Path(self.root)))
            from tools import messages

            for room in messages.rooms():
                messages.compile_(room)
