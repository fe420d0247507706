"""Households, residents, circumstances, residence facts, imports."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from youlin.domains.access.rules import Can
from youlin.domains.access.scope import ScopedQuerySet
from youlin.domains.territory.models import Territory
from youlin.foundation.crypto import EncryptedTextField
from youlin.foundation.db import Row


class HouseholdQuerySet(ScopedQuerySet["Household"]):
    """Households by their neighbourhood."""

    path_field = "neighbourhood__path"
    capability = Can.SEE_HOUSEHOLDS


class Household(Row):
    """People living together at one dwelling; not the same as a 户口簿 or a benefit family."""

    class Residence(models.TextChoices):
        """How the household stands to its address."""

        PERMANENT = "permanent", _("常住")
        REGISTERED_ONLY = "registered_only", _("空挂户")
        AWAY = "away", _("暂时外出")
        EMPTY = "empty", _("空房")
        MOVED = "moved", _("已搬离")

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    community = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    neighbourhood = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.CharField(max_length=40)  # 户编号, as the community writes it; made where it wrote none
    address = models.CharField(max_length=200, blank=True)
    address_key = models.CharField(max_length=200, blank=True)  # for finding: folded, no spaces
    residence = models.CharField(max_length=20, choices=Residence.choices, default=Residence.PERMANENT)
    annual_income_fen = models.BigIntegerField(null=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    point_source = models.CharField(max_length=10, default="", blank=True)  # pin, set at the door; roster, a column
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects = HouseholdQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "community", "number"], name="household_number_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["neighbourhood", "residence"], name="household_by_place"),
            models.Index(fields=["subdistrict", "address_key"], name="household_by_address"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.address}"


class ResidentQuerySet(ScopedQuerySet["Resident"]):
    """Residents by their household's neighbourhood."""

    path_field = "household__neighbourhood__path"
    entrusted_field = "entrusted_to__path"
    capability = Can.SEE_HOUSEHOLDS


class Resident(Row):
    """A person. Number and phone are ciphertext, found by their blind index."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="members", db_index=False)
    name = models.CharField(max_length=60)
    name_pinyin = models.CharField(max_length=20, blank=True)  # initials: 王桂英 is wgy
    sex = models.CharField(max_length=1, default="0")  # GB/T 2261.1: 0 unknown, 1 male, 2 female, 9 not stated
    birth_date = models.DateField(null=True)
    ethnic_group = models.CharField(max_length=20, blank=True)
    relation = models.CharField(max_length=20, blank=True)  # to the 户主, in the roster's words
    id_number = EncryptedTextField(blank=True)
    id_index = models.CharField(max_length=32, blank=True)
    phone = EncryptedTextField(blank=True)
    phone_index = models.CharField(max_length=32, blank=True)
    political_status = models.CharField(max_length=20, blank=True)
    health = models.CharField(max_length=100, blank=True)
    lives_here = models.BooleanField(default=True)
    left_on = models.DateField(null=True)
    left_because = models.CharField(max_length=20, blank=True)  # moved, died
    # The neighbourhood whose chief looks after this person in care, where it is not the household's own.
    entrusted_to = models.ForeignKey(Territory, on_delete=models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects = ResidentQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["subdistrict", "id_index"], condition=~Q(id_index=""), name="resident_id_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["household"], name="resident_by_household"),
            models.Index(fields=["subdistrict", "phone_index"], name="resident_by_phone"),
            models.Index(fields=["subdistrict", "name"], name="resident_by_name"),
            models.Index(fields=["subdistrict", "name_pinyin"], name="resident_by_pinyin"),
        ]

    def __str__(self) -> str:
        return self.name


class CircumstanceQuerySet(ScopedQuerySet["Circumstance"]):
    """Circumstances by the place of their person."""

    path_field = "resident__household__neighbourhood__path"
    entrusted_field = "resident__entrusted_to__path"
    capability = Can.SEE_CARE


class Circumstance(Row):
    """A dated fact that calls for care, with its source."""

    class Kinds(models.TextChoices):
        """What calls for care."""

        ELDER_ALONE = "elder_alone", _("独居老人")
        EMPTY_NEST = "empty_nest", _("空巢老人")
        LEFT_BEHIND_CHILD = "left_behind_child", _("留守儿童")
        DISABLED = "disabled", _("残疾人")
        SERIOUS_ILLNESS = "serious_illness", _("大病")
        BEREAVED = "bereaved", _("失独")
        DEMENTIA = "dementia", _("失智")
        OTHER = "other", _("其他")

    class Disabilities(models.TextChoices):
        """The seven kinds of a disability certificate."""

        VISION = "vision", _("视力")
        HEARING = "hearing", _("听力")
        SPEECH = "speech", _("言语")
        LIMB = "limb", _("肢体")
        INTELLECTUAL = "intellectual", _("智力")
        MENTAL = "mental", _("精神")
        MULTIPLE = "multiple", _("多重")

    class Endings(models.TextChoices):
        """Why it is over."""

        DIED = "died", _("过世了")
        MOVED = "moved", _("搬走了")
        CHANGED = "changed", _("情况变了")
        MISTAKEN = "mistaken", _("本来就记错了")

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="circumstances")
    kind = models.CharField(max_length=30, choices=Kinds.choices)
    detail = models.CharField(max_length=60, blank=True)  # 肢体四级
    since = models.DateField()
    until = models.DateField(null=True)
    source = models.CharField(max_length=60)
    end_because = models.CharField(max_length=20, choices=Endings.choices, blank=True, default="", db_default="")
    end_reason = models.CharField(max_length=100, blank=True)
    disability = models.CharField(max_length=20, choices=Disabilities.choices, blank=True, default="", db_default="")
    grade = models.PositiveSmallIntegerField(null=True)  # of a disability, 1 the heaviest, 4 the lightest

    objects = CircumstanceQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["subdistrict", "resident", "kind"],
                condition=Q(until__isnull=True),
                name="circumstance_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(grade__isnull=True) | Q(grade__range=(1, 4)), name="disability_grade_1_to_4"
            ),
        ]


class ResidenceFact(Row):
    """How and where a household was found to live, by whom and on what evidence. Appended, never edited."""

    class Evidence(models.TextChoices):
        """How it is known. Never a photograph or a place: nobody is made to prove where they stood."""

        SEEN = "seen", _("当面见到")
        LOOKED = "looked", _("上门看过，没见到人")
        NEIGHBOUR = "neighbour", _("邻居说的")
        METER = "meter", _("家里人说的水电表")
        PHONE = "phone", _("电话里问过")
        DOCUMENT = "document", _("看过材料")
        OTHER = "other", _("其他")

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="residence_facts", db_index=False)
    residence = models.CharField(max_length=20, choices=Household.Residence.choices)
    neighbourhood = models.ForeignKey(Territory, on_delete=models.PROTECT, null=True, related_name="+")
    found_on = models.DateField()
    evidence = models.CharField(max_length=100)
    evidence_kind = models.CharField(max_length=20, choices=Evidence.choices, blank=True, default="", db_default="")
    until = models.DateField(null=True)  # away: the day on which they mean to be back
    by = models.UUIDField(null=True)
    by_name = models.CharField(max_length=60, blank=True, default="", db_default="")
    client_id = models.UUIDField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["subdistrict", "household", "client_id"],
                condition=Q(client_id__isnull=False),
                name="check_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["household", "found_on"], name="residence_by_household"),
            models.Index(fields=["subdistrict", "found_on", "household"], name="residence_by_street_day"),
        ]


class ResidenceSignQuerySet(ScopedQuerySet["ResidenceSign"]):
    """Signs by their household's neighbourhood."""

    path_field = "household__neighbourhood__path"
    capability = Can.SEE_HOUSEHOLDS


