"""One form for each move of a dispute."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from youlin.domains.cases.actions.disputes import NewAgreement, NewParty, NewSession, NewTerm
from youlin.domains.cases.dispute_wording import party_name
from youlin.domains.cases.queries.disputes import Dispute, DisputeParty, Mediator, Record
from youlin.domains.cases.rules.disputes import Move
from youlin.domains.chiefs.wording import post_name
from youlin.web.shared.cases.forms import more_words, words
from youlin.web.shared.forms import PageForm

DAY = {"type": "date"}
BAD_DAY = {"required": _("请写上日子。"), "invalid": _("日子不对，请写成 2026-11-22。")}
TERMS = 4  # lines for what was agreed; more goes into the words of one
PICK = [("", _("请选择"))]


def day(label: object, *, hint: object = "", required: bool = True) -> forms.DateField:
    """A day."""
    return forms.DateField(
        label=label,  # type: ignore[arg-type]  # a lazy sentence
        help_text=hint,  # type: ignore[arg-type]
        required=required,
        widget=forms.DateInput(attrs=DAY),
        error_messages=BAD_DAY,
    )


def radio(label: object, choices: Any, missing: object) -> forms.ChoiceField:
    """One of a few."""
    return forms.ChoiceField(
        label=label,  # type: ignore[arg-type]
        choices=choices,
        widget=forms.RadioSelect,
        error_messages={"required": missing},  # type: ignore[dict-item]
    )


class MoveForm(PageForm):
    """A move of one dispute; a form that depends on the record takes it."""

    def __init__(self, *args: Any, record: Record, **options: Any) -> None:
        super().__init__(*args, **options)
        self.record = record

    def offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        """Fill a choice in; where there is but one, it is chosen already."""
        found = self.fields[name]
        found.choices = choices if len(choices) == 1 else [*PICK, *choices]  # type: ignore[attr-defined]

    def offer_parties(self, name: str = "party") -> None:
        """The parties, under seal without their names."""
        self.offer(name, [(str(one.pk), party_name(one, sealed=not self.record.open)) for one in self.record.parties])


class OnParty(MoveForm):
    """A move about one party."""

    party = forms.ChoiceField(label=_("哪一位"), error_messages={"required": _("请选一位当事人。")})

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer_parties()


class PartyForm(MoveForm):
    """Who belongs to it."""

    side = radio(_("哪一方"), DisputeParty.Sides.choices, _("请选一方。"))
    kind = radio(_("是哪一种"), DisputeParty.Kinds.choices, _("请选是哪一种。"))
    name = forms.CharField(
        label=_("名字"),
        max_length=60,
        help_text=_("居民写姓名，一户人家写户号或门牌，单位写全名。内容封存，只有调解员和经办的人看得到。"),
        error_messages={"required": _("请写名字。")},
    )
    home = forms.CharField(label=_("门牌或户号"), required=False, max_length=200, help_text=_("有同名的居民时才要写。"))
    phone = forms.CharField(label=_("电话"), required=False, max_length=20)
    note = more_words(_("谁替他说话、住在哪里"))

    def said(self, resident: UUID | None, household: UUID | None) -> NewParty:
        """As cases takes it."""
        typed = self.cleaned_data
        return NewParty(typed["side"], typed["kind"], typed["name"], typed["phone"], typed["note"], resident, household)


class AskForm(OnParty):
    """What a party said when asked."""

    will = radio(_("他怎么说"), DisputeParty.Wills.choices, _("请选他怎么说的。"))
    asked_on = day(_("哪天问的"))
    text = more_words(_("原话或原因"))


class ProposeForm(MoveForm):
    """Who is to mediate."""

    appointment = forms.ChoiceField(label=_("请谁调解"), error_messages={"required": _("请选一位。")})
    way = radio(_("谁提出来的"), Mediator.Ways.choices, _("请选是谁提出来的。"))
    related = forms.BooleanField(label=_("他是一方当事人的近亲属"), required=False)

    def __init__(self, *args: Any, candidates: list[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        known = {one.user for one in self.record.mediators}
        self.offer(
            "appointment",
            [
                (str(one.pk), f"{one.user.display_name}（{post_name(one.post)}）")
                for one in candidates
                if one.user_id not in known
            ],
        )


class OnMediator(MoveForm):
    """A move about one mediator."""

    mediator = forms.ChoiceField(label=_("哪一位"), error_messages={"required": _("请选一位。")})
    states: tuple[str, ...] = (Mediator.States.PROPOSED, Mediator.States.SERVING)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer("mediator", [(str(one.pk), one.name) for one in self.record.mediators if one.state in self.states])


class AcceptForm(OnMediator):
    """Everybody accepts."""

    states = (Mediator.States.PROPOSED,)


class RecuseForm(OnMediator):
    """Somebody steps back."""

    reason = words(_("谁提的，为什么"), _("请写一句是谁提的、为什么回避。"), rows=2)


class MeetForm(MoveForm):
    """The parties sat down."""

    held_at = forms.DateTimeField(
        label=_("什么时候"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        error_messages={"required": _("请写什么时候。"), "invalid": _("时间不对，请写成 2026-11-22 19:30。")},
    )
    place = forms.CharField(label=_("在哪里"), max_length=100, error_messages={"required": _("请写在哪里。")})
    present = forms.MultipleChoiceField(
        label=_("谁到场了"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请勾上到场的当事人，至少两位。")},
    )
    others = forms.CharField(
        label=_("还请了谁"), required=False, max_length=300, help_text=_("亲属、邻居、懂行的人，各方同意才请。")
    )
    minutes = words(_("谈了什么"), _("请写下这次谈了什么。"), rows=5, hint=_("内容封存。"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        parties = [(str(one.pk), party_name(one, sealed=not self.record.open)) for one in self.record.parties]
        self.fields["present"].choices = parties  # type: ignore[attr-defined]

    def said(self) -> NewSession:
        """As cases takes it."""
        typed = self.cleaned_data
        present = [UUID(key) for key in typed["present"]]
        return NewSession(typed["held_at"], typed["place"], present, typed["minutes"], typed["others"])


class AgreeForm(MoveForm):
    """What they agreed, line by line."""

    form = radio(
        _("书面还是口头"), [("written", _("书面协议")), ("oral", _("口头协议，由调解员记录"))], _("请选书面还是口头。")
    )
    made_on = day(_("哪天达成的"))
    facts = words(_("事情经过、争的是什么、谁负什么责任"), _("请写清楚事情经过和责任。"), rows=5)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for number in range(1, TERMS + 1):
            first = number == 1
            who = forms.ChoiceField(
                label=_("第 %(n)d 条：谁") % {"n": number},
                required=first,
                error_messages={"required": _("请选这一条由谁来做。")},
            )
            what = forms.CharField(
                label=_("第 %(n)d 条：做什么") % {"n": number},
                required=first,
                max_length=1000,
                widget=forms.Textarea(attrs={"rows": 2}),
                error_messages={"required": _("请写这一条做什么。")},
            )
            self.fields |= {
                f"party_{number}": who,
                f"text_{number}": what,
                f"due_{number}": day(_("第 %(n)d 条：到哪天") % {"n": number}, required=first),
            }
            self.offer_parties(f"party_{number}")

    def clean(self) -> dict[str, Any]:
        """A line that was begun is finished: who, what, by when."""
        typed = super().clean() or {}
        for number in range(2, TERMS + 1):
            if not typed.get(f"text_{number}"):
                continue
            if not typed.get(f"party_{number}"):
                self.add_error(f"party_{number}", _("请选这一条由谁来做。"))
            if not typed.get(f"due_{number}") and f"due_{number}" not in self.errors:
                self.add_error(f"due_{number}", _("请写上日子。"))
        return typed

    def said(self) -> NewAgreement:
        """As cases takes it."""
        typed = self.cleaned_data
        terms = [
            NewTerm(UUID(typed[f"party_{number}"]), typed[f"text_{number}"], typed[f"due_{number}"])
            for number in range(1, TERMS + 1)
            if typed.get(f"text_{number}")
        ]
        return NewAgreement(typed["form"], typed["facts"], typed["made_on"], terms)


class OnTerm(MoveForm):
    """A move about one promise."""

    term = forms.ChoiceField(label=_("哪一条"), error_messages={"required": _("请选一条。")})

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        sealed = not self.record.open
        self.offer(
            "term",
            [
                (
                    str(one.pk),
                    f"{one.number}. {party_name(one.party, sealed=sealed)}{'' if sealed else f'：{one.text[:40]}'}",
                )
                for one in self.record.waiting_terms
            ],
        )


class KeepForm(OnTerm):
    """It was done."""

    done_on = day(_("哪天履行的"))
    text = more_words(_("怎么履行的"))


class BreakForm(OnTerm):
    """It was not."""

    reason = words(_("催过几次，为什么没有履行"), _("请写一句催过几次、为什么没有履行。"), rows=2)


class ReceiveForm(OnParty):
    """A party has it in hand."""

    received_on = day(_("哪天拿到、签收的"))


class WishForm(OnParty):
    """Whether a party wants the court to confirm it."""

    wishes = radio(
        _("要不要一起申请司法确认"), [("yes", _("愿意一起申请")), ("no", _("不申请"))], _("请选愿意还是不申请。")
    )


class ApplyForm(MoveForm):
    """All together asked the court."""

    applied_on = day(_("哪天一起申请的"))


class RuleForm(MoveForm):
    """What the court decided."""

    confirmed = radio(_("法院怎么定的"), [("yes", _("法院已确认")), ("no", _("法院没有确认"))], _("请选法院怎么定的。"))
    ruled_on = day(_("哪天定的"))
    text = more_words(_("裁定书号，或者原因"))


class ReasonForm(MoveForm):
    """Why."""

    reason = words(_("怎么回事"), _("请写一句怎么回事。"), rows=2)


class WarnForm(MoveForm):
    """What one sees coming."""

    text = words(_("看到了什么苗头"), _("请写一句看到了什么苗头。"), rows=2, hint=_("有人正有危险，先打 110。"))


class PutOffForm(MoveForm):
    """Another day."""

    deadline = day(_("改到哪天"))
    reason = words(_("为什么要改"), _("请写一句为什么要改期限。"), rows=2)


class RoutesForm(OnParty):
    """A party was told the ways of the law."""

    told_on = day(_("哪天告知的"))


class UnsealForm(PageForm):
    """Why somebody who does not mediate reads it."""

    reason = forms.CharField(
        label=_("为什么要看"),
        max_length=200,
        help_text=_("看的人、时间和原因会留下记录。"),
        error_messages={"required": _("请写一句为什么要看。")},
    )


class OpenForm(PageForm):
    """What is known at the beginning."""

    kind = radio(_("哪一类纠纷"), Dispute.Kinds.choices, _("请选一类。"))
    title = forms.CharField(
        label=_("什么纠纷"),
        max_length=100,
        help_text=_("一句话，不写人名。它会出现在台账里。"),
        error_messages={"required": _("请用一句话写是什么纠纷。")},
    )
    facts = forms.CharField(
        label=_("来龙去脉"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("内容封存，只有调解员和经办的人看得到。"),
    )
    people = forms.IntegerField(
        label=_("牵涉几个人"), min_value=2, max_value=9999, initial=2, error_messages={"required": _("请写几个人。")}
    )
    deadline = day(_("打算哪天以前调解好"), hint=_("到这天还没有结果，会自己上报。"))


FORMS: dict[Move, type[MoveForm]] = {
    Move.PARTY: PartyForm,
    Move.ASK: AskForm,
    Move.PROPOSE: ProposeForm,
    Move.ACCEPT: AcceptForm,
    Move.RECUSE: RecuseForm,
    Move.MEET: MeetForm,
    Move.AGREE: AgreeForm,
    Move.RECEIVE: ReceiveForm,
    Move.KEEP: KeepForm,
    Move.BREAK: BreakForm,
    Move.FAIL: ReasonForm,
    Move.RECONCILE: ReasonForm,
    Move.PUT_OFF: PutOffForm,
    Move.WARN: WarnForm,
    Move.ROUTES: RoutesForm,
    Move.WISH: WishForm,
    Move.APPLY: ApplyForm,
    Move.RULE: RuleForm,
}
