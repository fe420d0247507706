"""The proof against programs on a form that anybody may send: solved by the page's script, or a sum that one reads.

Made here and checked here. Each lets one write in (`cases.actions.spend`) and lives two hours.
"""

from __future__ import annotations

import base64
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core import signing
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from youlin.domains.cases.rules import proof as rules
from youlin.foundation import crypto
from youlin.web.shared.forms import PageForm

_SALT = "youlin.public.proof"


def issue() -> str:
    """A fresh proof to be solved, sealed with its hour."""
    return signing.dumps(uuid4().hex, salt=_SALT)


def serial_of(token: str) -> str:
    """The serial in a proof of ours that is not too old; empty for anything else."""
    try:
        return str(signing.loads(token, salt=_SALT, max_age=rules.LIFE))
    except signing.BadSignature:
        return ""


def seed_of(serial: str) -> int:
    """The number that the sum is made of, which nobody can work out from the page."""
    return int.from_bytes(base64.urlsafe_b64decode(crypto.blind_index(serial, field="public.proof"))[:4])


def _number(value: int) -> str:
    words = (
        pgettext("number", "二"), pgettext("number", "三"), pgettext("number", "四"), pgettext("number", "五"),
        pgettext("number", "六"), pgettext("number", "七"), pgettext("number", "八"),
    )  # fmt: skip
    return words[value - 2]


class ProvenForm(PageForm):
    """A form that anybody may send, with a proof. `proof()` is its serial once the form is valid."""

    proof_token = forms.CharField(widget=forms.HiddenInput(attrs={"data-proof": ""}), required=False)
    proof_solution = forms.CharField(widget=forms.HiddenInput(attrs={"data-proof-solution": ""}), required=False)
    proof_answer = forms.CharField(
        label=gettext_lazy("算一下"),
        required=False,
        max_length=10,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "data-proof-answer": ""}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        token = str(self.data.get("proof_token", "")) if self.is_bound else ""
        self._serial = serial_of(token)
        if not self._serial:
            self._renew()
        self._ask()

    def _renew(self) -> None:
        """A fresh proof in the place of one that is none or too old."""
        token = issue()
        self._fresh = serial_of(token)
        self.initial["proof_token"] = token
        if self.is_bound:
            data = QueryDict(mutable=True)
            data.update(self.data)
            data["proof_token"], data["proof_solution"], data["proof_answer"] = token, "", ""
            self.data = data

    def _ask(self) -> None:
        one, other = rules.sum_of(seed_of(self._serial or self._fresh))
        said = {"one": _number(one), "other": _number(other)}
        self.fields["proof_answer"].label = _("%(one)s加%(other)s等于几") % said
        self.fields["proof_answer"].help_text = _("只是确认是人在写，不是程序。写数字就行。")
        hidden = self.fields["proof_token"].widget.attrs
        hidden["data-serial"], hidden["data-bits"] = self._serial or self._fresh, str(rules.BITS)

    def clean(self) -> dict[str, Any]:
        """Solved by the script, or answered."""
        found = super().clean() or self.cleaned_data
        if not self._serial:
            self.add_error("proof_answer", _("页面开得太久了，请再算一次，写的字都还在。"))
        elif not self.solved(found):
            self.add_error("proof_answer", _("请写上得数，好确认是人在写。"))
        return found

    def solved(self, found: dict[str, Any]) -> bool:
        """By one way or the other."""
        by_script = rules.solves(self._serial, str(found.get("proof_solution", "")))
        return by_script or rules.right(seed_of(self._serial), str(found.get("proof_answer", "")))

    def proof(self) -> UUID:
        """The serial of the proof, to be spent."""
        return UUID(hex=self._serial)
