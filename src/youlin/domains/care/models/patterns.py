"""Questions to a supervisor about records that make one wonder; gone after ninety days."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import CAPABILITIES, Can
from youlin.domains.access.scope import ScopedQuerySet
from youlin.domains.care.rules.patterns import Pattern
from youlin.domains.territory.models import Territory
from youlin.foundation.db import Row, under


class PatternQuestionQuerySet(ScopedQuerySet["PatternQuestion"]):
    """Questions by where the records are from, for those who sit above the one who noted them, and for nobody else."""

    path_field = "neighbourhood__path"
    capability = Can.SUPERVISE

    def visible_to(self, actor: Actor) -> Self:
        """Of the own line, about somebody further down it; never about oneself."""
        found = Q(pk__in=())
        for grant in actor.grants:
            if Can.SUPERVISE in CAPABILITIES[grant.role]:
                found |= under(self.path_field, grant.path) & Q(level__gt=int(grant.level))
        return self.filter(found).exclude(subject=actor.user_id)


class PatternQuestion(Row):
    """One question. The data behind it are the contacts themselves; an answer lays it to rest."""

    class Patterns(models.TextChoices):
        """What makes one wonder, in words."""

        BURST = Pattern.BURST.value, _("几分钟里记了很多户")
        SAME_MINUTE = Pattern.SAME_MINUTE.value, _("同一分钟记在了两处")
        DAY_END = Pattern.DAY_END.value, _("一天的都记在夜里最后几分钟")

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    neighbourhood = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    subject = models.UUIDField()  # the account that noted them
    subject_name = models.CharField(max_length=60)
    level = models.PositiveSmallIntegerField()  # of the subject's post: who sits higher may be asked
    pattern = models.CharField(max_length=12, choices=Patterns.choices)
    day = models.DateField()
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    contacts = models.JSONField(default=list)  # keys
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.UUIDField(null=True)
    answered_by_name = models.CharField(max_length=60, blank=True)

    objects = PatternQuestionQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "subject", "pattern", "day"], name="pattern_asked_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["neighbourhood", "asked_at"], name="pattern_by_place"),
            models.Index(fields=["asked_at"], name="pattern_by_age"),
        ]
