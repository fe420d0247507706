"""Taking down what somebody tells at the counter or on the telephone."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from youlin.domains.cases import queries
from youlin.web.shared.cases.reporting import ABOUT, ABOUT_HINT, SECRECIES, Folding
from youlin.web.shared.forms import PageForm
from youlin.web.shared.photo_field import PhotoField

URGENCIES = [("normal", _("一般")), ("urgent", _("紧急，当天就要有人管"))]
SOURCES = [("desk", _("窗口")), ("call", _("来电")), ("meeting", _("屋场会")), ("partner", _("其他平台转来"))]


class TakeDownForm(Folding, PageForm):
    """Who tells what about which place, and by which way it came."""

    source = forms.ChoiceField(label=_("怎么来的"), choices=SOURCES, initial="desk", widget=forms.RadioSelect)
    source_ref = forms.CharField(
        label=_("哪一次会、哪个平台的哪一号"),
        help_text=_("来电和窗口不用写。"),
        max_length=200,
        required=False,
    )

    text = forms.CharField(
        label=_("什么事"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("请写一句是什么事。")},
    )
    kind = forms.ChoiceField(label=_("哪一类"), choices=queries.Case.Kinds.choices, initial="appeal")
    territory = forms.ChoiceField(
        label=_("哪里的事"),
        help_text=_("由这里的邻长、组长、片长或社区来办。"),
        error_messages={"required": _("请选一下是哪里的事。")},
    )
    place = forms.CharField(label=_("具体在哪里"), max_length=200, required=False)
    reporter_name = forms.CharField(label=_("谁反映的"), max_length=60, required=False)
    phone = forms.CharField(
        label=_("电话"), max_length=30, required=False, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    call_back = forms.BooleanField(label=_("要回电话"), required=False)
    secrecy = forms.ChoiceField(
        label=_("愿不愿意留名"), choices=SECRECIES, initial="open", widget=forms.RadioSelect, required=False
    )
    urgency = forms.ChoiceField(label=_("急不急"), choices=URGENCIES, initial="normal", widget=forms.RadioSelect)
    danger = forms.ChoiceField(
        label=_("有没有人正有危险"),
        help_text=_("选了就直接到街道，不经过各级，邻里看不到。"),
        choices=[("", _("没有")), *queries.Case.Dangers.choices],
        required=False,
    )
    about = forms.ChoiceField(label=_("是反映三长本人吗"), help_text=ABOUT_HINT, choices=ABOUT, required=False)
    photo = PhotoField()

    def __init__(self, *args: Any, places: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["territory"].choices = [("", _("请选择")), *places]  # type: ignore[attr-defined]
