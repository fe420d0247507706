"""Leads: whom a programme may fit. A lead is never a decision."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from youlin.domains.access.rules import Can
from youlin.domains.access.scope import ScopedQuerySet
from youlin.domains.residents.models import Household, Resident
from youlin.domains.territory.models import Territory
from youlin.foundation.db import Row


class LeadQuerySet(ScopedQuerySet["Lead"]):
    """Leads by the household's place."""

    path_field = "household__neighbourhood__path"
    capability = Can.SEE_CARE


class Lead(Row):
    """Somebody may be entitled, or may no longer be: worth a look until somebody has looked. Never a decision."""

    class Kinds(models.TextChoices):
        """Why it is worth a look."""

        LIKELY = "likely", _("可能符合、还没有享受")
        ABOUT = "about", _("快要符合")
        NO_LONGER = "no_longer", _("可能不再符合，需要看一看")

    class States(models.TextChoices):
        """Where it stands."""

        OPEN = "open", _("等人去看")
        TAKEN = "taken", _("已经在办")
        DISMISSED = "dismissed", _("看过，不合适")
        SETTLED = "settled", _("情况已变")

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, null=True, related_name="+")
    programme = models.CharField(max_length=60)
    kind = models.CharField(max_length=10, choices=Kinds.choices)
    state = models.CharField(max_length=10, choices=States.choices, default=States.OPEN)
    reasons = models.JSONField(default=list)  # sentences, as they were true on that day
    grounds = models.CharField(
        max_length=64
    )  # fingerprint of whom and which facts: once dismissed, only new ones bring it back
    from_day = models.DateField()
    found_at = models.DateTimeField()
    decided_by = models.UUIDField(null=True)
    decided_by_name = models.CharField(max_length=60, blank=True)
    decided_at = models.DateTimeField(null=True)
    decision = models.CharField(max_length=200, blank=True)

    objects = LeadQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "programme", "kind", "grounds"], name="lead_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["subdistrict", "state", "programme"], name="lead_by_state"),
            # In the order of the page, so that the first of many are read without sorting them all.
            models.Index(fields=["state", "-found_at", "programme", "id"], name="lead_newest"),
        ]
