"""The foundation as a Django app: it owns the audit, read-log, outbox and calendar tables."""

from __future__ import annotations

from django.apps import AppConfig


class FoundationConfig(AppConfig):
    """Label `foundation`."""

    name = "youlin.foundation"
    label = "foundation"

    def ready(self) -> None:
        """Working days are asked of the table from now on."""
        from youlin.foundation import calendar, workdays

        calendar.source = workdays.year
