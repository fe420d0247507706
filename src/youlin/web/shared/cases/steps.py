"""The steps of a case as people press them: their words, their order on a page, and which action each takes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from youlin.domains.access.actor import Actor
from youlin.domains.cases import actions
from youlin.domains.cases.rules.clocks import Urgency
from youlin.domains.cases.rules.spans import Why
from youlin.domains.cases.rules.states import Step
from youlin.web.shared.cases.forms import StepForm

# In the order in which a page offers them: the first that can be taken is the obvious one.
WORDS: dict[Step, tuple[Promise, Promise, Promise]] = {
    Step.ANSWER: (gettext_lazy("答复"), gettext_lazy("答复"), gettext_lazy("已答复。")),
    Step.TELL: (gettext_lazy("告诉居民"), gettext_lazy("已经告诉居民"), gettext_lazy("已记下：居民知道了。")),
    Step.PASS_DOWN: (gettext_lazy("转告下一级"), gettext_lazy("转告下一级"), gettext_lazy("已转告下一级。")),
    Step.CONFIRM: (gettext_lazy("居民确认"), gettext_lazy("居民满意，办结"), gettext_lazy("已办结。")),
    Step.ESCALATE: (gettext_lazy("这里办不了，上报"), gettext_lazy("上报"), gettext_lazy("已上报。")),
    Step.HAND_OVER: (gettext_lazy("该由另一个部门办"), gettext_lazy("转给他们"), gettext_lazy("已转给另一个部门。")),
    Step.BYPASS: (
        gettext_lazy("有人有危险，直报街道"),
        gettext_lazy("直报街道"),
        gettext_lazy("已直报街道，邻里看不到了。请接着告诉下面的部门。"),
    ),
    Step.RETURN: (gettext_lazy("退回下一级"), gettext_lazy("退回"), gettext_lazy("已退回。")),
    Step.REOPEN: (gettext_lazy("居民不满意，再办"), gettext_lazy("再办"), gettext_lazy("已转上一级再办。")),
    Step.NOTE: (gettext_lazy("补充一句话或照片"), gettext_lazy("补充"), gettext_lazy("已补充。")),
    Step.WITHDRAW: (gettext_lazy("不用办了，撤回"), gettext_lazy("撤回"), gettext_lazy("已撤回。")),
    Step.MERGE: (
        gettext_lazy("和另一件是同一件事"),
        gettext_lazy("并案"),
        gettext_lazy("已并案，那一件答复了两边都知道。"),
    ),
    Step.UNMERGE: (gettext_lazy("分开办"), gettext_lazy("分开办"), gettext_lazy("已分开，接着办。")),
    Step.TAKE_OVER: (gettext_lazy("接过来办"), gettext_lazy("接过来"), gettext_lazy("已接过来，由您这里办。")),
    Step.MARK: (gettext_lazy("改急缓"), gettext_lazy("改急缓"), gettext_lazy("已改急缓。")),
    Step.INVITE: (gettext_lazy("请人协办"), gettext_lazy("请他们协办"), gettext_lazy("已请他们协办。")),
    Step.LEAVE: (gettext_lazy("不再协办"), gettext_lazy("不再协办"), gettext_lazy("已记下，您这里不再协办。")),
    Step.PAUSE: (gettext_lazy("暂停计时"), gettext_lazy("暂停计时"), gettext_lazy("计时停了，到那天自己接着走。")),
    Step.RESUME: (gettext_lazy("恢复计时"), gettext_lazy("恢复"), gettext_lazy("计时接着走了。")),
    Step.EXTEND: (gettext_lazy("延长时限"), gettext_lazy("延长"), gettext_lazy("时限延长了，上一级看得到原因。")),
    Step.ASK_CLOSE: (gettext_lazy("不用答复，请求办结"), gettext_lazy("请求办结"), gettext_lazy("已请上一级看。")),
}
# What comes first where a rung below wants the case closed.
DECIDING: dict[Step, tuple[Promise, Promise, Promise]] = {
    Step.AGREE_CLOSE: (gettext_lazy("同意办结"), gettext_lazy("同意办结"), gettext_lazy("已办结。")),
    Step.REFUSE_CLOSE: (gettext_lazy("不同意，接着办"), gettext_lazy("退回接着办"), gettext_lazy("已退回接着办。")),
}
ALL_WORDS = DECIDING | WORDS
# Needed seldom: folded together under one word.
RARE = frozenset(
    {
        Step.MERGE,
        Step.UNMERGE,
        Step.WITHDRAW,
        Step.TAKE_OVER,
        Step.INVITE,
        Step.MARK,
        Step.LEAVE,
        Step.PAUSE,
        Step.RESUME,
        Step.EXTEND,
        Step.ASK_CLOSE,
        Step.BYPASS,
    }
)


Doing = Callable[[Actor, UUID, StepForm, datetime], object]


def _answer(actor: Actor, key: UUID, form: StepForm, now: datetime) -> object:
    told = bool(form.cleaned_data.get("told"))
    text = form.cleaned_data["text"]
    return actions.answer(actor=actor, case=key, text=text, told=told, client_id=form.identity(), now=now)


def _escalate(actor: Actor, key: UUID, form: StepForm, now: datetime) -> object:
    department = form.cleaned_data.get("department")
    return actions.escalate(
        actor=actor,
        case=key,
        reason=form.cleaned_data["reason"],
        department=UUID(department) if department else None,
        client_id=form.identity(),
        now=now,
    )


def _note(actor: Actor, key: UUID, form: StepForm, now: datetime) -> object:
    text, data = form.cleaned_data["text"].strip(), form.cleaned_data["photo"]
    if data:
        actions.add_photo(actor=actor, case=key, data=data, now=now)
        text = text or _("加了一张照片。")
    return actions.note(actor=actor, case=key, text=text, client_id=form.identity(), now=now)


def _plain(action: Callable[..., object], field: str) -> Doing:
    def doing(actor: Actor, key: UUID, form: StepForm, now: datetime) -> object:
        said = {field: form.cleaned_data[field]}
        if "rating" in form.cleaned_data:
            said["rating"] = form.cleaned_data["rating"]
        return action(actor=actor, case=key, client_id=form.identity(), now=now, **said)

    return doing


def _pause(actor: Actor, key: UUID, form: StepForm, now: datetime) -> object:
    said = form.cleaned_data
    return actions.pause(
        actor=actor,
        case=key,
        why=Why(said["why"]),
        until=said["until"],
        text=said["text"],
        client_id=form.identity(),
        now=now,
    )


def _typed(action: Callable[..., object]) -> Doing:
    """An action that takes just what its form asks."""

    def doing(actor: Actor, key: UUID, form: StepForm, now: datetime) -> object:
        said = {name: value for name, value in form.cleaned_data.items() if name not in ("client_id", "happened_at")}
        return action(actor=actor, case=key, client_id=form.identity(), now=now, **said)

    return doing


def _mark(actor: Actor, key: UUID, form: StepForm, now: datetime) -> object:
    said = form.cleaned_data
    urgency = Urgency(said["urgency"])
    return actions.mark(actor=actor, case=key, urgency=urgency, text=said["text"], client_id=form.identity(), now=now)


DOING: dict[Step, Doing] = {
    Step.ANSWER: _answer,
    Step.TELL: _typed(actions.tell_resident),
    Step.PASS_DOWN: _plain(actions.pass_down, "text"),
    Step.CONFIRM: _plain(actions.confirm, "text"),
    Step.ESCALATE: _escalate,
    Step.HAND_OVER: _typed(actions.hand_over),
    Step.RETURN: _plain(actions.return_down, "reason"),
    Step.REOPEN: _plain(actions.reopen, "reason"),
    Step.BYPASS: _typed(actions.bypass),
    Step.NOTE: _note,
    Step.WITHDRAW: _plain(actions.withdraw, "reason"),
    Step.PAUSE: _pause,
    Step.RESUME: _typed(actions.resume),
    Step.EXTEND: _typed(actions.extend),
    Step.MERGE: _typed(actions.merge),
    Step.UNMERGE: _typed(actions.unmerge),
    Step.TAKE_OVER: _typed(actions.take_over),
    Step.MARK: _mark,
    Step.INVITE: _typed(actions.invite),
    Step.LEAVE: _typed(actions.leave),
    Step.ASK_CLOSE: _typed(actions.ask_close),
    Step.AGREE_CLOSE: _typed(actions.agree_close),
    Step.REFUSE_CLOSE: _typed(actions.refuse_close),
}
