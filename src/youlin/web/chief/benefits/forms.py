"""What is sent from the door."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from youlin.domains.benefits.engine.values import Value
from youlin.domains.benefits.engine.vocabulary import day_number
from youlin.web.shared.forms import PageForm


class AnswerForm(PageForm):
    """One tap: the fact, whose, and the answer as it was offered."""

    fact = forms.SlugField(max_length=60, widget=forms.HiddenInput)
    resident = forms.UUIDField(required=False, widget=forms.HiddenInput)
    value = forms.CharField(required=False, max_length=60)
    day = forms.DateField(required=False)

    def answer(self) -> Value:
        """The answer as a fact's value; nothing where nobody knew."""
        if self.cleaned_data.get("day"):
            return day_number(self.cleaned_data["day"])
        return read(self.cleaned_data.get("value", ""))


def read(text: str) -> Value:
    """An answer as it was offered: a number, bounds, a word; nothing where it is none of these."""
    try:
        value: Any = json.loads(text) if text else None
    except ValueError:
        return None
    if isinstance(value, list) and len(value) == 2 and all(type(one) is int for one in value):
        return value[0], value[1]
    return value if type(value) in (int, str) else None


class DecideForm(PageForm):
    """A lead is put aside, with a word why."""

    why = forms.CharField(
        label=_("为什么不合适"),
        max_length=200,
        widget=forms.TextInput,
        error_messages={"required": _("请写一句为什么不合适，比如“已搬走”。")},
    )
