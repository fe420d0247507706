"""The doors of running rounds that are mine, one door's questions, nobody in, and taking back."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.cases.actions import hazards, inspections
from youlin.domains.cases.actions.inspections import NewInspection
from youlin.domains.cases.actions.inspections.looking import UNDO_WITHIN
from youlin.domains.cases.hazard_wording import said
from youlin.domains.cases.queries import inspections as queries
from youlin.foundation import clock
from youlin.web.chief import wording
from youlin.web.chief.inspections.forms import LookForm
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.forms import PageForm, run


@page(Can.USE_PHONE)
def doors(request: HttpRequest) -> HttpResponse:
    """Round by round the doors that wait; below, what I looked at."""
    actor, now = actor_of(request), clock.now()
    groups: dict[UUID, tuple[Any, list[dict[str, object]]]] = {}
    for row in queries.carried_by_me(actor, now=now):
        groups.setdefault(row.round_id, (row.round, []))[1].append(_line(actor, row))
    return render(
        request,
        "chief/inspections/inspections.html",
        {
            "groups": [(one, said(one.checklist.name), lines) for one, lines in groups.values()],
            "done": [_line(actor, row.door) for row in queries.checked_by_me(actor)],
        },
    )


def _line(actor: Actor, door: queries.InspectionDoor) -> dict[str, object]:
    place = door.territory
    if door.household is not None:
        near = wording.near(actor, door.household.address, place.full_name, place.name)
        return {"door": door, "name": near or door.household.number, "where": ""}
    return {"door": door, "name": door.site.name if door.site else "", "where": door.site.where if door.site else ""}


@page(Can.USE_PHONE)
def door(request: HttpRequest, door: UUID) -> HttpResponse:
    """One door: a tap a question, then all of it is one small form."""
    actor, now = actor_of(request), clock.now()
    row = queries.door(actor, door)
    stands: Any = next(iter(row.standing), None)  # type: ignore[attr-defined]  # prefetched under this name
    form = LookForm(request.POST or None, request.FILES or None, items=queries.questions(row))
    if request.method == "POST" and form.is_valid():
        made = run(form, lambda: _look(actor, form, door, now))
        if made is not None:
            found = made.hazards.count()
            notices.done(request, _said(actor, found, now), undo=reverse("chief:inspection_undo", args=[made.pk]))
            return redirect("chief:hazards" if found else "chief:inspections")
    return render(
        request,
        "chief/inspections/door.html",
        {
            "form": form,
            "row": row,
            "note": row.site.note if row.site else "",
            "stands": stands,
            "hazards": [(one, said(one.text)) for one in stands.hazards.all()] if stands else [],
            "may_undo": stands is not None and stands.by == actor.user_id and now - stands.received_at <= UNDO_WITHIN,
            **_line(actor, row),
        },
        status=422 if form.errors else 200,
    )


def _look(actor: Actor, form: LookForm, door: UUID, now: datetime) -> queries.Inspection:
    made = inspections.inspect(actor=actor, inspection=form.inspection(door, now), now=now)
    first = made.hazards.order_by("number").first() if form.cleaned_data["photo"] else None
    if first is not None:
        data = form.cleaned_data["photo"]
        hazards.add_hazard_photo(actor=actor, hazard=first.pk, data=data, moment="before", now=now)
    return made


def _said(actor: Actor, found: int, now: datetime) -> str:
    words = _("记下了，没有问题。")
    if found:
        words = ngettext("记下了，查出 %(n)d 处隐患。", "记下了，查出 %(n)d 处隐患。", found) % {"n": found}
    left = queries.my_doors_count(actor, now=now)
    if left:
        words += ngettext("还有 %(n)d 处要查。", "还有 %(n)d 处要查。", left) % {"n": left}
    return words


@page(Can.USE_PHONE)
@require_POST
def absent(request: HttpRequest, door: UUID) -> HttpResponse:
    """Nobody was in: the door waits on."""
    actor, now = actor_of(request), clock.now()
    form = PageForm(request.POST)
    form.is_valid()
    tried = NewInspection(form.identity(), door, {}, form.moment(now))
    made = inspections.note_absent(actor=actor, inspection=tried, now=now)
    undo_url = reverse("chief:inspection_undo", args=[made.pk])
    notices.done(request, _("记下了：没人在，下次再来。"), undo=undo_url)
    return redirect("chief:inspections")


@page(Can.USE_PHONE)
@require_POST
def undo(request: HttpRequest, inspection: UUID) -> HttpResponse:
    """It was noted by mistake: the door waits again."""
    inspections.take_back(actor=actor_of(request), inspection=inspection, now=clock.now())
    notices.warn(request, _("刚才那次检查已撤回，这一处还要查。"))
    return redirect("chief:inspections")
