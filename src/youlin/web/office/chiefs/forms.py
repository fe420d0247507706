"""Who goes where from when, and until when."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from youlin.web.shared.forms import PageForm

DAY = {"type": "date"}
BAD_DAY = {"required": _("请写上日子。"), "invalid": _("日子不对，请写成 2026-11-22。")}


class AppointForm(PageForm):
    """A new holder. For a resident, name and telephone are known."""

    name = forms.CharField(
        label=_("姓名"), max_length=60, error_messages={"required": _("请写上姓名，或从居民里选一位。")}
    )
    phone = forms.CharField(
        label=_("电话"), max_length=30, required=False, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    kind = forms.ChoiceField(
        label=_("怎么任"),
        choices=[("sitting", _("正式在任")), ("acting", _("代理：岗位空着，或本人不在"))],
        initial="sitting",
        widget=forms.RadioSelect,
        error_messages={"required": _("请选怎么任。")},
    )
    starts_on = forms.DateField(label=_("哪天到任"), widget=forms.DateInput(attrs=DAY), error_messages=BAD_DAY)
    ends_on = forms.DateField(
        label=_("到哪天为止"),
        widget=forms.DateInput(attrs=DAY),
        error_messages=BAD_DAY,
        required=False,
        help_text=_("这一天起不再任职。代理必须填，正式在任可以空着。"),
    )
    phone_public = forms.BooleanField(label=_("本人同意把电话公开给居民"), required=False)

    def __init__(self, *args: Any, chief: bool, known: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not chief:
            del self.fields["kind"], self.fields["phone_public"]
        if known:
            del self.fields["name"]
            self.fields["phone"].help_text = _("空着就用花名册里的电话。")


class EndTermForm(PageForm):
    """The first day out of office, and why."""

    ends_on = forms.DateField(
        label=_("从哪天起不再任职"),
        widget=forms.DateInput(attrs=DAY),
        error_messages=BAD_DAY,
        help_text=_("从这天起，账号就看不到这里的人和事了。"),
    )
    reason = forms.CharField(label=_("为什么"), max_length=200, error_messages={"required": _("请写一句离任的原因。")})
