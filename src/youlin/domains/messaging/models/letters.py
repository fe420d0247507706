"""Letters on their way out: consent, hours, wishes, the office's own texts, each letter and every step it took."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from youlin.domains.access.models import User
from youlin.domains.access.rules import Can
from youlin.domains.access.scope import ScopedQuerySet
from youlin.domains.messaging.models.notices import Notice
from youlin.domains.messaging.rules.letters import Pace, State, Step
from youlin.domains.territory.models import Territory
from youlin.foundation.crypto import EncryptedTextField
from youlin.foundation.db import Row


class Consent(Row):
    """Somebody agreed to hear by a channel, until they withdraw. Without one there is only the in-app list."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=20)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["subdistrict", "user", "channel"],
                condition=Q(withdrawn_at__isnull=True),
                name="consent_once_at_a_time",
            ),
        ]


class LetterHours(Row):
    """A street's own hours; without a row the defaults of `rules.letters.Hours` hold."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    quiet_from = models.PositiveSmallIntegerField()
    quiet_until = models.PositiveSmallIntegerField()
    digest = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict"], name="letter_hours_once"),
            models.CheckConstraint(
                condition=Q(quiet_from__lt=24, quiet_until__lt=24, digest__lt=24), name="letter_hours_of_a_day"
            ),
        ]


class LetterWish(Row):
    """The hour at which somebody wants the morning's letter."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    digest = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "user"], name="letter_wish_once"),
            models.CheckConstraint(condition=Q(digest__lt=24), name="letter_wish_of_a_day"),
        ]


class LetterText(Row):
    """One version of the street's own words for a template; appended. An empty text brings the default back."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    template = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    text = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    by = models.UUIDField(null=True)
    by_name = models.CharField(max_length=80)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "template", "version"], name="letter_text_in_order"),
        ]


class LetterQuerySet(ScopedQuerySet["Letter"]):
    """Letters of a street, for who set up how it writes."""

    path_field = "subdistrict__path"
    capability = Can.CONFIGURE


class Letter(Row):
    """One message to one person by one channel. Its key is the message's identity, the same at every try."""

    class Paces(models.TextChoices):
        """How soon it goes."""

        NOW = Pace.NOW.value, pgettext_lazy("pace", "马上")
        SOON = Pace.SOON.value, pgettext_lazy("pace", "尽快")
        DIGEST = Pace.DIGEST.value, pgettext_lazy("pace", "每日汇总")

    class States(models.TextChoices):
        """Where it stands."""

        QUEUED = State.QUEUED.value, _("等着发")
        SENT = State.SENT.value, _("已送出")
        GIVEN_UP = State.GIVEN_UP.value, _("没送到")
        DROPPED = State.DROPPED.value, _("不用发了")

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=20)
    pace = models.CharField(max_length=10, choices=Paces.choices)
    occasion = models.CharField(max_length=120)  # what it is about: told once by each channel
    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, null=True, related_name="+")
    about_at = models.DateTimeField()  # of the notice, or of the morning
    title = models.CharField(max_length=120)
    text = models.TextField()
    url = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=States.choices, default=States.QUEUED)
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()  # not before: quiet hours, or the next try
    attempts = models.PositiveSmallIntegerField(default=0)
    lease = models.UUIDField(null=True)  # of the sweep that has it in hand
    leased_until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    receipt = models.CharField(max_length=120, blank=True)
    problem = models.CharField(max_length=300, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "user", "channel", "occasion"], name="letter_once"),
            models.CheckConstraint(
                condition=Q(state=State.QUEUED.value, ended_at__isnull=True)
                | (~Q(state=State.QUEUED.value) & Q(ended_at__isnull=False)),
                name="letter_ends_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["due_at"], name="letter_waiting", condition=Q(state=State.QUEUED.value)),
            models.Index(fields=["subdistrict", "-made_at"], name="letter_by_day"),
            models.Index(fields=["subdistrict", "state", "-made_at"], name="letter_by_state"),
        ]

    def __str__(self) -> str:
        return self.title


class LetterStep(Row):
    """One line of a letter's log. Appended, never edited."""

    class Steps(models.TextChoices):
        """What happened."""

        QUEUED = Step.QUEUED.value, pgettext_lazy("letter", "写好了")
        HELD = Step.HELD.value, pgettext_lazy("letter", "先留着")
        SENT = Step.SENT.value, pgettext_lazy("letter", "送出")
        FAILED = Step.FAILED.value, pgettext_lazy("letter", "没送成")
        GIVEN_UP = Step.GIVEN_UP.value, pgettext_lazy("letter", "不再试了")
        DROPPED = Step.DROPPED.value, pgettext_lazy("letter", "不用发了")

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=10, choices=Steps.choices)
    at = models.DateTimeField()
    note = models.CharField(max_length=300, blank=True)


class ConsoleLetterQuerySet(ScopedQuerySet["ConsoleLetter"]):
    """The sheets of a street's outbox page."""

    path_field = "subdistrict__path"
    capability = Can.CONFIGURE


class ConsoleLetter(Row):
    """What the console delivered: a sheet on the office's own outbox page. `id` is the letter's, so it lands once."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    text = models.TextField()
    at = models.DateTimeField()
    passed_on_at = models.DateTimeField(null=True)  # somebody of the office told the person
    passed_on_by = models.CharField(max_length=80, blank=True)

    objects = ConsoleLetterQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["subdistrict", "-at"], name="console_letter_by_day"),
        ]


class Reply(Row):
    """What came back by a channel; the same one twice is one."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    channel = models.CharField(max_length=20)
    external = models.CharField(max_length=120)  # the channel's own name for it
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, null=True, related_name="replies")
    text = EncryptedTextField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "channel", "external"], name="reply_once"),
        ]
