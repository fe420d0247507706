"""Cases, every step they took, the posts they came by, and who helps with them."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can, Role
from youlin.domains.access.scope import ScopedQuerySet
from youlin.domains.cases.rules.clocks import Urgency
from youlin.domains.cases.rules.ladder import Danger, Rung
from youlin.domains.cases.rules.states import RUNNING, Status, Step
from youlin.domains.cases.rules.ways import Secrecy, Source, Way
from youlin.domains.chiefs.models import Post
from youlin.domains.residents.models import Household, Resident
from youlin.domains.territory.models import Territory
from youlin.foundation.crypto import EncryptedTextField
from youlin.foundation.db import Row, under

_RUNNING = sorted(status.value for status in RUNNING)


class Rungs(models.IntegerChoices):
    """The ladder, as stored."""

    NEIGHBOURHOOD = Rung.NEIGHBOURHOOD.value, _("邻长")
    GROUP = Rung.GROUP.value, _("组长")
    AREA = Rung.AREA.value, _("片长")
    COMMUNITY = Rung.COMMUNITY.value, _("社区")
    SUBDISTRICT = Rung.SUBDISTRICT.value, _("街道")
    DEPARTMENT = Rung.DEPARTMENT.value, _("部门")


class Urgencies(models.TextChoices):
    """How pressing."""

    NORMAL = Urgency.NORMAL.value, _("一般")
    URGENT = Urgency.URGENT.value, _("紧急")
    DANGER = Urgency.DANGER.value, _("危险")


class CaseQuerySet(ScopedQuerySet["Case"]):
    """Cases by their place, and by the posts that they came by."""

    path_field = "territory__path"
    capability = Can.SEE_CASES

    def visible_to(self, actor: Actor) -> Self:
        """Cases of the actor's subtrees, and those that came to one of the actor's posts.

        A restricted case (danger, or a complaint about a chief) is for the posts it came by, its reporter and the
        subdistrict; whoever is complained of never sees it, in no other office and not when the term is over.
        """
        if actor.everywhere:
            return self.all()
        if actor.user_id is None:
            return self.none()
        posts = actor.posts()
        came_by = Exists(Holding.objects.filter(case=OuterRef("pk"), post__in=posts))
        seen = Q(restricted=False) & self._near(actor) | Q(reported_by=actor.user_id)
        seen |= Q(pk__in=Helping.objects.filter(post__in=posts, until__isnull=True).values("case"))
        if any(grant.role is Role.DEPARTMENT_STAFF for grant in actor.grants):
            seen |= Q(came_by)
        if actor.can(self.capability):
            office = Q(pk__in=())
            for grant in actor.grants:
                if grant.role is Role.SUBDISTRICT_STAFF:
                    office |= Q(subdistrict=grant.territory)
            seen |= Q(restricted=True) & (office | Q(came_by))
        # Nor does who is a party to a dispute, whatever post they hold. Both are few: asked once, not for each case.
        theirs = Complained.objects.filter(user=actor.user_id).values("case")
        quarrels = self.model.objects.filter(disputes__parties__user=actor.user_id).values("pk")
        return self.filter(seen).exclude(about_post__in=posts).exclude(pk__in=theirs).exclude(pk__in=quarrels)

    def _near(self, actor: Actor) -> Q:
        """At a place of the actor's subtrees. The places are looked up once; a join would look up each case's."""
        near = Q(pk__in=())
        for path in actor.paths(self.capability):
            near |= Q(territory__in=Territory.objects.filter(under("path", path)).values("pk"))
        return near


class Case(Row):
    """Anything that needs an answer. Its holder is a post, so that an absent or resigned chief loses nothing."""

    class Kinds(models.TextChoices):
        """What it is."""

        APPEAL = "appeal", _("诉求")
        PROBLEM = "problem", _("问题")
        DISPUTE = "dispute", _("矛盾纠纷")
        HAZARD = "hazard", _("安全隐患")
        QUESTION = "question", _("咨询")

    class Statuses(models.TextChoices):
        """Where it stands."""

        OPEN = Status.OPEN.value, _("办理中")
        ANSWERED = Status.ANSWERED.value, _("已有答复")
        TOLD = Status.TOLD.value, _("已告知")
        CLOSED = Status.CLOSED.value, _("已办结")
        MERGED = Status.MERGED.value, _("并案办理")
        WITHDRAWN = Status.WITHDRAWN.value, _("已撤回")

    class Sources(models.TextChoices):
        """By which way it came."""

        PHONE = Source.PHONE.value, _("三长上报")
        DESK = Source.DESK.value, _("窗口登记")
        CALL = Source.CALL.value, _("来电")
        PUBLIC = Source.PUBLIC.value, _("居民自报")
        CHAT = Source.CHAT.value, _("微信群")
        CARE = Source.CARE.value, _("关照中发现")
        MEETING = Source.MEETING.value, _("屋场会")
        PARTNER = Source.PARTNER.value, _("其他平台")

    class Secrecies(models.TextChoices):
        """What is kept of who reported it."""

        OPEN = Secrecy.OPEN.value, _("留名")
        CONFIDENTIAL = Secrecy.CONFIDENTIAL.value, _("保密")
        ANONYMOUS = Secrecy.ANONYMOUS.value, _("匿名")

    class Dangers(models.TextChoices):
        """Why it skipped the ladder."""

        MINOR = Danger.MINOR.value, _("未成年人有危险")
        VIOLENCE = Danger.VIOLENCE.value, _("家庭暴力")
        CRIME = Danger.CRIME.value, _("违法犯罪")
        LIFE = Danger.LIFE.value, _("有生命危险")

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.CharField(max_length=16)
    kind = models.CharField(max_length=20, choices=Kinds.choices)
    urgency = models.CharField(max_length=10, choices=Urgencies.choices, default=Urgencies.NORMAL)
    danger = models.CharField(max_length=20, choices=Dangers.choices, blank=True)
    restricted = models.BooleanField(default=False)
    text = models.TextField()
    place = models.CharField(max_length=200, blank=True)  # in the reporter's words
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    household = models.ForeignKey(Household, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    source = models.CharField(max_length=20, choices=Sources.choices)
    source_ref = models.CharField(
        max_length=200, blank=True, default="", db_default=""
    )  # which meeting, which group, which number
    call_back = models.BooleanField(default=False, db_default=False)  # whoever rang wants to be rung back
    secrecy = models.CharField(
        max_length=12, choices=Secrecies.choices, default=Secrecies.OPEN, db_default=Secrecy.OPEN.value
    )
    status = models.CharField(max_length=20, choices=Statuses.choices, default=Statuses.OPEN)
    rung = models.PositiveSmallIntegerField(choices=Rungs.choices)
    holder = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    about_post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    clock_started_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)  # no clock runs once the resident was told
    overdue_since = models.DateTimeField(null=True)  # a clock ran out and no rung is left to go to
    returns = models.PositiveSmallIntegerField(default=0)
    paused_until = models.DateTimeField(null=True)  # the clock stands still until then; `due_at` counts it already
    paused_at = models.DateTimeField(null=True)
    paused_seconds = models.PositiveIntegerField(default=0)  # in all, over the life of the case
    pauses = models.PositiveSmallIntegerField(default=0)
    extended = models.BooleanField(default=False)  # at this rung, since it came here
    closing = models.TextField(blank=True)  # why a rung below wants to close it without an answer
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged", db_index=False)
    lapses_at = models.DateTimeField(null=True)  # when the resident's silence closes it
    answered_rung = models.PositiveSmallIntegerField(choices=Rungs.choices, null=True)
    first_answer_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    rating = models.PositiveSmallIntegerField(null=True)
    reopened = models.PositiveSmallIntegerField(default=0)
    reporter_name = models.CharField(max_length=60, blank=True)
    reporter_phone = EncryptedTextField(blank=True)
    phone_index = models.CharField(max_length=32, blank=True)
    reported_by = models.UUIDField(null=True)
    reported_by_name = models.CharField(max_length=60, blank=True)
    code_index = models.CharField(max_length=32)  # of the tracking code, which itself is kept nowhere
    client_id = models.UUIDField()
    reported_at = models.DateTimeField()  # by the reporter's clock
    received_at = models.DateTimeField()  # by ours
    chain = models.CharField(max_length=32, blank=True)  # the last event's `link`
    version = models.PositiveIntegerField(default=1)  # of the last event; every change compares and sets it
    searchable = models.PositiveSmallIntegerField(default=0, db_default=0)  # by which making of the search index

    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "number"], name="case_number_once"),
            models.UniqueConstraint(fields=["subdistrict", "client_id"], name="case_client_once"),
            models.CheckConstraint(
                condition=Q(rating__isnull=True) | Q(rating__gte=1, rating__lte=5), name="case_rating_1_to_5"
            ),
            models.CheckConstraint(
                condition=Q(status__in=_RUNNING, due_at__isnull=False)
                | (~Q(status__in=_RUNNING) & Q(due_at__isnull=True)),
                name="case_clock_while_running",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.MERGED.value) | Q(merged_into__isnull=False), name="case_merged_into_one"
            ),
        ]
        indexes: ClassVar = [
            # Each in the whole order of a list, to the key: or of ten thousand cases with one deadline all are sorted.
            models.Index(fields=["subdistrict", "status", "due_at", "id"], name="case_by_status"),
            models.Index(fields=["subdistrict", "due_at", "id"], name="case_by_due", condition=Q(due_at__isnull=False)),
            models.Index(fields=["subdistrict", "-reported_at", "-id"], name="case_by_report"),
            models.Index(fields=["territory", "status"], name="case_by_place"),
            models.Index(fields=["code_index"], name="case_by_code"),
            models.Index(fields=["subdistrict", "phone_index"], name="case_by_phone"),
            models.Index(fields=["id"], name="case_to_index", condition=Q(searchable=0)),
            # Of what most cases have not: every move of a case writes each index that it stands in.
            models.Index(fields=["household"], name="case_by_household", condition=Q(household__isnull=False)),
            models.Index(fields=["resident"], name="case_by_resident", condition=Q(resident__isnull=False)),
            models.Index(fields=["merged_into"], name="case_by_first", condition=Q(merged_into__isnull=False)),
            models.Index(fields=["lapses_at"], name="case_lapsing", condition=Q(lapses_at__isnull=False)),
            models.Index(
                fields=["due_at"],
                name="case_clocks_running",
                condition=Q(due_at__isnull=False, overdue_since__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Holding(Row):
    """A post that a case came by, at its rung. `active`: it must act, or may still act, now."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="holdings")
    rung = models.PositiveSmallIntegerField(choices=Rungs.choices)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", db_index=False)
    since = models.DateTimeField()
    active = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "case", "rung"], name="holding_once_per_rung"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["post", "case"], name="holding_by_post"),
            models.Index(fields=["post"], name="holding_to_act", condition=Q(active=True)),
        ]


