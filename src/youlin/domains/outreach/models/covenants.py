"""What neighbours agreed among themselves (村规民约、居民公约): its wordings, and when it was looked at again."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from youlin.domains.access.rules import Can
from youlin.domains.access.scope import ScopedQuerySet
from youlin.domains.territory.models import Territory
from youlin.foundation.db import Row


class CovenantQuerySet(ScopedQuerySet["Covenant"]):
    """Covenants by the place whose people agreed."""

    path_field = "territory__path"
    capability = Can.LOG_SERVICE


class Covenant(Row):
    """The covenant of one place; what it says stands in its versions."""

    class Kinds(models.TextChoices):
        """What it is called where it holds."""

        VILLAGE = "village", _("村规民约")
        RESIDENTS = "residents", _("居民公约")

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kinds.choices)
    created_at = models.DateTimeField()
    review_on = models.DateField(null=True)  # when it is to be looked at again
    published = models.UUIDField(null=True)  # the version that everybody reads; none: not published

    objects = CovenantQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "territory"], name="covenant_one_a_place"),
        ]


class CovenantVersion(Row):
    """One wording, agreed on a day. A change is a new one."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    covenant = models.ForeignKey(Covenant, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    agreed_on = models.DateField()
    agreed_how = models.CharField(max_length=200, blank=True)  # at which meeting, by how many
    by = models.UUIDField(null=True)
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()
    client_id = models.UUIDField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "covenant", "number"], name="covenant_version_once"),
            models.UniqueConstraint(fields=["subdistrict", "client_id"], name="covenant_version_client_once"),
        ]


class CovenantReview(Row):
    """A day on which people looked at it again: what they found, and when next."""

    class Outcomes(models.TextChoices):
        """What became of it."""

        KEPT = "kept", _("照旧")
        TO_CHANGE = "to_change", _("要改")

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    covenant = models.ForeignKey(Covenant, on_delete=models.PROTECT, related_name="reviews")
    version = models.ForeignKey(CovenantVersion, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    outcome = models.CharField(max_length=12, choices=Outcomes.choices)
    note = models.CharField(max_length=500, blank=True)
    next_on = models.DateField(null=True)
    by = models.UUIDField(null=True)
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()
    client_id = models.UUIDField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "client_id"], name="covenant_review_client_once"),
        ]
