"""A vote: the roll of households, the box with its sums, and what two people counted on paper.

The roll says that a household voted, the box how often each candidate was chosen. Neither has a time or a key that
leads to the other: there is no row for a single ballot whose place in the table could tell when it came in.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from youlin.domains.chiefs.models.selection import Candidature, Contest
from youlin.domains.residents.models import Household
from youlin.domains.territory.models import Territory
from youlin.foundation.db import Row


class Poll(Row):
    """One vote on one post; a run-off or a repeated vote is another one."""

    class Kinds(models.TextChoices):
        """Which vote it is."""

        FIRST = "first", _("投票")
        RUN_OFF = "run_off", _("平票后再投")
        AGAIN = "again", _("重新投票")

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    contest = models.ForeignKey(Contest, on_delete=models.PROTECT, related_name="polls")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kinds.choices)
    method = models.CharField(max_length=12)
    online = models.BooleanField()
    opens_on = models.DateField()
    closes_on = models.DateField()  # the last day
    attempt = models.PositiveSmallIntegerField(default=1)  # of the paper count; a recount is another one
    online_blank = models.PositiveIntegerField(default=0)
    meeting = models.JSONField(default=dict)  # held_on, place, chair, recorder, entitled, attended, votes, note
    result = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "contest", "number"], name="poll_number_once"),
        ]


class RollLine(Row):
    """A household entitled to one vote. `fingerprint`: the keyed hash of its code; the code itself is kept nowhere."""

    class Ways(models.TextChoices):
        """How it has voted. There is no time here, on purpose."""

        ONLINE = "online", _("网上")
        PAPER = "paper", _("纸票")

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="roll")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    fingerprint = models.CharField(max_length=32, blank=True)
    voted = models.CharField(max_length=8, choices=Ways.choices, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "poll", "household"], name="household_once_on_a_roll"),
            models.UniqueConstraint(
                fields=["subdistrict", "fingerprint"], condition=~Q(fingerprint=""), name="vote_code_once"
            ),
        ]


class BoxLine(Row):
    """How many chose a candidate online: a sum, from which no single ballot can be read."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="box")
    candidature = models.ForeignKey(Candidature, on_delete=models.PROTECT, related_name="+")
    votes = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "poll", "candidature"], name="candidate_once_in_a_box"),
        ]


class PaperCount(Row):
    """What one person counted. Two people count; neither sees the other's figures before both are in."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="counts")
    attempt = models.PositiveSmallIntegerField()
    by = models.UUIDField()
    by_name = models.CharField(max_length=80)
    votes = models.JSONField()  # candidature: number
    spoiled = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "poll", "attempt", "by"], name="count_once_a_person"),
        ]
