"""Choosing a workbook, saying what its columns mean, and what a filling may hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from youlin.domains.insight.actions.ledgers import Meaning
from youlin.domains.insight.ledgers.words import FACTS
from youlin.domains.insight.queries.ledgers import ONLY, LedgerVersion
from youlin.domains.insight.rules.ledgers import Column
from youlin.web.shared.forms import PageForm


class VersionForm(PageForm):
    """A workbook from above."""

    file = forms.FileField(
        label=_("上级发的空表"),
        help_text=_("Excel 的 .xlsx，最大 5 MB。合并格、公式、下拉、打印设置都会留着。表头下面至少有一个空行。"),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={"required": _("请先选一个表格。"), "empty": _("这个文件是空的，请另选一个。")},
    )


class TemplateForm(VersionForm):
    """A workbook and its name."""

    field_order = ("name", "file")
    name = forms.CharField(label=_("台账名称"), max_length=60, error_messages={"required": _("请给台账起个名字。")})


class FillForm(PageForm):
    """Whether numbers stand in it in full."""

    in_full = forms.BooleanField(
        label=_("身份证号、电话用完整号码"),
        help_text=_("每一个号码都记录在案：谁、什么时候、为什么看。"),
        required=False,
    )
    reason = forms.CharField(label=_("为什么要完整号码"), max_length=200, required=False)

    def __init__(self, *args: Any, may_reveal: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_reveal:
            del self.fields["in_full"], self.fields["reason"]


class ColumnsForm(PageForm):
    """What a row is about, and what each column is filled with."""

    subject = forms.ChoiceField(
        label=_("一行写的是什么"), choices=LedgerVersion.Subjects.choices, widget=forms.RadioSelect
    )
    only = forms.ChoiceField(
        label=_("只要这些人"),
        choices=[("", _("所有人")), *ONLY],
        required=False,
        help_text=_("一人一行的台账才用得上。"),
    )

    def __init__(self, *args: Any, columns: Sequence[Column], formulas: frozenset[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.columns, self.formulas = columns, formulas
        for column in columns:
            if column.place in formulas:
                continue
            self.fields[f"fact_{column.place}"] = forms.ChoiceField(
                label=_("“%(label)s”填什么") % {"label": column.label},
                choices=[(fact.value, words) for fact, words in FACTS.items()],
                initial=column.fact.value,
                required=False,
            )
            self.fields[f"constant_{column.place}"] = forms.CharField(
                label=_("“%(label)s”每行都填") % {"label": column.label},
                initial=column.constant,
                max_length=100,
                required=False,
            )

    def rows(self) -> Iterator[tuple[Column, BoundField | None, BoundField | None]]:
        """Each column with its two fields; none for one that counts for itself."""
        for column in self.columns:
            if column.place in self.formulas:
                yield column, None, None
            else:
                yield column, self[f"fact_{column.place}"], self[f"constant_{column.place}"]

    def meaning(self) -> Meaning:
        """What was said, as insight takes it."""
        said = self.cleaned_data
        places = [column.place for column in self.columns if column.place not in self.formulas]
        return Meaning(
            said["subject"],
            said["only"],
            {place: said[f"fact_{place}"] for place in places},
            {place: said[f"constant_{place}"] for place in places},
        )
