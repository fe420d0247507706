"""Disputes under mediation. What parties say is sealed: ciphertext here, and read by few, each look on record."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.access.scope import ScopedQuerySet, scope
from youlin.domains.cases.models.cases import Case
from youlin.domains.cases.rules.disputes import Move, Stage, Will
from youlin.domains.chiefs.models import Post
from youlin.domains.residents.models import Household, Resident
from youlin.domains.territory.models import Territory
from youlin.foundation.crypto import EncryptedTextField
from youlin.foundation.db import Row


class DisputeQuerySet(ScopedQuerySet["Dispute"]):
    """Disputes by their place, and by who keeps or mediates them."""

    path_field = "territory__path"
    capability = Can.KEEP_DISPUTES

    def visible_to(self, actor: Actor) -> Self:
        """Disputes that the actor's desk keeps, mediates or answers for; never one to which the actor is a party.

        Seeing that there is one opens no seal: who reads what the parties said is asked of `queries.disputes`.
        """
        if actor.everywhere:
            return self.all()
        if actor.user_id is None:
            return self.none()
        mediates = Mediator.objects.filter(
            dispute=OuterRef("pk"), user=actor.user_id, state__in=[Mediator.States.PROPOSED, Mediator.States.SERVING]
        )
        seen = scope(actor, self.capability, self.path_field) | Q(keeper__in=actor.posts()) | Q(Exists(mediates))
        return self.filter(seen).exclude(parties__user=actor.user_id)


class Dispute(Row):
    """A case that people try to settle between parties. The case carries the number, the place and the clock."""

    class Kinds(models.TextChoices):
        """What it is about."""

        NEIGHBOUR = "neighbour", _("邻里")
        FAMILY = "family", _("婚姻家庭")
        LAND = "land", _("土地山林")
        WAGE = "wage", _("工资劳务")
        PROPERTY = "property", _("房屋物业")
        DEBT = "debt", _("借贷")
        DAMAGE = "damage", _("损害赔偿")
        OTHER = "other", pgettext_lazy("dispute", "其他")

    class Stages(models.TextChoices):
        """Where it stands."""

        ASKING = Stage.ASKING.value, _("征求意愿")
        MEDIATING = Stage.MEDIATING.value, _("调解中")
        PERFORMING = Stage.PERFORMING.value, _("履行中")
        SETTLED = Stage.SETTLED.value, _("调解成功")
        REFUSED = Stage.REFUSED.value, _("不愿调解")
        FAILED = Stage.FAILED.value, _("没有达成协议")
        BROKEN = Stage.BROKEN.value, _("协议没有履行")
        RECONCILED = Stage.RECONCILED.value, _("自行和解")

    class Rulings(models.TextChoices):
        """What became of asking the court to confirm."""

        APPLIED = "applied", _("已共同申请")
        CONFIRMED = "confirmed", _("法院已确认")
        REJECTED = "rejected", _("法院没有确认")

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="disputes")
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    keeper = models.ForeignKey(
        Post, on_delete=models.PROTECT, related_name="+", db_index=False
    )  # who began it keeps its papers
    kind = models.CharField(max_length=20, choices=Kinds.choices)
    title = models.CharField(max_length=100)  # without names: it stands in lists and in the ledger
    facts = EncryptedTextField(blank=True)
    people = models.PositiveSmallIntegerField(default=2)  # how many it concerns
    stage = models.CharField(max_length=20, choices=Stages.choices, default=Stages.ASKING)
    tense = models.BooleanField(default=False)
    deadline = models.DateField()  # the day by which to have mediated
    opened_by_name = models.CharField(max_length=60)
    opened_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    confirm_until = models.DateField(null=True)
    ruling = models.CharField(max_length=20, choices=Rulings.choices, blank=True)
    reminded = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=0)  # of the last step

    objects = DisputeQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "case"], name="dispute_once_a_case"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["subdistrict", "stage", "deadline"], name="dispute_by_stage"),
            models.Index(fields=["keeper"], name="dispute_by_keeper"),
            models.Index(
                fields=["confirm_until"],
                name="dispute_to_confirm",
                condition=Q(confirm_until__isnull=False, ruling=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class DisputeParty(Row):
    """Somebody whom a dispute sets against somebody else: a resident, a household, an organisation, an outsider."""

    class Sides(models.TextChoices):
        """On which side."""

        A = "a", _("甲方")
        B = "b", _("乙方")
        THIRD = "third", _("第三方")

    class Kinds(models.TextChoices):
        """What kind of party."""

        RESIDENT = "resident", pgettext_lazy("party", "居民")
        HOUSEHOLD = "household", pgettext_lazy("party", "一户人家")
        ORGANISATION = "organisation", pgettext_lazy("party", "单位")
        OUTSIDER = "outsider", pgettext_lazy("party", "外来人员")

    class Wills(models.TextChoices):
        """What they said to mediation."""

        WILLING = Will.WILLING.value, _("愿意调解")
        UNSURE = Will.UNSURE.value, _("还没想好")
        REFUSED = Will.REFUSED.value, _("不愿意")

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="parties")
    side = models.CharField(max_length=10, choices=Sides.choices)
    kind = models.CharField(max_length=20, choices=Kinds.choices)
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, null=True, related_name="+")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, null=True, related_name="+")
    user = models.UUIDField(null=True)  # the account of a party who serves here: it never sees the dispute
    name = EncryptedTextField()
    phone = EncryptedTextField(blank=True)
    note = EncryptedTextField(blank=True)  # who speaks for them, where they live
    will = models.CharField(max_length=10, choices=Wills.choices, blank=True)
    asked_on = models.DateField(null=True)
    received_on = models.DateField(null=True)  # the agreement, in hand
    wishes = models.BooleanField(null=True)  # that the court confirms it; null while nobody asked
    added_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["user"], name="party_by_account", condition=Q(user__isnull=False)),
        ]


class Mediator(Row):
    """Somebody who mediates, or was to."""

    class Ways(models.TextChoices):
        """How they came to it."""

        CHOSEN = "chosen", _("当事人选的")
        APPOINTED = "appointed", _("社区或街道安排的")

    class States(models.TextChoices):
        """Whether the parties accepted them."""

        PROPOSED = "proposed", _("等各方同意")
        SERVING = "serving", _("各方同意")
        RECUSED = "recused", _("已回避")

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="mediators")
    user = models.UUIDField()
    name = models.CharField(max_length=60)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")  # through which they serve
    way = models.CharField(max_length=10, choices=Ways.choices)
    state = models.CharField(max_length=10, choices=States.choices, default=States.PROPOSED)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "dispute", "user"], name="mediator_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["user", "state"], name="mediator_by_account")]


class DisputeSession(Row):
    """One time the parties sat down together."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="sessions")
    held_at = models.DateTimeField()
    place = models.CharField(max_length=100)
    present = models.JSONField(default=list)  # keys of the parties who came
    others = EncryptedTextField(blank=True)  # kin, neighbours, whoever was asked to help
    minutes = EncryptedTextField()
    by_name = models.CharField(max_length=60)


