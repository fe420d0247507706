"""Logging micro-services."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.outreach.models import MicroService, NoService
from youlin.domains.outreach.queries.micro_services import identity_of, proposed
from youlin.domains.outreach.rules import micro_services as rules
from youlin.domains.outreach.wording import micro_services as wording
from youlin.domains.residents.models import Household, Resident
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import Level
from youlin.foundation import audit
from youlin.foundation.refusal import Invalid, NotThere


@dataclass(frozen=True, slots=True)
class NewService:
    """One line to log. `client_id` names it, so that the same line twice is one line."""

    client_id: UUID
    neighbourhood: UUID
    text: str
    happened_at: datetime
    household: UUID | None = None
    resident: UUID | None = None


def log_service(*, actor: Actor, service: NewService, now: datetime) -> MicroService:
    """Log one line. See `log_services`."""
    return log_services(actor=actor, services=[service], now=now)[0]


def log_services(*, actor: Actor, services: Sequence[NewService], now: datetime) -> list[MicroService]:
    """Log lines, all or none; a line that is known already is given back as it stands.

    Raises NotThere for a place or person out of sight, Invalid for a line without words or from the future.
    """
    if actor.user_id is None:
        raise ValueError("a micro-service is done by somebody")
    with transaction.atomic():
        sight = _look(actor, services)
        for service in services:
            _refuse_bad_line(service, sight, now)
        rows = [_row(actor, actor.user_id, service, sight, now) for service in services]
        # Of two senders of one line the unique key lets one in; both then read the same row.
        MicroService.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
        stored = _stored(rows)
        if any(row.by_id != actor.user_id for row in stored.values()):
            raise NotThere("service_unknown", _("没有这条微服务。"))
        fresh = [row for row in rows if stored[row.client_id].pk == row.pk]
        audit.record(
            [audit.Deed("service.log", "micro_service", row.pk, row.subdistrict_id) for row in fresh],
            actor=actor,
            now=now,
        )
    return [stored[service.client_id] for service in services]


def log_proposal(*, actor: Actor, contact: UUID, text: str, now: datetime) -> MicroService:
    """Log the act of help that an own note tells of, in the words that were put right; twice is one.

    Raises NotThere where nothing is proposed, Invalid.
    """
    found = next((one for one in proposed(actor, now=now) if one.contact == contact), None)
    if found is None:
        known = MicroService.objects.visible_to(actor).filter(client_id=identity_of(contact), by=actor.user_id).first()
        if known is not None:
            return known
        raise NotThere("proposal_unknown", _("没有这条可以记的微服务。"))
    line = NewService(found.client_id, found.neighbourhood, text, found.happened_at, resident=found.resident)
    return log_service(actor=actor, service=line, now=now)


def decline_proposal(*, actor: Actor, contact: UUID, now: datetime) -> None:
    """Say that an own note tells of no micro-service; twice is once. Raises NotThere."""
    if actor.user_id is None:
        raise ValueError("a note is somebody's own")
    with transaction.atomic():
        if NoService.objects.filter(contact=contact, by=actor.user_id).exists():
            return
        found = next((one for one in proposed(actor, now=now) if one.contact == contact), None)
        if found is None:
            raise NotThere("proposal_unknown", _("没有这条可以记的微服务。"))
        place = Territory.objects.get(pk=found.neighbourhood)
        if place.subdistrict_id is None:
            raise ValueError("a neighbourhood lies in a subdistrict")
        NoService.objects.bulk_create(
            [NoService(subdistrict_id=place.subdistrict_id, contact=contact, by=actor.user_id, at=now)],
            ignore_conflicts=True,
        )
        audit.record([audit.Deed("service.decline", "contact", contact, place.subdistrict_id)], actor=actor, now=now)


def _stored(rows: Sequence[MicroService]) -> dict[UUID, MicroService]:
    found = MicroService.objects.filter(
        subdistrict__in={row.subdistrict_id for row in rows}, client_id__in={row.client_id for row in rows}
    )
    return {row.client_id: row for row in found}


@dataclass(frozen=True, slots=True)
class _Sight:
    """What the actor can see of what the lines name."""

    places: dict[UUID, Territory]
    households: dict[UUID, Household]
    residents: dict[UUID, Resident]


def _look(actor: Actor, services: Sequence[NewService]) -> _Sight:
    places = Territory.objects.filter(pk__in={service.neighbourhood for service in services}, level=Level.NEIGHBOURHOOD)
    homes = {service.household for service in services if service.household}
    people = {service.resident for service in services if service.resident}
    return _Sight(
        {row.pk: row for row in places if actor.can_at(Can.LOG_SERVICE, row.path)},
        {row.pk: row for row in Household.objects.visible_to(actor).filter(pk__in=homes)} if homes else {},
        {row.pk: row for row in Resident.objects.visible_to(actor).filter(pk__in=people).select_related("household")}
        if people
        else {},
    )


def _refuse_bad_line(service: NewService, sight: _Sight, now: datetime) -> None:
    if service.neighbourhood not in sight.places:
        raise NotThere("neighbourhood_unknown", _("没有这个邻，请重新选择。"), field="neighbourhood")
    home = sight.households.get(service.household) if service.household else None
    if service.household and (home is None or home.neighbourhood_id != service.neighbourhood):
        raise NotThere("household_unknown", _("这个邻里没有这一户，请重新选择。"), field="household")
    person = sight.residents.get(service.resident) if service.resident else None
    if service.resident and (person is None or person.household.neighbourhood_id != service.neighbourhood):
        raise NotThere("resident_unknown", _("这个邻里没有这个人，请重新选择。"), field="resident")
    problem = rules.problem_with(text=rules.one_line(service.text), happened_at=service.happened_at, now=now)
    if problem is not None:
        raise Invalid(problem.value, wording.sentence(problem), field=wording.FIELD[problem])


def _row(actor: Actor, doer: UUID, service: NewService, sight: _Sight, now: datetime) -> MicroService:
    place = sight.places[service.neighbourhood]
    person = sight.residents.get(service.resident) if service.resident else None
    if place.subdistrict_id is None:
        raise ValueError("a neighbourhood lies in a subdistrict")
    return MicroService(
        subdistrict_id=place.subdistrict_id,
        neighbourhood=place,
        household_id=service.household or (person.household_id if person else None),
        resident_id=service.resident,
        text=rules.one_line(service.text),
        happened_at=min(service.happened_at, now),
        received_at=now,
        by_id=doer,
        by_name=actor.name,
        post_id=_post_for(actor, place),
        client_id=service.client_id,
    )


def _post_for(actor: Actor, place: Territory) -> UUID | None:
    """The actor's nearest post over a place: who holds two acts from the nearer one."""
    over = [grant for grant in actor.grants if place.path.startswith(grant.path) and grant.post is not None]
    return max(over, key=lambda grant: len(grant.path)).post if over else None
