"""What is asked in a selection round."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from youlin.domains.chiefs.queries.selection import Candidature, Nomination, SelectionRound
from youlin.domains.chiefs.rules.selection import counting, days, fitness
from youlin.domains.chiefs.rules.selection.fitness import Answer, Condition, Criterion, Standing
from youlin.domains.chiefs.selection_wording import (
    answer_name,
    condition_name,
    criterion_name,
    day_name,
    standing_name,
)
from youlin.web.shared.forms import PageForm

DAY = {"type": "date"}
BAD_DAY = {"required": _("请写上日子。"), "invalid": _("日子不对，请写成 2026-11-22。")}
LESSONS = [
    _("看一遍三长职责和纪律"),
    _("学会在手机上记问候和走访"),
    _("学会报一件事，知道哪些要直报"),
    _("由上一任或组长带着，把每一户的门认一遍"),
    _("领代表证，贴门口的牌子"),
]


def _day(name: str, **options: Any) -> forms.DateField:
    label = options.pop("label", "") or name
    return forms.DateField(label=label, widget=forms.DateInput(attrs=DAY), error_messages=BAD_DAY, **options)


class CalendarForm(PageForm):
    """The days of a round, in their order."""

    reason = forms.CharField(label=_("为什么改"), max_length=300, error_messages={"required": _("请写一句为什么。")})

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in days.ORDER:
            self.fields[name] = _day(name, label=day_name(name))

    def calendar(self) -> days.Calendar:
        """What was asked for."""
        return days.Calendar(**{name: self.cleaned_data[name] for name in days.ORDER})


class RoundForm(CalendarForm):
    """A new round: its name, its days, its rules."""

    field_order = ("title", *days.ORDER)

    title = forms.CharField(label=_("叫什么"), max_length=80, error_messages={"required": _("请给这一轮起个名字。")})
    method = forms.ChoiceField(
        label=_("怎么决定"), choices=SelectionRound.Methods.choices, widget=forms.RadioSelect, initial="households"
    )
    online = forms.BooleanField(label=_("也可以凭投票码在网上投，和纸票二选一"), required=False, initial=True)
    quorum_percent = forms.IntegerField(
        label=_("至少多少户参加才有效（百分比）"),
        min_value=1,
        max_value=100,
        initial=counting.QUORUM_PERCENT,
        help_text=_("写 50 就是要超过一半。法律对三长没有规定，按当地的办法改。"),
    )
    majority = forms.ChoiceField(
        label=_("多少票当选"), choices=SelectionRound.Majorities.choices, widget=forms.RadioSelect, initial="most"
    )
    minimum_age = forms.IntegerField(
        label=_("年龄下限（周岁）"), min_value=fitness.MINIMUM_AGE, max_value=90, initial=fitness.MINIMUM_AGE
    )
    minimum_age_source = forms.CharField(
        label=_("依据"), max_length=200, required=False, initial=_("成年（民法典第十七条）")
    )
    standing_first = forms.BooleanField(
        label=_("名单里把党员、积极分子、热心居民、退役军人、退休干部排在前面"),
        help_text=_("只影响排列，名单上会写明；不影响计票，也不打分。"),
        required=False,
        initial=True,
    )
    training = forms.CharField(
        label=_("到任后先学什么，一行一项"), widget=forms.Textarea(attrs={"rows": 5}), required=False
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        del self.fields["reason"]
        self.order_fields(self.field_order)


class NominateForm(PageForm):
    """Who is put forward at the desk, by whom, why."""

    way = forms.ChoiceField(
        label=_("谁推荐的"), choices=Nomination.Ways.choices, widget=forms.RadioSelect, initial="community"
    )
    name = forms.CharField(
        label=_("被推荐人姓名"), max_length=60, error_messages={"required": _("请写上被推荐人的姓名。")}
    )
    address = forms.CharField(label=_("住哪里"), max_length=200, required=False)
    phone = forms.CharField(
        label=_("被推荐人电话"), max_length=30, required=False, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    nominator = forms.CharField(
        label=_("推荐人姓名"), max_length=60, required=False, help_text=_("居民推荐的要写。社区推荐的，推荐人就是您。")
    )
    nominator_phone = forms.CharField(
        label=_("推荐人电话"), max_length=30, required=False, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    reason = forms.CharField(
        label=_("为什么推荐"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, known: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if known:
            del self.fields["name"], self.fields["address"], self.fields["phone"]


class ReviewForm(PageForm):
    """Five conditions, four criteria, standing; each with a word."""

    standing = forms.MultipleChoiceField(
        label=_("身份"), required=False, widget=forms.CheckboxSelectMultiple, help_text=_("只影响名单的排列。")
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        answers = [(one.value, answer_name(one)) for one in Answer]
        for condition in Condition:
            self.fields[condition.value] = forms.ChoiceField(
                label=condition_name(condition), choices=answers, widget=forms.RadioSelect
            )
            self.fields[f"{condition.value}_note"] = forms.CharField(label=_("依据"), max_length=300, required=False)
        for criterion in Criterion:
            self.fields[criterion.value] = forms.CharField(
                label=criterion_name(criterion), max_length=300, required=False
            )
        field = self.fields["standing"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(one.value, standing_name(one)) for one in Standing]

    def conditions(self) -> dict[Condition, fitness.Said]:
        """The answers with their notes."""
        said = self.cleaned_data
        return {one: fitness.Said(Answer(said[one.value]), said[f"{one.value}_note"]) for one in Condition}

    def criteria(self) -> dict[Criterion, str]:
        """A word on each."""
        return {one: self.cleaned_data[one.value] for one in Criterion}


class ReasonForm(PageForm):
    """Why."""

    reason = forms.CharField(
        label=_("为什么"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("请写一句为什么。")},
    )


class ConsentForm(PageForm):
    """How the nominee agreed."""

    how = forms.CharField(
        label=_("怎么同意的"),
        max_length=100,
        help_text=_("例如：当面问的、11月22日电话。"),
        error_messages={"required": _("请写一句本人是怎么同意的，例如：当面、电话。")},
    )


class ReopenForm(ReasonForm):
    """Until when, and why."""

    nominate_until = _day("nominate_until", label=_("提名到哪天"))


class AgainForm(PageForm):
    """The last day of another vote."""

    closes_on = _day("closes_on", label=_("投票到哪天"))


class DecisionForm(PageForm):
    """What a body decided."""

    held_on = _day("held_on", label=_("哪天开的会"))
    people = forms.CharField(label=_("谁参加的"), max_length=300, error_messages={"required": _("请写上参加的人。")})
    note = forms.CharField(label=_("意见"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2}))


class AppointForm(PageForm):
    """From when to when."""

    starts_on = _day("starts_on", label=_("哪天到任"))
    ends_on = _day("ends_on", label=_("到哪天为止"), help_text=_("这一天起不再任职，最长五年。"))
    phone = forms.CharField(
        label=_("电话"), max_length=30, required=False, widget=forms.TextInput(attrs={"inputmode": "tel"}),
        help_text=_("空着就用花名册里的电话。"),
    )  # fmt: skip
    phone_public = forms.BooleanField(label=_("本人同意把电话公开给居民"), required=False)


class ActingForm(ReasonForm):
    """Who acts until when."""

    name = forms.CharField(label=_("代理人姓名"), max_length=60, error_messages={"required": _("请写上姓名。")})
    phone = forms.CharField(
        label=_("电话"), max_length=30, widget=forms.TextInput(attrs={"inputmode": "tel"}),
        help_text=_("已有账号的，写同一个电话就认得出。"), error_messages={"required": _("请写上电话。")},
    )  # fmt: skip
    starts_on = _day("starts_on", label=_("哪天开始"))
    ends_on = _day("ends_on", label=_("到哪天为止"))


class AnswerForm(PageForm):
    """What was found, and whether somebody leaves the list for it."""

    answer = forms.CharField(
        label=_("核实的情况和答复"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("请写上核实的情况和答复。")},
    )
    removes = forms.ChoiceField(label=_("意见成立吗"), required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, people: Iterable[Candidature], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["removes"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [
                ("", _("不成立，名单不变")),
                *((str(one.pk), _("成立，撤下%(name)s") % {"name": one.name}) for one in people),
            ]


class VotesForm(PageForm):
    """A number for everybody on the list."""

    def __init__(self, *args: Any, people: Iterable[Candidature], **options: Any) -> None:
        super().__init__(*args, **options)
        self.people = list(people)
        for one in self.people:
            self.fields[f"votes_{one.pk.hex}"] = forms.IntegerField(
                label=one.name, min_value=0, error_messages={"required": _("没有就写 0。")}
            )

    def votes(self) -> dict[Any, int]:
        """By candidate."""
        return {one.pk: self.cleaned_data[f"votes_{one.pk.hex}"] for one in self.people}


class CountForm(VotesForm):
    """What one person counted on paper."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["spoiled"] = forms.IntegerField(
            label=_("废票和空白票"), min_value=0, error_messages={"required": _("没有就写 0。")}
        )


