"""Whom the street tells of danger: names, numbers, and within how many minutes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from youlin.domains.access.rules import Can
from youlin.domains.cases import actions, queries
from youlin.domains.cases.rules.danger import LONGEST_MINUTES, MINUTES, MOST, Authority
from youlin.domains.cases.rules.ladder import Danger
from youlin.domains.cases.wording import duty_of
from youlin.domains.territory import queries as territory
from youlin.domains.territory.rules import Level
from youlin.foundation import clock
from youlin.foundation.refusal import NotThere
from youlin.web.office import listing
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.forms import PageForm, run


class AuthoritiesForm(PageForm):
    """A few lines of name, number and minutes; a line without a name is none."""

    def __init__(self, *args: Any, known: list[Authority], **options: Any) -> None:
        super().__init__(*args, **options)
        for at in range(MOST):
            row = known[at] if at < len(known) else Authority("")
            number = {"n": at + 1}
            self.fields[f"name_{at}"] = forms.CharField(
                label=_("第 %(n)d 个部门") % number, max_length=40, required=False, initial=row.name
            )
            self.fields[f"phone_{at}"] = forms.CharField(
                label=_("第 %(n)d 个部门的电话") % number,
                max_length=30,
                required=False,
                initial=row.phone,
                widget=forms.TextInput(attrs={"inputmode": "tel"}),
            )
            self.fields[f"minutes_{at}"] = forms.IntegerField(
                label=_("第 %(n)d 个部门，几分钟内告诉") % number,
                required=False,
                initial=row.minutes,
                min_value=1,
                max_value=LONGEST_MINUTES,
            )

    def lines(self) -> list[tuple[forms.BoundField, forms.BoundField, forms.BoundField]]:
        """Name, number and minutes of each line."""
        return [(self[f"name_{at}"], self[f"phone_{at}"], self[f"minutes_{at}"]) for at in range(MOST)]

    def wanted(self) -> list[Authority]:
        """What was written."""
        said = self.cleaned_data
        return [
            Authority(said[f"name_{at}"], said[f"phone_{at}"], said[f"minutes_{at}"] or MINUTES)
            for at in range(MOST)
            if said[f"name_{at}"]
        ]


LEADS = {danger.value: label for danger, label in zip(Danger, queries.Case.Dangers.labels, strict=True)}


@page(Can.CONFIGURE)
def authorities(request: HttpRequest) -> HttpResponse:
    """Every kind of danger with whom to tell, and one of them to change."""
    actor = actor_of(request)
    street = _street(request)
    known = queries.all_told_of(street.pk)
    chosen = Danger(request.GET.get("danger", Danger.MINOR.value)) if _known(request) else Danger.MINOR
    form = AuthoritiesForm(request.POST or None, known=known[chosen])
    if request.method == "POST" and form.is_valid():

        def act() -> bool:
            actions.set_authorities(
                actor=actor, subdistrict=street.pk, danger=chosen, wanted=form.wanted(), now=clock.now()
            )
            return True

        if run(form, act):
            notices.done(request, _("已改好，从下一件起照这个来。"))
            return redirect(f"{request.path}?danger={chosen.value}")
    values = {
        "form": form,
        "street": street,
        "chips": listing.chips(request, "danger", queries.Case.Dangers.choices, "")[1:],
        "duty": duty_of(chosen),
        "lead": LEADS[chosen.value],
        "table": [(LEADS[danger.value], rows) for danger, rows in known.items()],
    }
    return render(request, "office/settings/authorities.html", values, status=422 if form.errors else 200)


def _known(request: HttpRequest) -> bool:
    return request.GET.get("danger", "") in queries.Case.Dangers.values


def _street(request: HttpRequest) -> territory.Place:
    """The subdistrict of whoever configures."""
    for path in actor_of(request).paths(Can.CONFIGURE):
        for found in territory.within(path, Level.SUBDISTRICT):
            return found
    raise NotThere("territory_unknown", _("没有这个辖区。"))
