"""What stands in the pack: keys, and the words that the pages say. No number of anybody's in full, no identity card."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Role
from youlin.domains.care import queries as care
from youlin.domains.care.queries import supplies
from youlin.domains.care.wording import things
from youlin.domains.cases.queries import inspections
from youlin.domains.cases.queries import lists as cases
from youlin.domains.messaging import queries as messaging
from youlin.domains.outreach.queries import campaigns
from youlin.domains.residents import queries as residents
from youlin.foundation import clock
from youlin.web.chief import wording
from youlin.web.chief.people import lines
from youlin.web.shared import masks

# A chief of 15 households is far below; who holds several neighbourhoods carries the first of these.
MOST_HOMES = 60
MOST_PEOPLE = 300
MOST_RISEN = 50
MOST_DELIVERIES = 100
MOST_DOORS = 60  # of inspections, and as many of campaigns

# Where each write of these pages goes: one small form with `client_id` and `happened_at`, the same twice is once.
FORMS = {
    "greet": "/me/people/{person}/greet/",
    "visit": "/me/people/{person}/visit/",
    "undo": "/me/contacts/{contact}/undo/",
    "report": "/me/cases/new/",
    "service": "/me/services/",
    "receipt": "/me/supplies/{delivery}/",
    "inspect": "/me/inspections/{door}/",
    "absent": "/me/inspections/{door}/absent/",
    "told": "/me/campaigns/{campaign}/told/",
    "door": "/me/campaigns/doors/{door}/",
}


def of(actor: Actor, now: datetime) -> dict[str, Any]:
    """The letter. A fixed number of queries for each neighbourhood that the actor answers for."""
    today = clock.day_of(now)
    own = [grant.territory for grant in actor.grants if grant.role == Role.NEIGHBOURHOOD_CHIEF]
    homes = [row for place in own for row in residents.households(actor, residents.Wanted(place=place))[:MOST_HOMES]]
    homes = homes[:MOST_HOMES]
    kept = {row.pk for row in homes}
    everybody = [row for place in own for row in residents.residents(actor, residents.Wanted(place=place))]
    people = [row for row in everybody if row.household_id in kept][:MOST_PEOPLE]
    owed = care.owed_to(actor, [row.pk for row in people], now)
    risen = care.overdue_for_supervisor(actor, now=now, limit=MOST_RISEN) if care.risen_levels(actor) else []
    looking = inspections.carried_by_me(actor, now=now, limit=MOST_DOORS)
    telling = campaigns.carried_by_me(actor, now=now, limit=MOST_DOORS, missing=True)
    return {
        "day": today.isoformat(),
        "made_at": now.isoformat(),
        "name": actor.name,
        "today": [_due(item) for item in care.today_for(actor, now)],
        "risen": [{**_due(item.owing), "name": item.owing.resident.name, "level": item.level} for item in risen],
        "homes": [_home(actor, row) for row in homes],
        "people": [_person(actor, row, owed.get(row.pk), now) for row in people],
        "deliveries": [_delivery(row) for row in supplies.to_bring(actor, limit=MOST_DELIVERIES)] if own else [],
        "inspections": [_door(row) for row in looking],
        "campaigns": _campaigns(telling),
        "cases": {"mine": cases.counts(actor, now=now).mine},
        "unread": messaging.unread_count(actor),
        "pages": [
            *_pages(kept, (row.pk for row in people), owed),
            *(f"/me/inspections/{row.pk}/" for row in looking),
            *(f"/me/campaigns/doors/{row.pk}/" for row in telling),
        ],
        "forms": FORMS,
    }


def _due(item: care.Owing) -> dict[str, Any]:
    return {"person": str(item.resident.pk), "due_on": item.due_on.isoformat(), "visit": item.visit_next}


def _delivery(row: Any) -> dict[str, Any]:
    whose = str(row.resident_id) if row.resident_id else None
    return {"key": str(row.pk), "home": str(row.household_id), "person": whose, "what": things(row.things)}


def _door(row: inspections.InspectionDoor) -> dict[str, Any]:
    return {
        "key": str(row.pk),
        "home": str(row.household_id) if row.household_id else None,
        "site": row.site.name if row.site else "",
        "until": _iso(row.round.ends_on),
    }


def _campaigns(doors: Iterable[campaigns.CampaignDoor]) -> list[dict[str, Any]]:
    """What to say, and at which doors it is still missing. Of a picture or a sound only where it is and how large."""
    said: dict[UUID, dict[str, Any]] = {}
    for row in doors:
        one = said.setdefault(
            row.campaign_id,
            {
                "key": str(row.campaign_id),
                "title": row.campaign.title,
                "message": row.campaign.message,
                "urgent": row.campaign.sweep,
                "until": _iso(row.campaign.ends_on),
                "materials": [],
                "doors": [],
            },
        )
        one["doors"].append({"key": str(row.pk), "home": str(row.household_id), "state": row.state})
    for key, found in campaigns.materials(said).items():
        said[key]["materials"] = [
            {"kind": one.kind, "bytes": one.size, "at": f"/me/campaigns/{key}/media/{one.digest}/"} for one in found
        ]
    return list(said.values())


def _home(actor: Actor, row: residents.Household) -> dict[str, Any]:
    place = row.neighbourhood
    return {
        "key": str(row.pk),
        "head": getattr(row, "head_name", None) or "",
        "address": row.address or row.number,
        "short": wording.near(actor, row.address, place.full_name, place.name) or row.number,
        "residence": row.residence,
    }


def _person(actor: Actor, row: residents.Resident, owing: care.Owing | None, now: datetime) -> dict[str, Any]:
    """Only what is needed at the door, as on the person's page."""
    today = clock.day_of(now)
    kinds = [wording.joined([item.get_kind_display(), item.detail]) for item in lines.open_circumstances(row)]
    said: dict[str, Any] = {
        "key": str(row.pk),
        "home": str(row.household_id),
        "name": row.name,
        "note": wording.joined([row.relation, lines.sex(row.sex), wording.age(row.birth_date, today)]),
        "kinds": kinds,
        "health": row.health,
        "reminder": row.note,
        "phone": masks.phone(row.phone),
    }
    if owing is not None:
        said["care"] = {
            "greet_by": _iso(owing.greet_by),
            "visit_by": _iso(owing.visit_by),
            "greeting_days": owing.plan.greeting_days,
            "visit_days": owing.plan.visit_days,
            "last": wording.last_time(actor, owing.last, now),
            "last_note": owing.last.note if owing.last else "",
        }
    return {name: value for name, value in said.items() if value}


def _pages(homes: Collection[UUID], people: Iterable[UUID], owed: Collection[UUID]) -> list[str]:
    """The addresses that a phone may keep for when there is no line."""
    return [
        "/me/",
        "/me/neighbours/",
        "/me/cases/new/",
        "/me/supplies/",
        "/me/inspections/",
        "/me/campaigns/",
        "/me/hazards/",
        *(f"/me/neighbours/{key}/" for key in homes),
        *(f"/me/people/{key}/" for key in people),
        *(f"/me/people/{key}/{door}/" for key in owed for door in ("greet", "visit")),
    ]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
