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


class PauseForm(PageForm):
    """Until when nothing is due, and why."""

    until = forms.DateField(
        label=_("暂停到哪天"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": _("请写上日子。"), "invalid": _("日子不对，请写成 2026-11-22。")},
        help_text=_("这天以前不用问候和走访，从这天起重新算日子。最长三个月。"),
    )
    reason = forms.ChoiceField(
        label=_("为什么"),
        choices=care.Pace.Reasons.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选一个暂停的原因。")},
    )
    note = forms.CharField(label=_("补充一句"), max_length=100, required=False)


class EndCareForm(PageForm):
    """Why somebody is out of care."""

    reason = forms.CharField(
        label=_("为什么"), max_length=100, error_messages={"required": _("请写一句不再关照的原因。")}
    )


class CadenceForm(PageForm):
    """How often, where, for whom."""

    place = forms.ChoiceField(label=_("哪里"), error_messages={"required": _("请选一处。")})
    circumstance = forms.ChoiceField(label=_("哪种情形"), choices=[("", _("所有情形")), *KINDS.choices], required=False)
    greeting_days = forms.IntegerField(label=_("几天问候一次"), initial=3, error_messages=DAYS)
    visit_days = forms.IntegerField(label=_("几天上门一次"), initial=7, error_messages=DAYS)

    def __init__(self, *args: Any, places: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["place"].choices = places  # type: ignore[attr-defined]
