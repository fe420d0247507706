"""Greet, visit, see what was recorded, take it back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.care import actions, queries
from youlin.domains.care.actions import NewContact
from youlin.domains.care.rules import REACHED, UNDO_WITHIN, Kind, Wellbeing
from youlin.domains.cases.queries import lists as cases
from youlin.domains.chiefs.wording import post_name
from youlin.domains.residents import queries as residents
from youlin.domains.residents.rules import reason_needed
from youlin.foundation import clock
from youlin.web.chief import wording
from youlin.web.chief.contacts.forms import ContactForm, GreetingForm, VisitForm, all_fine
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.forms import PageForm, run


@page(Can.USE_PHONE)
def greet(request: HttpRequest, resident: UUID) -> HttpResponse:
    """All fine in one tap; anything else in a form below."""
    if request.method == "POST" and "found" not in request.POST:
        form = PageForm(request.POST)
        form.is_valid()
        return _after(request, _record(actor_of(request), all_fine(form, resident, clock.now()), clock.now()))
    return _contact_page(request, resident, GreetingForm(request.POST or None), "chief/greet.html")


@page(Can.USE_PHONE)
def visit(request: HttpRequest, resident: UUID) -> HttpResponse:
    """How they are, a word if there is one."""
    return _contact_page(request, resident, VisitForm(request.POST or None), "chief/visit.html")


def _contact_page(request: HttpRequest, key: UUID, form: ContactForm, template: str) -> HttpResponse:
    actor, now = actor_of(request), clock.now()
    person = residents.resident(actor, key)
    if request.method == "POST" and form.is_valid():
        done = run(form, lambda: _record(actor, form.contact(key, now), now))
        if done is not None:
            return _after(request, done)
    owing = queries.owing(actor, key, now)
    kind = owing.plan.get_circumstance_display() if owing else ""
    last = queries.contacts_of(actor, key, limit=1)
    return render(
        request,
        template,
        {
            "person": person,
            "note": wording.joined([kind, wording.age(person.birth_date, clock.day_of(now))]),
            "last": wording.last_time(actor, last[0] if last else None, now),
            "last_note": last[0].note if last else "",
            # A visit settles both, so it is as late as the earlier of the two.
            "due_on": (owing.due_on if form.kind is Kind.VISIT else owing.greet_by) if owing else None,
            "ask_why": reason_needed(person.birth_date, clock.day_of(now)),
            "form": form,
        },
        status=422 if form.errors else 200,
    )


def _record(actor: Actor, contact: NewContact, now: datetime) -> UUID:
    return actions.record_contacts(actor=actor, contacts=[contact], now=now)[0].pk


def _after(request: HttpRequest, key: UUID) -> HttpResponse:
    """Back to the day where all is well; where not, to what comes of it."""
    actor, now = actor_of(request), clock.now()
    contact = queries.contact(actor, key)
    if contact.wellbeing in (Wellbeing.SOMETHING, Wellbeing.URGENT):
        return redirect("chief:contact", contact=key)
    said = _("%(name)s：%(what)s，已记下。") % {"name": contact.resident.name, "what": wording.what_was_done(contact)}
    if contact.outcome not in REACHED:
        said = _("%(name)s：%(what)s，已记下。这次不算数，过一会儿再试试。") % {
            "name": contact.resident.name,
            "what": wording.what_was_done(contact),
        }
    left = sum(item.due_on <= item.today for item in queries.today_for(actor, now))
    if left:
        said += ngettext("今天还有 %(n)d 位。", "今天还有 %(n)d 位。", left) % {"n": left}
    notices.done(request, said, undo=reverse("chief:contact_undo", args=[key]))
    return redirect("chief:today")


@page(Can.USE_PHONE)
@require_GET
def contact(request: HttpRequest, contact: UUID) -> HttpResponse:
    """What was recorded, and what comes of it: a case by itself where it was urgent."""
    actor, now = actor_of(request), clock.now()
    row = queries.contact(actor, contact)
    # An urgent contact's case carries its identity (jobs.follow).
    case = cases.cases(actor, cases.Wanted(), now=now).filter(client_id=row.pk).first()
    return render(
        request,
        "chief/contact.html",
        {
            "contact": row,
            "what": wording.what_was_done(row),
            "urgent": row.wellbeing == Wellbeing.URGENT,
            "case": case,
            "holder": post_name(case.holder) if case else "",
            "may_undo": row.by == actor.user_id
            and row.wellbeing != Wellbeing.URGENT
            and now - row.received_at <= UNDO_WITHIN,
        },
    )


@page(Can.USE_PHONE)
@require_POST
def undo(request: HttpRequest, contact: UUID) -> HttpResponse:
    """Take it back."""
    row = actions.undo_contact(actor=actor_of(request), contact=contact, now=clock.now())
    notices.warn(request, _("刚才那次已撤回，没有算数。"))
    return redirect("chief:person", resident=row.resident_id)
