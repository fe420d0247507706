"""One form for each step of a case."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from youlin.domains.cases.actions import MARKS
from youlin.domains.cases.queries import AuthorityDuty, Case, Record, Urgencies
from youlin.domains.cases.rules.danger import Told
from youlin.domains.cases.rules.ladder import Danger
from youlin.domains.cases.rules.states import Step
from youlin.domains.cases.rules.ways import Secrecy, Way, ways_to_tell
from youlin.domains.cases.wording import PAUSES
from youlin.domains.chiefs.wording import post_name
from youlin.web.shared.forms import PageForm
from youlin.web.shared.photo_field import PhotoField

LONGEST = 2000
TOLD = {
    Way.IN_PERSON: _("当面说了"),
    Way.PHONE: _("打电话说了"),
    Way.MESSAGE: _("发消息说了"),
    Way.CODE: _("没有留名，请他凭查询码看"),
}


def words(label: object, missing: object, *, rows: int = 3, hint: object = "") -> forms.CharField:
    """A text that must be there."""
    return forms.CharField(
        label=label,  # type: ignore[arg-type]  # a lazy sentence
        help_text=hint,  # type: ignore[arg-type]
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": missing},  # type: ignore[dict-item]
    )


def more_words(label: object) -> forms.CharField:
    """A text that may be there."""
    return forms.CharField(
        label=label,  # type: ignore[arg-type]
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class StepForm(PageForm):
    """A step of one record; a form that depends on the record takes it."""

    buttons: Sequence[tuple[str, str]] = ()  # (value, words) of each button, where a step has more than one
    button_name = ""

    def __init__(self, *args: Any, record: Record, **options: Any) -> None:
        super().__init__(*args, **options)
        self.record = record


class AnswerForm(StepForm):
    """The answer; at the nearest rung also whether the resident heard it already."""

    text = words(_("怎么办的，怎么答复"), _("请写上怎么答复的。"))
    told = forms.BooleanField(label=_("居民已经知道了"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if not self.record.last_rung:
            del self.fields["told"]


class EscalateForm(StepForm):
    """Why it goes up; from the subdistrict, to which department."""

    reason = words(_("为什么要上报"), _("请写一句为什么要上报。"), rows=2)
    department = forms.ChoiceField(label=_("交给哪个部门"), error_messages={"required": _("请选一个承办的部门。")})

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.record.departments:
            choices = [("", _("请选择")), *((str(post.pk), post_name(post)) for post in self.record.departments)]
            self.fields["department"].choices = choices  # type: ignore[attr-defined]
            if self.record.routed:
                self.fields["department"].initial = str(self.record.routed)
                self.fields["department"].help_text = _("按街道定的分派先选好了，可以改。")
        else:
            del self.fields["department"]


class HandOverForm(StepForm):
    """To which other department, and why."""

    department = forms.ChoiceField(label=_("转给哪个部门"), error_messages={"required": _("请选一个承办的部门。")})
    reason = words(_("为什么该由他们办"), _("请写一句为什么该由另一个部门办。"), rows=2)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [("", _("请选择")), *((str(post.pk), post_name(post)) for post in self.record.departments)]
        self.fields["department"].choices = choices  # type: ignore[attr-defined]

    def clean_department(self) -> UUID:
        """A key."""
        return UUID(self.cleaned_data["department"])


class ReturnForm(StepForm):
    """Why it goes back."""

    reason = words(_("为什么退回，下一级该怎么办"), _("请写清楚退回的原因，下一级才知道怎么办。"), rows=2)


class WithdrawForm(StepForm):
    """Why it needs no answer any more."""

    reason = words(_("为什么不用办了"), _("请写一句为什么不用办了。"), rows=2)


class PassDownForm(StepForm):
    """A word to the rung below, if any."""

    text = more_words(_("带一句话"))


class TellForm(StepForm):
    """How the resident heard it, each way a button, so that one tap says it; and what they said, if anything."""

    way = forms.TypedChoiceField(label=_("怎么告诉的"), coerce=Way, required=False, empty_value=None)
    text = more_words(_("居民怎么说"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        case = self.record.case
        ways = ways_to_tell(Secrecy(case.secrecy), call_back=case.call_back)
        self.buttons = [(way.value, str(TOLD[way])) for way in ways]
        self.button_name = "way"
        self.fields["way"].choices = self.buttons  # type: ignore[attr-defined]
        if Way.CODE in ways:
            self.fields["text"].widget = forms.HiddenInput()


class ConfirmForm(StepForm):
    """The resident's rating."""

    rating = forms.TypedChoiceField(
        label=_("居民打几分"),
        coerce=int,
        choices=[
            ("5", _("5 分，很满意")),
            ("4", _("4 分")),
            ("3", _("3 分")),
            ("2", _("2 分")),
            ("1", _("1 分，不满意")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选一个分数。")},
    )
    text = more_words(_("居民还说了什么"))


class BypassForm(StepForm):
    """Which danger, and what was seen."""

    danger = forms.TypedChoiceField(
        label=_("是哪一种危险"),
        coerce=Danger,
        choices=[("", _("请选择")), *Case.Dangers.choices],
        error_messages={"required": _("请选是哪一种危险。")},
        help_text=_("直接到街道，邻里看不到。有生命危险先打 110 或 120。"),
    )
    reason = words(_("看到了什么"), _("请写一句看到了什么危险。"), rows=2)


class ReopenForm(StepForm):
    """What is still missing."""

    reason = words(_("还差什么"), _("请写一句还差什么，好接着办。"), rows=2)


class PauseForm(StepForm):
    """Why the clock stands still, and until when."""

    why = forms.ChoiceField(
        label=_("为什么要停"),
        choices=[("", _("请选择")), *((why.value, words) for why, words in PAUSES.items())],
        error_messages={"required": _("请选一个原因。")},
    )
    until = forms.DateField(
        label=_("停到哪一天早上"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": _("请选一天。")},
    )
    text = more_words(_("再说明一句"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        left = _("这件事前后还能停 %(n)d 天。停多久，时限就往后推多久。")
        self.fields["until"].help_text = left % {"n": self.record.reach.pause_days}


class ExtendForm(StepForm):
    """How much longer, and why."""

    hours = forms.IntegerField(
        label=_("再要几小时"),
        error_messages={"required": _("请写上小时数。"), "invalid": _("小时数请写数字，例如 24。")},
    )
    reason = words(_("为什么要延长"), _("请写清楚为什么要延长。"), rows=2)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        most = _("最多 %(n)d 小时。在您这一级只能延长一次，上一级看得到原因。")
        self.fields["hours"].help_text = most % {"n": self.record.reach.extension_hours}


class MergeForm(StepForm):
    """Which case it is the same as, of those that are likely."""

    into = forms.ChoiceField(
        label=_("是同一件事的"), widget=forms.RadioSelect, error_messages={"required": _("请选是哪一件。")}
    )
    text = more_words(_("怎么看出来的"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        likely = [(str(case.pk), f"{case.number} {case.text[:40]}") for case in self.record.likely]
        self.fields["into"].choices = likely  # type: ignore[attr-defined]

    def clean_into(self) -> UUID:
        """A key."""
        return UUID(self.cleaned_data["into"])


class UnmergeForm(StepForm):
    """Why they are two."""

    text = more_words(_("为什么要分开"))


class TakeOverForm(StepForm):
    """Why it is taken over."""

    reason = words(_("为什么接过来办"), _("请写一句为什么接过来办。"), rows=2)


class InviteForm(StepForm):
    """Which post is to help, and with what."""

    post = forms.TypedChoiceField(label=_("请谁协办"), coerce=UUID, error_messages={"required": _("请选一个岗位。")})
    text = more_words(_("请他们帮什么"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [("", _("请选择")), *((str(post.pk), post_name(post)) for post in self.record.reach.helpers)]
        self.fields["post"].choices = choices  # type: ignore[attr-defined]


class MarkForm(StepForm):
    """How pressing it is after all: the other of the two."""

    urgency = forms.ChoiceField(label=_("改成哪一种"), help_text=_("改急了，时限会提前；改缓了，时限不变。"))
    text = more_words(_("为什么改"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        marks = [one for one in MARKS if one != self.record.case.urgency]
        self.fields["urgency"].choices = [(one.value, Urgencies(one.value).label) for one in marks]  # type: ignore[attr-defined]


class LeaveForm(StepForm):
    """Which post helps no more; not asked where there is one."""

    post = forms.TypedChoiceField(label=_("谁不再协办"), coerce=UUID, error_messages={"required": _("请选一个岗位。")})

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        leaving = self.record.reach.leaving
        self.fields["post"].choices = [(str(post.pk), post_name(post)) for post in leaving]  # type: ignore[attr-defined]


class PlainForm(StepForm):
    """Nothing to say."""


class AskCloseForm(StepForm):
    """Why it can be closed without an answer."""

    reason = words(
        _("为什么不用答复就可以办结"),
        _("请写清楚为什么不用答复就可以办结。"),
        rows=2,
        hint=_("例如事情已经没有了、找不到反映的人。上一级同意了才算办结。"),
    )


class AgreeCloseForm(StepForm):
    """A word with it, if any."""

    text = more_words(_("带一句话"))


class RefuseCloseForm(StepForm):
    """What is still to be done."""

    reason = words(_("为什么不同意"), _("请写一句为什么不同意，好接着办。"), rows=2)


class NoteForm(StepForm):
    """A word or a photograph that moves nothing."""

    text = more_words(_("补充一句"))
    photo = PhotoField()

    def clean(self) -> dict[str, Any]:
        """One of the two must be there."""
        found = super().clean() or self.cleaned_data
        if not self.errors and not found.get("text", "").strip() and not found.get("photo"):
            self.add_error("text", _("请写一句话，或者选一张照片。"))
        return found


class AuthorityForm(PageForm):
    """An authority was told: how, by whom it was taken, when."""

    means = forms.TypedChoiceField(
        label=_("怎么告诉的"),
        coerce=Told,
        choices=AuthorityDuty.Means.choices,
        initial=Told.PHONE.value,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选怎么告诉的。")},
    )
    told_to = forms.CharField(label=_("对方是谁接的"), max_length=60, required=False)
    told_at = forms.DateTimeField(
        label=_("什么时候"),
        help_text=_("空着就是现在。"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
        error_messages={"invalid": _("时间请写成 2026-11-22 09:30 这样。")},
    )
    duty: UUID | None = None  # the one this form came back from


FORMS: dict[Step, type[StepForm]] = {
    Step.ANSWER: AnswerForm,
    Step.TELL: TellForm,
    Step.PASS_DOWN: PassDownForm,
    Step.CONFIRM: ConfirmForm,
    Step.ESCALATE: EscalateForm,
    Step.HAND_OVER: HandOverForm,
    Step.RETURN: ReturnForm,
    Step.REOPEN: ReopenForm,
    Step.BYPASS: BypassForm,
    Step.NOTE: NoteForm,
    Step.WITHDRAW: WithdrawForm,
    Step.PAUSE: PauseForm,
    Step.RESUME: PlainForm,
    Step.EXTEND: ExtendForm,
    Step.MERGE: MergeForm,
    Step.UNMERGE: UnmergeForm,
    Step.TAKE_OVER: TakeOverForm,
    Step.MARK: MarkForm,
    Step.INVITE: InviteForm,
    Step.LEAVE: LeaveForm,
    Step.ASK_CLOSE: AskCloseForm,
    Step.AGREE_CLOSE: AgreeCloseForm,
    Step.REFUSE_CLOSE: RefuseCloseForm,
}
