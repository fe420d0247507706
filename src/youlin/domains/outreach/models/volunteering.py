"""Volunteer activities, who signed up for them and came, and certificates of service."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from youlin.domains.access.models import User
from youlin.domains.access.rules import Can
from youlin.domains.access.scope import ScopedQuerySet
from youlin.domains.territory.models import Territory
from youlin.foundation.crypto import EncryptedTextField
from youlin.foundation.db import Row


class ActivityQuerySet(ScopedQuerySet["Activity"]):
    """Activities by the place they are for: whom their organisers and those above see."""

    path_field = "territory__path"
    capability = Can.LOG_SERVICE


class Activity(Row):
    """One volunteer activity: who calls, where, when, for how many. Called off, not deleted."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=60)
    text = models.TextField(blank=True)
    place = models.CharField(max_length=120)
    skills = models.CharField(max_length=120, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    places = models.PositiveSmallIntegerField()  # how many are needed
    organiser = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    organiser_name = models.CharField(max_length=60)
    created_at = models.DateTimeField()
    called_off_at = models.DateTimeField(null=True)
    called_off_why = models.CharField(max_length=200, blank=True)
    client_id = models.UUIDField()

    objects = ActivityQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "client_id"], name="activity_once"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="activity_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(places__gte=1), name="activity_needs_somebody"),
        ]
        indexes: ClassVar = [models.Index(fields=["subdistrict", "starts_at"], name="activity_by_day")]

    def __str__(self) -> str:
        return self.title


class SignUp(Row):
    """One person who wants to come; after it, whether they came and for how long, by the organiser's word."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="sign_ups")
    name = models.CharField(max_length=60)
    phone = EncryptedTextField()
    phone_index = models.CharField(max_length=32)
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")  # a chief's own account
    # Whose hours these are: the account, or the first sign-up whose code was shown again with each later one. Not the
    # telephone: everybody may write down somebody else's.
    holder = models.UUIDField()
    code_index = models.CharField(max_length=32)  # of the code on the receipt, which itself is kept nowhere
    at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)
    came = models.BooleanField(null=True)  # nobody said yet
    minutes = models.PositiveIntegerField(default=0)
    checked_at = models.DateTimeField(null=True)
    checked_by = models.UUIDField(null=True)
    checked_by_name = models.CharField(max_length=60, blank=True)
    client_id = models.UUIDField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "client_id"], name="sign_up_once"),
            models.UniqueConstraint(
                fields=["subdistrict", "activity", "holder"],
                condition=Q(cancelled_at__isnull=True),
                name="sign_up_once_a_person",
            ),
            models.CheckConstraint(condition=Q(came=True) | Q(minutes=0), name="hours_only_for_who_came"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["holder", "at"], name="sign_up_by_holder"),
            models.Index(fields=["phone_index", "code_index"], name="sign_up_by_phone_and_code"),
        ]


class Certificate(Row):
    """A certificate of service that somebody asked for: due within ten working days, then issued once and for all."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=60)
    holder = models.UUIDField()  # as of the sign-ups that it counts
    asked_at = models.DateTimeField()
    due_on = models.DateField()  # the last of the working days
    late_at = models.DateTimeField(null=True)  # when it was noticed that this day had passed
    issued_at = models.DateTimeField(null=True)
    issued_by = models.UUIDField(null=True)
    issued_by_name = models.CharField(max_length=60, blank=True)
    number = models.CharField(max_length=16, blank=True)
    minutes = models.PositiveIntegerField(default=0)
    lines = models.JSONField(default=list)  # day, title, minutes of each activity, as it was issued
    revoked_at = models.DateTimeField(null=True)
    revoked_why = models.CharField(max_length=200, blank=True)
    client_id = models.UUIDField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "client_id"], name="certificate_asked_once"),
            models.UniqueConstraint(
                fields=["subdistrict", "holder"],
                condition=Q(issued_at__isnull=True),
                name="certificate_one_waiting_a_person",
            ),
            models.UniqueConstraint(
                fields=["subdistrict", "number"], condition=~Q(number=""), name="certificate_number_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["subdistrict", "due_on"], name="certificate_waiting", condition=Q(issued_at=None))
        ]
