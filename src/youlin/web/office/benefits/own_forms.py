"""Writing a street's own programme: phrases to pick, a number beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from youlin.domains.benefits.engine.rulebook import Span
from youlin.domains.benefits.rules.own import MOST_LINES, Line, Phrase, Written
from youlin.domains.benefits.wording import said
from youlin.web.shared.forms import PageForm


class OwnForm(PageForm):
    """A programme in lines. The lines' fields are `phrase_1`, `value_1`, `joined_1` and so on."""

    name = forms.CharField(
        label=gettext_lazy("叫什么"), max_length=40, help_text=gettext_lazy("例如：高龄老人取暖补助。")
    )
    unit = forms.ChoiceField(
        label=gettext_lazy("给谁"),
        widget=forms.RadioSelect,
        choices=[("person", gettext_lazy("给个人，一个一个看")), ("family", gettext_lazy("给一家人，合在一起看"))],
        initial="person",
    )
    family = forms.ChoiceField(
        label=gettext_lazy("算收入、算人数时，谁算一家"),
        widget=forms.RadioSelect,
        choices=[("together", gettext_lazy("共同生活的家庭成员")), ("household", gettext_lazy("同住的人都算"))],
        initial="together",
    )
    gives = forms.CharField(label=gettext_lazy("给什么"), max_length=200, required=False)
    documents = forms.CharField(
        label=gettext_lazy("要带什么材料"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("一行一样；不用带就空着。"),
    )
    source = forms.CharField(
        label=gettext_lazy("出自哪份文件"), max_length=200, help_text=gettext_lazy("写全名称和文号。")
    )
    valid_from = forms.DateField(label=gettext_lazy("从哪天起"), widget=forms.DateInput(attrs={"type": "date"}))
    valid_to = forms.DateField(
        label=gettext_lazy("到哪天止"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=gettext_lazy("还在用就空着。"),
    )

    def __init__(self, *args: Any, phrases: Sequence[Phrase], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = _choices(phrases)
        for number in range(1, MOST_LINES + 1):
            words = {"n": number}
            self.fields[f"phrase_{number}"] = forms.ChoiceField(
                label=_("第 %(n)s 条") % words, choices=choices, required=False
            )
            self.fields[f"value_{number}"] = forms.CharField(
                label=_("第 %(n)s 条的数") % words, required=False, max_length=20
            )
            if number > 1:
                self.fields[f"joined_{number}"] = forms.BooleanField(label=_("和上一条满足一条就行"), required=False)

    def lines(self) -> Iterator[tuple[BoundField, BoundField, BoundField | None]]:
        """The fields of each line, for the page."""
        for number in range(1, MOST_LINES + 1):
            yield self[f"phrase_{number}"], self[f"value_{number}"], self[f"joined_{number}"] if number > 1 else None

    def written(self) -> Written:
        """What was written. Empty lines at the end are none; one in between is a line that says nothing."""
        new = self.cleaned_data
        lines = [
            Line(new[f"phrase_{number}"], new[f"value_{number}"].strip(), bool(new.get(f"joined_{number}")))
            for number in range(1, MOST_LINES + 1)
        ]
        while lines and not lines[-1].phrase and not lines[-1].value:
            lines.pop()
        documents = tuple(line.strip() for line in new["documents"].splitlines() if line.strip())
        return Written(
            new["name"], new["unit"], new["family"], tuple(lines), new["source"],
            Span(new["valid_from"], new["valid_to"]), new["gives"], documents,
        )  # fmt: skip


def _choices(phrases: Sequence[Phrase]) -> list[Any]:
    """In three groups: what needs a number, what is of a person, what is of the household."""
    groups: dict[str, list[tuple[str, str]]] = {_("要写一个数"): [], _("这个人"): [], _("这一家"): []}
    numbers, own, home = groups.values()
    for one in phrases:
        label = said(one.label)
        if one.asks:
            label = f"{label} …（{ {'years': _('岁'), 'yuan': _('元'), 'number': _('数')}[one.asks] }）"
        if one.by_authority:
            label = _("%(what)s（主管部门核对，不问居民）") % {"what": label}
        (numbers if one.asks else own if one.of_person else home).append((one.key, label))
    return [("", _("（不用）")), *groups.items()]


def first_values(old: Written) -> dict[str, Any]:
    """What was written once, to begin a new version from."""
    found: dict[str, Any] = {
        "name": old.name,
        "unit": old.unit,
        "family": old.family,
        "gives": old.gives,
        "documents": "\n".join(old.documents),
        "source": old.source,
    }
    for number, line in enumerate(old.lines, 1):
        found |= {f"phrase_{number}": line.phrase, f"value_{number}": line.value, f"joined_{number}": line.joined}
    return found


class EndForm(PageForm):
    """The last day of a programme."""

    last_day = forms.DateField(label=gettext_lazy("最后一天"), widget=forms.DateInput(attrs={"type": "date"}))