class ResidenceSign(Row):
    """Something that makes one ask whether a household still lives there. It decides nothing: somebody looks.

    Settled by a check or by a reason; what is settled stays so until a sign of a later day.
    """

    class Kinds(models.TextChoices):
        """What was noticed."""

        NOT_HOME = "not_home", _("接连三次上门没见到人")
        QUIET = "quiet", _("很久联系不上")
        RETURNED = "returned", _("通知被退回")
        NOT_BACK = "not_back", _("说好回来的日子过了")

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="signs")
    kind = models.CharField(max_length=12, choices=Kinds.choices)
    seen_on = models.DateField()
    note = models.CharField(max_length=100, blank=True)
    by_name = models.CharField(max_length=60, blank=True)  # empty: the system noticed
    created_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_because = models.CharField(max_length=200, blank=True)
    settled_by_name = models.CharField(max_length=60, blank=True)

    objects = ResidenceSignQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "household", "kind", "seen_on"], name="sign_once_a_day"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["household"], name="sign_open", condition=Q(settled_at__isnull=True)),
        ]


class ImportRun(Row):
    """One workbook on its way in: looked at, then taken in."""

    class Stages(models.TextChoices):
        """Where it stands."""

        READING = "reading", _("正在读取")
        PREVIEW = "preview", _("等待确认")
        IMPORTING = "importing", _("正在导入")
        DONE = "done", _("已完成")
        FAILED = "failed", _("没有完成")
        CANCELLED = "cancelled", _("已取消")

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    filename = models.CharField(max_length=200)
    stage = models.CharField(max_length=20, choices=Stages.choices)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    outcome = models.JSONField(default=dict)
    problem = models.CharField(max_length=300, blank=True)
    by = models.UUIDField()
    by_name = models.CharField(max_length=60)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    beat_at = models.DateTimeField(null=True)  # the last sign of life of whoever works on it; none while it waits


class PersonDetailQuerySet(ScopedQuerySet["PersonDetail"]):
    """Details by the place of their person."""

    path_field = "resident__household__neighbourhood__path"
    entrusted_field = "resident__entrusted_to__path"
    capability = Can.SEE_HOUSEHOLDS


class PersonDetail(Row):
    """What somebody said when a ledger asked; an empty value: they do not know, or do not want to. Appended.

    What has a column of its own is written there too. That a row stands here is why nobody asks again.
    """

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="details", db_index=False)
    kind = models.CharField(max_length=20)
    value = EncryptedTextField(blank=True)
    at = models.DateTimeField()
    by = models.UUIDField(null=True)
    by_name = models.CharField(max_length=60)
    client_id = models.UUIDField()

    objects = PersonDetailQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "resident", "kind", "client_id"], name="detail_said_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["resident", "kind"], name="detail_by_resident")]
