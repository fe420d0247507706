"""The benefits domain as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class BenefitsConfig(AppConfig):
    """Label `benefits`."""

    name = "youlin.domains.benefits"
    label = "benefits"
