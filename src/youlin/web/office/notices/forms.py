"""What goes up, what comes down and why, what is answered."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from youlin.web.shared.forms import PageForm


class PlaceAndDaysForm(PageForm):
    """Where it hangs, and for how many days."""

    territory = forms.ChoiceField(label=_("贴给哪里看"), error_messages={"required": _("请选一处。")})
    title = forms.CharField(label=_("标题"), max_length=120, error_messages={"required": _("请写上标题。")})
    days = forms.IntegerField(
        label=_("公示几天"),
        help_text=_("从明天起算满天数，期满自动撤下。"),
        min_value=1,
        max_value=366,
        error_messages={"required": _("请写上天数。"), "invalid": _("天数请写成数字，例如 15。")},
    )

    def __init__(self, *args: Any, places: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["territory"].choices = places  # type: ignore[attr-defined]


class AnnounceForm(PlaceAndDaysForm):
    """An announcement in words."""

    text = forms.CharField(
        label=_("内容"),
        help_text=_("不写身份证号、手机号，不写未成年人的名字。"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("请写上内容。")},
    )
    field_order = ("territory", "title", "text", "days")


class DownForm(PageForm):
    """Why it comes down early."""

    reason = forms.CharField(
        label=_("为什么撤下"), max_length=200, error_messages={"required": _("请写一句为什么撤下。")}
    )


class AnswerForm(PageForm):
    """Right or not, and the words that whoever objected will read."""

    upheld = forms.TypedChoiceField(
        label=_("意见成立吗"),
        choices=[("1", _("成立")), ("0", _("不成立"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
        error_messages={"required": _("请选一项。")},
    )
    text = forms.CharField(
        label=_("答复"),
        help_text=_("提意见的人凭回执看得到。不要写别人的隐私。"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("请写一句答复，提意见的人会看到。")},
    )
