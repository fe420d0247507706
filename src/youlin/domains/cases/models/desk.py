"""What a desk keeps for itself: ways of looking at the list, and what was done to many cases at once."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from youlin.domains.cases.models.cases import Case
from youlin.domains.cases.rules.bulk import Verb
from youlin.domains.chiefs.models import Post
from youlin.domains.territory.models import Territory
from youlin.foundation.db import Row


class SavedView(Row):
    """The list of cases, narrowed in one way, under a name: its owner's, or shared with who sits at the same post."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    owner = models.UUIDField()
    owner_name = models.CharField(max_length=60)
    name = models.CharField(max_length=40)
    filters = models.JSONField(default=dict)  # as `rules.views.kept` leaves them
    shared = models.BooleanField(default=False)
    client_id = models.UUIDField()
    changed_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "owner", "client_id"], name="view_client_once"),
            models.UniqueConstraint(
                fields=["subdistrict", "owner", "name"], condition=Q(removed_at__isnull=True), name="view_name_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["owner"], name="view_by_owner"),
            models.Index(fields=["post"], name="view_of_office", condition=Q(shared=True)),
        ]

    def __str__(self) -> str:
        return self.name


class ViewChoice(Row):
    """What one person makes of a view: pinned above the list, or what the list opens with."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    view = models.ForeignKey(SavedView, on_delete=models.CASCADE, related_name="choices")
    user = models.UUIDField()
    pinned = models.BooleanField(default=False)
    opens = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "view", "user"], name="view_choice_once"),
            models.UniqueConstraint(fields=["subdistrict", "user"], condition=Q(opens=True), name="view_opens_one"),
        ]


class Batch(Row):
    """One thing done to many cases at once; each case has its own event in its own history."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    client_id = models.UUIDField()
    actor = models.UUIDField()
    actor_name = models.CharField(max_length=60)
    verb = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Verb])
    said = models.TextField(blank=True)
    helper = models.UUIDField(null=True)  # the post that was asked to help
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "actor", "client_id"], name="batch_client_once"),
        ]


class BatchItem(Row):
    """One case of a batch: what stood before, or why it could not be done."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="items")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    why_not = models.CharField(max_length=200, blank=True)  # empty: it was done
    before = models.JSONField(default=dict)
    version = models.PositiveIntegerField(null=True)  # of the case afterwards: whoever moves it since is not undone
    undone = models.BooleanField(default=False)
    why_kept = models.CharField(max_length=200, blank=True)  # why it could not be undone

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "batch", "case"], name="batch_item_once"),
        ]
