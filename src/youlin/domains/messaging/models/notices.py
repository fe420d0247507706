"""Notices to accounts."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from youlin.domains.access.models import User
from youlin.domains.messaging.rules.letters import Pace
from youlin.domains.territory.models import Territory
from youlin.foundation.db import Row


class Notice(Row):
    """One thing that one account is told. `dedupe` makes telling twice the same as telling once.

    Street and account have no index of their own: those below begin with them.
    """

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    template = models.CharField(max_length=60)
    params = models.JSONField(default=dict)
    url = models.CharField(max_length=200, blank=True)
    dedupe = models.CharField(max_length=120)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    pace = models.CharField(max_length=10, default=Pace.DIGEST.value, db_default=Pace.DIGEST.value)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "user", "dedupe"], name="notice_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["user", "-at"], name="notice_by_user"),
            models.Index(fields=["dedupe"], name="notice_by_occasion"),
            models.Index(fields=["at"], name="notice_in_haste", condition=~models.Q(pace=Pace.DIGEST.value)),
            models.Index(fields=["subdistrict", "at"], name="notice_by_day"),
        ]
