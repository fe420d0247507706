"""What is asked about who receives: lists, stops, reviews, appeals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from youlin.domains.benefits.queries.reviews import Appeal, Review
from youlin.web.shared.forms import PageForm

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


def _day(label: _StrPromise, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), **more)


def _words(label: _StrPromise, limit: int, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=limit, widget=forms.Textarea(attrs={"rows": 3}), **more)


class ListForm(PageForm):
    """The authority's list of who receives a programme."""

    programme = forms.ChoiceField(label=_("哪项政策"))
    file = forms.FileField(
        label=_("发放名单"),
        help_text=_("Excel，有姓名和身份证号两列就行。"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods"}),
        error_messages={"required": _("请先选一份名单。")},
    )
    as_of = _day(_("名单是哪一天的"), help_text=_("名单里没有写开始日期的人，从这一天算起。"))
    source = forms.CharField(label=_("名单从哪里来"), max_length=100, help_text=_("例如：区民政局2026年10月发放表。"))

    def __init__(self, *args: Any, programmes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["programme"]
        if isinstance(field, forms.ChoiceField):
            field.choices = programmes


class SettleForm(PageForm):
    """How some differences were settled, and why."""

    how = forms.ChoiceField(
        label=_("核实以后"),
        choices=[("follow", _("照名单记")), ("leave", _("保持原样"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选照名单记还是保持原样。")},
    )
    reason = forms.CharField(
        label=_("怎么核实的"), max_length=200, error_messages={"required": _("请写一句是怎么核实的。")}
    )


class StopForm(PageForm):
    """The authority's decision to stop."""

    stopped_on = _day(_("从哪天起停发"))
    document = forms.CharField(
        label=_("主管部门文书编号"), max_length=100, error_messages={"required": _("请写主管部门文书的编号。")}
    )
    reason = _words(_("主管部门给的理由"), 300, error_messages={"required": _("请写主管部门给的理由。")})
    until = _day(
        _("渐退期到哪天"),
        required=False,
        help_text=_("文书上写了就填；没有写就空着，按当地的渐退期算。"),
    )


class ReviewForm(PageForm):
    """What a review found."""

    finding = forms.ChoiceField(label=_("看到的情况"), choices=Review.Findings.choices, widget=forms.RadioSelect)
    done_on = _day(_("哪一天看的"))
    note = _words(_("说明"), 300, required=False, help_text=_("情况有变的，写明什么变了、报给了谁。"))


class AppealForm(PageForm):
    """What somebody does not agree with."""

    way = forms.ChoiceField(label=_("走哪条路"), choices=Appeal.Ways.choices, widget=forms.RadioSelect)
    told_of_on = _day(_("本人哪天知道这个决定"))
    grounds = _words(_("哪里不同意、为什么"), 1000, help_text=_("照本人的话写，写完念给本人听一遍。"))


class AppealStepForm(PageForm):
    """The next step of an appeal."""

    stage = forms.ChoiceField(label=_("到了哪一步"), widget=forms.RadioSelect)
    happened_on = _day(_("哪一天"))
    outcome = forms.ChoiceField(
        label=_("主管部门怎么答复的"),
        choices=[("", _("还没有答复")), *Appeal.Outcomes.choices],
        required=False,
    )
    document = forms.CharField(label=_("主管部门文书编号"), required=False, max_length=100)
    answer = _words(_("答复和理由"), 1000, required=False, help_text=_("照文书写，本人要看。"))

    def __init__(self, *args: Any, stages: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["stage"]
        if isinstance(field, forms.ChoiceField):
            field.choices = stages
