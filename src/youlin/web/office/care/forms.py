"""What is asked about care."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from youlin.domains.care import queries as care
from youlin.domains.residents import queries as residents
from youlin.web.shared.forms import PageForm

KINDS = residents.Circumstance.Kinds
DAYS = {"required": _("请写上天数。"), "invalid": _("天数请写数字，例如 3。")}


class EndCareForm(PageForm):
    """Why somebody is out of care."""

    reason = forms.CharField(
        label=_("为什么"), max_length=100, error_messages={"required": _("请写一句不再关照的原因。")}
    )


DAY = {"type": "date"}
DAY_ERRORS = {"required": _("请写上日子。"), "invalid": _("日子不对，请写成 2026-11-22。")}


class TighterForm(PageForm):
    """How often, until when, and why."""

    greeting_days = forms.IntegerField(label=_("几天问候一次"), initial=1, error_messages=DAYS)
    visit_days = forms.IntegerField(
        label=_("几天上门一次"), required=False, help_text=_("空着就照原来的上门。"), error_messages=DAYS
    )
    last = forms.DateField(label=_("到哪天为止"), widget=forms.DateInput(attrs=DAY), error_messages=DAY_ERRORS)
    reason = forms.CharField(label=_("为什么"), max_length=100, error_messages={"required": _("请写一句原因。")})


class TierForm(PageForm):
    """Which tier, and why."""

    tier = forms.ChoiceField(
        label=_("哪个档次"), choices=[("", _("常规")), *care.Tiers.choices], widget=forms.RadioSelect, required=False
    )
    reason = forms.CharField(label=_("为什么"), max_length=100, error_messages={"required": _("请写一句原因。")})


class AnswerForm(PageForm):
    """What is known of somebody whom nobody reaches."""

    answer = forms.ChoiceField(
        label=_("怎么回事，接下来怎么办"),
        choices=care.CareQuestion.Answers.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选一个回答。")},
    )
    note = forms.CharField(label=_("说一句您知道的"), max_length=200, required=False)


class FoundForm(PageForm):
    """Why those that are ticked are not what the roster suggests."""

    reason = forms.CharField(label=_("不是的话，为什么"), max_length=100, required=False)


class AgesForm(PageForm):
    """The ages that the suggestions go by."""

    elder_from = forms.IntegerField(label=_("几岁起算老人"), error_messages=DAYS)
    child_under = forms.IntegerField(label=_("几岁以下算孩子"), error_messages=DAYS)


class SurgeForm(PageForm):
    """What has come, where, for whom, up to which day."""

    kind = forms.ChoiceField(
        label=_("什么情况"),
        choices=care.Surge.Kinds.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选是什么情况。")},
    )
    place = forms.ChoiceField(label=_("哪里"), error_messages={"required": _("请选一处。")})
    circumstances = forms.MultipleChoiceField(
        label=_("哪些人"),
        choices=KINDS.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("一个都不选，就是所有在关照里的人。"),
    )
    last = forms.DateField(
        label=_("到哪天为止"),
        widget=forms.DateInput(attrs=DAY),
        help_text=_("从今天起每天问一次，过了这天自己停。也可以提前结束。"),
        error_messages=DAY_ERRORS,
    )
    note = forms.CharField(
        label=_("要问什么、说什么"), max_length=200, required=False, help_text=_("例如：被子够不够厚，别关着门烧炭。")
    )

    def __init__(self, *args: Any, places: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["place"].choices = places  # type: ignore[attr-defined]


class CadenceForm(PageForm):
    """How often, where, for whom."""

    place = forms.ChoiceField(label=_("哪里"), error_messages={"required": _("请选一处。")})
    circumstance = forms.ChoiceField(label=_("哪种情形"), choices=[("", _("所有情形")), *KINDS.choices], required=False)
    tier = forms.ChoiceField(label=_("哪个档次"), choices=[("", _("常规")), *care.Tiers.choices], required=False)
    greeting_days = forms.IntegerField(label=_("几天问候一次"), initial=3, error_messages=DAYS)
    visit_days = forms.IntegerField(label=_("几天上门一次"), initial=7, error_messages=DAYS)

    def __init__(self, *args: Any, places: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["place"].choices = places  # type: ignore[attr-defined]
