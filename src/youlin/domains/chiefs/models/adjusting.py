"""Adjustments: how large neighbourhoods may be, and what is proposed, decided, applied and undone."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from youlin.domains.access.rules import Can
from youlin.domains.access.scope import ScopedQuerySet
from youlin.domains.chiefs.rules.adjusting import Kind
from youlin.domains.territory.models import Territory
from youlin.foundation.db import Row


class SizeBounds(Row):
    """How few and how many households a neighbourhood has, in a place and everything below; the nearest counts."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    least = models.PositiveSmallIntegerField()
    most = models.PositiveSmallIntegerField()
    set_by = models.UUIDField(null=True)
    set_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "territory"], name="bounds_once_per_place"),
            models.CheckConstraint(condition=Q(least__gte=1, most__gte=F("least")), name="bounds_not_backwards"),
        ]


class AdjustmentQuerySet(ScopedQuerySet["Adjustment"]):
    """Adjustments by their neighbourhood, for the office that decides."""

    path_field = "place__path"
    capability = Can.APPOINT


class Adjustment(Row):
    """One proposal with its reason and effect. `plan` says what to do, `done` what was done, for taking it back."""

    class Kinds(models.TextChoices):
        """What it is about."""

        TOO_LARGE = Kind.TOO_LARGE.value, _("户数太多")
        TOO_SMALL = Kind.TOO_SMALL.value, _("户数太少")
        NEARER = Kind.NEARER.value, _("离别的邻更近")
        CHIEF_MOVED = Kind.CHIEF_MOVED.value, _("三长搬走了")
        BY_HAND = Kind.BY_HAND.value, _("办公室并的")

    class States(models.TextChoices):
        """Where it stands."""

        OPEN = "open", _("等您定")
        ACCEPTED = "accepted", _("已同意，等那一天")
        APPLIED = "applied", _("已调整")
        DECLINED = "declined", _("不调整")
        UNDONE = "undone", _("已撤回")
        GONE = "gone", _("情况已变")
        STUCK = "stuck", _("没能调整")

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    place = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=12, choices=Kinds.choices)
    mark = models.CharField(max_length=120)
    state = models.CharField(max_length=10, choices=States.choices, default=States.OPEN)
    facts = models.JSONField(default=dict)
    plan = models.JSONField(default=dict)
    effect = models.JSONField(default=dict)
    done = models.JSONField(default=dict)
    found_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)
    decided_by_name = models.CharField(max_length=60, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    apply_on = models.DateField(null=True)
    applied_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=300, blank=True)

    objects = AdjustmentQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "mark"], name="adjustment_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["place", "state"], name="adjustment_by_place"),
            models.Index(fields=["state", "apply_on"], name="adjustment_due", condition=Q(state="accepted")),
        ]
