"""Everybody in care, who should be, and how often."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from youlin.domains.access import queries as access
from youlin.domains.access.rules import Can
from youlin.domains.care import actions, queries
from youlin.domains.care.rules import DEFAULT, TIERS
from youlin.domains.residents import actions as residents
from youlin.domains.territory import queries as territory
from youlin.domains.territory.rules import Level
from youlin.foundation import clock
from youlin.web.office import listing
from youlin.web.office.care.forms import KINDS, CadenceForm
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.forms import run
from youlin.web.shared.parts import Chip


@page(Can.MANAGE_CARE)
def care(request: HttpRequest) -> HttpResponse:
    """The roll; as a workbook with `?as=xlsx`."""
    actor, today = actor_of(request), clock.day_of(clock.now())
    late = request.GET.get("late") == "1"
    wanted = queries.RollWanted(
        text=listing.words(request),
        place=listing.key(request.GET.get("place")),
        circumstance=request.GET.get("circumstance", ""),
        late=late,
        unasked=request.GET.get("consent") == "ask",
    )
    rows = queries.roll(actor, wanted, day=today)
    if request.GET.get("as") == "xlsx":
        residents.note_export(actor=actor, what="care", now=clock.now())
        return listing.workbook(_("关照"), _head(), _lines(rows))
    waiting = len(queries.without_plan(actor, day=today))
    return render(
        request,
        "office/care/care.html",
        {
            "page": listing.page_of(request, rows),
            "places": listing.place_chips(request, actor, Can.SEE_CARE),
            "circumstance": listing.chips(request, "circumstance", KINDS.choices, _("不论情形")),
            "work": [
                Chip(_("全部"), listing.link(request, late=None, consent=None), not late and not wanted.unasked),
                Chip(_("晚了的"), listing.link(request, late="1"), late),
                Chip(_("还没纳入"), reverse("office:care_new"), False, waiting),
                Chip(
                    _("还没问过愿不愿意"),
                    listing.link(request, consent=None if wanted.unasked else "ask"),
                    wanted.unasked,
                ),
            ],
            "waiting": waiting,
            "questions": queries.open_questions(actor).count(),
            "surges": queries.tallies(actor, day=today),
            "narrowed": any(request.GET.get(name) for name in ("q", "place", "circumstance", "late", "consent")),
            "export": listing.link(request, **{"as": "xlsx"}),
            "may_configure": actor.can(Can.CONFIGURE),
            "today": today,
        },
    )


@page(Can.MANAGE_CARE)
def proposals(request: HttpRequest) -> HttpResponse:
    """People in a circumstance without a plan: all at once, or those that are ticked. A workbook with `?as=xlsx`."""
    actor, now = actor_of(request), clock.now()
    if request.method == "POST":
        chosen = [key for text in request.POST.getlist("resident") if (key := listing.key(text))]
        if "all" not in request.POST and not chosen:
            notices.warn(request, _("还没有勾选。请先勾选，或者全部纳入。"))
            return redirect("office:care_new")
        opened = actions.open_plans(actor=actor, residents=None if "all" in request.POST else chosen, now=now)
        said = ngettext("%(n)d 位老乡已纳入关照。", "%(n)d 位老乡已纳入关照。", len(opened))
        notices.done(request, said % {"n": len(opened)})
        return redirect("office:care")
    found = queries.without_plan(actor, day=clock.day_of(now))
    if request.GET.get("as") == "xlsx":
        residents.note_export(actor=actor, what="care_new", now=now)
        head = [_("姓名"), _("情形"), _("住在"), _("属于")]
        return listing.workbook(_("还没纳入的人"), head, (_proposed(item) for item in found))
    listed = listing.page_of(request, found, size=200)
    return render(
        request,
        "office/care/proposals.html",
        {
            "page": listed,
            "lines": [(item.resident, [KINDS(kind).label for kind in item.circumstances]) for item in listed],
            "total": len(found),
            "export": listing.link(request, **{"as": "xlsx"}),
            "today": clock.day_of(now),
        },
    )


def _proposed(item: queries.InNeed) -> list[object]:
    home = item.resident.household
    kinds = _("、").join(str(KINDS(kind).label) for kind in item.circumstances)
    return [item.resident.name, kinds, home.address or home.number, home.neighbourhood.full_name]


@page(Can.CONFIGURE)
def cadences(request: HttpRequest) -> HttpResponse:
    """How often people are greeted and visited, by place and circumstance; the nearest and most exact one counts."""
    actor = actor_of(request)
    roots = access.roots(actor, Can.CONFIGURE)
    places = [
        (str(place.pk), place.full_name)
        for root in roots
        for place in territory.within(root.path).filter(level__lte=Level.GROUP).order_by("path")
    ]
    form = CadenceForm(request.POST or None, places=places)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        done = run(
            form,
            lambda: actions.set_cadence(
                actor=actor,
                place=UUID(said["place"]),
                circumstance=said["circumstance"],
                tier=said["tier"],
                greeting_days=said["greeting_days"],
                visit_days=said["visit_days"],
                now=clock.now(),
            ),
        )
        if done is not None:
            notices.done(request, _("已改好，正在关照的人从现在起按新的来。"))
            return redirect("office:cadences")
    return render(
        request,
        "office/care/cadences.html",
        {
            "form": form,
            "rules": list(queries.cadence_rules(actor)),
            "default": DEFAULT,
            "tiers": [(label, TIERS[value]) for value, label in queries.Tiers.choices],
        },
        status=422 if form.errors else 200,
    )


def _head() -> list[str]:
    return [
        _("姓名"),
        _("情形"),
        _("属于"),
        _("几天问候"),
        _("几天上门"),
        _("最近一次"),
        _("下一次到期"),
        _("愿意列入"),
    ]


def _lines(rows: Iterable[Any]) -> Iterator[list[object]]:
    """Plans with what the roll added to them."""
    for plan in rows:
        last = plan.last_at.astimezone(clock.SHANGHAI) if plan.last_at else None
        yield [
            plan.resident.name,
            plan.get_circumstance_display(),
            plan.neighbourhood.full_name,
            plan.greeting_days,
            plan.visit_days,
            f"{last:%Y-%m-%d %H:%M}" if last else "",
            f"{plan.due_on:%Y-%m-%d}" if plan.due_on else "",
            _("愿意") if plan.consent else _("还没问过"),
        ]
