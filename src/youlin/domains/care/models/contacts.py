"""Evidence: who was greeted and visited, as it was told."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from youlin.domains.access.rules import Can
from youlin.domains.access.scope import ScopedQuerySet
from youlin.domains.care import rules
from youlin.domains.care.models.plans import CarePlan
from youlin.domains.residents.models import Resident
from youlin.domains.territory.models import Territory
from youlin.foundation.db import Row


class Kinds(models.TextChoices):
    """A way of keeping in touch, in words."""

    GREETING = rules.Kind.GREETING.value, _("问候")
    VISIT = rules.Kind.VISIT.value, _("上门走访")


class ContactQuerySet(ScopedQuerySet["Contact"]):
    """Contacts by where their person lives now: who answers for somebody knows what went before."""

    path_field = "resident__household__neighbourhood__path"
    entrusted_field = "resident__entrusted_to__path"
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

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    neighbourhood = models.ForeignKey(
        Territory, on_delete=models.PROTECT, related_name="+", db_index=False
    )  # on that day
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="+", db_index=False)
    plan = models.ForeignKey(CarePlan, on_delete=models.PROTECT, null=True, related_name="contacts", db_index=False)
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

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="taken_back")
    at = models.DateTimeField()
    by = models.UUIDField(null=True)
    by_name = models.CharField(max_length=60)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "contact"], name="contact_taken_back_once"),
        ]
