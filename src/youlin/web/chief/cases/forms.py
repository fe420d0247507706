"""Reporting a case in one screen."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from youlin.domains.cases import queries
from youlin.web.shared.cases.reporting import ABOUT, ABOUT_HINT, SECRECIES, Folding
from youlin.web.shared.forms import PageForm
from youlin.web.shared.photo_field import PhotoField

KINDS = queries.Case.Kinds.choices
URGENCIES = [("normal", _("一般")), ("urgent", _("紧急，当天就要有人管"))]
DANGERS = [("", _("没有")), *queries.Case.Dangers.choices]


class ReportForm(Folding, PageForm):
    """What, where, how pressing. With `solved` filled in it is settled on the spot."""

    FOLDED = ("danger", "about", "secrecy", "reporter_name", "phone")

    text = forms.CharField(
        label=_("什么事"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("请写一句是什么事。")},
    )
    kind = forms.ChoiceField(label=_("哪一类"), choices=KINDS, initial="appeal", widget=forms.RadioSelect)
    household = forms.ChoiceField(label=_("哪一户"), required=False)
    territory = forms.ChoiceField(label=_("哪里"), required=False)
    place = forms.CharField(label=_("具体在哪里"), max_length=200, required=False)
    urgency = forms.ChoiceField(label=_("急不急"), choices=URGENCIES, initial="normal", widget=forms.RadioSelect)
    danger = forms.ChoiceField(
        label=_("有没有人正有危险"),
        help_text=_("选了就直接报到街道，不经过各级，邻里看不到。有生命危险先打 110 或 120。"),
        choices=DANGERS,
        required=False,
    )
    about = forms.ChoiceField(label=_("是反映三长本人吗"), help_text=ABOUT_HINT, choices=ABOUT, required=False)
    secrecy = forms.ChoiceField(
        label=_("居民愿不愿意留名"), choices=SECRECIES, initial="open", widget=forms.RadioSelect, required=False
    )
    reporter_name = forms.CharField(label=_("谁反映的"), max_length=60, required=False)
    phone = forms.CharField(
        label=_("电话"), max_length=30, required=False, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    photo = PhotoField()
    solved = forms.CharField(
        label=_("已经当场解决了：怎么办的"),
        help_text=_("没有解决就空着，办好了再记。"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, homes: list[tuple[str, str]], places: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self._choose("household", homes, _("不是哪一户的事"))
        self._choose("territory", places if len(places) > 1 else [], _("我的整个辖区"))

    def _choose(self, name: str, choices: list[tuple[str, str]], none: object) -> None:
        """Offer the choices; without any the question is not asked."""
        if choices:
            self.fields[name].choices = [("", none), *choices]  # type: ignore[attr-defined]
        else:
            del self.fields[name]
