"""What one says after looking at how a household lives; the phone and the desk ask the same."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from youlin.domains.residents.actions import NewCheck
from youlin.domains.residents.queries import Household
from youlin.domains.residents.queries.checks import EVIDENCE
from youlin.web.shared.forms import PageForm

DAY = {"type": "date"}
BAD_DAY = {"required": _("请写上日子。"), "invalid": _("日子不对，请写成 2026-11-22。")}


class CheckForm(PageForm):
    """Two taps and a day that is already today."""

    residence = forms.ChoiceField(
        label=_("现在怎么住"),
        choices=Household.Residence.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选一种居住状态。")},
    )
    evidence = forms.ChoiceField(
        label=_("怎么知道的"),
        choices=EVIDENCE,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选一种怎么知道的。")},
    )
    until = forms.DateField(
        label=_("暂时外出的，哪天回来"),
        required=False,
        widget=forms.DateInput(attrs=DAY),
        error_messages=BAD_DAY,
        help_text=_("不知道就空着。过了这天没回来，会再请您核实。"),
    )
    found_on = forms.DateField(label=_("哪天看的"), widget=forms.DateInput(attrs=DAY), error_messages=BAD_DAY)
    note = forms.CharField(label=_("留一句话"), required=False, max_length=100)

    @staticmethod
    def first(today: date) -> dict[str, object]:
        """What stands there before anybody wrote."""
        return {"found_on": today.isoformat()}

    def check(self, household: UUID) -> NewCheck:
        """What was said, as residents takes it."""
        said = self.cleaned_data
        return NewCheck(
            household=household,
            residence=said["residence"],
            evidence=said["evidence"],
            found_on=said["found_on"],
            client_id=self.identity(),
            note=said["note"],
            until=said["until"],
        )


class DismissForm(PageForm):
    """Why nobody need look."""

    reason = forms.CharField(
        label=_("为什么不用核实"),
        max_length=200,
        help_text=_("比如：上周在路上见过，去女儿家住几天。有新的迹象会再提醒。"),
        error_messages={"required": _("请写一句为什么不用核实。")},
    )
