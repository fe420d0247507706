"""The first page of the day."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from youlin.domains.access.rules import Can, Role
from youlin.domains.care import queries
from youlin.domains.care.queries import supplies
from youlin.domains.cases.queries import hazards, inspections
from youlin.domains.cases.queries import lists as cases
from youlin.domains.chiefs import queries as chiefs
from youlin.domains.chiefs.wording import post_name
from youlin.domains.messaging import queries as messaging
from youlin.domains.outreach.queries import campaigns
from youlin.foundation import clock
from youlin.web.chief import wording
from youlin.web.chief.surges import views as surges
from youlin.web.chief.today import lines
from youlin.web.shared.access import actor_of, page

QUESTIONS = 20


@page(Can.USE_PHONE)
def today(request: HttpRequest) -> HttpResponse:
    """People, the most at risk first, each with one button; below, what rose and what is done."""
    actor, now = actor_of(request), clock.now()
    day = clock.day_of(now)
    own = [lines.line(actor, item, now) for item in queries.today_for(actor, now)]
    supervises = bool(queries.risen_levels(actor))
    risen = queries.overdue_for_supervisor(actor, now=now) if supervises else []
    mine = {item.person for item in own}
    late = [item for item in own if item.due_on < day]
    due = [item for item in own if item.due_on == day]
    done = [(item, wording.what_was_done(item)) for item in queries.done_today(actor, now)]
    return render(
        request,
        "chief/today.html",
        {
            "day": day,
            "surges": queries.tallies(actor, day=day, own=surges.only_own(actor)),
            "questions": list(queries.open_questions(actor)[:QUESTIONS]),
            "late": late,
            "due": due,
            "soon": [item for item in own if item.due_on > day],
            "sentence": lines.sentence([*late, *due]) if late or due else "",
            "supervises": supervises,
            "leads_a_line": actor.can(Can.LEAD_LINE),
            "risen": [lines.risen(actor, item, now) for item in risen if item.owing.resident.pk not in mine],
            "is_neighbourhood_chief": any(grant.role == Role.NEIGHBOURHOOD_CHIEF for grant in actor.grants),
            "in_care": queries.plans(actor).count() if not own else len(own),
            "done": done,
            "to_bring": supplies.to_bring_count(actor),
            "to_tell": campaigns.my_doors_count(actor, now=now),
            "to_inspect": inspections.my_doors_count(actor, now=now),
            "hazards": hazards.to_do_count(actor, now=now),
            "cases": cases.counts(actor, now=now),
            "unread": messaging.unread_count(actor),
            "away": next((row for row in chiefs.my_absences(actor, day=day) if row.starts_on <= day), None),
            "fresh": [
                (term, post_name(term.post)) for term in chiefs.new_terms(actor, day=day) if not chiefs.ticked(term.pk)
            ],
        },
    )
