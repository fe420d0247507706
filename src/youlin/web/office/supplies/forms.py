"""What is asked about supplies."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from youlin.domains.care.queries.supplies import Receipt, SupplyLot
from youlin.domains.residents import queries as residents
from youlin.web.shared.forms import PageForm

KINDS = residents.Circumstance.Kinds
NUMBER = {"required": _("请写上数量。"), "invalid": _("数量请写整数，例如 50。")}
DAY = {"required": _("请写上日子。"), "invalid": _("日子不对，请写成 2026-11-22。")}


class LotForm(PageForm):
    """A lot that came in."""

    goods = forms.CharField(
        label=_("什么东西"),
        help_text=_("例如大米、食用油、蔬菜、棉被。"),
        max_length=40,
        error_messages={"required": _("请写是什么东西，例如大米。")},
    )
    quantity = forms.IntegerField(label=_("多少"), error_messages=NUMBER)
    unit = forms.CharField(
        label=_("单位"),
        help_text=_("例如袋、桶、床。"),
        max_length=10,
        error_messages={"required": _("请写单位，例如袋、桶、床。")},
    )
    territory = forms.ChoiceField(label=_("放在哪里"), error_messages={"required": _("请选一处。")})
    came_from = forms.CharField(label=_("谁给的"), max_length=60, required=False)
    received_on = forms.DateField(
        label=_("哪天到的"), widget=forms.DateInput(attrs={"type": "date"}), error_messages=DAY
    )
    expires_on = forms.DateField(
        label=_("保质到哪天"),
        help_text=_("棉被这类不写。到期前三十天会提醒。"),
        widget=forms.DateInput(attrs={"type": "date"}),
        required=False,
        error_messages=DAY,
    )

    def __init__(self, *args: Any, places: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["territory"].choices = places  # type: ignore[attr-defined]


class RecountForm(PageForm):
    """How much really stands there."""

    left = forms.IntegerField(label=_("实际还有多少"), min_value=0, error_messages=NUMBER)
    reason = forms.CharField(
        label=_("为什么"),
        help_text=_("例如受潮、过期、数错了。"),
        max_length=100,
        error_messages={"required": _("请写一句为什么。")},
    )


class CancelForm(PageForm):
    """Why a door need not get it."""

    reason = forms.CharField(label=_("为什么"), max_length=100, error_messages={"required": _("请写一句为什么。")})


class GiveForm(PageForm):
    """Something handed out on the spot."""

    quantity = forms.IntegerField(label=_("给多少"), initial=1, min_value=1, error_messages=NUMBER)
    receiver = forms.ChoiceField(
        label=_("谁收的"), choices=Receipt.Receivers.choices, initial="self", widget=forms.RadioSelect
    )
    receiver_name = forms.CharField(
        label=_("收的人叫什么"), help_text=_("本人收的不用写。"), max_length=40, required=False
    )


class ListForm(PageForm):
    """A list: for whom, where, and how much of each lot a door gets (empty: none of it)."""

    name = forms.CharField(
        label=_("清单的名字"),
        help_text=_("例如 2026 年冬天送温暖。"),
        max_length=60,
        error_messages={"required": _("请给清单起个名字，例如 2026 年冬天送温暖。")},
    )
    territory = forms.ChoiceField(label=_("哪里"), error_messages={"required": _("请选一处。")})
    circumstances = forms.MultipleChoiceField(
        label=_("哪些情形的人家"),
        choices=KINDS.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请至少选一种情形。")},
    )

    def __init__(
        self, *args: Any, places: list[tuple[str, str]], lots: list[SupplyLot], told: dict[UUID, str], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.lots = lots
        self.fields["territory"].choices = places  # type: ignore[attr-defined]
        for row in lots:
            self.fields[f"lot_{row.pk}"] = forms.IntegerField(
                label=f"{row.goods}（{row.unit}）",
                help_text=told[row.pk],
                required=False,
                min_value=0,
                max_value=1000,
                error_messages={"invalid": _("数量请写整数，例如 50。")},
            )

    def each(self) -> dict[UUID, int]:
        """How much of each chosen lot a door gets."""
        said = {row.pk: self.cleaned_data.get(f"lot_{row.pk}") for row in self.lots}
        return {key: number for key, number in said.items() if number}
