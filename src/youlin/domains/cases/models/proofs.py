"""Proofs against programs that were used up: each lets one report in."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from youlin.domains.territory.models import Territory
from youlin.foundation.db import Row


class SpentProof(Row):
    """One proof: its serial is its key, so that it is spent once; dropped once no page could hold it any more."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, null=True, related_name="+")
    write = models.UUIDField()  # the write it was spent on: the same one twice is one
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["at"], name="proof_by_day")]
