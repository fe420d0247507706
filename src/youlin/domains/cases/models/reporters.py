"""Who reported a case in confidence, sealed: for the subdistrict alone, and each look on record."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from youlin.domains.cases.models.cases import Case
from youlin.domains.territory.models import Territory
from youlin.foundation.crypto import EncryptedTextField
from youlin.foundation.db import Row


class SealedReporter(Row):
    """Name and telephone of a confidential reporter. No blind index: nobody finds the case by them."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="sealed")
    name = EncryptedTextField(blank=True)
    phone = EncryptedTextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "case"], name="sealed_reporter_once"),
        ]
