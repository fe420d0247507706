"""What is asked when a street is set up."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from youlin.web.shared.forms import PageForm


class PlaceForm(PageForm):
    """A place below another."""

    name = forms.CharField(label=_("名称"), max_length=60, error_messages={"required": _("请写上辖区的名称。")})
    code = forms.CharField(
        label=_("编码"), max_length=20, required=False, help_text=_("社区有 12 位统计编码的，写在这里；没有就空着。")
    )


class StationForm(PageForm):
    """Where residents find the chiefs."""

    name = forms.CharField(label=_("名称"), max_length=60, required=False)
    address = forms.CharField(label=_("地址"), max_length=200, required=False, help_text=_("空着就是没有阵地。"))
    hours = forms.CharField(
        label=_("什么时候有人"), max_length=100, required=False, help_text=_("例如：周一到周五 9:00—17:00。")
    )
    phone = forms.CharField(
        label=_("阵地电话"),
        max_length=30,
        required=False,
        help_text=_("留座机或公用手机，居民看得到。"),
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )


class DepartmentForm(PageForm):
    """A department's desk."""

    department = forms.CharField(
        label=_("部门名称"),
        max_length=40,
        help_text=_("例如：民政办、综治办。"),
        error_messages={"required": _("请写上部门的名称。")},
    )


class RenameForm(PageForm):
    """Another name."""

    name = forms.CharField(label=_("名称"), max_length=60, error_messages={"required": _("请写上辖区的名称。")})


class MergeForm(PageForm):
    """Into which neighbourhood."""

    into = forms.ChoiceField(label=_("并入哪个邻"), error_messages={"required": _("请选另一个邻。")})

    def __init__(self, *args: Any, places: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["into"].choices = places  # type: ignore[attr-defined]
