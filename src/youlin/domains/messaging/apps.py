"""The messaging domain as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class MessagingConfig(AppConfig):
    """Label `messaging`."""

    name = "youlin.domains.messaging"
    label = "messaging"