class MeetingForm(VotesForm):
    """How a meeting decided."""

    held_on = _day("held_on", label=_("哪天开的会"))
    place = forms.CharField(label=_("在哪里"), max_length=100)
    chair = forms.CharField(label=_("主持人"), max_length=60)
    recorder = forms.CharField(label=_("记录人"), max_length=60)
    attended = forms.IntegerField(label=_("到会多少户"), min_value=0)
    note = forms.CharField(label=_("别的"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}))


class LotForm(PageForm):
    """How a lot was drawn."""

    winner = forms.ChoiceField(
        label=_("抽中的是"), widget=forms.RadioSelect, error_messages={"required": _("请选抽中的那一位。")}
    )
    held_on = _day("held_on", label=_("哪天抽的"))
    place = forms.CharField(label=_("在哪里"), max_length=100)
    chair = forms.CharField(label=_("主持人"), max_length=60)
    recorder = forms.CharField(label=_("记录人"), max_length=60)
    witnesses = forms.CharField(label=_("谁在场看着"), max_length=200)
    how = forms.CharField(
        label=_("怎么抽的"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("请写上怎么抽的、谁在场看着。")},
    )  # fmt: skip

    def __init__(self, *args: Any, people: Iterable[Candidature], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["winner"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(str(one.pk), one.name) for one in people]
