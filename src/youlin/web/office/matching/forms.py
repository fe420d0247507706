"""What is asked in matching."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from youlin.web.shared.forms import PageForm


class RunForm(PageForm):
    """Where to match."""

    place = forms.ChoiceField(label=_("给哪里匹配"), error_messages={"required": _("请选一处。")})

    def __init__(self, *args: Any, places: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["place"].choices = list(places)  # type: ignore[attr-defined]


class ReasonForm(PageForm):
    """Why not."""

    reason = forms.CharField(
        label=_("为什么"),
        max_length=200,
        help_text=_("记下来以后，就不再建议这两位配在一起。"),
        error_messages={"required": _("请写一句为什么。")},
    )


class ChooseForm(PageForm):
    """Somebody else, and why."""

    neighbourhood = forms.ChoiceField(
        label=_("换成谁"), widget=forms.RadioSelect, error_messages={"required": _("请选一位邻长。")}
    )
    reason = forms.CharField(
        label=_("为什么"), max_length=200, error_messages={"required": _("请写一句为什么这样安排。")}
    )

    def __init__(self, *args: Any, chiefs: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["neighbourhood"].choices = list(chiefs)  # type: ignore[attr-defined]


class TermsForm(PageForm):
    """What a street weighs."""

    seats = forms.IntegerField(label=_("没说过的邻长，一周照看几位"))
    reach = forms.IntegerField(label=_("最远走多少米"), help_text=_("自己邻里的人和已经在照看的人不受这个限制。"))
    known_face = forms.IntegerField(
        label=_("少走多少米才值得换人"), help_text=_("每上门一次再加 5 米，最多加 50 米。不会为一样远近换人。")
    )
    missing_skill = forms.IntegerField(label=_("少一样最好会的，抵多少米"))
