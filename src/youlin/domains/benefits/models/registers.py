"""A list of the authority's taken in, and where it differs from what was known, person by person."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from youlin.domains.access.rules import Can
from youlin.domains.access.scope import ScopedQuerySet
from youlin.domains.benefits.models.enrolments import Enrolment
from youlin.domains.residents.models import Resident
from youlin.domains.territory.models import Territory
from youlin.foundation.db import Row


class RegisterListQuerySet(ScopedQuerySet["RegisterList"]):
    """Lists by the subdistrict that took them in."""

    path_field = "subdistrict__path"
    capability = Can.CONFIGURE


class RegisterList(Row):
    """One list of who receives a programme, as the authority sent it. Nothing of it counts before it was settled."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    programme = models.CharField(max_length=60)
    as_of = models.DateField()
    source = models.CharField(max_length=100)
    rows = models.PositiveIntegerField()
    agreed = models.PositiveIntegerField()  # rows that say what was known already
    taken_at = models.DateTimeField()
    by = models.UUIDField()
    by_name = models.CharField(max_length=60)
    client_id = models.UUIDField()

    objects = RegisterListQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "client_id"], name="register_list_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["subdistrict", "programme", "-as_of"], name="register_by_programme")]


class DifferenceQuerySet(ScopedQuerySet["Difference"]):
    """Differences by the subdistrict whose list they are in."""

    path_field = "subdistrict__path"
    capability = Can.CONFIGURE


class Difference(Row):
    """One person about whom the list and the record do not agree. A person settles it, and says why."""

    class Kinds(models.TextChoices):
        """In what they differ."""

        NEW = "new", _("名单上有，这里还没有登记")
        GONE = "gone", _("这里登记在享受，名单上没有")
        AMOUNT = "amount", _("金额不一样")
        NAME = "name", _("身份证号对得上，姓名不一样")
        NUMBER = "number", _("身份证号写得不对")
        ABSENT = "absent", _("花名册里没有这个人")
        TWICE = "twice", _("名单上写了两次")

    class States(models.TextChoices):
        """Where it stands."""

        OPEN = "open", _("等人核实")
        FOLLOWED = "followed", _("照名单记")
        LEFT = "left", _("保持原样")

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    taken_from = models.ForeignKey(RegisterList, on_delete=models.PROTECT, related_name="differences", db_index=False)
    kind = models.CharField(max_length=10, choices=Kinds.choices)
    row = models.PositiveIntegerField(null=True)  # of the sheet, as people count
    name = models.CharField(max_length=60)  # as the list writes it
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, null=True, related_name="+")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, null=True, related_name="+")
    since = models.DateField(null=True)
    amount_fen = models.BigIntegerField(null=True)
    was_fen = models.BigIntegerField(null=True)
    document = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=10, choices=States.choices, default=States.OPEN)
    reason = models.CharField(max_length=200, blank=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.UUIDField(null=True)
    settled_by_name = models.CharField(max_length=60, blank=True)

    objects = DifferenceQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="open") | (Q(settled_at__isnull=False) & ~Q(reason="")), name="difference_says_why"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["taken_from", "state", "kind"], name="difference_by_list")]
