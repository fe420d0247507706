"""Ledgers that a higher office asks for: templates in versions, when they were filled, and what is asked of whom."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from youlin.domains.access.rules import Can
from youlin.domains.access.scope import ScopedQuerySet
from youlin.domains.insight.rules.ledgers import Subject
from youlin.domains.residents.models import Resident
from youlin.domains.territory.models import Territory
from youlin.foundation.crypto import EncryptedTextField
from youlin.foundation.db import Row


class Ledger(Row):
    """A ledger by its name; its workbook and columns are those of the newest version."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=60)
    created_at = models.DateTimeField()
    by_name = models.CharField(max_length=60)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "name"], name="ledger_name_once"),
        ]

    def __str__(self) -> str:
        return self.name


class LedgerVersion(Row):
    """A workbook as it came, and what its columns mean. Appended: what was filled by an older one says so."""

    class Subjects(models.TextChoices):
        """What a row is about."""

        PEOPLE = Subject.PEOPLE.value, _("一人一行")
        HOMES = Subject.HOMES.value, _("一户一行")
        PLACES = Subject.PLACES.value, _("一邻一行")
        DISPUTES = Subject.DISPUTES.value, _("一件纠纷一行")

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    ledger = models.ForeignKey(Ledger, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    filename = models.CharField(max_length=200)
    content = EncryptedTextField()  # the workbook in base64: it may have come with people in it
    shape = models.JSONField()
    subject = models.CharField(max_length=10, choices=Subjects.choices)
    only = models.CharField(max_length=30, blank=True)  # of people: a circumstance
    columns = models.JSONField(default=list)
    settled = models.BooleanField(default=False)  # somebody said what the columns mean
    at = models.DateTimeField()
    by_name = models.CharField(max_length=60)
    client_id = models.UUIDField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "ledger", "number"], name="ledger_version_once"),
            models.UniqueConstraint(fields=["subdistrict", "client_id"], name="ledger_upload_once"),
        ]


class LedgerFill(Row):
    """One filling: who took what of which place out of the house, and whether numbers stood in it in full."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    version = models.ForeignKey(LedgerVersion, on_delete=models.PROTECT, null=True, related_name="fills")
    standard = models.CharField(max_length=20, blank=True)  # the code of one that the house brings
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    rows = models.PositiveIntegerField()
    empty = models.PositiveIntegerField()  # cells that nothing was known for
    in_full = models.BooleanField(default=False)
    at = models.DateTimeField()
    by = models.UUIDField(null=True)
    by_name = models.CharField(max_length=60)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["subdistrict", "-at"], name="fill_by_time")]


class LedgerQuestionQuerySet(ScopedQuerySet["LedgerQuestion"]):
    """Questions by the place of their person."""

    path_field = "resident__household__neighbourhood__path"
    entrusted_field = "resident__entrusted_to__path"
    capability = Can.COMPLETE


class LedgerQuestion(Row):
    """Something that a ledger asked of somebody whose record is empty there. One for all ledgers that ask the same."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    ledger = models.CharField(max_length=60)  # the name of the first that asked
    asked_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    objects = LedgerQuestionQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "resident", "kind"], name="ledger_question_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["resident"], name="ledger_question_open", condition=models.Q(settled_at__isnull=True)),
        ]
