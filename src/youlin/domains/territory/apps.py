"""The territory domain as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class TerritoryConfig(AppConfig):
    """Label `territory`."""

    name = "youlin.domains.territory"
    label = "territory"
