"""The care domain as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class CareConfig(AppConfig):
    """Label `care`."""

    name = "youlin.domains.care"
    label = "care"
