"""Opening a dispute at a desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from youlin.web.shared.disputes.forms import OpenForm


class DeskForm(OpenForm):
    """What is known, and whose desk it came to; with one desk there is nothing to choose."""

    territory = forms.ChoiceField(label=_("由哪里经办"), error_messages={"required": _("请选由哪里经办。")})

    def __init__(self, *args: Any, places: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["territory"].choices = places  # type: ignore[attr-defined]
        self.order_fields(["territory", "kind", "title", "facts", "people", "deadline"])
