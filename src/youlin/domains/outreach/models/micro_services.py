"""Micro-services."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from youlin.domains.access.models import User
from youlin.domains.access.rules import Can
from youlin.domains.access.scope import ScopedQuerySet
from youlin.domains.chiefs.models import Post
from youlin.domains.residents.models import Household, Resident
from youlin.domains.territory.models import Territory
from youlin.foundation.db import Row


class MicroServiceQuerySet(ScopedQuerySet["MicroService"]):
    """Micro-services by the place they were done at."""

    path_field = "neighbourhood__path"
    capability = Can.LOG_SERVICE


class MicroService(Row):
    """One small act of help, in one line. A correction is a new line; nothing is edited."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    neighbourhood = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, null=True, related_name="+")
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, null=True, related_name="+")
    text = models.CharField(max_length=200)
    happened_at = models.DateTimeField()
    received_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    by_name = models.CharField(max_length=60)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    client_id = models.UUIDField()

    objects = MicroServiceQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "client_id"], name="micro_service_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["subdistrict", "happened_at"], name="micro_service_by_day"),
            models.Index(fields=["by", "happened_at"], name="micro_service_by_doer"),
        ]

    def __str__(self) -> str:
        return self.text


class NoService(Row):
    """A note of a contact that was proposed as a micro-service and is none, said by who wrote it."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    contact = models.UUIDField()
    by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "contact"], name="no_service_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["by", "at"], name="no_service_by_doer")]
