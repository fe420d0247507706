"""The desks of a street and who sits at them."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from youlin.domains.access import queries as access
from youlin.domains.access.rules import Can
from youlin.domains.chiefs import actions, queries
from youlin.domains.chiefs.wording import post_name
from youlin.domains.territory import queries as territory
from youlin.domains.territory.rules import Level
from youlin.foundation import clock
from youlin.web.office import listing
from youlin.web.office.asking import ask
from youlin.web.office.settings.forms import DepartmentForm
from youlin.web.shared.access import actor_of, page


@page(Can.APPOINT)
def staff(request: HttpRequest) -> HttpResponse:
    """Every desk in sight with who sits at it."""
    actor, today = actor_of(request), clock.day_of(clock.now())
    wanted = queries.Wanted(text=listing.words(request), desks=True)
    listed = listing.page_of(request, queries.register(actor, wanted, day=today))
    streets = [place for place in access.roots(actor, Can.APPOINT) if place.level == Level.SUBDISTRICT]
    return render(
        request,
        "office/settings/staff.html",
        {"page": listed, "lines": [(post, post_name(post), post.holding) for post in listed], "streets": streets},
    )


@page(Can.APPOINT)
def department(request: HttpRequest, place: UUID) -> HttpResponse:
    """Open a department's desk."""
    actor, street = actor_of(request), territory.get(place)
    form = DepartmentForm(request.POST or None)
    return ask(
        request,
        form,
        lambda: actions.open_department(
            actor=actor, subdistrict=street, department=form.cleaned_data["department"], now=clock.now()
        ),
        back=reverse("office:staff"),
        title=_("加一个部门"),
        kicker=street.full_name,
        hint=_("街道可以把事项转给部门办，部门只看得到转给自己的事项。"),
        done=_("已经加好，请给它加工作人员。"),
    )
