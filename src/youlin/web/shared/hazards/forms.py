"""What each step of a hazard asks."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from youlin.domains.cases.queries.hazard_terms import last_day
from youlin.domains.cases.queries.hazards import Hazard, Record, Severities, Topics
from youlin.domains.cases.rules.hazards import HazardStatus
from youlin.web.shared.forms import PageForm
from youlin.web.shared.photo_field import PhotoField

DAY = {"type": "date"}
BAD_DAY = {"required": _("请写上日子。"), "invalid": _("日子不对，请写成 2026-11-22。")}
WORDS = forms.Textarea(attrs={"rows": 2})


class StepForm(PageForm):
    """A step of one hazard, which knows that hazard and the day."""

    def __init__(self, *args: Any, record: Record, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.record = record
        self.prepare(record, today)

    def prepare(self, record: Record, today: date) -> None:
        """Fit choices and first values to the hazard."""

    def usual_day(self, name: str, status: HazardStatus, today: date) -> None:
        """Propose the day that the place allows, or say that it has set none."""
        day = self.record.terms.last_day(status, today)
        if day is not None:
            self.fields[name].initial = day.isoformat()
        else:
            self.fields[name].help_text = gettext("这里的整改期限未配置，请写一个日子。")


class OrderForm(StepForm):
    """Who, and by when."""

    kind = forms.ChoiceField(
        label=_("谁来整改"), choices=Hazard.Fixers.choices, widget=forms.RadioSelect,
        error_messages={"required": _("请选一下由谁来整改。")},
    )  # fmt: skip
    name = forms.CharField(
        label=_("叫什么"), help_text=_("业主、单位要写，别的可以不写。"), max_length=60, required=False
    )
    department = forms.ChoiceField(label=_("哪个部门"), required=False)
    due_on = forms.DateField(
        label=_("哪天以前改好"), required=False, widget=forms.DateInput(attrs=DAY), error_messages=BAD_DAY
    )
    text = forms.CharField(label=_("留一句话"), required=False, max_length=300)

    def prepare(self, record: Record, today: date) -> None:
        """No household to ask where it is in nobody's home; no department where there is none."""
        choices = [one for one in Hazard.Fixers.choices if one[0] != Hazard.Fixers.HOUSEHOLD or record.hazard.household]
        if not record.departments:
            choices = [one for one in choices if one[0] != Hazard.Fixers.DEPARTMENT]
            del self.fields["department"]
        else:
            posts = [("", gettext("不是部门来改"))] + [(str(one.pk), one.department) for one in record.departments]
            self.fields["department"].choices = posts  # type: ignore[attr-defined]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]
        self.fields["name"].initial = record.hazard.site.keeper if record.hazard.site else ""
        self.usual_day("due_on", HazardStatus.ORDERED, today)


class ExtendForm(StepForm):
    """Until when, and why."""

    until = forms.DateField(label=_("延到哪天"), widget=forms.DateInput(attrs=DAY), error_messages=BAD_DAY)
    reason = forms.CharField(
        label=_("为什么要延期"), widget=WORDS, max_length=300,
        error_messages={"required": _("请写一句为什么要延期。")},
    )  # fmt: skip

    def prepare(self, record: Record, today: date) -> None:
        """Say what holds now."""
        due = last_day(record.hazard.due_at)
        if due is not None:
            self.fields["until"].help_text = gettext("现在是 %(day)s，只能延一次。") % {"day": due.isoformat()}


class FixForm(StepForm):
    """How it was removed; a picture if one likes."""

    text = forms.CharField(
        label=_("怎么整改的"), widget=WORDS, max_length=500,
        error_messages={"required": _("请写一句是怎么整改的。")},
    )  # fmt: skip
    photo = PhotoField()


class RecheckForm(StepForm):
    """Gone, or not yet."""

    passed = forms.ChoiceField(
        label=_("消除了没有"),
        choices=[("yes", _("消除了")), ("no", _("还没有"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选一下消除了没有。")},
    )
    text = forms.CharField(
        label=_("看到什么"),
        help_text=_("还没有消除的，请写哪里没有改好。"),
        widget=WORDS,
        max_length=500,
        required=False,
    )
    due_on = forms.DateField(
        label=_("还没有消除的，哪天以前改好"),
        required=False,
        widget=forms.DateInput(attrs=DAY),
        error_messages=BAD_DAY,
    )
    photo = PhotoField()

    def prepare(self, record: Record, today: date) -> None:
        """The next day, if it has not passed."""
        self.usual_day("due_on", HazardStatus.ORDERED, today)


class DismissForm(StepForm):
    """Why it is none."""

    reason = forms.CharField(
        label=_("为什么不是隐患"), widget=WORDS, max_length=300,
        error_messages={"required": _("请写清楚为什么不是隐患。")},
    )  # fmt: skip


class NoteForm(StepForm):
    """A word, a picture."""

    text = forms.CharField(label=_("补充一句"), widget=WORDS, max_length=500, required=False)
    photo = PhotoField()


class FoundForm(PageForm):
    """A hazard that somebody saw. `territory` and `household` are fitted by the page."""

    text = forms.CharField(
        label=_("是什么隐患"), widget=WORDS, max_length=500, error_messages={"required": _("请写一句是什么隐患。")}
    )
    topic = forms.ChoiceField(
        label=_("哪一类"), choices=Topics.choices, error_messages={"required": _("请从列出的类别里选一个。")}
    )
    severity = forms.ChoiceField(
        label=_("有多严重"),
        choices=Severities.choices,
        widget=forms.RadioSelect,
        help_text=_("“马上处理”是有生命危险：会直接报到街道，请同时打 110、119、120。"),
        error_messages={"required": _("请选一下有多严重。")},
    )
    territory = forms.ChoiceField(label=_("哪里"), error_messages={"required": _("请选一下是哪里的隐患。")})
    where = forms.CharField(label=_("具体位置"), max_length=200, required=False)
    photo = PhotoField()

    def __init__(self, *args: Any, places: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["territory"].choices = places  # type: ignore[attr-defined]
        if len(places) == 1:
            self.fields["territory"].initial = places[0][0]


class EnterForm(PageForm):
    """What a reported hazard is about, and how bad: all that the register asks besides the case."""

    topic = forms.ChoiceField(label=_("哪一类"), choices=Topics.choices)
    severity = forms.ChoiceField(label=_("有多严重"), choices=Severities.choices, widget=forms.RadioSelect)


FORMS: dict[str, type[StepForm]] = {
    "order": OrderForm,
    "fix": FixForm,
    "recheck": RecheckForm,
    "extend": ExtendForm,
    "dismiss": DismissForm,
    "note": NoteForm,
}
