"""What is asked about campaigns."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from youlin.domains.cases.wording import rung_name
from youlin.domains.outreach.actions.campaigns import CARRIERS
from youlin.domains.outreach.queries.campaigns import Campaign
from youlin.domains.residents import queries as residents
from youlin.web.shared.forms import PageForm

KINDS = residents.Circumstance.Kinds
DAY = {"required": _("请写上日子。"), "invalid": _("日子不对，请写成 2026-11-22。")}


class CampaignForm(PageForm):
    """What is said, to whom, by whom, until when."""

    title = forms.CharField(
        label=_("题目"), help_text=_("例如冬季用电安全。"), max_length=60,
        error_messages={"required": _("请写一个题目，例如冬季用电安全。")},
    )  # fmt: skip
    topic = forms.ChoiceField(
        label=_("哪一类"), choices=Campaign.Topics.choices, help_text=_("防溺水的，水边有孩子的人家排在前面。")
    )
    message = forms.CharField(
        label=_("对人家说什么"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2000,
        error_messages={"required": _("请写上要对人家说的话。")},
    )  # fmt: skip
    territory = forms.ChoiceField(label=_("哪里"))
    circumstances = forms.MultipleChoiceField(
        label=_("只去哪些情形的人家"),
        help_text=_("都不勾，就是每一户常住户。"),
        choices=KINDS.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    carried_by = forms.TypedChoiceField(label=_("谁去说"), coerce=int, widget=forms.RadioSelect)
    sweep = forms.BooleanField(
        label=_("紧急：几个小时内说到每一户"), help_text=_("暴雨、停气这类。看板一直跟着变。"), required=False
    )
    starts_on = forms.DateField(label=_("从哪天"), widget=forms.DateInput(attrs={"type": "date"}), error_messages=DAY)
    ends_on = forms.DateField(label=_("到哪天"), widget=forms.DateInput(attrs={"type": "date"}), error_messages=DAY)

    def __init__(self, *args: Any, places: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["territory"].choices = places  # type: ignore[attr-defined]
        self.fields["carried_by"].choices = [(rung.value, rung_name(rung)) for rung in CARRIERS]  # type: ignore[attr-defined]


class MaterialForm(PageForm):
    """A picture, or a short sound."""

    picture = forms.FileField(
        label=_("图片"), required=False, widget=forms.FileInput(attrs={"accept": "image/*", "data-shrink": "1600"})
    )
    audio = forms.FileField(
        label=_("录音"),
        help_text=_("MP3、M4A、OGG 或 WAV，三分钟以内。"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "audio/*"}),
    )