class DisputeAgreement(Row):
    """What the parties agreed: on paper, or by word of mouth and taken down (人民调解法)."""

    class Forms(models.TextChoices):
        """How."""

        WRITTEN = "written", _("书面协议")
        ORAL = "oral", _("口头协议，由调解员记录")

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="agreements")
    form = models.CharField(max_length=10, choices=Forms.choices)
    facts = EncryptedTextField()  # what happened, what they argued about, who answers for what (art. 29)
    made_on = models.DateField()
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "dispute"], name="agreement_once_a_dispute"),
        ]


class DisputeTerm(Row):
    """One thing that a party is to do by a day."""

    class States(models.TextChoices):
        """Whether it was done."""

        OPEN = "open", _("等着履行")
        KEPT = "kept", _("已履行")
        BROKEN = "broken", _("没有履行")

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="terms")
    party = models.ForeignKey(DisputeParty, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    text = EncryptedTextField()
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=States.choices, default=States.OPEN)
    settled_on = models.DateField(null=True)
    risen = models.PositiveSmallIntegerField(default=0)  # how far it rose by itself

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "dispute", "number"], name="term_in_order"),
        ]
        indexes: ClassVar = [models.Index(fields=["due_on"], name="term_to_keep", condition=Q(state="open"))]


class DisputeStep(Row):
    """One step of a dispute: who, when, about whom, in which words. Appended, never edited."""

    class Moves(models.TextChoices):
        """What happened."""

        OPEN = Move.OPEN.value, pgettext_lazy("dispute", "开始登记")
        PARTY = Move.PARTY.value, pgettext_lazy("dispute", "加上当事人")
        ASK = Move.ASK.value, pgettext_lazy("dispute", "征求意愿")
        REFUSE = Move.REFUSE.value, pgettext_lazy("dispute", "不愿调解")
        PROPOSE = Move.PROPOSE.value, pgettext_lazy("dispute", "提出调解员")
        ACCEPT = Move.ACCEPT.value, pgettext_lazy("dispute", "各方同意调解员")
        RECUSE = Move.RECUSE.value, pgettext_lazy("dispute", "调解员回避")
        MEET = Move.MEET.value, pgettext_lazy("dispute", "坐下来调解")
        AGREE = Move.AGREE.value, pgettext_lazy("dispute", "达成协议")
        RECEIVE = Move.RECEIVE.value, pgettext_lazy("dispute", "拿到协议")
        KEEP = Move.KEEP.value, pgettext_lazy("dispute", "履行了一条")
        DONE = Move.DONE.value, pgettext_lazy("dispute", "全部履行")
        BREAK = Move.BREAK.value, pgettext_lazy("dispute", "没有履行")
        FAIL = Move.FAIL.value, pgettext_lazy("dispute", "没有达成协议")
        RECONCILE = Move.RECONCILE.value, pgettext_lazy("dispute", "自行和解")
        PUT_OFF = Move.PUT_OFF.value, pgettext_lazy("dispute", "改调解期限")
        WARN = Move.WARN.value, pgettext_lazy("dispute", "可能激化，已报告")
        ROUTES = Move.ROUTES.value, pgettext_lazy("dispute", "告知法律途径")
        WISH = Move.WISH.value, pgettext_lazy("dispute", "问过要不要司法确认")
        APPLY = Move.APPLY.value, pgettext_lazy("dispute", "共同申请司法确认")
        RULE = Move.RULE.value, pgettext_lazy("dispute", "法院的决定")

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="steps")
    seq = models.PositiveIntegerField()
    move = models.CharField(max_length=20, choices=Moves.choices)
    at = models.DateTimeField()
    day = models.DateField()  # on which it happened
    actor = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=60)
    party = models.ForeignKey(DisputeParty, on_delete=models.PROTECT, null=True, related_name="+")
    about = models.CharField(max_length=60, blank=True)  # a mediator, dates, a code: nothing of what parties said
    to_stage = models.CharField(max_length=20, choices=Dispute.Stages.choices)
    text = EncryptedTextField(blank=True)
    client_id = models.UUIDField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "dispute", "seq"], name="dispute_step_in_order"),
            models.UniqueConstraint(
                fields=["subdistrict", "dispute", "client_id"],
                condition=Q(client_id__isnull=False),
                name="dispute_step_client_once",
            ),
        ]
