"""Posts, appointments, stations."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from youlin.domains.access.models import User
from youlin.domains.access.rules import Can, Role
from youlin.domains.access.scope import ScopedQuerySet
from youlin.domains.residents.models import Resident
from youlin.domains.territory.models import Territory
from youlin.foundation.db import Row


class PostQuerySet(ScopedQuerySet["Post"]):
    """Posts by their territory."""

    path_field = "territory__path"
    capability = Can.SEE_POSTS


class Post(Row):
    """The seat: one role at one territory. It exists when empty; a case or a plan belongs to it, not to a person."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=30, choices=[(role.value, role.value) for role in Role])
    department = models.CharField(max_length=40, blank=True)  # 民政办 …, for department posts only
    created_at = models.DateTimeField()

    objects = PostQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["subdistrict", "territory", "role", "department"], name="post_once_per_territory"
            ),
        ]


class Appointment(Row):
    """A person in a post from a day to a day. History: a new holder is a new row."""

    class Kinds(models.TextChoices):
        """How the post is held."""

        SITTING = "sitting", _("在任")
        ACTING = "acting", _("代理")
        STAFF = "staff", _("工作人员")  # a desk may have many

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="appointments", db_index=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=10, choices=Kinds.choices)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)  # the first day out of office
    end_reason = models.CharField(max_length=200, blank=True)
    agreed_until = models.DateField(null=True)  # as appointed; what `ends_on` goes back to if an end is taken back
    ended_by = models.UUIDField(null=True)
    end_client_id = models.UUIDField(null=True)  # of the letter in which its holder resigned, kept if it is taken back
    phone_public = models.BooleanField(default=False)  # the holder agreed to show the phone to residents
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["subdistrict", "post"],
                condition=Q(kind="sitting", ends_on__isnull=True),
                name="one_sitting_holder_per_post",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")), name="term_not_backwards"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["post", "starts_on"], name="appointment_by_post")]


class Station(Row):
    """阵地: the chiefs' place, with its address and hours."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    address = models.CharField(max_length=200)
    hours = models.CharField(max_length=100, blank=True)
    phone = models.CharField(max_length=30, blank=True)  # a landline of the place, nobody's own

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "territory"], name="station_once_per_place"),
        ]
