"""The kept description of the interface: `.venv/bin/python -m tools.openapi` writes docs/openapi.json."""

import json
import os
import sys
from pathlib import Path

KEPT = Path(__file__).resolve().parent.parent / "docs" / "openapi.json"


def description() -> str:
    """The description as the program gives it now."""
    from youlin.api.urls import api

    return (
        json.dumps(api.get_openapi_schema(path_prefix="/api/v1/"), ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    )


def main() -> int:
    """Write it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "youlin.config.settings.test")
    import django

    django.setup()
    KEPT.write_text(description(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
