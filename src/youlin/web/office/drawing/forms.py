"""What the desk says of a drawing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from youlin.domains.chiefs.rules.drawing.plan import LARGEST, SMALLEST
from youlin.web.shared.forms import PageForm

SIZE = {"required": _("请写一个数。"), "invalid": _("请写一个整数。"), "min_value": _("至少 1 户。")}


class WishForm(PageForm):
    """Which place, and how large a neighbourhood may be."""

    place = forms.TypedChoiceField(label=_("划哪里"), coerce=UUID, error_messages={"required": _("请选一个地方。")})
    smallest = forms.IntegerField(
        label=_("一个邻最少几户"), initial=SMALLEST, min_value=1, max_value=60, error_messages=SIZE
    )
    largest = forms.IntegerField(
        label=_("一个邻最多几户"), initial=LARGEST, min_value=1, max_value=60, error_messages=SIZE
    )

    def __init__(self, *args: Any, places: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["place"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", _("请选择")), *places]


class AgainForm(PageForm):
    """The same place with other sizes."""

    smallest = WishForm.base_fields["smallest"]
    largest = WishForm.base_fields["largest"]


class NameForm(PageForm):
    """What a neighbourhood is called."""

    name = forms.CharField(label=_("叫什么"), max_length=60, error_messages={"required": _("请写上名称。")})


class MoveHomesForm(PageForm):
    """Which households go to which other neighbourhood of the group."""

    households = forms.TypedMultipleChoiceField(
        label=_("哪些户"),
        coerce=UUID,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请勾上要挪的户。")},
    )
    to = forms.TypedChoiceField(label=_("挪到"), coerce=int, error_messages={"required": _("请选一个邻。")})

    def __init__(
        self, *args: Any, homes: Iterable[tuple[str, str]], targets: Iterable[tuple[str, str]], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["households"].choices = list(homes)  # type: ignore[attr-defined]
        self.fields["to"].choices = [("", _("请选择")), *targets]  # type: ignore[attr-defined]
