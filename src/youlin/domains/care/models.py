"""Cadences, plans, contacts, obligations, alarms."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from youlin.domains.access.rules import Can
from youlin.domains.access.scope import ScopedQuerySet
from youlin.domains.care import rules
from youlin.domains.residents.models import Circumstance, Resident
from youlin.domains.territory.models import Territory
from youlin.foundation.db import Row


class Kinds(models.TextChoices):
    """A way of keeping in touch, in words."""

    GREETING = rules.Kind.GREETING.value, _("问候")
    VISIT = rules.Kind.VISIT.value, _("上门走访")


class CadenceRule(Row):
    """How often people of a place are greeted and visited; an empty circumstance is any."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    circumstance = models.CharField(max_length=30, choices=Circumstance.Kinds.choices, blank=True)
    greeting_days = models.PositiveSmallIntegerField()
    visit_days = models.PositiveSmallIntegerField()
    set_by = models.UUIDField(null=True)
    set_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "territory", "circumstance"], name="cadence_once_per_place"),
            models.CheckConstraint(
                condition=Q(greeting_days__range=(1, rules.LONGEST_CADENCE))
                & Q(visit_days__range=(1, rules.LONGEST_CADENCE)),
                name="cadence_in_days",
            ),
        ]


class CarePlanQuerySet(ScopedQuerySet["CarePlan"]):
    """Plans by the neighbourhood that answers for them."""

    path_field = "neighbourhood__path"
    capability = Can.SEE_CARE


class CarePlan(Row):
    """Somebody in care from a day to a day. It belongs to a neighbourhood's post, so no absence loses it."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    neighbourhood = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")  # of the household
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="+")
    circumstance = models.CharField(max_length=30, choices=Circumstance.Kinds.choices)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)  # the first day out of care
    end_reason = models.CharField(max_length=100, blank=True)
    greeting_days = models.PositiveSmallIntegerField()
    visit_days = models.PositiveSmallIntegerField()
    paused_until = models.DateField(null=True)  # nothing is due before this day
    created_at = models.DateTimeField()

    objects = CarePlanQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["subdistrict", "resident"], condition=Q(ends_on__isnull=True), name="one_open_plan_per_resident"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="plan_not_backwards"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["neighbourhood", "ends_on"], name="plan_by_place"),
            models.Index(fields=["resident"], name="plan_by_resident"),
        ]


class ContactQuerySet(ScopedQuerySet["Contact"]):
    """Contacts by where their person lives now: who answers for somebody knows what went before."""

    path_field = "resident__household__neighbourhood__path"
    capability = Can.SEE_CARE


class Contact(Row):
    """Evidence: somebody greeted or visited somebody, or tried. Appended, never edited; a row takes a mistake back.

    `happened_at` is by the phone that noted it, `received_at` by us.
    """

    class Outcomes(models.TextChoices):
        """What became of the try, in words."""

        MET = rules.Outcome.MET.value, _("见到本人")
        SPOKE = rules.Outcome.SPOKE.value, _("说上话了")
        NOT_HOME = rules.Outcome.NOT_HOME.value, _("不在家")
        REFUSED = rules.Outcome.REFUSED.value, _("不愿意见")
        UNREACHABLE = rules.Outcome.UNREACHABLE.value, _("联系不上")

    class Wellbeings(models.TextChoices):
        """How the person is, in words."""

        FINE = rules.Wellbeing.FINE.value, _("都好")
        SOMETHING = rules.Wellbeing.SOMETHING.value, _("有点事")
        URGENT = rules.Wellbeing.URGENT.value, _("情况紧急")

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    neighbourhood = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")  # on that day
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(CarePlan, on_delete=models.PROTECT, null=True, related_name="contacts")
    kind = models.CharField(max_length=10, choices=Kinds.choices)
    outcome = models.CharField(max_length=12, choices=Outcomes.choices)
    wellbeing = models.CharField(max_length=10, choices=Wellbeings.choices, blank=True)  # empty: nobody was reached
    note = models.CharField(max_length=rules.NOTE_LENGTH, blank=True)
    happened_at = models.DateTimeField()
    received_at = models.DateTimeField()
    by = models.UUIDField(null=True)
    by_name = models.CharField(max_length=60)
    post = models.UUIDField(null=True)
    client_id = models.UUIDField()

    objects = ContactQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "client_id"], name="contact_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["resident", "-happened_at"], name="contact_by_resident"),
            models.Index(fields=["neighbourhood", "happened_at"], name="contact_by_place"),
            models.Index(fields=["plan", "happened_at"], name="contact_by_plan"),
        ]


class ContactTakenBack(Row):
    """A contact that was noted by mistake, and who said so. It keeps nothing any more."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="taken_back")
    at = models.DateTimeField()
    by = models.UUIDField(null=True)
    by_name = models.CharField(max_length=60)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "contact"], name="contact_taken_back_once"),
        ]


class ObligationQuerySet(ScopedQuerySet["Obligation"]):
    """Obligations by the neighbourhood that answers for them."""

    path_field = "neighbourhood__path"
    capability = Can.SEE_CARE


class Obligation(Row):
    """One contact that is due: a person in care, a kind, a day. Derived from the plan and the evidence."""

    class States(models.TextChoices):
        """Where it stands."""

        OPEN = "open", _("应办")
        KEPT = "kept", _("已办")
        ENDED = "ended", _("关照已结束")
        VOID = "void", _("不再成立")  # what had opened it was taken back

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    neighbourhood = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
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
            models.Index(fields=["rises_at"], name="obligation_rising", condition=Q(rises_at__isnull=False)),
            models.Index(fields=["neighbourhood", "due_on"], name="obligation_open", condition=Q(state="open")),
            models.Index(fields=["neighbourhood", "due_on", "kept_on"], name="obligation_by_place"),
        ]


class Alarm(Row):
    """A silence reached a rung. Appended; one that proved wrong is withdrawn, and stays to be seen.

    `raised_at` is the exact instant at which it became true, `seen_at` when the sweep or the evidence told us.
    """

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    neighbourhood = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
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
