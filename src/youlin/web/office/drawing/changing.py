"""Changing a proposal by hand, taking it, taking it back, letting it be."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from youlin.domains.access.rules import Can
from youlin.domains.chiefs.actions import drawing as actions
from youlin.domains.chiefs.queries import drawing as queries
from youlin.foundation import clock
from youlin.web.office.drawing.forms import MoveHomesForm, NameForm
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.forms import run


@page(Can.APPOINT)
def part(request: HttpRequest, drawing: UUID, number: int) -> HttpResponse:
    """One neighbourhood of a proposal: its households, to be moved; its name, to be changed."""
    actor, now = actor_of(request), clock.now()
    found = queries.drawing(actor, drawing)
    row = queries.part(found, number)
    homes = list(queries.homes_in(row))
    others = [other for other in queries.parts(found) if other.group_id == row.group_id and other.pk != row.pk]
    naming = NameForm(request.POST if "name" in request.POST else None, initial={"name": row.name})
    moving = MoveHomesForm(
        request.POST if "to" in request.POST else None,
        homes=[(str(home.household_id), _label(home, row)) for home in homes],
        targets=[
            (str(other.number), _("%(name)s（现有 %(n)s 户）") % {"name": other.name, "n": other.size})
            for other in others
        ],
    )
    back = redirect("office:drawing", drawing=drawing)
    if request.method == "POST" and "name" in request.POST and naming.is_valid():
        name = naming.cleaned_data["name"]
        if run(naming, lambda: actions.rename(actor=actor, drawing=found.pk, number=number, name=name, now=now)):
            notices.done(request, _("改好了。"))
            return back
    if request.method == "POST" and "to" in request.POST and moving.is_valid():
        said = moving.cleaned_data
        moved = run(
            moving,
            lambda: actions.move(actor=actor, drawing=found.pk, households=said["households"], to=said["to"], now=now),
        )
        if moved is not None:
            notices.done(request, ngettext("挪了 %(n)d 户。", "挪了 %(n)d 户。", moved) % {"n": moved})
            return back
    return render(
        request,
        "office/drawing/part.html",
        {
            "drawing": found,
            "part": row,
            "homes": homes,
            "naming": naming,
            "moving": moving,
            "others": others,
            "open": found.stage == queries.Stages.PROPOSED,
        },
        status=422 if naming.errors or moving.errors else 200,
    )


def _label(home: queries.DrawnHome, row: queries.DrawnPart) -> str:
    words = f"{home.household.number} {home.household.address}".strip()
    if home.household_id == row.centre_id:
        return _("%(home)s（中间的一户）") % {"home": words}
    return words if home.counted else _("%(home)s（不常住，跟着走）") % {"home": words}


@page(Can.APPOINT)
@require_POST
def accept(request: HttpRequest, drawing: UUID) -> HttpResponse:
    """Make it true."""
    actions.accept(actor=actor_of(request), drawing=drawing, now=clock.now())
    notices.done(
        request,
        _("采用了：邻和岗位都建好了，户也划过去了。"),
        undo=reverse("office:drawing_undo", args=[drawing]),
    )
    return redirect("office:drawing", drawing=drawing)


@page(Can.APPOINT)
@require_POST
def undo(request: HttpRequest, drawing: UUID) -> HttpResponse:
    """Take it back."""
    actions.undo(actor=actor_of(request), drawing=drawing, now=clock.now())
    notices.done(request, _("撤回了，每一户都回到了原来的邻。"))
    return redirect("office:drawing", drawing=drawing)


@page(Can.APPOINT)
@require_POST
def cancel(request: HttpRequest, drawing: UUID) -> HttpResponse:
    """Let it be."""
    actions.cancel(actor=actor_of(request), drawing=drawing, now=clock.now())
    notices.done(request, _("没有采用，什么都没有改。"))
    return redirect("office:drawings")
