"""Checklists: those that come along and the street's own; a change is a new version, written without code."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from youlin.domains.access import queries as access
from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.cases.actions import inspections as actions
from youlin.domains.cases.hazard_wording import said
from youlin.domains.cases.queries import inspections as queries
from youlin.domains.cases.queries.inspections import Line
from youlin.foundation import clock
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.forms import PageForm, run

SEVERITIES = queries.Severities
MORE = 3  # empty lines that stand ready below the questions


class SheetForm(PageForm):
    """A checklist line by line; a question that is emptied is gone from the next version."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    name = forms.CharField(
        label=gettext_lazy("检查表的名字"), max_length=60,
        error_messages={"required": gettext_lazy("请给检查表起个名字。")},
    )  # fmt: skip
    topic = forms.ChoiceField(label=gettext_lazy("哪一类"), choices=queries.Topics.choices)
    target = forms.ChoiceField(label=gettext_lazy("查什么"), choices=queries.Targets.choices)
    source = forms.CharField(
        label=gettext_lazy("依据"),
        help_text=gettext_lazy("按哪份文件查的，写文件的名字；没有就空着。"),
        max_length=200,
        required=False,
    )

    def __init__(self, *args: Any, lines: int, **options: Any) -> None:
        super().__init__(*args, **options)
        self.lines = lines
        for number in range(lines):
            self.fields[f"text_{number}"] = forms.CharField(
                label=gettext_lazy("问什么（答“是”就是没问题）"), max_length=200, required=False
            )
            self.fields[f"wrong_{number}"] = forms.CharField(
                label=gettext_lazy("答“不是”，隐患叫什么"), max_length=200, required=False
            )
            self.fields[f"severity_{number}"] = forms.ChoiceField(
                label=gettext_lazy("有多严重"), choices=SEVERITIES.choices, required=False
            )
            self.fields[f"at_once_{number}"] = forms.CharField(
                label=gettext_lazy("当场怎么办"), max_length=300, required=False
            )

    def groups(self) -> list[list[forms.BoundField]]:
        """The fields of each question together."""
        names = ("text", "wrong", "severity", "at_once")
        return [[self[f"{name}_{number}"] for name in names] for number in range(self.lines)]

    def sheet(self, code: str) -> actions.NewSheet:
        """What was written, as cases takes it."""
        given = self.cleaned_data
        return actions.NewSheet(
            code,
            given["seen"],
            given["name"],
            given["topic"],
            given["target"],
            given["source"],
            [
                Line(
                    given[f"text_{number}"],
                    given[f"wrong_{number}"],
                    given[f"severity_{number}"] or SEVERITIES.GENERAL.value,
                    given[f"at_once_{number}"],
                )
                for number in range(self.lines)
            ],
        )


def _street(actor: Actor, capability: Can = Can.SEE_CASES) -> UUID:
    root = access.roots(actor, capability)[0]
    return root.subdistrict_id or root.pk


@page(Can.SEE_CASES)
def checklists(request: HttpRequest) -> HttpResponse:
    """Every checklist in force."""
    actor = actor_of(request)
    sheets = queries.sheets(_street(actor))
    return render(
        request,
        "office/inspections/checklists.html",
        {
            "sheets": [(one, said(one.name)) for one in sheets],
            "may_configure": actor.can(Can.CONFIGURE),
            "may_run": actor.can(Can.RUN_INSPECTIONS),
            "today": clock.day_of(clock.now()),
        },
    )


@page(Can.SEE_CASES)
def checklist(request: HttpRequest, code: str) -> HttpResponse:
    """One checklist, question by question, with its versions."""
    actor = actor_of(request)
    street = _street(actor)
    sheet = queries.sheet(street, code)
    return render(
        request,
        "office/inspections/checklist.html",
        {
            "sheet": sheet,
            "name": said(sheet.name),
            "lines": [
                (said(one.text), SEVERITIES(one.severity).label, one.severity, said(one.wrong), said(one.at_once))
                for one in sheet.lines
            ],
            "versions": list(queries.versions(street, code)),
            "may_configure": actor.can(Can.CONFIGURE),
            "may_run": actor.can(Can.RUN_INSPECTIONS),
            "today": clock.day_of(clock.now()),
        },
    )


@page(Can.CONFIGURE)
def change(request: HttpRequest, code: str) -> HttpResponse:
    """Write the next version."""
    street = _street(actor_of(request), Can.CONFIGURE)
    return _write(request, street, code, queries.sheet(street, code))


@page(Can.CONFIGURE)
def add(request: HttpRequest) -> HttpResponse:
    """Write one of the street's own."""
    return _write(request, _street(actor_of(request), Can.CONFIGURE), "", None)


def _write(request: HttpRequest, street: UUID, code: str, sheet: queries.Sheet | None) -> HttpResponse:
    initial: dict[str, object] = {"seen": sheet.version if sheet else 0}
    if sheet is not None:
        initial |= {name: getattr(sheet, name) for name in ("name", "topic", "target", "source")}
        for number, line in enumerate(sheet.lines):
            for name in ("text", "wrong", "severity", "at_once"):
                initial[f"{name}_{number}"] = getattr(line, name)
    lines = (len(sheet.lines) if sheet else MORE) + MORE
    form = SheetForm(request.POST or None, lines=lines, initial=initial)
    if request.method == "POST" and form.is_valid():
        actor, now = actor_of(request), clock.now()
        made = run(
            form, lambda: actions.write_checklist(actor=actor, subdistrict=street, new=form.sheet(code), now=now)
        )
        if made is not None:
            notices.done(request, _("已存为第 %(n)d 版，新的一轮检查用新的，正在查的不变。") % {"n": made.version})
            return redirect("office:checklist", made.code)
    return render(
        request,
        "office/inspections/write.html",
        {"form": form, "code": code, "name": said(sheet.name) if sheet else _("写一份检查表")},
        status=422 if form.errors else 200,
    )
