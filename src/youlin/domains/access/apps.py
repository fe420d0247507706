"""The access domain as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Label `access`."""

    name = "youlin.domains.access"
    label = "access"
