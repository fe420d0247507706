"""Who receives what, as the authority's register says; what became of it, appended."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from youlin.domains.access.rules import Can
from youlin.domains.access.scope import ScopedQuerySet
from youlin.domains.residents.models import Household, Resident
from youlin.domains.territory.models import Territory
from youlin.foundation.db import Row


class EnrolmentQuerySet(ScopedQuerySet["Enrolment"]):
    """Who receives what, by the household's place."""

    path_field = "household__neighbourhood__path"
    capability = Can.SEE_CARE


class Enrolment(Row):
    """Somebody receives a benefit, as the authority's register says. The decision is the authority's.

    `until` is the first day on which it is no longer paid; with an exit grace (渐退期) it lies ahead, and `stopped_on`
    is the day of the decision.
    """

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+", db_index=False)
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="+")
    programme = models.CharField(max_length=60)
    since = models.DateField()
    until = models.DateField(null=True)
    stopped_on = models.DateField(null=True)
    amount_fen = models.BigIntegerField(null=True)  # a month
    document = models.CharField(max_length=100, blank=True)  # the authority's number
    source = models.CharField(max_length=100)
    recorded_at = models.DateTimeField()

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["subdistrict", "programme", "resident"],
                condition=Q(until__isnull=True),
                name="enrolled_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(stopped_on__isnull=True) | Q(until__gte=F("stopped_on")), name="enrolment_grace_forward"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["household", "programme"], name="enrolment_by_household"),
            models.Index(fields=["subdistrict", "programme", "until"], name="enrolment_by_programme"),
        ]


class EnrolmentEvent(Row):
    """What became of an enrolment, by whose word and whose hand. Appended, never edited."""

    class Whats(models.TextChoices):
        """What happened."""

        BEGAN = "began", _("开始享受")
        AMOUNT = "amount", _("金额有变")
        STOPPED = "stopped", _("主管部门决定停发")
        LEFT = "left", _("名单上不再有")
        REVIEWED = "reviewed", _("复核过")
        APPEALED = "appealed", _("提了不同意见")

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="events", db_index=False)
    what = models.CharField(max_length=10, choices=Whats.choices)
    on = models.DateField()
    was_fen = models.BigIntegerField(null=True)
    now_fen = models.BigIntegerField(null=True)
    until = models.DateField(null=True)
    document = models.CharField(max_length=100, blank=True)
    note = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField()
    by = models.UUIDField(null=True)
    by_name = models.CharField(max_length=60)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["enrolment", "recorded_at"], name="enrolment_event_by_row")]
