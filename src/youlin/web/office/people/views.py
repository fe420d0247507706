"""Finding and seeing households and residents; a hidden field is shown once, and the look is on record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from youlin.domains.access import trail
from youlin.domains.access.rules import Can
from youlin.domains.chiefs import queries as chiefs
from youlin.domains.chiefs.wording import role_name
from youlin.domains.residents import actions, queries, rules
from youlin.domains.residents.queries import checks
from youlin.foundation import clock
from youlin.web.office import listing
from youlin.web.office.naming import field_name
from youlin.web.office.people.forms import LookForm
from youlin.web.shared import masks, wording
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.forms import run
from youlin.web.shared.parts import Row

Kinds, Residence = queries.Circumstance.Kinds, queries.Household.Residence
MOST_EXPORTED = 50_000


@page(Can.EDIT_HOUSEHOLDS)
def people(request: HttpRequest) -> HttpResponse:
    """Households; as a workbook with `?as=xlsx`."""
    actor = actor_of(request)
    rows = queries.households(actor, _wanted(request))
    if request.GET.get("as") == "xlsx":
        actions.note_export(actor=actor, what="households", now=clock.now())
        return listing.workbook(_("户"), _household_head(), _household_lines(rows[:MOST_EXPORTED]))
    return _list(request, "office/people/households.html", listing.page_of(request, rows))


@page(Can.EDIT_HOUSEHOLDS)
def residents(request: HttpRequest) -> HttpResponse:
    """Residents, with what calls for care."""
    rows = queries.residents(actor_of(request), _wanted(request))
    return _list(request, "office/people/residents.html", listing.page_of(request, rows))


def _list(request: HttpRequest, template: str, rows: object) -> HttpResponse:
    return render(
        request,
        template,
        {
            "page": rows,
            "places": listing.place_chips(request, actor_of(request)),
            "residence": listing.chips(request, "residence", Residence.choices, _("不论居住")),
            "circumstance": listing.chips(request, "circumstance", Kinds.choices, _("不论情形")),
            "q": request.GET.get("q", ""),
            "narrowed": any(request.GET.get(name) for name in ("q", "place", "residence", "circumstance")),
            "more": bool(request.GET.get("residence") or request.GET.get("circumstance")),
            "export": listing.link(request, **{"as": "xlsx"}),
            "other": listing.link(request),
            "may_import": actor_of(request).can(Can.IMPORT_ROSTER),
            "today": clock.day_of(clock.now()),
        },
    )


@page(Can.EDIT_HOUSEHOLDS)
def household(request: HttpRequest, household: UUID) -> HttpResponse:
    """One household: who lives there, who answers for it, how it was found to live."""
    actor, today = actor_of(request), clock.day_of(clock.now())
    found = queries.home(actor, household)
    chief = chiefs.chief_for(found.household.neighbourhood, today)
    return render(
        request,
        "office/people/household.html",
        {
            "home": found.household,
            "members": [(one, rules.age_on(one.birth_date, today)) for one in found.members],
            "gone": found.gone,
            "facts": found.facts,
            "signs": checks.signs_of(actor, household),
            "rows": _household_rows(found.household, chief),
            "may_edit": actor.can_at(Can.EDIT_HOUSEHOLDS, found.household.neighbourhood.path),
        },
    )


@page(Can.EDIT_HOUSEHOLDS)
def resident(request: HttpRequest, resident: UUID) -> HttpResponse:
    """One person; numbers are masked."""
    return _person(request, resident, LookForm())


@page(Can.EDIT_HOUSEHOLDS)
@require_POST
def reveal(request: HttpRequest, resident: UUID) -> HttpResponse:
    """Show one hidden field this once; the page is kept nowhere."""
    actor, now = actor_of(request), clock.now()
    form = LookForm(request.POST)
    shown: dict[str, str] = {}
    if form.is_valid():
        field = form.cleaned_data["field"]
        value = run(
            form,
            lambda: actions.reveal(
                actor=actor, resident=resident, field=field, reason=form.cleaned_data["reason"], now=now
            ),
        )
        if value is not None:
            shown, form = {field: value}, LookForm()
    response = _person(request, resident, form, shown)
    response["Cache-Control"] = "no-store"
    return response


def _person(request: HttpRequest, key: UUID, form: LookForm, shown: dict[str, str] | None = None) -> HttpResponse:
    actor, today = actor_of(request), clock.day_of(clock.now())
    person = queries.resident(actor, key)
    place = person.household.neighbourhood
    return render(
        request,
        "office/people/resident.html",
        {
            "person": person,
            "rows": _person_rows(person, rules.age_on(person.birth_date, today)),
            "hidden": _hidden(person, shown or {}),
            "form": form,
            "reason_needed": rules.reason_needed(person.birth_date, today),
            "may_reveal": actor.can_at(Can.REVEAL, place.path),
            "may_edit": actor.can_at(Can.EDIT_HOUSEHOLDS, place.path),
            "may_care": actor.can_at(Can.MANAGE_CARE, place.path),
            "circumstances": sorted(person.circumstances.all(), key=lambda one: (one.until is not None, one.since)),
            "looks": [
                (look, field_name(look.field)) for look in trail.looks(actor, trail.Wanted(target=person.pk))[:5]
            ],
        },
        status=422 if form.is_bound and form.errors else 200,
    )


def _hidden(person: queries.Resident, shown: dict[str, str]) -> list[tuple[str, str, str, bool]]:
    """(field, its name, what may stand on the screen, whether it is the whole value) of the known hidden fields."""
    masked = {"id_number": masks.id_number(person.id_number), "phone": masks.phone(person.phone)}
    names = {"id_number": field_name("id_number"), "phone": field_name("phone")}
    return [(field, names[field], shown.get(field, masked[field]), field in shown) for field in names if masked[field]]


def _person_rows(person: queries.Resident, age: int | None) -> list[Row]:
    sexes = {"1": _("男"), "2": _("女")}
    born = wording.day_full(person.birth_date) if person.birth_date else ""
    home = person.household
    rows = [
        Row(_("性别"), sexes.get(person.sex, "")),
        Row(_("出生"), _("%(born)s，%(age)s 岁") % {"born": born, "age": age} if born else ""),
        Row(_("民族"), person.ethnic_group),
        Row(_("与户主关系"), person.relation),
        Row(_("健康"), person.health),
        Row(_("住在"), home.address or home.number, reverse("office:household", args=[home.pk]), _("看这一户")),
        Row(_("备注"), person.note),
    ]
    return [row for row in rows if row.value]


def _household_rows(home: queries.Household, chief: chiefs.PublicChief | None) -> list[Row]:
    answers = _("还没有人")
    if chief is not None:
        answers = f"{chief.name}（{chief.place_name} {role_name(chief.role)}）"
    rows = [
        Row(_("户编号"), home.number),
        Row(_("社区"), home.community.name),
        Row(_("属于"), home.neighbourhood.full_name),
        Row(_("居住"), home.get_residence_display()),
        Row(_("谁负责"), answers),
    ]
    if home.annual_income_fen is not None:
        rows.append(Row(_("登记的年收入"), _("%(yuan)s 元") % {"yuan": f"{home.annual_income_fen / 100:,.0f}"}))
    return rows


def _wanted(request: HttpRequest) -> queries.Wanted:
    asked = request.GET
    return queries.Wanted(
        text=listing.words(request),
        place=listing.key(asked.get("place")),
        residence=asked.get("residence", ""),
        circumstance=asked.get("circumstance", ""),
    )


def _household_head() -> list[str]:
    return [_("户编号"), _("社区"), _("属于"), _("地址"), _("户主"), _("人数"), _("居住")]


def _household_lines(rows: Iterable[Any]) -> Iterator[list[object]]:
    """Rows with what the query added to them. No number and no telephone goes into a workbook."""
    for home in rows:
        yield [
            home.number,
            home.community.name,
            home.neighbourhood.full_name,
            home.address,
            home.head_name,
            home.member_count,
            home.get_residence_display(),
        ]
