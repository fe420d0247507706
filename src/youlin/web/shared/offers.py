"""What a chief can help with: one small form for the phone and the desk."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from youlin.domains.chiefs.actions import NewOffer
from youlin.domains.chiefs.queries import Offer, Skills, offer_of
from youlin.domains.chiefs.rules import MOST_PEOPLE
from youlin.web.shared.forms import PageForm


class OfferForm(PageForm):
    """People a week, skills, and the sex where somebody wishes to know."""

    people = forms.IntegerField(
        label=_("一周有空照看几位老乡"),
        required=False,
        help_text=_("不填就按街道定的人数。写 0 就是眼下没有空。"),
        error_messages={"invalid": _("请写一个数字，例如 5。")},
        widget=forms.NumberInput(attrs={"min": 0, "max": MOST_PEOPLE, "inputmode": "numeric"}),
    )
    skills = forms.MultipleChoiceField(
        label=_("会什么"), required=False, choices=Skills.choices, widget=forms.CheckboxSelectMultiple
    )
    sex = forms.ChoiceField(
        label=_("性别"),
        required=False,
        choices=[("", _("不说")), *Offer.Sexes.choices],
        help_text=_("有的老乡希望同性别的人上门。"),
    )

    def offer(self) -> NewOffer:
        """What was said."""
        said = self.cleaned_data
        return NewOffer(said["people"], tuple(said["skills"]), said["sex"])


def offered(user: UUID) -> dict[str, Any]:
    """What is known, as the form begins."""
    known = offer_of(user)
    return {"people": known.people, "skills": known.skills, "sex": known.sex} if known else {}
