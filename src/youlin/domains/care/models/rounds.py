"""When a chief has time, and the secret by which a phone's calendar asks. What is due stands elsewhere."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from youlin.domains.access.models import User
from youlin.domains.territory.models import Territory
from youlin.foundation.crypto import EncryptedTextField
from youlin.foundation.db import Row


class RoundWish(Row):
    """What a chief said about rounds; one row a chief and street."""

    class Shows(models.TextChoices):
        """How much a calendar tells to whoever looks over a shoulder."""

        COUNT = "count", _("只写走访几户")
        SURNAMES = "surnames", _("也写姓（王**）")

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    weekdays = models.CharField(max_length=13, blank=True)  # 2,4,6: ISO days with time; empty is any day
    shows = models.CharField(max_length=10, choices=Shows.choices, default=Shows.COUNT)
    token = EncryptedTextField(blank=True)  # of the calendar; empty: there is none
    token_index = models.CharField(max_length=32, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "user"], name="round_wish_once_per_chief"),
            models.UniqueConstraint(
                fields=["subdistrict", "token_index"], condition=~Q(token_index=""), name="round_calendar_once"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["token_index"], name="round_calendar")]
