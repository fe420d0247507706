"""What holds for a while: a pause, closer care for one person, a surge for many; and cadences that held before."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from youlin.domains.access.rules import Can
from youlin.domains.access.scope import ScopedQuerySet
from youlin.domains.care.models.plans import CarePlan
from youlin.domains.territory.models import Territory
from youlin.foundation.db import Row

REASON_LENGTH = 100


class SurgeQuerySet(ScopedQuerySet["Surge"]):
    """Surges by the place they were called for: who answers for that place sees them."""

    path_field = "territory__path"
    capability = Can.MANAGE_CARE


class Surge(Row):
    """A cold wave, a power cut: everybody of some circumstances in a place is greeted each day, until it is over."""

    class Kinds(models.TextChoices):
        """What has come."""

        COLD = "cold", _("寒潮")
        HEAT = "heat", _("高温")
        FLOOD = "flood", _("汛情")
        POWER_CUT = "power_cut", _("停电")
        OTHER = "other", _("其他")

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kinds.choices)
    circumstances = models.JSONField(default=list)  # none: everybody in care
    note = models.CharField(max_length=200, blank=True)  # what to ask and to say
    first = models.DateField()
    last = models.DateField()  # it ends by itself after this day
    called_at = models.DateTimeField()
    by = models.UUIDField(null=True)
    by_name = models.CharField(max_length=60)
    ended_at = models.DateTimeField(null=True)
    ended_by_name = models.CharField(max_length=60, blank=True)
    client_id = models.UUIDField()

    objects = SurgeQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "client_id"], name="surge_once"),
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="surge_not_backwards"),
        ]
        indexes: ClassVar = [models.Index(fields=["subdistrict", "last"], name="surge_by_end")]


class PaceQuerySet(ScopedQuerySet["Pace"]):
    """What holds for a while, by the neighbourhood that answers for the plan."""

    path_field = "plan__neighbourhood__path"
    capability = Can.SEE_CARE


class Pace(Row):
    """Some days of a plan, first and last included, on which something else than its usual cadence holds.

    Appended. Nothing but `cut_on` is ever added: from that day on it holds no more, or never held.
    """

    class Kinds(models.TextChoices):
        """What holds in these days."""

        HELD = "held", _("以前的节奏")  # the plan's cadence up to `last`, before it was changed
        PAUSE = "pause", _("暂停")
        TIGHTER = "tighter", _("加密")
        SURGE = "surge", _("应急问候")

    class Reasons(models.TextChoices):
        """Why somebody's care rests."""

        HOSPITAL = "hospital", _("住院")
        FAMILY = "family", _("在家人那里")
        AWAY = "away", _("外出")
        OTHER = "other", _("其他")

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(CarePlan, on_delete=models.PROTECT, related_name="paces", db_index=False)
    kind = models.CharField(max_length=10, choices=Kinds.choices)
    first = models.DateField()
    last = models.DateField()
    cut_on = models.DateField(null=True)
    greeting_days = models.PositiveSmallIntegerField(null=True)
    visit_days = models.PositiveSmallIntegerField(null=True)
    reason = models.CharField(max_length=20, choices=Reasons.choices, blank=True)
    note = models.CharField(max_length=REASON_LENGTH, blank=True)
    surge = models.ForeignKey(Surge, on_delete=models.PROTECT, null=True, related_name="paces")
    said_at = models.DateTimeField()
    by = models.UUIDField(null=True)
    by_name = models.CharField(max_length=60)
    cut_by_name = models.CharField(max_length=60, blank=True)
    client_id = models.UUIDField(null=True)  # of the form that said it; none where a rule did
    cut_client_id = models.UUIDField(null=True)  # of the form that ended it

    objects = PaceQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["subdistrict", "plan", "surge"],
                condition=Q(surge__isnull=False),
                name="person_once_in_a_surge",
            ),
            models.UniqueConstraint(
                fields=["subdistrict", "plan", "last"], condition=Q(kind="held"), name="one_cadence_held_a_day"
            ),
            models.UniqueConstraint(
                fields=["subdistrict", "client_id"], condition=Q(client_id__isnull=False), name="pace_said_once"
            ),
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="pace_not_backwards"),
        ]
        indexes: ClassVar = [models.Index(fields=["plan", "last"], name="pace_by_plan")]
