"""Which days are working days: a year by months, corrected by hand where the notice or the place has it otherwise."""

from __future__ import annotations

import calendar as months
from dataclasses import dataclass
from datetime import date

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from youlin.domains.access.rules import Can
from youlin.foundation import calendar, clock, workdays
from youlin.web.office import listing
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.forms import PageForm, run
from youlin.web.shared.parts import Chip


class DayForm(PageForm):
    """One day."""

    day = forms.DateField(
        label=gettext_lazy("哪一天"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": gettext_lazy("请选一天。")},
    )
    working = forms.TypedChoiceField(
        label=gettext_lazy("上不上班"),
        coerce=lambda said: said == "yes",
        choices=[("no", gettext_lazy("不上班")), ("yes", gettext_lazy("上班"))],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("请选上班还是不上班。")},
    )
    name = forms.CharField(label=gettext_lazy("为什么"), max_length=60, required=False)


@dataclass(frozen=True, slots=True)
class Day:
    """A cell of a month: `number` 0 where the week has no day of it; `kind` off, worked, or nothing special."""

    number: int
    kind: str
    working: bool


@page(Can.CONFIGURE)
def workdays_of(request: HttpRequest) -> HttpResponse:
    """The months of a year, and the days that differ from their weekday."""
    today = clock.day_of(clock.now())
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and abs(int(asked) - today.year) <= 2 else today.year
    form = DayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        done = run(
            form,
            lambda: workdays.set_day(
                actor=actor_of(request), day=said["day"], working=said["working"], name=said["name"], now=clock.now()
            ),
        )
        if done is not None:
            notices.done(request, _("已改好。新起的时限按新的算，正在走的不变。"))
            return redirect(f"{reverse('office:workdays')}?year={done.day.year}")
    values = {
        "form": form,
        "year": year,
        "chips": [
            Chip(str(one), listing.link(request, year=str(one)), one == year)
            for one in range(today.year - 1, today.year + 2)
        ],
        "published": calendar.published(year),
        "months": [(date(year, month, 1), _weeks(year, month)) for month in range(1, 13)],
        "special": workdays.days(year),
    }
    return render(request, "office/settings/workdays.html", values, status=422 if form.errors else 200)


def _weeks(year: int, month: int) -> list[list[Day]]:
    known = calendar.source(year)
    return [
        [_day(known, date(year, month, number)) if number else Day(0, "", False) for number in week]
        for week in months.monthcalendar(year, month)
    ]


def _day(known: calendar.Year, day: date) -> Day:
    kind = "off" if day in known.off else "worked" if day in known.made_up else ""
    return Day(day.day, kind, calendar.is_working_day(day))
