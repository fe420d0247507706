"""Who looks after whom where it is not the household's own chief, what was proposed, and what a human said to it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from youlin.domains.access.rules import Can
from youlin.domains.access.scope import ScopedQuerySet
from youlin.domains.care.models.plans import CarePlan
from youlin.domains.residents.models import Resident
from youlin.domains.territory.models import Territory
from youlin.foundation.db import Row


class MatchTerms(Row):
    """What a street weighs in matching, where it is not the house's own figures. All in metres, but for `seats`."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    seats = models.PositiveSmallIntegerField()  # people a week that a chief has time for who has not said
    reach = models.PositiveIntegerField()  # nobody walks farther
    known_face = models.PositiveIntegerField()  # a gain below this changes nobody's chief
    missing_skill = models.PositiveIntegerField()
    set_by = models.UUIDField(null=True)
    set_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["subdistrict"], name="match_terms_once")]


class CareNeeds(Row):
    """What somebody in care needs of whoever comes. What it was before is in the audit."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="+")
    must = models.JSONField(default=list)  # without it nobody can help
    good = models.JSONField(default=list)  # better with it
    same_sex = models.BooleanField(default=False)  # wishes for a woman where she is one, a man where he is
    said_by = models.UUIDField(null=True)
    said_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["subdistrict", "resident"], name="needs_once")]


class CareMatchQuerySet(ScopedQuerySet["CareMatch"]):
    """Matches by the neighbourhood that answers, and by the person's own."""

    path_field = "neighbourhood__path"
    entrusted_field = "home__path"
    capability = Can.SEE_CARE


class CareMatch(Row):
    """Another neighbourhood's chief looks after somebody, day to day. Appended; none open: the own one does."""

    class Endings(models.TextChoices):
        """Why nobody had to decide it."""

        MOVED = "moved", _("搬了家")
        OUT_OF_CARE = "out_of_care", _("关照已结束")

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(CarePlan, on_delete=models.PROTECT, related_name="matches")
    neighbourhood = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    home = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")  # where the household was then
    since = models.DateField()
    until = models.DateField(null=True)  # the first day without
    because = models.CharField(max_length=200, blank=True)  # in the words of whoever decided
    ended_because = models.CharField(max_length=200, blank=True)  # the same; by itself it ends in two cases only
    ended_by_itself = models.CharField(max_length=20, choices=Endings.choices, blank=True, default="", db_default="")
    proposal = models.UUIDField(null=True)
    by = models.UUIDField(null=True)
    by_name = models.CharField(max_length=60)
    created_at = models.DateTimeField()

    objects = CareMatchQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["subdistrict", "plan"], condition=Q(until__isnull=True), name="one_open_match_per_plan"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="match_not_backwards"
            ),
        ]


class MatchRun(Row):
    """One look at who is near and able for everybody in care at a place."""

    class Stages(models.TextChoices):
        """Where it stands."""

        WORKING = "working", _("正在算")
        DONE = "done", _("算好了")
        FAILED = "failed", _("没有算成")

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(max_length=10, choices=Stages.choices, default=Stages.WORKING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    outcome = models.JSONField(default=dict)  # the figures, and what is missing
    problem = models.CharField(max_length=300, blank=True)
    by = models.UUIDField(null=True)
    by_name = models.CharField(max_length=60)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    beat_at = models.DateTimeField(null=True)  # the last sign of life of whoever works on it; none while it waits

    class Meta:
        indexes: ClassVar = [models.Index(fields=["subdistrict", "-started_at"], name="match_run_latest")]


class MatchProposalQuerySet(ScopedQuerySet["MatchProposal"]):
    """Proposals by where the person lives."""

    path_field = "plan__resident__household__neighbourhood__path"
    capability = Can.MANAGE_CARE


class MatchProposal(Row):
    """Whom a run gives one person, with the reason; and what a human said to it."""

    class States(models.TextChoices):
        """What became of it."""

        SAME = "same", _("不变")
        OPEN = "open", _("等您定")
        LEFT = "left", _("没有合适的人")
        ACCEPTED = "accepted", _("已采纳")
        DECLINED = "declined", _("没有采纳")
        STALE = "stale", _("情况变了")  # who answers, or who sits there, is no longer as it was proposed

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    run = models.ForeignKey(MatchRun, on_delete=models.CASCADE, related_name="proposals", db_index=False)
    plan = models.ForeignKey(CarePlan, on_delete=models.PROTECT, related_name="+")
    before = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    after = models.ForeignKey(Territory, on_delete=models.PROTECT, null=True, related_name="+")
    chief = models.UUIDField(null=True)  # the account that sat there
    metres = models.PositiveIntegerField(null=True)
    why = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=States.choices)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)
    batch = models.UUIDField(null=True)  # what one press decided, and one undo takes back

    objects = MatchProposalQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "run", "plan"], name="one_proposal_per_run_and_plan"),
        ]
        indexes: ClassVar = [models.Index(fields=["run", "state"], name="proposal_by_state")]


class MatchDecline(Row):
    """A human said no to one chief for one person, and why: not proposed again until it is lifted."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(CarePlan, on_delete=models.PROTECT, related_name="declines")
    chief = models.UUIDField()  # an account: a successor in the post is somebody else
    chief_name = models.CharField(max_length=60)
    reason = models.CharField(max_length=200)
    by = models.UUIDField(null=True)
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["subdistrict", "plan", "chief"],
                condition=Q(lifted_at__isnull=True),
                name="one_standing_decline",
            ),
        ]
