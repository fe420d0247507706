"""Choosing a register."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from youlin.web.shared.forms import PageForm

ACCEPTED = ".xlsx,.xls,.xlsb,.ods,.csv,.txt"


class RegisterForm(PageForm):
    """A file, and the street where there is more than one."""

    subdistrict = forms.TypedChoiceField(label=_("导入到哪个街道"), coerce=UUID)
    file = forms.FileField(
        label=_("三长名册"),
        help_text=_("Excel（.xlsx、.xls）或 CSV。要有姓名，职务或所属片、组、邻；标题、合并格、“同上”都认得。"),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        error_messages={"required": _("请先选一个名册文件。"), "empty": _("这个文件是空的，请另选一个。")},
    )

    def __init__(self, *args: Any, streets: Iterable[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(key), name) for key, name in streets]
        field = self.fields["subdistrict"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = choices
        if len(choices) == 1:
            field.widget = forms.HiddenInput()
            field.initial = choices[0][0]
