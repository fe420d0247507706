"""What somebody needs of whoever comes: one small form for the desk and the phone."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from youlin.domains.care.actions.matching import NewNeeds
from youlin.domains.care.queries import matching
from youlin.domains.care.wording import skill_names
from youlin.domains.chiefs.queries import Skills
from youlin.web.shared.forms import PageForm
from youlin.web.shared.parts import Row


class NeedsForm(PageForm):
    """Skills that must be, skills that would be good, and the same sex."""

    must = forms.MultipleChoiceField(
        label=_("来的人一定要会"), required=False, choices=Skills.choices, widget=forms.CheckboxSelectMultiple
    )
    good = forms.MultipleChoiceField(
        label=_("会了更好"), required=False, choices=Skills.choices, widget=forms.CheckboxSelectMultiple
    )
    same_sex = forms.BooleanField(label=_("希望同性别的人来"), required=False)

    def needs(self) -> NewNeeds:
        """What was said."""
        said = self.cleaned_data
        return NewNeeds(tuple(said["must"]), tuple(said["good"]), said["same_sex"])


def said_so_far(resident: UUID) -> dict[str, Any]:
    """What is known, as the form begins."""
    known = matching.needs_of(resident)
    return {"must": known.must, "good": known.good, "same_sex": known.same_sex} if known else {}


def needs_rows(resident: UUID) -> list[Row]:
    """What is known, line by line; nothing where nothing was said."""
    known = matching.needs_of(resident)
    if known is None:
        return []
    said = {
        gettext("来的人一定要会"): skill_names(known.must),
        gettext("会了更好"): skill_names(known.good),
        gettext("希望"): gettext("同性别的人来") if known.same_sex else "",
    }
    return [Row(label, value) for label, value in said.items() if value]
