"""What is gathered at the door for an application: photographs of papers, signatures, the survey and who made it.

Also the register of applicants and receivers who are near relatives of those who work on benefits.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from youlin.domains.access.rules import Can
from youlin.domains.access.scope import ScopedQuerySet
from youlin.domains.benefits.models.applications import Application
from youlin.domains.benefits.rules.door import Paper, Way
from youlin.domains.residents.models import Household, Resident
from youlin.domains.territory.models import Territory
from youlin.foundation.crypto import EncryptedTextField
from youlin.foundation.db import Row


class ApplicationPhoto(Row):
    """A photograph of a paper. The picture lies sealed on disk until it is removed; the row stays and says so."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    paper = models.CharField(max_length=200)  # which line of the checklist, or which signed paper
    digest = models.CharField(max_length=64)  # names the file, and makes the same picture twice one
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    by = models.UUIDField()
    by_name = models.CharField(max_length=60)
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)
    removed_by_name = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["subdistrict", "application", "paper", "digest"],
                condition=Q(removed_at__isnull=True),
                name="application_photo_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["added_at"], name="application_photo_kept", condition=Q(removed_at__isnull=True))
        ]


class Investigator(Row):
    """Somebody who surveys a household, and whether they are a near relative; then they stand aside, on record."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    office = models.CharField(max_length=60)  # where they work, and as what
    related = models.BooleanField()
    by = models.UUIDField()
    by_name = models.CharField(max_length=60)
    added_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    client_id = models.UUIDField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "client_id"], name="investigator_said_once"),
            models.UniqueConstraint(
                fields=["subdistrict", "application", "name"],
                condition=Q(left_at__isnull=True),
                name="investigator_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Signature(Row):
    """Somebody signed a paper: on glass, kept as sealed strokes, or on the print. Signed again is a new row."""

    class Papers(models.TextChoices):
        """What was signed."""

        CONSENT = Paper.CONSENT.value, _("家庭经济状况核对授权书")
        FORM = Paper.FORM.value, _("申请书")
        SURVEY = Paper.SURVEY.value, _("入户调查表")

    class Ways(models.TextChoices):
        """How."""

        GLASS = Way.GLASS.value, _("在屏幕上签的")
        PAPER = Way.PAPER.value, _("在纸上签的")

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+", db_index=False)
    paper = models.CharField(max_length=10, choices=Papers.choices)
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, null=True, related_name="+")
    investigator = models.ForeignKey(Investigator, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=60)  # of whom it is the signature
    way = models.CharField(max_length=10, choices=Ways.choices)
    strokes = EncryptedTextField(blank=True)
    proxy = EncryptedTextField(blank=True)  # who signed in their place, and why
    signed_at = models.DateTimeField()  # by the phone's clock
    by = models.UUIDField()
    by_name = models.CharField(max_length=60)  # on whose phone
    recorded_at = models.DateTimeField()
    client_id = models.UUIDField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "client_id"], name="signature_once"),
            models.CheckConstraint(
                condition=Q(resident__isnull=True, investigator__isnull=False)
                | Q(resident__isnull=False, investigator__isnull=True),
                name="signature_of_one",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["application", "paper"], name="signature_by_paper")]


class SurveyVisit(Row):
    """The investigators were in the home: when, and what they saw. Said again is a new row."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+", db_index=False)
    visited_on = models.DateField()
    seen = EncryptedTextField(blank=True)
    by = models.UUIDField()
    by_name = models.CharField(max_length=60)
    recorded_at = models.DateTimeField()
    client_id = models.UUIDField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "client_id"], name="survey_visit_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["application", "recorded_at"], name="survey_visit_by_day")]


class StaffRelativeQuerySet(ScopedQuerySet["StaffRelative"]):
    """The register, by the household's place."""

    path_field = "household__neighbourhood__path"
    capability = Can.SEE_CARE


class StaffRelative(Row):
    """近亲属备案: an applicant or receiver is a near relative of somebody who works on it, or leads the village.

    `standing` none: they were asked, and said that they are not. A later row about the same application counts.
    """

    class Standings(models.TextChoices):
        """What the other one is."""

        NONE = "none", _("没有")
        STAFF = "staff", _("民政经办人员")
        CADRE = "cadre", _("村（社区）干部")

    class Relations(models.TextChoices):
        """What they are to the applicant."""

        SPOUSE = "spouse", pgettext_lazy("relative", "配偶")
        PARENT = "parent", pgettext_lazy("relative", "父母")
        CHILD = "child", pgettext_lazy("relative", "子女")
        SIBLING = "sibling", pgettext_lazy("relative", "兄弟姐妹")
        OTHER = "other", pgettext_lazy("relative", "其他近亲属")

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, null=True, related_name="+")
    programme = models.CharField(max_length=60)
    standing = models.CharField(max_length=10, choices=Standings.choices)
    name = models.CharField(max_length=60, blank=True)
    office = models.CharField(max_length=60, blank=True)
    relation = models.CharField(max_length=10, choices=Relations.choices, blank=True)
    declared_at = models.DateTimeField()
    by = models.UUIDField()
    by_name = models.CharField(max_length=60)
    recorded_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)  # the latest word took its place
    client_id = models.UUIDField()

    objects = StaffRelativeQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "client_id"], name="staff_relative_once"),
            models.CheckConstraint(
                condition=Q(standing="none", name="") | (~Q(standing="none") & ~Q(name="") & ~Q(relation="")),
                name="staff_relative_named",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("recorded_at")), name="staff_relative_ends_after"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["subdistrict", "standing", "recorded_at"], name="staff_relative_by_time")
        ]
