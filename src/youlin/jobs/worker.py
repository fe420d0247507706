"""The background process: django-q2's cluster, which wakes `tick` and carries long imports."""

from __future__ import annotations

import os


def main() -> None:
    """Run until told to stop."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "youlin.config.settings.prod")
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    # The cluster forks, and a pool's threads do not come along: on PostgreSQL its children would share one connection
    # and wait for each other for ever. Each opens its own.
    settings.DATABASES["default"].get("OPTIONS", {}).pop("pool", None)
    call_command("qcluster", verbosity=0)


if __name__ == "__main__":
    main()
