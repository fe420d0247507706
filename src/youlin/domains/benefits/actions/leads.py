"""Finding whom a programme may fit, and what was decided about a lead."""

from __future__ import annotations

import json
from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.benefits import wording
from youlin.domains.benefits.engine.answers import LIKELY, Answer
from youlin.domains.benefits.engine.edition import Edition
from youlin.domains.benefits.engine.values import NO, YES
from youlin.domains.benefits.engine.vocabulary import Vector, vector
from youlin.domains.benefits.models import Lead
from youlin.domains.benefits.queries.figures import edition_for
from youlin.domains.benefits.queries.homes import Home, homes
from youlin.domains.territory.models import Territory
from youlin.foundation import audit, clock
from youlin.foundation.refusal import Invalid, NotThere, Refusal

Ground = tuple[str, str, str]  # programme, kind, and the fingerprint of whom and which facts
MOST_NAMED = 500  # keys in one statement
AHEAD = timedelta(days=31)  # who turns 80 next month is told this month


@dataclass(frozen=True, slots=True)
class Runs:
    """What a run has done."""

    found: int
    settled: int


def find_leads(*, actor: Actor, subdistrict: UUID, now: datetime) -> Runs:
    """Look at every household of a subdistrict: who may fit and is not enrolled, who is about to, who no longer does.

    Set-based and safe to repeat: a lead with the same grounds stays as it is, a dismissed one stays dismissed, and an
    open one whose grounds are gone is settled. Raises NotThere.
    """
    place = Territory.objects.filter(pk=subdistrict).first()
    if place is None:
        raise NotThere("territory_unknown", _("没有这个辖区。"))
    day = clock.day_of(now)
    today, later = edition_for(place, day), edition_for(place, day + AHEAD)
    rows = Lead.objects.filter(subdistrict=place)
    known: dict[Ground, tuple[UUID, str]] = {
        (programme, kind, grounds): (key, state)
        for programme, kind, grounds, key, state in rows.values_list(
            "programme", "kind", "grounds", "pk", "state"
        ).iterator()
    }
    # Looking takes seconds and locks nothing; only what was found is written under the lock.
    seen: set[Ground] = set()
    fresh: list[Lead] = []
    for home in homes(actor, path=place.path, day=day):
        for ground, row in _leads(today, later, home, known, now):
            seen.add(ground)
            if row is not None:
                fresh.append(row)
    with transaction.atomic():
        gone = [key for ground, (key, was) in known.items() if was == Lead.States.OPEN and ground not in seen]
        settled = _turn(rows.filter(state=Lead.States.OPEN), gone, state=Lead.States.SETTLED, decided_at=now)
        before = rows.count()
        Lead.objects.bulk_create(fresh, batch_size=500, ignore_conflicts=True)
        # What was settled and holds again is open again; what somebody dismissed is not.
        again = [key for ground, (key, was) in known.items() if was == Lead.States.SETTLED and ground in seen]
        back = _turn(rows.filter(state=Lead.States.SETTLED), again, state=Lead.States.OPEN, decided_at=None)
        found = rows.count() - before + back
        changes = {"found": [0, found], "settled": [0, settled]}
        audit.record([audit.Deed("lead.find", "territory", place.pk, place.pk, changes)], actor=actor, now=now)
    return Runs(found, settled)


def _turn(rows: QuerySet[Lead], keys: list[UUID], **to: object) -> int:
    """Change those of the rows that have these keys, as many at a time as a statement may name; how many there were."""
    portions = (keys[start : start + MOST_NAMED] for start in range(0, len(keys), MOST_NAMED))
    return sum(rows.filter(pk__in=some).update(**to) for some in portions)


def _leads(
    today: Edition, later: Edition, home: Home, known: Container[Ground], now: datetime
) -> Iterator[tuple[Ground, Lead | None]]:
    """What is worth a look in a household, each with its ground; with a row only where the ground is new."""
    seen = vector(today.vocabulary, home.facts, today.day)
    wanted = _wanted(today, later, home, seen)
    told: dict[tuple[bool, str], list[Answer]] = {}
    for name, member, kind in wanted:
        soon = kind == Lead.Kinds.ABOUT
        edition = later if soon else today
        if (soon, name) not in told:
            told[soon, name] = edition.explain(seen, name)
        answer = next(one for one in told[soon, name] if one.member == member)
        ground = (name, str(kind), _grounds(edition, home, seen, answer))
        yield ground, None if ground in known else _lead(edition, home, answer, kind, ground[2], now)


