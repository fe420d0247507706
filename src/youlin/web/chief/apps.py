"""Pages for the phone of a chief, as a Django app (for its templates)."""

from __future__ import annotations

from django.apps import AppConfig


class ChiefPagesConfig(AppConfig):
    """Label `web_chief`."""

    name = "youlin.web.chief"
    label = "web_chief"
