"""What the desk changes: where a household belongs, how it lives, what calls for care."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from youlin.domains.access.rules import Can
from youlin.domains.residents import actions, queries
from youlin.domains.territory import queries as territory
from youlin.foundation import clock
from youlin.web.office.asking import ask
from youlin.web.office.people.forms import CircumstanceForm, EndForm, MoveForm
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.check_form import CheckForm


@page(Can.EDIT_HOUSEHOLDS)
def move(request: HttpRequest, household: UUID) -> HttpResponse:
    """Let a household belong to another neighbourhood."""
    actor, now = actor_of(request), clock.now()
    home = queries.home(actor, household).household
    places = [
        (str(place.pk), place.full_name)
        for place in territory.neighbourhoods(home.subdistrict_id)
        if actor.can_at(Can.EDIT_HOUSEHOLDS, place.path) and place.pk != home.neighbourhood_id
    ]
    form = MoveForm(request.POST or None, places=places, initial={"moved_on": clock.day_of(now).isoformat()})

    def change() -> object:
        said = form.cleaned_data
        return actions.move_household(
            actor=actor,
            household=household,
            neighbourhood=UUID(said["neighbourhood"]),
            evidence=said["evidence"],
            moved_on=said["moved_on"],
            now=now,
        )

    back = reverse("office:household", args=[household])
    return ask(
        request,
        form,
        change,
        back=back,
        title=_("换一个邻"),
        kicker=str(home),
        hint=_("换了以后，新的邻长看得到这一户，关照也跟着过去。"),
        done=_("这一户已经划过去了。"),
    )


@page(Can.EDIT_HOUSEHOLDS)
def residence(request: HttpRequest, household: UUID) -> HttpResponse:
    """Say how a household was found to live."""
    actor, now = actor_of(request), clock.now()
    home = queries.home(actor, household).household
    form = CheckForm(request.POST or None, initial={"residence": home.residence, **CheckForm.first(clock.day_of(now))})

    def change() -> object:
        return actions.record_check(actor=actor, check=form.check(household), now=now)

    back = reverse("office:household", args=[household])
    return ask(
        request,
        form,
        change,
        back=back,
        title=_("居住核查"),
        kicker=str(home),
        hint=_("空挂户、空房和搬走的户，不再算进三长要覆盖的常住户。"),
        done=_("已记下。"),
    )


@page(Can.EDIT_HOUSEHOLDS)
def note(request: HttpRequest, resident: UUID) -> HttpResponse:
    """Write down what calls for care."""
    actor, now = actor_of(request), clock.now()
    person = queries.resident(actor, resident)
    form = CircumstanceForm(request.POST or None, initial={"since": clock.day_of(now).isoformat()})

    def change() -> object:
        said = form.cleaned_data
        found = actions.NewCircumstance(
            resident=resident,
            kind=said["kind"],
            since=said["since"],
            source=said["source"],
            detail=said["detail"],
            disability=said["disability"],
            grade=said["grade"],
        )
        return actions.note_circumstance(actor=actor, found=found, now=now)

    return ask(
        request,
        form,
        change,
        back=reverse("office:resident", args=[resident]),
        title=_("记一种情形"),
        kicker=person.name,
        hint=_("记下后，可以在“关照”里把这位老乡纳入关照。"),
        done=_("已记下。"),
    )


@page(Can.EDIT_HOUSEHOLDS)
def end(request: HttpRequest, circumstance: UUID) -> HttpResponse:
    """Say that a circumstance is over."""
    actor, now = actor_of(request), clock.now()
    row = queries.circumstance(actor, circumstance)
    form = EndForm(request.POST or None)
    return ask(
        request,
        form,
        lambda: actions.end_circumstance(
            actor=actor,
            circumstance=circumstance,
            because=form.cleaned_data["because"],
            reason=form.cleaned_data["reason"],
            now=now,
        ),
        back=reverse("office:resident", args=[row.resident_id]),
        title=_("情形结束了"),
        kicker=f"{row.resident.name} · {row.get_kind_display()}",
        hint=_("没有别的情形了，关照也跟着结束。"),
        done=_("已记下。"),
    )
