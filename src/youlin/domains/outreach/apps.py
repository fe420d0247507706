"""The outreach domain as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class OutreachConfig(AppConfig):
    """Label `outreach`."""

    name = "youlin.domains.outreach"
    label = "outreach"
