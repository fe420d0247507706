"""How forms are drawn and how an action's "no" gets onto the form.

`PageForm` is the base of every form on a page. It carries `client_id`, so that the same form sent twice is one thing
done, and `happened_at`, the phone's own time at the tap, which its script fills in.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from django import forms
from django.forms.renderers import DjangoTemplates
from django.forms.utils import pretty_name

from youlin.foundation.refusal import NotAllowed, NotThere, Refusal
from youlin.web.shared.form_words import speak_plainly

Result = TypeVar("Result")


class Renderer(DjangoTemplates):
    """Draws forms and fields by our own templates: label, hint, error, input, in this order."""

    form_template_name = "shared/forms/form.html"
    field_template_name = "shared/forms/field.html"


class _Identity(forms.UUIDField):
    """What a script filled in nobody can correct by typing: an unreadable one counts as none."""

    def clean(self, value: Any) -> uuid.UUID | None:
        try:
            return super().clean(value) or None
        except forms.ValidationError:
            return None


class _Moment(forms.DateTimeField):
    """As above."""

    def clean(self, value: Any) -> datetime | None:
        try:
            moment: datetime | None = super().clean(value)
        except forms.ValidationError:
            return None
        return moment


# How browsers want the value of their own pickers written, in every language; else the field stands empty.
PICKERS = {"date": "%Y-%m-%d", "datetime-local": "%Y-%m-%dT%H:%M"}


class PageForm(forms.Form):
    """A form on a page."""

    error_css_class = "has-error"
    client_id = _Identity(required=False, widget=forms.HiddenInput)
    happened_at = _Moment(required=False, widget=forms.HiddenInput(attrs={"data-happened-at": ""}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            speak_plainly(field, str(field.label or pretty_name(name)))

    def get_initial_for_field(self, field: forms.Field, field_name: str) -> object:
        """A fresh identity for every form that is drawn; a form that comes back keeps the one it was sent with."""
        if isinstance(field.widget, forms.DateInput | forms.DateTimeInput):
            field.widget.format = PICKERS.get(field.widget.input_type, field.widget.format)
        if field_name == "client_id" and "client_id" not in self.initial:
            self.initial["client_id"] = uuid.uuid4()
        return super().get_initial_for_field(field, field_name)

    def identity(self) -> uuid.UUID:
        """The client's identity of this write; a new one where the browser sent none."""
        return self.cleaned_data.get("client_id") or uuid.uuid4()

    def typed(self) -> dict[str, Any]:
        """What was sent, as first values of a form that is only looked at once more."""
        return {
            name: field.widget.value_from_datadict(self.data, self.files, name) for name, field in self.fields.items()
        }

    def moment(self, now: datetime) -> datetime:
        """When it happened by the phone's clock, or `now` where it says nothing."""
        return self.cleaned_data.get("happened_at") or now


def run(form: forms.BaseForm, action: Callable[[], Result]) -> Result | None:
    """Call `action`; an expected "no" goes onto the form (beside its field where it names one) and gives None.

    What is not there or not allowed is no matter of typing: it is raised on, and the middleware shows its page.
    """
    try:
        return action()
    except (NotThere, NotAllowed):
        raise
    except Refusal as refusal:
        known = refusal.field if refusal.field in form.fields and not form[refusal.field].is_hidden else None
        form.add_error(known, forms.ValidationError(refusal.message, code=refusal.code))
        return None
