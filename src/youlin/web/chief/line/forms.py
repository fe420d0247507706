"""How it came about."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from youlin.domains.care.actions.patterns import ANSWER_LENGTH
from youlin.web.shared.forms import PageForm

OTHER = "other"
ANSWERS = [
    ("paper", _("补记，纸上先写的")),
    ("together", _("几户住得近，一趟走完的")),
    ("clock", _("手机时间不对")),
    ("helped", _("别人帮着记的")),
    (OTHER, _("别的，写在下面")),
]


class AnswerForm(PageForm):
    """One tap mostly; else a word."""

    found = forms.ChoiceField(
        label=_("问过了，是怎么回事"),
        choices=ANSWERS,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选一项，或写一句是怎么回事。")},
    )
    text = forms.CharField(label=_("留一句话"), max_length=ANSWER_LENGTH, required=False)

    def answer(self) -> str:
        """The answer in words."""
        said = self.cleaned_data
        chosen = "" if said["found"] == OTHER else str(dict(ANSWERS)[said["found"]])
        return "。".join(part for part in (chosen, said["text"].strip()) if part)
