"""Handing over: what the predecessor writes down for the successor, and what the successor went through."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from youlin.domains.access.rules import Can
from youlin.domains.access.scope import ScopedQuerySet
from youlin.domains.chiefs.models.posts import Appointment, Post
from youlin.domains.residents.models import Household, Resident
from youlin.domains.territory.models import Territory
from youlin.foundation.crypto import EncryptedTextField
from youlin.foundation.db import Row

NOTE_LENGTH = 300


class HandoverNoteQuerySet(ScopedQuerySet["HandoverNote"]):
    """Notes by their post."""

    path_field = "post__territory__path"
    capability = Can.SEE_HOUSEHOLDS


class HandoverNote(Row):
    """One fact about a household or a person for whoever comes after: the dog bites, knock at the back door.

    A new text replaces the one before, which stays on record. It belongs to the post.
    """

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, null=True, related_name="+")
    text = EncryptedTextField()  # may touch on health
    by = models.UUIDField(null=True)
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)

    objects = HandoverNoteQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["subdistrict", "post", "household"],
                condition=Q(replaced_at__isnull=True, resident__isnull=True),
                name="one_note_per_household",
            ),
            models.UniqueConstraint(
                fields=["subdistrict", "post", "resident"],
                condition=Q(replaced_at__isnull=True, resident__isnull=False),
                name="one_note_per_person",
            ),
        ]


class HandoverTick(Row):
    """The successor went through one line of the list, whatever it names."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="ticks")
    item = models.UUIDField()  # a household, a resident or a case
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "appointment", "item"], name="ticked_once"),
        ]
