"""What chiefs can help with."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from youlin.domains.access.models import User
from youlin.domains.chiefs import rules
from youlin.domains.territory.models import Territory
from youlin.foundation.db import Row


class Skills(models.TextChoices):
    """What somebody can do, in words."""

    NURSING = rules.Skill.NURSING.value, _("护理")
    LIFTING = rules.Skill.LIFTING.value, _("搬扶")
    SIGN = rules.Skill.SIGN.value, _("手语")
    CHILD = rules.Skill.CHILD.value, _("带孩子")
    DIALECT = rules.Skill.DIALECT.value, _("会本地话")
    PHONE = rules.Skill.PHONE.value, _("教用手机")
    ERRANDS = rules.Skill.ERRANDS.value, _("跑腿代办")


class Offer(Row):
    """For how many people a chief has time in a week, and what the chief can do: as the chief said, or the desk.

    It belongs to the person, not to the post: a successor has other hands. What it was before is in the audit.
    """

    class Sexes(models.TextChoices):
        """For people who wish for a woman, or a man; empty where it was not said."""

        MALE = "1", _("男")
        FEMALE = "2", _("女")

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    people = models.PositiveSmallIntegerField(null=True)  # a week; null: not said
    skills = models.JSONField(default=list)
    sex = models.CharField(max_length=1, blank=True, choices=Sexes.choices)
    said_by = models.UUIDField(null=True)
    said_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["subdistrict", "user"], name="offer_once_per_chief")]
