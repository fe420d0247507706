"""The shared pages as a Django app: it owns templates, static files and template tags."""

from __future__ import annotations

from django.apps import AppConfig


class SharedConfig(AppConfig):
    """Label `shared`."""

    name = "youlin.web.shared"
    label = "shared"
