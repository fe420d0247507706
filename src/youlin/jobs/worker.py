"""The background process: django-q2's cluster, which wakes `tick` and carries long imports."""

from __future__ import annotations

import os


def main() -> None:
    """Run until told to stop."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "youlin.config.settings.prod")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("qcluster", verbosity=0)


if __name__ == "__main__":
    main()
