"""复核、申诉: somebody does not agree with a decision of the authority. With its clock, its answer, its letter."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from youlin.domains.access.rules import Can
from youlin.domains.access.scope import ScopedQuerySet
from youlin.domains.benefits.models.applications import Application
from youlin.domains.benefits.models.enrolments import Enrolment
from youlin.domains.residents.models import Household, Resident
from youlin.domains.territory.models import Territory
from youlin.foundation.db import Row


class AppealQuerySet(ScopedQuerySet["Appeal"]):
    """Appeals by the household's place."""

    path_field = "household__neighbourhood__path"
    capability = Can.SEE_CARE


class Appeal(Row):
    """An appeal against a refusal, a stop or an amount. The authority answers it; here it is written down."""

    class Ways(models.TextChoices):
        """Whom it goes to."""

        RECHECK = "recheck", _("请作出决定的部门复核")
        REVIEW = "review", _("申请行政复议")

    class Against(models.TextChoices):
        """What it is against."""

        REFUSAL = "refusal", _("没有同意")
        STOP = "stop", _("停发")
        AMOUNT = "amount", _("金额")

    class Stages(models.TextChoices):
        """How far it has come."""

        TOLD = "told", _("已记下，还没有递上去")
        SENT = "sent", _("已递给受理的部门")
        ANSWERED = "answered", _("已有答复")
        WITHDRAWN = "withdrawn", _("本人撤回")

    class Outcomes(models.TextChoices):
        """What the authority said."""

        UPHELD = "upheld", _("维持原来的决定")
        CHANGED = "changed", _("改了原来的决定")
        AGAIN = "again", _("重新办理")

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="+")
    programme = models.CharField(max_length=60)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, null=True, related_name="appeals")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, null=True, related_name="appeals")
    number = models.CharField(max_length=24)
    way = models.CharField(max_length=10, choices=Ways.choices)
    against = models.CharField(max_length=10, choices=Against.choices)
    told_of_on = models.DateField()  # the day they learnt of the decision
    grounds = models.CharField(max_length=1000)
    ask_by = models.DateField(null=True)  # null: the days are not configured
    late = models.BooleanField(default=False)  # asked after that day; whether it is heard is the authority's to say
    stage = models.CharField(max_length=10, choices=Stages.choices, default=Stages.TOLD)
    due_on = models.DateField(null=True)  # of the next step
    outcome = models.CharField(max_length=10, choices=Outcomes.choices, blank=True)
    document = models.CharField(max_length=100, blank=True)  # the authority's number
    answer = models.CharField(max_length=1000, blank=True)
    opened_at = models.DateTimeField()
    by = models.UUIDField()
    by_name = models.CharField(max_length=60)
    client_id = models.UUIDField()

    objects = AppealQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "client_id"], name="benefit_appeal_once"),
            models.UniqueConstraint(fields=["subdistrict", "number"], name="benefit_appeal_number_once"),
            models.CheckConstraint(
                condition=Q(application__isnull=False) ^ Q(enrolment__isnull=False), name="benefit_appeal_against_one"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["subdistrict", "stage", "due_on"], name="benefit_appeal_by_stage")]

    def __str__(self) -> str:
        return self.number


class AppealStep(Row):
    """One step of an appeal, by whom and when. Appended."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    appeal = models.ForeignKey(Appeal, on_delete=models.PROTECT, related_name="steps", db_index=False)
    stage = models.CharField(max_length=10, choices=Appeal.Stages.choices)
    happened_on = models.DateField()
    due_on = models.DateField(null=True)  # when this step should have been done
    note = models.CharField(max_length=1000, blank=True)
    recorded_at = models.DateTimeField()
    by = models.UUIDField()
    by_name = models.CharField(max_length=60)
    client_id = models.UUIDField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["subdistrict", "client_id"],
                condition=Q(client_id__isnull=False),
                name="benefit_appeal_step_once",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["appeal", "recorded_at"], name="benefit_appeal_step_by_appeal")]
