"""The neighbourhood, a home, a person."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from youlin.domains.access.rules import Can
from youlin.domains.care import queries as care
from youlin.domains.residents import actions, queries
from youlin.domains.residents.queries import checks
from youlin.domains.residents.rules import reason_needed
from youlin.foundation import clock
from youlin.web.chief import wording
from youlin.web.chief.people import lines
from youlin.web.chief.people.forms import RevealForm
from youlin.web.shared import masks
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.forms import run

PEOPLE_FOUND = 30


@page(Can.USE_PHONE)
@require_GET
def neighbours(request: HttpRequest) -> HttpResponse:
    """My households; or who and what a word finds: a name, its first letters, a number, an address."""
    actor, now = actor_of(request), clock.now()
    text = request.GET.get("q", "").strip()[:40]
    people = lines.found(actor, text, clock.day_of(now), limit=PEOPLE_FOUND) if text else []
    page, homes = lines.homes(actor, text, request.GET.get("page"))
    return render(
        request,
        "chief/neighbours.html",
        {
            "q": text,
            "people": people,
            "more_people": len(people) == PEOPLE_FOUND,
            "page": page,
            "homes": homes,
            "entrusted": [] if text else lines.entrusted(actor, clock.day_of(now)),
            "doubts": 0 if text else checks.doubtful(actor, checks.Doubt()).count(),
        },
    )


@page(Can.USE_PHONE)
@require_GET
def home(request: HttpRequest, household: UUID) -> HttpResponse:
    """A household and who lives in it."""
    actor, now = actor_of(request), clock.now()
    found = queries.home(actor, household)
    plans = care.plans_of(actor, [person.pk for person in found.members])
    people = lines.members(found, plans, clock.day_of(now))
    return render(request, "chief/home.html", {"home": found.household, "people": people})


@page(Can.USE_PHONE)
@require_GET
def person(request: HttpRequest, resident: UUID) -> HttpResponse:
    """Only what is needed at the door."""
    return _person_page(request, resident, RevealForm(needed=False), 200)


@never_cache
@page(Can.USE_PHONE)
@require_POST
def reveal(request: HttpRequest, resident: UUID) -> HttpResponse:
    """The telephone number, once, with the look on record; the next page hides it again."""
    actor, now = actor_of(request), clock.now()
    found = queries.resident(actor, resident)
    form = RevealForm(request.POST, needed=reason_needed(found.birth_date, clock.day_of(now)))
    phone = None
    if form.is_valid():
        phone = run(
            form,
            lambda: actions.reveal(actor=actor, resident=resident, field="phone", now=now, reason=form.why()),
        )
    if phone is None:
        return _person_page(request, resident, form, 422)
    return render(
        request,
        "chief/phone_number.html",
        {"person": found, "phone": phone, "in_care": care.plan_of(actor, resident) is not None},
    )


def _person_page(request: HttpRequest, key: UUID, form: RevealForm, status: int) -> HttpResponse:
    actor, now = actor_of(request), clock.now()
    today = clock.day_of(now)
    found = queries.resident(actor, key)
    owing, plan = care.owing(actor, key, now), care.plan_of(actor, key)
    holds = care.paces_now(plan, today) if plan else []
    # Who was matched to this chief comes alone: the house and its other people stay with its own chief.
    own = actor.can_at(Can.SEE_HOUSEHOLDS, found.household.neighbourhood.path)
    family = lines.members(queries.home(actor, found.household_id), (), today) if own else []
    if not form.is_bound:
        form = RevealForm(needed=reason_needed(found.birth_date, today))
    kinds = [
        wording.joined([item.get_kind_display(), item.detail])
        for item in found.circumstances.all()
        if item.until is None or item.until > today
    ]
    return render(
        request,
        "chief/person.html",
        {
            "person": found,
            "note": wording.joined([lines.sex(found.sex), wording.age(found.birth_date, today)]),
            "rows": [
                *lines.known(
                    kinds=_("、").join(kinds), health=found.health, address=found.household.address, note=found.note
                ),
                *(lines.consent(actor, key, today) if plan or kinds else []),
            ],
            "owing": owing,
            "plan": plan,
            "holds": holds,
            "resting": any(pace.kind == care.Pace.Kinds.PAUSE for pace in holds),
            "own": own,
            "cared_by": lines.cared_by(actor, owing, today),
            "phone": masks.phone(found.phone),
            "form": form,
            "family": [one for one in family if one.key != key],
            "steps": lines.steps(care.contacts_of(actor, key, limit=8), care.alarms_of(actor, key, limit=6)),
        },
        status=status,
    )
