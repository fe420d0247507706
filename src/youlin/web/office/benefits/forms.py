"""What is asked at the desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from youlin.web.shared.forms import PageForm


class FigureForm(PageForm):
    """A local figure with its document."""

    value = forms.CharField(
        label=_("数值"), max_length=40, help_text=_("钱写到元，例如 650元；比例写 60%；倍数写 1.5。")
    )
    valid_from = forms.DateField(label=_("从哪天起"), widget=forms.DateInput(attrs={"type": "date"}))
    valid_to = forms.DateField(
        label=_("到哪天止"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("还在用就空着。"),
    )
    source = forms.CharField(label=_("出自哪份文件"), max_length=200, help_text=_("写全名称和文号。"))


class WhyForm(PageForm):
    """A lead is put aside."""

    why = forms.CharField(
        label=_("为什么不合适"),
        max_length=200,
        error_messages={"required": _("请写一句为什么不合适，比如“已搬走”。")},
    )


class StepForm(PageForm):
    """The next step of an application."""

    stage = forms.ChoiceField(label=_("到了哪一步"), widget=forms.RadioSelect)
    happened_on = forms.DateField(label=_("哪一天"), widget=forms.DateInput(attrs={"type": "date"}))
    document = forms.CharField(
        label=_("主管部门文书编号"), required=False, max_length=100, help_text=_("同意或不同意时要写。")
    )
    amount = forms.DecimalField(label=_("每月多少元"), required=False, min_value=0, decimal_places=2)
    note = forms.CharField(
        label=_("说明"), required=False, max_length=500, widget=forms.Textarea, help_text=_("没有同意的，写明理由。")
    )

    def __init__(self, *args: Any, stages: list[tuple[str, str]], once: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["stage"]
        if isinstance(field, forms.ChoiceField):
            field.choices = stages
        if once:
            self.fields["amount"].label = _("给了多少元")
        possible = {stage for stage, _label in stages}
        if "helped" in possible:
            self.fields["note"].help_text = _("先救助的，写给了什么、为什么；没有同意的，写明理由。")
        for name, needed in (("document", {"granted", "refused"}), ("amount", {"posted", "granted", "helped"})):
            if not possible & needed:
                del self.fields[name]


class DeliveryForm(PageForm):
    """The letter of a refusal was handed over."""

    told_on = forms.DateField(label=_("哪天送到的"), widget=forms.DateInput(attrs={"type": "date"}))
    how = forms.CharField(label=_("怎么送的"), required=False, max_length=200, help_text=_("例如：当面交给本人。"))
