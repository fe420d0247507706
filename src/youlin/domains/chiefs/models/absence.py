"""Absences: who is away from a post, from when, until when, and who covers."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from youlin.domains.access.models import User
from youlin.domains.access.rules import Can
from youlin.domains.access.scope import ScopedQuerySet
from youlin.domains.chiefs.models.posts import Appointment, Post
from youlin.domains.territory.models import Territory
from youlin.foundation.db import Row


class AbsenceQuerySet(ScopedQuerySet["Absence"]):
    """Absences by the post that somebody is away from."""

    path_field = "post__territory__path"
    capability = Can.SEE_POSTS


class Absence(Row):
    """A chief is away for some days. Why is nobody's business; who covers is an acting appointment of those days."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="absences", db_index=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField()  # the first day back; the same as starts_on: called off
    cover = models.ForeignKey(Appointment, on_delete=models.PROTECT, null=True, related_name="covers")
    set_by = models.UUIDField(null=True)
    set_by_name = models.CharField(max_length=60)
    created_at = models.DateTimeField()
    client_id = models.UUIDField()

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "post", "client_id"], name="absence_once"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="absence_not_backwards"),
        ]
        indexes: ClassVar = [models.Index(fields=["post", "starts_on"], name="absence_by_post")]
