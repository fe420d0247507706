"""A checklist as a form: three large taps a question, and a word at the end if one likes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from youlin.domains.cases.actions.inspections import NewInspection
from youlin.domains.cases.hazard_wording import said
from youlin.domains.cases.queries.inspections import ChecklistItem, InspectionAnswer
from youlin.web.shared.forms import PageForm
from youlin.web.shared.photo_field import PhotoField

PREFIX = "q_"


class LookForm(PageForm):
    """The questions of one door; a picture goes to the first thing that is wrong."""

    note = forms.CharField(label=_("留一句话"), required=False, max_length=300)
    photo = PhotoField()

    def __init__(self, *args: Any, items: Sequence[ChecklistItem], **options: Any) -> None:
        super().__init__(*args, **options)
        self.items = items
        for item in items:
            self.fields[f"{PREFIX}{item.pk}"] = forms.ChoiceField(
                label=said(item.text),
                choices=InspectionAnswer.Answers.choices,
                widget=forms.RadioSelect,
                error_messages={"required": _("这一问还没有点。")},
            )
        self.order_fields([f"{PREFIX}{item.pk}" for item in items])

    def questions(self) -> list[tuple[forms.BoundField, str]]:
        """Each question with what to do on the spot if the answer is no."""
        return [(self[f"{PREFIX}{item.pk}"], said(item.at_once)) for item in self.items]

    def inspection(self, door: UUID, now: datetime) -> NewInspection:
        """What was tapped, as cases takes it."""
        answers = {item.pk: self.cleaned_data[f"{PREFIX}{item.pk}"] for item in self.items}
        return NewInspection(self.identity(), door, answers, self.moment(now), self.cleaned_data["note"])
