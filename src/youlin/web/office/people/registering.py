"""Writing down who came and who left, where no roster says it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from youlin.domains.access import queries as access
from youlin.domains.access.rules import Can
from youlin.domains.residents import actions, queries
from youlin.domains.territory import queries as territory
from youlin.domains.territory.rules import Level
from youlin.foundation import clock
from youlin.web.office.asking import ask
from youlin.web.office.people.forms import DepartureForm, HouseholdForm, ResidentForm
from youlin.web.shared.access import actor_of, page


@page(Can.EDIT_HOUSEHOLDS)
def household(request: HttpRequest) -> HttpResponse:
    """Write down a home."""
    actor = actor_of(request)
    places = [
        (str(place.pk), place.full_name)
        for root in access.roots(actor, Can.EDIT_HOUSEHOLDS)
        for place in territory.within(root.path, Level.NEIGHBOURHOOD).order_by("path")
    ]
    form = HouseholdForm(request.POST or None, places=places, initial={"neighbourhood": request.GET.get("place", "")})

    def change() -> queries.Household:
        said = form.cleaned_data
        new = actions.NewHousehold(form.identity(), UUID(said["neighbourhood"]), said["address"], said["number"])
        return actions.register_household(actor=actor, home=new, now=clock.now())

    return ask(
        request,
        form,
        change,
        back=reverse("office:people"),
        onward=lambda home: reverse("office:household", args=[home.pk]),
        title=_("新登记一户"),
        kicker=_("人和户"),
        hint=_("成批的户用花名册导入更快；这里登记零星搬来的。"),
        done=_("这一户登记好了，请接着登记住在这里的人。"),
    )


@page(Can.EDIT_HOUSEHOLDS)
def resident(request: HttpRequest, household: UUID) -> HttpResponse:
    """Write down somebody in a household."""
    actor = actor_of(request)
    home = queries.home(actor, household).household
    form = ResidentForm(request.POST or None)

    def change() -> queries.Resident:
        said = form.cleaned_data
        new = actions.NewResident(
            client_id=form.identity(),
            household=household,
            name=said["name"],
            id_number=said["id_number"],
            phone=said["phone"],
            sex=said["sex"] or "0",
            birth_date=said["birth_date"],
            relation=said["relation"],
        )
        return actions.register_resident(actor=actor, person=new, now=clock.now())

    return ask(
        request,
        form,
        change,
        back=reverse("office:household", args=[household]),
        title=_("加一个人"),
        kicker=home.address or home.number,
        hint="",
        done=_("已登记。"),
    )


@page(Can.EDIT_HOUSEHOLDS)
def departure(request: HttpRequest, resident: UUID) -> HttpResponse:
    """Say that somebody moved away or died."""
    actor, now = actor_of(request), clock.now()
    person = queries.resident(actor, resident)
    form = DepartureForm(request.POST or None, initial={"left_on": clock.day_of(now).isoformat()})
    return ask(
        request,
        form,
        lambda: actions.note_departure(
            actor=actor,
            resident=resident,
            because=form.cleaned_data["because"],
            left_on=form.cleaned_data["left_on"],
            now=now,
        ),
        back=reverse("office:household", args=[person.household_id]),
        title=_("搬走或过世"),
        kicker=person.name,
        hint=_("资料都留着；关照会自己结束，邻长的名单里也不再出现。"),
        done=_("已记下。"),
    )
