"""What a ledger asks of one person, as a form: the phone and the desk ask the same."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from youlin.domains.insight.actions.ledgers import Answers
from youlin.domains.insight.ledgers.words import DETAILS
from youlin.domains.residents.rules.details import CHOICES, Detail
from youlin.web.shared.forms import PageForm

NUMERIC = {Detail.PHONE: "tel", Detail.INCOME: "decimal"}


class AnswerForm(PageForm):
    """A field for each question; none has to be answered, and what nobody knows need not be asked again."""

    def __init__(self, *args: Any, asked: Iterable[Detail], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = list(asked)
        for detail in self.asked:
            self.fields[detail.value] = _field(detail)
        self.fields["enough"] = forms.BooleanField(
            label=gettext_lazy("空着的也不用再问了"),
            help_text=gettext_lazy("不知道，或者不愿意说。以后哪个台账都不再问。"),
            required=False,
        )

    def clean(self) -> dict[str, Any]:
        """Something was said: an answer, or that there is none."""
        said = super().clean() or {}
        if not said.get("enough") and not any(said.get(detail.value) for detail in self.asked):
            raise forms.ValidationError(_("请至少填一项，或勾上“空着的也不用再问了”。"), code="nothing_said")
        return said

    def answers(self, resident: UUID) -> Answers:
        """What was said, as insight takes it."""
        said = self.cleaned_data
        enough = bool(said.get("enough"))
        told = {detail: str(said.get(detail.value) or "") for detail in self.asked}
        return Answers(self.identity(), resident, {one: text for one, text in told.items() if text or enough})


def _field(detail: Detail) -> forms.Field:
    label = str(DETAILS[detail])
    if detail in CHOICES:
        choices = [("", gettext_lazy("先空着")), *((word, word) for word in CHOICES[detail])]
        return forms.ChoiceField(label=label, choices=choices, required=False)
    attrs = {"inputmode": NUMERIC[detail]} if detail in NUMERIC else {}
    return forms.CharField(label=label, required=False, max_length=200, widget=forms.TextInput(attrs=attrs))
