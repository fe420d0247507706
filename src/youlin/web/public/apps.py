"""Pages for residents, without an account, as a Django app (for its templates)."""

from __future__ import annotations

from django.apps import AppConfig


class PublicPagesConfig(AppConfig):
    """Label `web_public`."""

    name = "youlin.web.public"
    label = "web_public"
