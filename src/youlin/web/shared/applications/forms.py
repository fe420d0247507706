"""What each small page at the door asks."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from youlin.domains.benefits.actions import Declared, NewInvestigator, Told
from youlin.domains.benefits.engine.values import Value
from youlin.domains.benefits.engine.vocabulary import Fact, Kind, day_number
from youlin.domains.benefits.queries import Line, StaffRelative
from youlin.domains.benefits.wording import option_text, said
from youlin.foundation import clock
from youlin.web.shared.forms import PageForm
from youlin.web.shared.photo_field import PaperPhotoField
from youlin.web.shared.wording import day_full

DAY = {"type": "date"}
BAD_DAY = {"required": _("请写上日子。"), "invalid": _("日子不对，请写成 2026-11-22。")}
MOST_CHOICES = 12  # more numbers than this are typed, not picked


class PapersForm(PageForm):
    """Which papers are there."""

    ready = forms.MultipleChoiceField(label=_("已经备齐的"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, papers: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ready"].choices = [(str(place), text) for place, text in enumerate(papers)]  # type: ignore[attr-defined]


class PhotoForm(PageForm):
    """A photograph of one of the papers."""

    paper = forms.ChoiceField(label=_("是哪一份"), error_messages={"required": _("请选是哪一份材料。")})
    photo = PaperPhotoField()

    def __init__(self, *args: Any, papers: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["paper"].choices = papers  # type: ignore[attr-defined]

    def clean_photo(self) -> bytes:
        """There must be one: this form does nothing else."""
        data: bytes = self.cleaned_data["photo"]
        if not data:
            raise forms.ValidationError(gettext("请先选一张照片。"))
        return data


class SignForm(PageForm):
    """A name on glass, or word that the print was signed."""

    way = forms.ChoiceField(choices=[("glass", ""), ("paper", "")], widget=forms.HiddenInput)
    strokes = forms.CharField(required=False, widget=forms.HiddenInput(attrs={"data-strokes": ""}), max_length=60_000)
    proxy = forms.CharField(
        label=_("别人代签的，写代签人和原因"),
        required=False,
        max_length=100,
        help_text=_("本人能签就空着。例如：儿子赵小明代签，本人手抖写不了字。"),
    )


class RelativeForm(PageForm):
    """Whether anybody of the house is a near relative of those who work on it."""

    standing = forms.ChoiceField(
        label=_("家里有没有近亲属是民政经办人员或村（社区）干部"),
        choices=StaffRelative.Standings.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选一项。")},
    )
    name = forms.CharField(label=_("这位工作人员或干部的姓名"), required=False, max_length=60)
    office = forms.CharField(label=_("在哪里、做什么"), required=False, max_length=60)
    relation = forms.ChoiceField(
        label=_("是申请人的什么人"), required=False, choices=[("", _("请选择")), *StaffRelative.Relations.choices]
    )

    def declared(self) -> Declared:
        """As benefits takes it."""
        got = self.cleaned_data
        moment = self.moment(clock.now())
        return Declared(self.identity(), got["standing"], moment, got["name"], got["office"], got["relation"])


class InvestigatorForm(PageForm):
    """Who surveys."""

    name = forms.CharField(label=_("调查人姓名"), max_length=60, error_messages={"required": _("请写调查人的姓名。")})
    office = forms.CharField(
        label=_("单位和职务"), max_length=60, error_messages={"required": _("请写在哪里工作、做什么。")}
    )
    related = forms.ChoiceField(
        label=_("和这一家有没有近亲属关系"),
        choices=[("no", _("没有")), ("yes", _("有，要回避"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("请问清楚有没有近亲属关系，选一项。")},
    )

    def new(self) -> NewInvestigator:
        """As benefits takes it."""
        got = self.cleaned_data
        return NewInvestigator(self.identity(), got["name"], got["office"], got["related"] == "yes")


class SurveyForm(PageForm):
    """What was found in the home: a small field for each fact, filled from what is known."""

    visited_on = forms.DateField(label=_("哪天入户的"), widget=forms.DateInput(attrs=DAY), error_messages=BAD_DAY)
    seen = forms.CharField(
        label=_("看到的情况"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("住房、用水用电、家里的变化。加密保存。"),
    )

    def __init__(self, *args: Any, lines: Sequence[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = {f"fact{place}": line for place, line in enumerate(lines)}
        for name, line in self.lines.items():
            self.fields[name] = field_of(line)
            if not line.open:
                self.initial[name] = shown(line.fact, line.known.value if line.known else None)

    @property
    def groups(self) -> list[tuple[str, list[BoundField]]]:
        """The fields of the household, then of each person."""
        found: dict[UUID | None, tuple[str, list[BoundField]]] = {}
        for name, line in self.lines.items():
            key = line.person.pk if line.person else None
            title = line.person.name if line.person else gettext("全家")
            found.setdefault(key, (title, []))[1].append(self[name])
        return list(found.values())

    def answers(self, household: UUID) -> Iterator[Told]:
        """What is new or other than known, each with an identity that follows from the letter's."""
        letter = self.identity()
        for name, line in self.lines.items():
            value = read(line.fact, self.cleaned_data.get(name))
            if value is not None and (line.open or line.known is None or value != line.known.value):
                person = line.person.pk if line.person else None
                key = uuid.uuid5(letter, f"{person} {line.fact.id}")
                yield Told(key, household, line.fact.id, value, self.cleaned_data["visited_on"], person)