class Complained(Row):
    """Somebody whom a case complains of: who was in office at the post on that day. They never see it, in no office."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    user = models.UUIDField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "case", "user"], name="complained_of_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["user"], name="complained_by_user")]


class Helping(Row):
    """A post that helps with a case (协办): it sees it and adds to it; the duty to answer stays with the holder."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="helpers")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["subdistrict", "case", "post"], condition=Q(until__isnull=True), name="helping_once_at_a_time"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["post"], name="helping_now", condition=Q(until__isnull=True)),
        ]


class CaseEvent(Row):
    """One step of a case: who, when, from, to, why. Appended, never edited."""

    class Steps(models.TextChoices):
        """What happened."""

        REPORT = Step.REPORT.value, pgettext_lazy("step", "报上来")
        BYPASS = Step.BYPASS.value, pgettext_lazy("step", "直报街道")
        ESCALATE = Step.ESCALATE.value, pgettext_lazy("step", "上报")
        CLIMB = Step.CLIMB.value, pgettext_lazy("step", "到时限，自动上报")
        RETURN = Step.RETURN.value, pgettext_lazy("step", "退回")
        ANSWER = Step.ANSWER.value, pgettext_lazy("step", "答复")
        PASS_DOWN = Step.PASS_DOWN.value, pgettext_lazy("step", "转告下一级")
        DROP_DOWN = Step.DROP_DOWN.value, pgettext_lazy("step", "到时限，系统转告下一级")
        OVERDUE = Step.OVERDUE.value, pgettext_lazy("step", "超过时限")
        TELL = Step.TELL.value, pgettext_lazy("step", "告诉居民")
        CONFIRM = Step.CONFIRM.value, pgettext_lazy("step", "居民确认")
        REOPEN = Step.REOPEN.value, pgettext_lazy("step", "居民要求再办")
        WITHDRAW = Step.WITHDRAW.value, pgettext_lazy("step", "撤回")
        NOTE = Step.NOTE.value, pgettext_lazy("step", "补充")
        PAUSE = Step.PAUSE.value, pgettext_lazy("step", "暂停计时")
        RESUME = Step.RESUME.value, pgettext_lazy("step", "恢复计时")
        EXTEND = Step.EXTEND.value, pgettext_lazy("step", "延长时限")
        TAKE_OVER = Step.TAKE_OVER.value, pgettext_lazy("step", "接过来办")
        HAND_OVER = Step.HAND_OVER.value, pgettext_lazy("step", "转给另一个部门")
        INVITE = Step.INVITE.value, pgettext_lazy("step", "请人协办")
        LEAVE = Step.LEAVE.value, pgettext_lazy("step", "不再协办")
        ASK_CLOSE = Step.ASK_CLOSE.value, pgettext_lazy("step", "请上一级同意办结")
        AGREE_CLOSE = Step.AGREE_CLOSE.value, pgettext_lazy("step", "同意办结")
        REFUSE_CLOSE = Step.REFUSE_CLOSE.value, pgettext_lazy("step", "不同意办结")
        MERGE = Step.MERGE.value, pgettext_lazy("step", "并案")
        UNMERGE = Step.UNMERGE.value, pgettext_lazy("step", "分开办")
        SYSTEM_TELL = Step.SYSTEM_TELL.value, pgettext_lazy("step", "到时限，系统告诉居民")
        MEDIATE = Step.MEDIATE.value, pgettext_lazy("step", "组织调解")
        MARK = Step.MARK.value, pgettext_lazy("step", "改急缓")
        UNDO = Step.UNDO.value, pgettext_lazy("step", "撤销刚才那一步")
        LAPSE = Step.LAPSE.value, pgettext_lazy("step", "居民没有回音，办结")
        TELL_AUTHORITY = Step.TELL_AUTHORITY.value, pgettext_lazy("step", "告诉主管部门")

    class Ways(models.TextChoices):
        """How the resident heard the answer."""

        IN_PERSON = Way.IN_PERSON.value, pgettext_lazy("way", "当面")
        PHONE = Way.PHONE.value, pgettext_lazy("way", "打电话")
        MESSAGE = Way.MESSAGE.value, pgettext_lazy("way", "发消息")
        CODE = Way.CODE.value, pgettext_lazy("way", "凭查询码自己看")

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="events")
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=Steps.choices)
    at = models.DateTimeField()
    actor = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=60)
    from_post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    to_post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    from_rung = models.PositiveSmallIntegerField(choices=Rungs.choices, null=True)
    to_rung = models.PositiveSmallIntegerField(choices=Rungs.choices, null=True)
    from_status = models.CharField(max_length=20, blank=True)
    to_status = models.CharField(max_length=20)
    text = models.TextField(blank=True)
    way = models.CharField(
        max_length=12, choices=Ways.choices, blank=True, default="", db_default=""
    )  # only where somebody was told
    due_at = models.DateTimeField(null=True)  # the deadline that this step started
    link = models.CharField(max_length=32, blank=True)  # keyed hash of this event and the one before
    client_id = models.UUIDField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "case", "seq"], name="case_event_in_order"),
            models.UniqueConstraint(
                fields=["subdistrict", "case", "client_id"],
                condition=Q(client_id__isnull=False),
                name="case_event_client_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["from_post"],
                name="case_answer_of_department",
                condition=Q(from_rung=Rung.DEPARTMENT.value, kind=Step.ANSWER.value),
            )
        ]


class CaseNumber(Row):
    """The last number given in a subdistrict in a year."""

    subdistrict = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subdistrict", "year"], name="case_number_one_series_a_year"),
        ]
