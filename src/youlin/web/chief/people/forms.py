"""Asking for a telephone number."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from youlin.web.shared.forms import PageForm


class RevealForm(PageForm):
    """Why a child's number is needed; of others nobody asks."""

    reason = forms.CharField(
        label=_("为什么要看"),
        help_text=_("这是未满 14 岁的孩子。写一句就够，比如：联系家长。"),
        max_length=200,
        error_messages={"required": _("请写一句为什么要看。")},
    )

    def __init__(self, data: object = None, *, needed: bool) -> None:
        super().__init__(data)
        if not needed:
            del self.fields["reason"]

    def why(self) -> str:
        """The reason given; empty where none is asked."""
        return str(self.cleaned_data.get("reason", ""))
