"""The insight domain as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class InsightConfig(AppConfig):
    """Label `insight`."""

    name = "youlin.domains.insight"
    label = "insight"
