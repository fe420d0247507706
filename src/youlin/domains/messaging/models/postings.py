"""公示: what stands on public notice from a day to a day, taking it down, objections, answers. Appended only."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from youlin.domains.access.rules import Can
from youlin.domains.access.scope import ScopedQuerySet
from youlin.domains.territory.models import Territory
from youlin.foundation.crypto import EncryptedTextField
from youlin.foundation.db import Row


class PostingQuerySet(ScopedQuerySet["Posting"]):
    """Postings by their place, for who keeps them. Everybody reads what shows by `queries.showing`."""

    path_field = "territory__path"
    capability = Can.PUT_UP


class Posting(Row):
    """One public notice. `lines` hold only the fields that its kind may show."""

    class Kinds(models.TextChoices):
        """What it is about."""

        CANDIDATES = "candidates", _("候选人公示")
        CHIEFS = "chiefs", _("三长公示")
        BENEFIT = "benefit", _("待遇公示")
        GENERAL = "general", _("通知公告")

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kinds.choices)
    about = models.UUIDField(null=True)  # the row of another domain that it is about
    title = models.CharField(max_length=120)
    text = models.TextField(blank=True)
    lines = models.JSONField(default=list)
    first_day = models.DateField()
    last_day = models.DateField()  # the last one on which it shows
    put_up_at = models.DateTimeField()
    by = models.UUIDField(null=True)
    by_name = models.CharField(max_length=80)
    client_id = models.UUIDField()

    objects = PostingQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "client_id"], name="posting_once"),
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")), name="posting_days_not_backwards"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["last_day", "first_day"], name="posting_by_day"),
            models.Index(fields=["about"], name="posting_by_subject"),
        ]

    def __str__(self) -> str:
        return self.title


class TakeDown(Row):
    """A posting taken down by hand before its last day, and why."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    posting = models.ForeignKey(Posting, on_delete=models.PROTECT, related_name="take_downs")
    reason = models.CharField(max_length=200)
    at = models.DateTimeField()
    by = models.UUIDField(null=True)
    by_name = models.CharField(max_length=80)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "posting"], name="posting_taken_down_once"),
        ]


class Objection(Row):
    """What somebody has against what a posting says. Name and telephone only if they wished to give them."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    posting = models.ForeignKey(Posting, on_delete=models.PROTECT, related_name="objections")
    text = models.TextField()
    name = models.CharField(max_length=60, blank=True)
    phone = EncryptedTextField(blank=True)
    at = models.DateTimeField()
    client_id = models.UUIDField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "client_id"], name="objection_once"),
        ]


class ObjectionAnswer(Row):
    """The answer to an objection: right or not, and the words."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    objection = models.ForeignKey(Objection, on_delete=models.PROTECT, related_name="answers")
    upheld = models.BooleanField()
    text = models.TextField()
    at = models.DateTimeField()
    by = models.UUIDField(null=True)
    by_name = models.CharField(max_length=80)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "objection"], name="objection_answered_once"),
        ]
