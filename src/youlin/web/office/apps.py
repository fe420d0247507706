"""Pages for the desk of community and subdistrict, as a Django app (for its templates)."""

from __future__ import annotations

from django.apps import AppConfig


class OfficePagesConfig(AppConfig):
    """Label `web_office`."""

    name = "youlin.web.office"
    label = "web_office"
