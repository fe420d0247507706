"""Registers of chiefs on their way in."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from youlin.domains.territory.models import Territory
from youlin.foundation.db import Row


class RegisterRun(Row):
    """One workbook of chiefs: looked at, then taken in."""

    class Stages(models.TextChoices):
        """Where it stands."""

        PREVIEW = "preview", _("等待确认")
        DONE = "done", _("已完成")
        CANCELLED = "cancelled", _("已取消")

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    filename = models.CharField(max_length=200)
    stage = models.CharField(max_length=20, choices=Stages.choices)
    outcome = models.JSONField(default=dict)
    by = models.UUIDField()
    by_name = models.CharField(max_length=60)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["subdistrict", "-started_at"], name="register_run_by_street")]