def field_of(line: Line) -> forms.Field:
    """A small field for a fact, with what is known of it below."""
    fact, hint = line.fact, _hint(line)
    if fact.kind is Kind.MONEY:
        return forms.DecimalField(
            label=_("%(what)s（元）") % {"what": said(fact.label)},
            required=False,
            min_value=0,
            max_digits=12,
            decimal_places=2,
            help_text=hint,
        )
    if fact.kind is Kind.DATE:
        return forms.DateField(
            label=said(fact.label), required=False, widget=forms.DateInput(attrs=DAY), help_text=hint
        )
    if fact.kind is Kind.COUNT and fact.high - fact.low > MOST_CHOICES:
        return forms.IntegerField(
            label=said(fact.label), required=False, min_value=fact.low, max_value=fact.high, help_text=hint
        )
    return forms.ChoiceField(
        label=said(fact.label),
        required=False,
        choices=[("", gettext("还不知道")), *((str(one), option_text(fact, one)) for one in _choices(fact))],
        help_text=hint,
    )


def _choices(fact: Fact) -> list[Value]:
    if fact.kind is Kind.CHOICE:
        return list(fact.choices)
    return [1, 0] if fact.kind is Kind.YES_NO else list(range(fact.low, fact.high + 1))


def _hint(line: Line) -> str:
    if line.known is None:
        return ""
    words = {"source": line.known.source, "day": day_full(line.known.on)}
    if line.open:
        return gettext("%(source)s，%(day)s，太久了，请再问一次。") % words
    if isinstance(line.known.value, tuple):
        amount = option_text(line.fact, line.known.value)
        return gettext("%(source)s，%(day)s：%(amount)s") % {**words, "amount": amount}
    return gettext("%(source)s，%(day)s") % words


def shown(fact: Fact, value: Value) -> object:
    """A known value as its field shows it; bounds leave the field open."""
    if value is None or isinstance(value, tuple):
        return None
    if fact.kind is Kind.DATE:
        number = int(value)
        return date(number // 10000, number // 100 % 100, number % 100)
    return Decimal(int(value)) / 100 if fact.kind is Kind.MONEY else str(value)


def read(fact: Fact, typed: Any) -> Value:
    """What was typed, as a fact's value; None where the field was left open."""
    if typed in (None, ""):
        return None
    if fact.kind is Kind.DATE:
        return day_number(typed)
    if fact.kind is Kind.CHOICE:
        return str(typed)
    return int(typed * 100) if fact.kind is Kind.MONEY else int(typed)
