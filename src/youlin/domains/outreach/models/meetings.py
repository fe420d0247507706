"""Meetings: who is to come and who came, what was on the agenda and said to it, what was raised, who is to do what."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.access.scope import ScopedQuerySet, scope
from youlin.domains.cases.models import Case
from youlin.domains.chiefs.models import Post
from youlin.domains.messaging.models import Posting
from youlin.domains.outreach.rules.meetings import State
from youlin.domains.residents.models import Household
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import prefixes
from youlin.foundation.db import Row


class MeetingQuerySet(ScopedQuerySet["Meeting"]):
    """Meetings by the place that they are of."""

    path_field = "territory__path"
    capability = Can.HOLD_MEETINGS

    def visible_to(self, actor: Actor) -> Self:
        """Meetings of the actor's subtrees, and those of the places above, to which the actor is expected."""
        seen = scope(actor, self.capability, self.path_field)
        above = {place for path in actor.paths(self.capability) for place in prefixes(path)}
        return self.filter(seen | Q(territory__path__in=above)) if above else self.filter(seen)


class Meeting(Row):
    """One meeting of a place."""

    class Kinds(models.TextChoices):
        """What kind of meeting."""

        COURTYARD = "courtyard", _("屋场会")  # residents
        ANALYSIS = "analysis", _("民情分析会")  # chiefs, on what they hear
        PUSH = "push", _("推进会")  # the street or community with its chiefs, on what is to be done

    class States(models.TextChoices):
        """Where it stands."""

        CALLED = State.CALLED.value, _("要开的")
        HELD = State.HELD.value, _("开过了")
        CANCELLED = State.CANCELLED.value, _("取消了")

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=10, choices=Kinds.choices)
    title = models.CharField(max_length=100)
    starts_at = models.DateTimeField()
    place = models.CharField(max_length=100)
    state = models.CharField(max_length=10, choices=States.choices, default=States.CALLED)
    called_by_name = models.CharField(max_length=60)
    called_at = models.DateTimeField()
    chair = models.CharField(max_length=60, blank=True)
    guests = models.PositiveSmallIntegerField(default=0)  # who came and is on no list
    minutes = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=200, blank=True)  # why it was cancelled
    posting = models.ForeignKey(Posting, on_delete=models.PROTECT, null=True, related_name="+")
    client_id = models.UUIDField()

    objects = MeetingQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "client_id"], name="meeting_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["subdistrict", "-starts_at"], name="meeting_by_day"),
            models.Index(fields=["territory", "kind", "state"], name="meeting_by_place"),
        ]

    def __str__(self) -> str:
        return self.title


class MeetingTask(Row):
    """What a post is to do by a day. It comes back to the next agenda until it is done."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="tasks")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=200)
    due_on = models.DateField()
    done_at = models.DateTimeField(null=True)
    done_by_name = models.CharField(max_length=60, blank=True)
    note = models.CharField(max_length=200, blank=True)
    client_id = models.UUIDField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "client_id"], name="meeting_task_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["post", "due_on"], name="task_to_do", condition=Q(done_at=None))]


class AgendaItem(Row):
    """One thing on the agenda, and what was said to it: a topic, an answer to read out, a task to ask after."""

    class Kinds(models.TextChoices):
        """Where it comes from."""

        TOPIC = "topic", pgettext_lazy("agenda", "议题")
        ANSWER = "answer", pgettext_lazy("agenda", "上次反映的，答复读给大家听")
        TASK = "task", pgettext_lazy("agenda", "上次交办的，做了没有")

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kinds.choices)
    text = models.CharField(max_length=200)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="+")
    task = models.ForeignKey(MeetingTask, on_delete=models.PROTECT, null=True, related_name="+")
    said = models.TextField(blank=True)
    decision = models.CharField(max_length=500, blank=True)
    hands_for = models.PositiveSmallIntegerField(null=True)
    hands_against = models.PositiveSmallIntegerField(null=True)
    hands_abstaining = models.PositiveSmallIntegerField(null=True)
    done_at = models.DateTimeField(null=True)  # somebody wrote down what was said, or that it was read out

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "meeting", "number"], name="agenda_in_order"),
            models.UniqueConstraint(
                fields=["subdistrict", "meeting", "case"], condition=Q(case__isnull=False), name="agenda_case_once"
            ),
            models.UniqueConstraint(
                fields=["subdistrict", "meeting", "task"], condition=Q(task__isnull=False), name="agenda_task_once"
            ),
        ]


class Presence(Row):
    """A household or a post that came: one tap, and one to take it back. Nobody has to be ticked."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="presences")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, null=True, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    here = models.BooleanField(default=True)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["subdistrict", "meeting", "household"],
                condition=Q(household__isnull=False),
                name="presence_of_home_once",
            ),
            models.UniqueConstraint(
                fields=["subdistrict", "meeting", "post"], condition=Q(post__isnull=False), name="presence_of_post_once"
            ),
        ]


class Raised(Row):
    """A case that was raised at a meeting: its answer is read out at the next one of the place."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="raised")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "case"], name="raised_at_one_meeting"),
        ]
