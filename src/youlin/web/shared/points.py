"""Asking where a household's door is: written as two figures, or filled in by the phone that stands before it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from youlin.domains.residents.rules.positions import Point, read_point
from youlin.web.shared.forms import PageForm


class PointForm(PageForm):
    """A point; left empty, the household has none."""

    point = forms.CharField(
        label=gettext_lazy("经纬度"),
        help_text=gettext_lazy("写成 29.351200, 110.472300。空着就是不记位置。"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "data-point": ""}),
    )

    def clean_point(self) -> Point | None:
        """The point that was written. Both orders are read: here they cannot be taken for one another."""
        written = str(self.cleaned_data["point"]).strip()
        if not written:
            return None
        found = read_point(written)
        if found is None:
            raise forms.ValidationError(_("看不懂这个位置，或者它不在国内。请写两个数，例如 29.351200, 110.472300。"))
        return found
