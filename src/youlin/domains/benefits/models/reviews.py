"""定期复核: who receives something is looked at again when the rule says so. A review is a look; it never cuts."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from youlin.domains.access.rules import Can
from youlin.domains.access.scope import ScopedQuerySet
from youlin.domains.benefits.models.enrolments import Enrolment
from youlin.domains.territory.models import Territory
from youlin.foundation.db import Row


class ReviewQuerySet(ScopedQuerySet["Review"]):
    """Reviews by the household's place."""

    path_field = "enrolment__household__neighbourhood__path"
    capability = Can.SEE_CARE


class Review(Row):
    """One review that is due, and what was found. What follows from a finding, the authority decides."""

    class Whys(models.TextChoices):
        """Why it is due."""

        PERIOD = "period", _("到了该复核的时间")
        DEATH = "death", _("家里有人去世")

    class Findings(models.TextChoices):
        """What was found."""

        SAME = "same", _("情况没有变")
        CHANGED = "changed", _("情况有变，已报主管部门")
        GONE = "gone", _("人已不在，已报主管部门")

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="reviews")
    why = models.CharField(max_length=10, choices=Whys.choices)
    due_on = models.DateField()
    opened_at = models.DateTimeField()
    finding = models.CharField(max_length=10, choices=Findings.choices, blank=True)
    done_on = models.DateField(null=True)
    note = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField(null=True)
    by = models.UUIDField(null=True)
    by_name = models.CharField(max_length=60, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "enrolment", "why", "due_on"], name="benefit_review_once"),
            models.UniqueConstraint(
                fields=["subdistrict", "enrolment", "why"],
                condition=Q(done_on__isnull=True),
                name="benefit_review_open_once",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["subdistrict", "done_on", "due_on"], name="benefit_review_by_day")]
