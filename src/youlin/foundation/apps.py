"""The foundation as a Django app: it owns the audit, read-log and outbox tables."""

from __future__ import annotations

from django.apps import AppConfig


class FoundationConfig(AppConfig):
    """Label `foundation`."""

    name = "youlin.foundation"
    label = "foundation"
