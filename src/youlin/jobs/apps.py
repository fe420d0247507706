"""Jobs as an app, so that reactions are connected once everything is loaded."""

from __future__ import annotations

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Label `jobs`."""

    name = "youlin.jobs"
    label = "jobs"

    def ready(self) -> None:
        """Connect every event to its reactions."""
        from youlin.jobs import reactions

        reactions.connect()
