"""What people were asked: whether they want to be in care, and what their chief knows where nobody opens."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from youlin.domains.access.rules import Can
from youlin.domains.access.scope import ScopedQuerySet
from youlin.domains.care.models.contacts import Contact
from youlin.domains.care.models.plans import CarePlan
from youlin.domains.residents.models import Resident
from youlin.domains.territory.models import Territory
from youlin.foundation.db import Row


class ConsentQuerySet(ScopedQuerySet["Consent"]):
    """Consents by where their person lives."""

    path_field = "resident__household__neighbourhood__path"
    entrusted_field = "resident__entrusted_to__path"
    capability = Can.SEE_CARE


class Consent(Row):
    """What somebody, or their guardian, said about being in care. Appended; the latest word counts.

    Health, a child, where somebody lives alone: sensitive, so asked for separately (个人信息保护法 art. 28 to 31).
    """

    class Ways(models.TextChoices):
        """How it was said."""

        IN_PERSON = "in_person", _("当面说的")
        WRITTEN = "written", _("书面签的")
        PHONE = "phone", _("电话里说的")

    class Whose(models.TextChoices):
        """Who said it."""

        SELF = "self", _("本人")
        GUARDIAN = "guardian", _("监护人")

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="+", db_index=False)
    given = models.BooleanField()
    way = models.CharField(max_length=20, choices=Ways.choices)
    whose = models.CharField(max_length=20, choices=Whose.choices)
    guardian = models.CharField(max_length=60, blank=True)
    said_on = models.DateField()
    note = models.CharField(max_length=100, blank=True)
    noted_at = models.DateTimeField()
    by = models.UUIDField(null=True)
    by_name = models.CharField(max_length=60)
    client_id = models.UUIDField()

    objects = ConsentQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "client_id"], name="consent_noted_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["resident", "said_on"], name="consent_by_resident")]


class CareQuestionQuerySet(ScopedQuerySet["CareQuestion"]):
    """Questions by the neighbourhood that answers for the person."""

    path_field = "plan__neighbourhood__path"
    capability = Can.SEE_CARE


class CareQuestion(Row):
    """Three times nobody opened, or somebody did not want to be seen: what do we know?

    One that later evidence proves groundless is withdrawn, and stays to be seen.
    """

    class Kinds(models.TextChoices):
        """What it is about."""

        NOT_HOME = "not_home", _("三次都不在家")
        REFUSED = "refused", _("不愿意见")

    class Answers(models.TextChoices):
        """What is known now, and what follows."""

        KNOWN = "known", _("知道在哪里，照常走访")
        PAUSE = "pause", _("先暂停一段时间")
        RESIDENCE = "residence", _("请社区核查居住情况")
        CASE = "case", _("报成一件事项")
        CADENCE = "cadence", _("改少一些，或先不去")

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(CarePlan, on_delete=models.PROTECT, related_name="questions", db_index=False)
    kind = models.CharField(max_length=20, choices=Kinds.choices)
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="+")  # the last of those that led to it
    since = models.DateTimeField()  # when the first of them happened
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=20, choices=Answers.choices, blank=True)
    note = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by_name = models.CharField(max_length=60, blank=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = CareQuestionQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["subdistrict", "plan", "kind"],
                condition=Q(answered_at__isnull=True, withdrawn_at__isnull=True),
                name="one_open_question_of_a_kind",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["plan", "asked_at"], name="question_by_plan")]
