"""What is asked about one person's care, at the door and at the desk alike: a rest, and whether they want it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from youlin.domains.care import queries as care
from youlin.domains.care.actions import NewConsent
from youlin.domains.care.rules import GUARDIAN_UNDER
from youlin.domains.residents.queries import Resident
from youlin.domains.residents.rules import age_on
from youlin.foundation import clock
from youlin.web.shared.forms import PageForm

DAY = {"type": "date"}
BAD_DAY = {"required": _("请写上日子。"), "invalid": _("日子不对，请写成 2026-11-22。")}


class PauseForm(PageForm):
    """Why care rests, and until when nothing is due."""

    reason = forms.ChoiceField(
        label=_("为什么"),
        choices=care.Pace.Reasons.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选一个暂停的原因。")},
    )
    until = forms.DateField(
        label=_("暂停到哪天"),
        widget=forms.DateInput(attrs=DAY),
        error_messages=BAD_DAY,
        help_text=_("这天以前不用问候和走访，从这天起重新算日子。最长三个月。"),
    )
    note = forms.CharField(label=_("补充一句"), max_length=100, required=False)


class ConsentForm(PageForm):
    """What was said, by whom and how."""

    given = forms.ChoiceField(
        label=_("怎么说的"),
        choices=[("yes", _("愿意")), ("no", _("不愿意"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选愿意还是不愿意。")},
    )
    whose = forms.ChoiceField(label=_("谁说的"), choices=care.Consent.Whose.choices, widget=forms.RadioSelect)
    guardian = forms.CharField(
        label=_("监护人是谁"), max_length=60, required=False, help_text=_("监护人说的才写，例如：奶奶 陈某。")
    )
    way = forms.ChoiceField(
        label=_("怎么知道的"),
        choices=care.Consent.Ways.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选是怎么说的。")},
    )
    said_on = forms.DateField(label=_("哪天说的"), widget=forms.DateInput(attrs=DAY), error_messages=BAD_DAY)
    note = forms.CharField(label=_("补充一句"), max_length=100, required=False)

    @staticmethod
    def first(person: Resident, today: date) -> dict[str, object]:
        """What stands there before anybody wrote: said today, face to face, by whoever may say it."""
        whose = "guardian" if is_child(person, today) else "self"
        return {"said_on": today.isoformat(), "whose": whose, "way": "in_person"}

    def consent(self, resident: UUID) -> NewConsent:
        """What was said, as care takes it."""
        said = self.cleaned_data
        return NewConsent(
            client_id=self.identity(),
            resident=resident,
            given=said["given"] == "yes",
            way=said["way"],
            whose=said["whose"],
            guardian=said["guardian"],
            said_on=said["said_on"],
            note=said["note"],
        )


def is_child(person: Resident, today: date) -> bool:
    """Whether a guardian speaks (个人信息保护法 art. 31)."""
    age = age_on(person.birth_date, today)
    return age is not None and age < GUARDIAN_UNDER


def consent_hint(person: Resident, now: datetime) -> str:
    """Why one asks, and who answers."""
    why = gettext("列入关照要用到健康、住址这些敏感的情况，所以要单独问一句愿不愿意。说不愿意，关照马上停。")
    if is_child(person, clock.day_of(now)):
        return gettext("未满 14 岁的孩子，由监护人来说愿不愿意。%(why)s") % {"why": why}
    return why
