"""Bulletins that a person makes of a span: their stories, their publication, and the office's own template."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from youlin.domains.access.rules import Can
from youlin.domains.access.scope import ScopedQuerySet
from youlin.domains.cases.models import Case
from youlin.domains.territory.models import Territory
from youlin.foundation.db import Row


class IssueQuerySet(ScopedQuerySet["Issue"]):
    """Bulletins by their place, for who makes them."""

    path_field = "territory__path"
    capability = Can.PUT_UP


class Issue(Row):
    """A bulletin of a place and a span. `figures` are kept as they were published, so that what was read stays."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    first = models.DateField()
    last = models.DateField()
    title = models.CharField(max_length=120)
    made_at = models.DateTimeField()
    by_name = models.CharField(max_length=80)
    figures = models.JSONField(default=dict)  # what was told of the span and of the one before; None: held back
    published_at = models.DateTimeField(null=True)
    published_by = models.CharField(max_length=80, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.CharField(max_length=200, blank=True)

    objects = IssueQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "territory", "first", "last"], name="issue_once_per_span"),
            models.CheckConstraint(condition=Q(last__gte=models.F("first")), name="issue_not_backwards"),
        ]
        indexes: ClassVar = [models.Index(fields=["-published_at"], name="issue_published")]

    def __str__(self) -> str:
        return self.title

    @property
    def shows(self) -> bool:
        """Whether everybody may read it now."""
        return self.published_at is not None and self.withdrawn_at is None


class Story(Row):
    """What a closed case tells, in words that somebody confirmed."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="stories")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=60)
    text = models.TextField()
    named_by_consent = models.BooleanField(default=False)  # who is named agreed to it
    picked_at = models.DateTimeField()
    picked_by = models.CharField(max_length=80)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "issue", "case"], name="story_once_per_issue"),
        ]


class ToldFigure(Row):
    """A figure that a bulletin told when it was published; appended, and kept when it is withdrawn: it was read."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="+")
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    rest = models.BooleanField(default=False)  # of what the place holds itself, outside of its parts
    key = models.CharField(max_length=20)
    first = models.DateField()
    last = models.DateField()
    value = models.IntegerField()
    told_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["subdistrict", "issue", "territory", "rest", "key", "first", "last", "value"],
                name="told_figure_once",
            ),
        ]


class PaperTemplate(Row):
    """One version of the office's own Word template; appended. Without content the default is back."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    version = models.PositiveIntegerField()
    name = models.CharField(max_length=120, blank=True)
    content = models.TextField(blank=True)  # the file, base64
    at = models.DateTimeField()
    by_name = models.CharField(max_length=80)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "version"], name="paper_template_in_order"),
        ]
