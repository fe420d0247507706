"""Figures from the desk, what was learnt at the door, who receives what, leads. A correction is a new row."""

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


class FigureQuerySet(ScopedQuerySet["LocalFigure"]):
    """Figures by the subdistrict that said them."""

    path_field = "subdistrict__path"
    capability = Can.CONFIGURE


class LocalFigure(Row):
    """A figure that a place has filled in: proposed by one person, in force once another has confirmed it."""

    class States(models.TextChoices):
        """Where it stands."""

        PROPOSED = "proposed", _("等人核对")
        CONFIRMED = "confirmed", _("已核对")
        DECLINED = "declined", _("没有采用")

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    parameter = models.CharField(max_length=60)
    value = models.CharField(max_length=40)  # exact, as a fraction: 65000, 3/2
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    source = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=States.choices, default=States.PROPOSED)
    proposed_by = models.UUIDField()
    proposed_by_name = models.CharField(max_length=60)
    proposed_at = models.DateTimeField()
    decided_by = models.UUIDField(null=True)
    decided_by_name = models.CharField(max_length=60, blank=True)
    decided_at = models.DateTimeField(null=True)
    client_id = models.UUIDField()

    objects = FigureQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "client_id"], name="local_figure_once"),
            models.CheckConstraint(
                condition=~Q(decided_by=F("proposed_by")) | Q(decided_by__isnull=True), name="local_figure_second_pair"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["subdistrict", "parameter", "valid_from"], name="local_figure_by_name")
        ]


class ObservationQuerySet(ScopedQuerySet["Observation"]):
    """What was learnt, by the household's place."""

    path_field = "household__neighbourhood__path"
    capability = Can.SEE_CARE


class Observation(Row):
    """One fact learnt at the door or from the authority, about a person or about a household; the latest counts."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, null=True, related_name="+")
    fact = models.CharField(max_length=60)
    value = models.JSONField(null=True)  # null: asked, and nobody knew
    observed_on = models.DateField()
    source = models.CharField(max_length=60)
    by = models.UUIDField()
    by_name = models.CharField(max_length=60)
    recorded_at = models.DateTimeField()
    client_id = models.UUIDField()

    objects = ObservationQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "client_id"], name="observation_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["household", "fact", "observed_on"], name="observation_by_household")]


class EnrolmentQuerySet(ScopedQuerySet["Enrolment"]):
    """Who receives what, by the household's place."""

    path_field = "household__neighbourhood__path"
    capability = Can.SEE_CARE


class Enrolment(Row):
    """Somebody receives a benefit, as the authority's register says. The decision is the authority's."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="+")
    programme = models.CharField(max_length=60)
    since = models.DateField()
    until = models.DateField(null=True)
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
        ]
        indexes: ClassVar = [models.Index(fields=["household", "programme"], name="enrolment_by_household")]


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

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
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
        indexes: ClassVar = [models.Index(fields=["subdistrict", "state", "programme"], name="lead_by_state")]


class ApplicationQuerySet(ScopedQuerySet["Application"]):
    """Applications by the household's place."""

    path_field = "household__neighbourhood__path"
    capability = Can.SEE_CARE


class Application(Row):
    """An application filed at the door. Whatever is decided is decided by the authority, and recorded as its word."""

    class Stages(models.TextChoices):
        """How far it has come."""

        GATHERING = "gathering", _("备材料")
        FILED = "filed", _("已递交")
        SURVEYED = "surveyed", _("已入户调查")
        CHECKED = "checked", _("已核对家庭经济状况")
        POSTED = "posted", _("公示中")
        REVIEWED = "reviewed", _("已报区县审核")
        GRANTED = "granted", _("主管部门同意")
        REFUSED = "refused", _("主管部门没有同意")
        WITHDRAWN = "withdrawn", _("本人撤回")

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    applicant = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="+")
    programme = models.CharField(max_length=60)
    number = models.CharField(max_length=24)
    stage = models.CharField(max_length=12, choices=Stages.choices, default=Stages.GATHERING)
    due_on = models.DateField(null=True)  # the next step, by law
    checklist = models.JSONField(default=list)  # [{"text", "ready"}]
    consented = models.BooleanField(default=False)  # to the check of means, in writing
    staff_relative = models.BooleanField(default=False)  # of somebody who works on it: registered, the county visits
    amount_fen = models.BigIntegerField(null=True)
    document = models.CharField(max_length=100, blank=True)  # the authority's number
    opened_at = models.DateTimeField()
    opened_by = models.UUIDField()
    opened_by_name = models.CharField(max_length=60)
    client_id = models.UUIDField()

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "number"], name="application_number_once"),
            models.UniqueConstraint(fields=["subdistrict", "client_id"], name="application_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["subdistrict", "stage", "due_on"], name="application_by_stage")]

    def __str__(self) -> str:
        return self.number


class ApplicationStep(Row):
    """One step of an application, by whom and when. Appended."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="steps")
    stage = models.CharField(max_length=12, choices=Application.Stages.choices)
    happened_on = models.DateField()
    due_on = models.DateField(null=True)  # when this step should have been done
    people = models.JSONField(default=list)  # who surveyed
    note = models.CharField(max_length=500, blank=True)
    recorded_at = models.DateTimeField()
    by = models.UUIDField()
    by_name = models.CharField(max_length=60)
    client_id = models.UUIDField(null=True)  # of the form that recorded it

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["subdistrict", "client_id"], condition=Q(client_id__isnull=False), name="step_said_once"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["application", "recorded_at"], name="step_by_application")]
