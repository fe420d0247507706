"""The chiefs domain as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class ChiefsConfig(AppConfig):
    """Label `chiefs`."""

    name = "youlin.domains.chiefs"
    label = "chiefs"
