"""What stands beside a case: photographs, who is writing an answer, knocks at the door to the street."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from youlin.domains.cases.models.cases import Case
from youlin.domains.territory.models import Territory
from youlin.foundation.db import Row


class CasePhoto(Row):
    """A picture of a place or a paper, without the data of who took it where."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="photos")
    digest = models.CharField(max_length=64)  # names the file, and makes the same picture twice one
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    by = models.UUIDField(null=True)
    added_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "case", "digest"], name="case_photo_once"),
        ]


class StreetAttempt(Row):
    """One knock at a door that stands open to the street, counted by a fingerprint of the address it came from."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, null=True, related_name="+")
    door = models.CharField(max_length=20)
    origin = models.CharField(max_length=32)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["door", "origin", "at"], name="attempt_by_origin")]


class Writing(Row):
    """Somebody is at an answer to a case: one row a person and case, moved on while they write. No record of work."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    user = models.UUIDField()
    name = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "case", "user"], name="writing_once_a_person"),
        ]
