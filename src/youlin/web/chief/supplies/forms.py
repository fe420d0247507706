"""Who took it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from youlin.domains.care.actions.handing_over import NewReceipt
from youlin.domains.care.queries.supplies import Receipt
from youlin.web.shared.forms import PageForm


class ReceiptForm(PageForm):
    """The person, somebody of the family, a neighbour. A name is enough; nobody is photographed."""

    receiver = forms.ChoiceField(
        label=_("谁收的"),
        choices=Receipt.Receivers.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选是谁收的。"), "invalid_choice": _("请选是谁收的。")},
    )
    receiver_name = forms.CharField(
        label=_("收的人叫什么"), help_text=_("本人收的不用写。"), max_length=40, required=False
    )
    note = forms.CharField(label=_("留一句话"), max_length=500, required=False)

    def receipt(self, delivery: UUID, now: datetime) -> NewReceipt:
        """What was said, as care takes it."""
        said = self.cleaned_data
        return NewReceipt(
            client_id=self.identity(),
            delivery=delivery,
            receiver=said["receiver"],
            receiver_name=said["receiver_name"],
            note=said["note"],
            happened_at=self.moment(now),
        )
