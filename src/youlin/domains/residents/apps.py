"""The residents domain as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class ResidentsConfig(AppConfig):
    """Label `residents`."""

    name = "youlin.domains.residents"
    label = "residents"