def _wanted(today: Edition, later: Edition, home: Home, seen: Vector) -> list[tuple[str, int | None, Lead.Kinds]]:
    """Which programmes are worth a look, for whom and why."""
    found: list[tuple[str, int | None, Lead.Kinds]] = []
    next_month = {ready.programme.id: said for ready, said in zip(later.programmes, later.leads(seen), strict=True)}
    for ready, said in zip(today.programmes, today.leads(seen), strict=True):
        name = ready.programme.id
        soon = next_month.get(name, said)
        for member, verdict in enumerate(said) if ready.of_person else [(None, said)]:
            then = soon if member is None else soon[member]
            enrolled = _is_enrolled(home, name, member)
            if enrolled and verdict == NO:
                found.append((name, member, Lead.Kinds.NO_LONGER))
            elif not enrolled and verdict in (YES, LIKELY):
                found.append((name, member, Lead.Kinds.LIKELY))
            elif not enrolled and verdict == NO and then != NO:
                found.append((name, member, Lead.Kinds.ABOUT))
    return found


def _is_enrolled(home: Home, programme: str, member: int | None) -> bool:
    if member is None:
        return any(name == programme for name, _person in home.enrolled)
    return (programme, home.people[member].pk) in home.enrolled


def _lead(edition: Edition, home: Home, answer: Answer, kind: Lead.Kinds, grounds: str, now: datetime) -> Lead:
    names = [person.name for person in home.people]
    person = None if answer.member is None else home.people[answer.member]
    told = [wording.because(edition, names, one) for one in answer.conditions]
    return Lead(
        subdistrict_id=home.household.subdistrict_id,
        household=home.household,
        resident=person,
        programme=answer.programme.id,
        kind=kind,
        reasons=[one for one in told if one],
        grounds=grounds,
        from_day=edition.day,
        found_at=now,
    )


def _grounds(edition: Edition, home: Home, seen: Vector, answer: Answer) -> str:
    """A fingerprint of whom it is about and of the facts behind it, but for the day and figures."""
    slot = edition.vocabulary.slot
    keys = {key for one in answer.conditions for reason in one.reasons for key in reason.facts}
    facts = (
        sorted(
            (
                str(home.people[member].pk if member is not None else home.household.pk),
                name,
                seen.household[slot[name]] if member is None else seen.members[member][slot[name]],
            )
            for member, name in keys
        )
        if keys
        else []
    )
    whom = str(home.people[answer.member].pk if answer.member is not None else home.household.pk)
    return sha256(json.dumps([whom, facts], default=str).encode()).hexdigest()


def decide_lead(*, actor: Actor, lead: UUID, take: bool, why: str = "", now: datetime) -> Lead:
    """Take a lead up, or dismiss it with a word why; a dismissal is remembered until the facts change.

    Raises NotThere, Invalid where a dismissal says nothing, Refusal where somebody else was quicker.
    """
    with transaction.atomic():
        row = Lead.objects.visible_to(actor).filter(pk=lead).first()
        if row is None:
            raise NotThere("lead_unknown", _("没有这条线索。"))
        if not take and not why.strip():
            raise Invalid("why_missing", _("请写一句为什么不合适，比如“已搬走”。"), field="why")
        state = Lead.States.TAKEN if take else Lead.States.DISMISSED
        changed = Lead.objects.filter(pk=row.pk, state=Lead.States.OPEN).update(
            state=state,
            decided_by=actor.user_id,
            decided_by_name=actor.name,
            decided_at=now,
            decision=why.strip()[:200],
        )
        row.refresh_from_db()
        if not changed and row.state != state:
            raise Refusal(
                "decided_already", _("%(name)s已经处理过这条线索。") % {"name": row.decided_by_name or _("系统")}
            )
        if changed:
            changes = {"state": [Lead.States.OPEN.value, state.value]}
            audit.record([audit.Deed("lead.decide", "lead", row.pk, row.subdistrict_id, changes)], actor=actor, now=now)
    return row
