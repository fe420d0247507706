"""Whom a street tells of danger, and whether they were told of a case."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from youlin.domains.cases.models.cases import Case
from youlin.domains.cases.rules.danger import MINUTES, Told
from youlin.domains.territory.models import Territory
from youlin.foundation.db import Row


class Authority(Row):
    """One authority that a street tells of one kind of danger; without any, the defaults of `rules.danger` hold."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    danger = models.CharField(max_length=20, choices=Case.Dangers.choices)
    rank = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=40)
    phone = models.CharField(max_length=30, blank=True)
    minutes = models.PositiveSmallIntegerField(default=MINUTES)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "danger", "name"], name="authority_once_a_danger"),
        ]


class AuthorityDuty(Row):
    """An authority that must be told of a case, until it is: when, by whom, how, and who took it."""

    class Means(models.TextChoices):
        """How it was told."""

        PHONE = Told.PHONE.value, pgettext_lazy("told", "电话")
        IN_PERSON = Told.IN_PERSON.value, pgettext_lazy("told", "当面")
        WRITING = Told.WRITING.value, pgettext_lazy("told", "书面")

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="duties")
    rank = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=40)
    phone = models.CharField(max_length=30, blank=True)
    due_at = models.DateTimeField()
    warned_at = models.DateTimeField(null=True)  # the clock ran out and the subdistrict was reminded
    told_at = models.DateTimeField(null=True)
    recorded_at = models.DateTimeField(null=True)
    by = models.UUIDField(null=True)
    by_name = models.CharField(max_length=60, blank=True)
    means = models.CharField(max_length=12, choices=Means.choices, blank=True)
    told_to = models.CharField(max_length=60, blank=True)  # who took it there

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "case", "name"], name="authority_duty_once"),
            models.CheckConstraint(
                condition=Q(told_at__isnull=True) | (Q(recorded_at__isnull=False) & ~Q(means="")),
                name="authority_told_says_how",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["due_at"],
                name="authority_duty_open",
                condition=Q(told_at__isnull=True, warned_at__isnull=True),
            ),
        ]
