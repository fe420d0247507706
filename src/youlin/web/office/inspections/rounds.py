"""Rounds: opening one, the board of doors that are still missing, and a sheet for those who go with paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from youlin.domains.access import queries as access
from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.cases.actions import inspections as actions
from youlin.domains.cases.actions.inspections.rounds import CARRIERS
from youlin.domains.cases.hazard_wording import said
from youlin.domains.cases.queries import inspections as queries
from youlin.domains.cases.rules.ladder import Rung
from youlin.domains.cases.wording import rung_name
from youlin.domains.chiefs import queries as chiefs
from youlin.domains.insight.rules.effort import Job
from youlin.domains.residents import actions as residents
from youlin.domains.territory import queries as territory
from youlin.domains.territory.rules import Level
from youlin.foundation import clock
from youlin.web.office import listing, spending
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.forms import PageForm, run
from youlin.web.shared.parts import Chip

STATES = queries.InspectionDoor.States
USUAL_DAYS = 14
DAY = {"required": gettext_lazy("请写上日子。"), "invalid": gettext_lazy("日子不对，请写成 2026-11-22。")}


class RoundForm(PageForm):
    """What is looked at, where, by whom, until when."""

    code = forms.ChoiceField(label=gettext_lazy("用哪份检查表"))
    name = forms.CharField(
        label=gettext_lazy("这一轮叫什么"), help_text=gettext_lazy("例如冬季家庭消防检查。"), max_length=60,
        error_messages={"required": gettext_lazy("请给这一轮检查起个名字，例如冬季家庭消防检查。")},
    )  # fmt: skip
    territory = forms.ChoiceField(label=gettext_lazy("哪里"))
    carried_by = forms.TypedChoiceField(label=gettext_lazy("谁去查"), coerce=int, widget=forms.RadioSelect)
    starts_on = forms.DateField(
        label=gettext_lazy("从哪天"), widget=forms.DateInput(attrs={"type": "date"}), error_messages=DAY
    )
    ends_on = forms.DateField(
        label=gettext_lazy("到哪天"), widget=forms.DateInput(attrs={"type": "date"}), error_messages=DAY
    )

    def __init__(self, *args: Any, sheets: list[queries.Sheet], places: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        words = _("%(name)s（%(target)s，%(n)d 问）")
        self.fields["code"].choices = [  # type: ignore[attr-defined]
            (one.code, words % {"name": said(one.name), "target": one.target_name, "n": len(one.lines)})
            for one in sheets
        ]
        self.fields["territory"].choices = places  # type: ignore[attr-defined]
        self.fields["carried_by"].choices = [(rung.value, rung_name(rung)) for rung in CARRIERS]  # type: ignore[attr-defined]


@page(Can.SEE_CASES)
def rounds(request: HttpRequest) -> HttpResponse:
    """Every round with how many doors are done and how many wait."""
    actor, today = actor_of(request), clock.day_of(clock.now())
    listed = listing.page_of(request, queries.rounds(actor))
    return render(
        request,
        "office/inspections/rounds.html",
        {
            "page": listed,
            "lines": [(row, said(row.checklist.name), row.all_doors - row.waiting) for row in listed],
            "may_run": actor.can(Can.RUN_INSPECTIONS),
            "may_configure": actor.can(Can.CONFIGURE),
            "today": today,
        },
    )


@page(Can.RUN_INSPECTIONS)
def make(request: HttpRequest) -> HttpResponse:
    """Open a round."""
    actor, now = actor_of(request), clock.now()
    today = clock.day_of(now)
    first = access.roots(actor, Can.RUN_INSPECTIONS)[0]
    initial = {
        "code": request.GET.get("code", ""),
        "starts_on": today.isoformat(),
        "ends_on": (today + timedelta(days=USUAL_DAYS)).isoformat(),
        "carried_by": Rung.NEIGHBOURHOOD.value,
    }
    sheets = queries.sheets(first.subdistrict_id or first.pk)
    there, reckoning = places(actor), "reckon" in request.POST
    form = RoundForm(request.POST or None, sheets=sheets, places=there, initial=initial)
    if request.method == "POST" and not reckoning and form.is_valid():
        given = form.cleaned_data
        new = actions.NewRound(
            client_id=form.identity(),
            territory=UUID(given["territory"]),
            code=given["code"],
            name=given["name"],
            carried_by=Rung(given["carried_by"]),
            starts_on=given["starts_on"],
            ends_on=given["ends_on"],
        )
        row = run(form, lambda: actions.open_round(actor=actor, new=new, now=now))
        if row is not None:
            notices.done(request, _("已安排，去查的人马上收到通知，手机上就有要查的。"))
            return redirect("office:inspection_round", row.pk)
    if reckoning:  # what was typed stays typed, and nothing is wrong with it yet
        form = RoundForm(sheets=sheets, places=there, initial=form.typed())
    first_choice = {"territory": there[0][0] if there else "", "code": initial["code"] or sheets[0].code}
    values = {
        "form": form,
        "spending": _spending(actor, sheets, request.POST or {**initial, **first_choice}, today),
        "spending_url": reverse("office:inspection_cost"),
        "spending_params": "code,territory,carried_by,starts_on,ends_on",
    }
    return render(request, "office/inspections/new.html", values, status=422 if form.errors else 200)


@page(Can.RUN_INSPECTIONS)
def cost(request: HttpRequest) -> HttpResponse:
    """What the round being planned would take of its carriers."""
    actor = actor_of(request)
    first = access.roots(actor, Can.RUN_INSPECTIONS)[0]
    sheets = queries.sheets(first.subdistrict_id or first.pk)
    return spending.part(request, _spending(actor, sheets, request.GET, clock.day_of(clock.now())))


def _spending(
    actor: Actor, sheets: list[queries.Sheet], asked: Mapping[str, object], today: date
) -> spending.Spending | None:
    chosen = next((one for one in sheets if one.code == asked.get("code")), None)
    if chosen is None:
        return None

    def reach(place: UUID, rung: Rung) -> tuple[int, int]:
        return queries.reach(actor, place, sheet=chosen, carried_by=rung)

    return spending.reckon(actor, asked, reach, job=Job.INSPECTION, today=today)


def places(actor: Actor, lowest: Level = Level.GROUP) -> list[tuple[str, str]]:
    """The places of the desk down to a level."""
    found = [
        place
        for root in access.roots(actor, Can.RUN_INSPECTIONS)
        for place in territory.within(root.path).filter(level__lte=lowest).order_by("path")
    ]
    return [(str(place.pk), place.full_name) for place in found]


@page(Can.SEE_CASES)
def board(request: HttpRequest, round_key: UUID) -> HttpResponse:
    """One round: by place which doors are still missing, then the doors; as a workbook with `?as=xlsx`."""
    actor, now = actor_of(request), clock.now()
    found: Any = queries.round_of(actor, round_key)
    state = request.GET.get("state", "")
    rows = queries.doors(actor, round_key, state=state)
    if request.GET.get("as") == "xlsx":
        residents.note_export(actor=actor, what="inspections", now=now)
        return listing.workbook(found.name, _head(), _lines(rows))
    parts = [part for part in queries.board(actor, round_key) if part.waiting]
    names = chiefs.names_at(actor, [part.place.pk for part in parts], day=clock.day_of(now))
    listed = listing.page_of(request, rows)
    return render(
        request,
        "office/inspections/round.html",
        {
            "round": found,
            "checklist": said(found.checklist.name),
            "carrier": rung_name(found.carried_by),
            "done": found.all_doors - found.waiting,
            "parts": [(part, names.get(part.place.pk, "")) for part in parts],
            "page": listed,
            "lines": [(row, _name(row), next(iter(row.standing), None)) for row in listed],
            "chips": [
                Chip(_("全部"), listing.link(request, state=None), not state, found.all_doors),
                Chip(_("还没查"), listing.link(request, state="waiting"), state == "waiting", found.waiting),
                Chip(_("查出隐患"), listing.link(request, state="failed"), state == "failed", found.failed),
                Chip(_("没有问题"), listing.link(request, state="fine"), state == "fine"),
            ],
            "may_close": actor.can_at(Can.RUN_INSPECTIONS, found.territory.path) and found.closed_at is None,
            "export": listing.link(request, **{"as": "xlsx"}),
            "today": clock.day_of(now),
        },
    )


def _name(row: queries.InspectionDoor) -> str:
    if row.household is not None:
        return row.household.address or row.household.number
    return f"{row.site.name} {row.site.where}".strip() if row.site else ""


@page(Can.SEE_CASES)
def sheet(request: HttpRequest, round_key: UUID) -> HttpResponse:
    """The doors that wait, and the questions: for those who go with paper."""
    actor = actor_of(request)
    found = queries.round_of(actor, round_key)
    rows = list(queries.doors(actor, round_key, state=STATES.WAITING))
    questions = queries.questions(rows[0]) if rows else []
    return render(
        request,
        "office/inspections/sheet.html",
        {
            "round": found,
            "lines": [(row, _name(row)) for row in rows],
            "questions": [(one.seq, said(one.text), said(one.at_once)) for one in questions],
            "today": clock.day_of(clock.now()),
        },
    )


@page(Can.RUN_INSPECTIONS)
@require_POST
def close(request: HttpRequest, round_key: UUID) -> HttpResponse:
    """End a round: what waits is asked for no more."""
    actions.close_round(actor=actor_of(request), round_key=round_key, now=clock.now())
    notices.warn(request, _("这一轮检查结束了，没有查的不再催。"))
    return redirect("office:inspection_round", round_key)


def _head() -> list[str]:
    return [_("属于"), _("查哪里"), _("结果"), _("谁查的"), _("哪天"), _("留的话"), _("没人在几次"), _("查出的隐患")]


def _lines(rows: Iterable[Any]) -> Iterator[list[object]]:
    for row in rows:
        stands = next(iter(row.standing), None)
        yield [
            row.territory.full_name,
            _name(row),
            row.get_state_display(),
            stands.by_name if stands else "",
            _day(clock.day_of(stands.happened_at)) if stands else "",
            stands.note if stands else "",
            row.absences,
            "；".join(said(one.text) for one in stands.hazards.all()) if stands else "",
        ]


def _day(day: date) -> str:
    return day.isoformat()
