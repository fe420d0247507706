"""`import_register`: all that a register says for sure, in one transaction; the second time nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from youlin.domains.access import actions as access
from youlin.domains.access.actor import Actor
from youlin.domains.access.models import User
from youlin.domains.access.rules import first_free, login_from_name
from youlin.domains.chiefs.actions import NewTerm, appoint_many
from youlin.domains.chiefs.registers.matching import Match, Plan, plan
from youlin.domains.chiefs.registers.reading import RegisterBook
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import Level
from youlin.foundation import audit, clock
from youlin.foundation.refusal import NotThere


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of it."""

    plan: Plan
    appointed: int
    accounts: int


def import_register(
    *,
    actor: Actor,
    book: RegisterBook,
    subdistrict: UUID,
    now: datetime,
    chosen: Mapping[str, UUID] | None = None,
    dry_run: bool = False,
) -> Taken:
    """Put the people of a register in their posts. A row that is not sure stays out, and is named.

    New accounts have no password yet: a first one is handed out at the post. Raises NotThere for an unknown street.
    """
    with transaction.atomic():
        streets = Territory.objects.filter(pk=subdistrict, level=Level.SUBDISTRICT)
        street = (streets if dry_run else streets.select_for_update()).first()
        if street is None:
            raise NotThere("territory_unknown", _("没有这个街道，请核对编码。"))
        made = plan(actor, book, street, today=clock.day_of(now), chosen=chosen)
        people = _newcomers(made)
        if dry_run:
            return Taken(made, len(made.arriving), len(people))
        users = _open(actor, people, now)
        appoint_many(actor=actor, terms=[_term(match, users) for match in made.arriving], now=now)
        deed = audit.Deed("register.import", "territory", street.pk, street.pk, {"appointed": [0, len(made.arriving)]})
        audit.record([deed], actor=actor, now=now)
    return Taken(made, len(made.arriving), len(people))


Who = tuple[str, str]


def _who(match: Match) -> Who:
    """One person in two posts has one account: the name with the telephone or the identity number."""
    row = match.row
    phone = row.phone or (match.resident.phone if match.resident else "")
    return row.name, phone or (row.id_number.value if row.id_number else f"{row.sheet}:{row.row}")


def _newcomers(made: Plan) -> dict[Who, Match]:
    found: dict[Who, Match] = {}
    for match in made.arriving:
        if match.user is None:
            found.setdefault(_who(match), match)
    return found


def _open(actor: Actor, people: Mapping[Who, Match], now: datetime) -> dict[Who, User]:
    taken = set(User.objects.values_list("username", flat=True)) if people else set()
    accounts = []
    for match in people.values():
        login = first_free(login_from_name(match.row.name), taken)
        taken.add(login)
        phone = match.row.phone or (match.resident.phone if match.resident else "")
        accounts.append(access.NewAccount(login, match.row.name, "", phone))
    users = access.open_accounts(actor=actor, accounts=accounts, now=now) if accounts else []
    return dict(zip(people, users, strict=True))


def _term(match: Match, users: Mapping[Who, User]) -> NewTerm:
    user = match.user or users[_who(match)]
    return NewTerm(
        post=match.post.pk,
        user=user.pk,
        kind="acting" if match.row.acting else "sitting",
        starts_on=match.term.starts_on,
        ends_on=match.term.ends_on,
        resident=match.resident.pk if match.resident else None,
    )
