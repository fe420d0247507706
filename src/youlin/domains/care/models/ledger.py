"""What is due, and where silence rose: both derived from plans and evidence."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from youlin.domains.access.rules import Can
from youlin.domains.access.scope import ScopedQuerySet
from youlin.domains.care.models.contacts import Contact, Kinds
from youlin.domains.care.models.plans import CarePlan
from youlin.domains.territory.models import Territory
from youlin.foundation.db import Row


class ObligationQuerySet(ScopedQuerySet["Obligation"]):
    """Obligations by the neighbourhood that answers for them."""

    path_field = "neighbourhood__path"
    entrusted_field = "plan__resident__household__neighbourhood__path"
    capability = Can.SEE_CARE


class Obligation(Row):
    """One contact that is due: a person in care, a kind, a day. Derived from the plan and the evidence.

    A street and a neighbourhood have no index of their own, here and on alarms: those below begin with them, and each
    more is written again whenever a silence rises.
    """

    class States(models.TextChoices):
        """Where it stands."""

        OPEN = "open", _("应办")
        KEPT = "kept", _("已办")
        PAUSED = "paused", _("暂停时未办")  # a pause closed it; the clock starts anew afterwards
        ENDED = "ended", _("关照已结束")
        VOID = "void", _("不再成立")  # what had opened it was taken back

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    neighbourhood = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    plan = models.ForeignKey(CarePlan, on_delete=models.PROTECT, related_name="obligations")
    kind = models.CharField(max_length=10, choices=Kinds.choices)
    opens_on = models.DateField()
    due_on = models.DateField()  # kept by the end of this day
    days = models.PositiveSmallIntegerField()  # the cadence it was made by
    state = models.CharField(max_length=10, choices=States.choices, default=States.OPEN)
    kept_on = models.DateField(null=True)
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, null=True, related_name="+")  # that kept it
    raised = models.PositiveSmallIntegerField(default=0)  # the highest standing alarm
    rises_at = models.DateTimeField(null=True)  # the instant at which its silence rises next; null: never

    objects = ObligationQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "plan", "kind", "opens_on"], name="obligation_once_a_day"),
            models.UniqueConstraint(
                fields=["subdistrict", "plan", "kind"], condition=Q(state="open"), name="one_open_obligation_per_kind"
            ),
        ]
        indexes: ClassVar = [
            # The sweep reads nothing but what rises now.
            models.Index(fields=["rises_at", "id"], name="obligation_rises", condition=Q(rises_at__isnull=False)),
            models.Index(fields=["neighbourhood", "due_on"], name="obligation_open", condition=Q(state="open")),
            models.Index(fields=["neighbourhood", "due_on", "kept_on"], name="obligation_by_place"),
        ]


class Alarm(Row):
    """A silence reached a rung. Appended; one that proved wrong is withdrawn, and stays to be seen.

    `raised_at` is the exact instant at which it became true, `seen_at` when the sweep or the evidence told us.
    """

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    neighbourhood = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="alarms")
    level = models.PositiveSmallIntegerField()  # 1 组长, 2 片长, 3 community
    raised_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Contact, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["subdistrict", "obligation", "level"],
                condition=Q(withdrawn_at__isnull=True),
                name="one_standing_alarm_per_level",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["neighbourhood", "raised_at"], name="alarm_by_place")]
