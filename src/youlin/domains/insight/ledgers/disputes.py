"""Rows of a ledger of disputes, from the register of mediation; who the parties are is read by who keeps the papers."""

from __future__ import annotations

from datetime import date

from youlin.domains.access.actor import Actor
from youlin.domains.cases.queries import disputes as register
from youlin.domains.chiefs.wording import post_name
from youlin.domains.insight.ledgers.facts import Around, Known, surroundings, where
from youlin.domains.insight.rules.ledgers import Fact
from youlin.domains.territory.models import Territory
from youlin.foundation import clock

SUCCEEDED = frozenset({"settled", "performing", "reconciled"})
FAILED = frozenset({"failed", "broken", "refused"})


def disputes(actor: Actor, place: Territory, day: date) -> list[Known]:
    """A row for every dispute in sight of a place. Six queries."""
    rows = register.disputes(actor, register.Wanted(place=place.pk))
    around = surroundings(place, day)
    mine = set(actor.posts())
    return [_line(entry, around, unsealed=entry.dispute.keeper_id in mine) for entry in register.ledger(rows)]


def _line(entry: register.Entry, around: Around, *, unsealed: bool) -> Known:
    row = entry.dispute
    over = "是" if row.stage in SUCCEEDED else "否" if row.stage in FAILED else ""
    return Known(
        row.pk,
        {
            **where(row.territory.path, around),
            Fact.TITLE: row.title,
            Fact.NUMBER: row.case.number,
            Fact.KIND: str(row.get_kind_display()),
            Fact.HAPPENED: clock.day_of(row.case.reported_at),
            Fact.CONCERNED: row.people,
            Fact.PARTIES: "、".join(one.name if unsealed else one.name[:1] + "某" for one in entry.parties),
            Fact.STAGE: str(row.get_stage_display()),
            Fact.DEADLINE: row.deadline,
            Fact.MEDIATORS: "、".join(entry.mediators) or post_name(row.keeper),
            Fact.SETTLED: over,
        },
        place=row.territory_id,
    )
