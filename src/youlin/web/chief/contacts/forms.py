"""How somebody was found: one choice, a word, and another time than now where need be."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from youlin.domains.care.actions import NewContact
from youlin.domains.care.rules import NOTE_LENGTH, Kind, Outcome, Wellbeing
from youlin.web.shared.forms import PageForm

# What the finder says in one tap: how they are, or why nobody was reached.
NOT_REACHED = {item.value: item for item in (Outcome.NOT_HOME, Outcome.REFUSED, Outcome.UNREACHABLE)}
_HOW = [
    (Wellbeing.FINE.value, _("都好")),
    (Wellbeing.SOMETHING.value, _("有点事")),
    (Wellbeing.URGENT.value, _("情况紧急，马上要人帮")),
]


def _found(choices: list[tuple[str, str | Promise]]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("人怎么样"),
        choices=[*_HOW, *choices],
        widget=forms.RadioSelect,
        error_messages={"required": _("请点一下人怎么样。"), "invalid_choice": _("请点一下人怎么样。")},
    )


class ContactForm(PageForm):
    """How it was. `happened_on` is for what was done earlier; without it, it was now."""

    kind: ClassVar[Kind]
    reached: ClassVar[Outcome]

    note = forms.CharField(
        label=_("留一句话"),
        required=False,
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": _("写得太长了，请用 %(limit_value)d 个字以内说清楚。")},
    )
    happened_on = forms.DateTimeField(
        label=_("什么时候"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
        error_messages={"invalid": _("这个时间看不懂，请从日历里选，或写成 2026-11-22 09:00。")},
    )

    def contact(self, resident: UUID, now: datetime) -> NewContact:
        """What was said, as care takes it."""
        found = self.cleaned_data["found"]
        return NewContact(
            client_id=self.identity(),
            resident=resident,
            kind=self.kind,
            outcome=NOT_REACHED.get(found, self.reached),
            wellbeing="" if found in NOT_REACHED else Wellbeing(found),
            note=self.cleaned_data["note"],
            happened_at=self.cleaned_data["happened_on"] or tapped_at(self, now),
        )


class VisitForm(ContactForm):
    """At the door."""

    kind = Kind.VISIT
    reached = Outcome.MET
    found = _found([(Outcome.NOT_HOME.value, _("没见到人")), (Outcome.REFUSED.value, _("不愿意见"))])


class GreetingForm(ContactForm):
    """By telephone or message."""

    kind = Kind.GREETING
    reached = Outcome.SPOKE
    found = _found([(Outcome.UNREACHABLE.value, _("没联系上"))])


def tapped_at(form: PageForm, now: datetime) -> datetime:
    """The phone's time of the tap; ours where the phone runs ahead, so that a wrong clock locks nobody out."""
    return min(form.moment(now), now)


def all_fine(form: PageForm, resident: UUID, now: datetime) -> NewContact:
    """The one-tap greeting."""
    return NewContact(
        client_id=form.identity(),
        resident=resident,
        kind=Kind.GREETING,
        outcome=Outcome.SPOKE,
        wellbeing=Wellbeing.FINE,
        happened_at=tapped_at(form, now),
    )
