"""The cases domain as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Label `cases`."""

    name = "youlin.domains.cases"
    label = "cases"
