"""Choosing a roster."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from youlin.web.shared.forms import PageForm

ACCEPTED = ".xlsx,.xls,.xlsb,.ods,.csv,.txt"


class RosterForm(PageForm):
    """A file, and the street where there is more than one."""

    subdistrict = forms.TypedChoiceField(label=_("导入到哪个街道"), coerce=UUID)
    file = forms.FileField(
        label=_("花名册"),
        help_text=_("Excel（.xlsx、.xls）或 CSV，最大 20 MB。表头写成什么样都行，有姓名、身份证号就认得出来。"),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        error_messages={"required": _("请先选一个花名册文件。"), "empty": _("这个文件是空的，请另选一个。")},
        allow_empty_file=True,
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
