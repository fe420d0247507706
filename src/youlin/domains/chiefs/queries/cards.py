"""Cards (代表证), derived from appointments: one's own, those of a place, and what a scanned code is worth now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import CHIEF_ROLES
from youlin.domains.chiefs import tokens
from youlin.domains.chiefs.models import Appointment, Post, Station
from youlin.domains.chiefs.queries.holding import in_office
from youlin.domains.chiefs.queries.publishing import nearest
from youlin.domains.chiefs.rules.cards import FIRST_SERIAL, Standing, last_day, standing
from youlin.domains.chiefs.wording import role_name
from youlin.domains.territory.models import Territory
from youlin.foundation import clock
from youlin.foundation.db import under
from youlin.foundation.refusal import NotThere


@dataclass(frozen=True, slots=True)
class Card:
    """Everything that stands on a card, and nothing private."""

    appointment: UUID
    serial: int
    token: str
    number: str
    name: str
    title: str
    is_acting: bool
    place: str
    street: str
    station: Station | None
    first_day: date
    last_day: date
    standing: Standing
    portrait: str

    @property
    def is_valid(self) -> bool:
        """Whether its holder answers for the place today."""
        return self.standing is Standing.VALID


def verify(token: str, *, now: datetime) -> Card | None:
    """What a scanned code is worth at this instant; None where no card of ours has it. Four queries, for everybody."""
    sealed = tokens.read(token)
    if sealed is None:
        return None
    rows = _chairs().filter(pk=sealed.appointment)
    return next(iter(_cards(rows, clock.day_of(now), serial=sealed.serial)), None)


def my_cards(actor: Actor, *, day: date) -> list[Card]:
    """The cards of the actor's own posts, of today."""
    return _cards(_chairs().filter(in_office(day), user=actor.user_id), day) if actor.user_id else []


def cards_within(actor: Actor, place: Territory, *, day: date) -> list[Card]:
    """The cards of all chiefs in office at or below a place in sight, in the order of the tree. Four queries."""
    rows = _chairs().filter(
        in_office(day), under("post__territory__path", place.path), post__in=Post.objects.visible_to(actor)
    )
    return _cards(rows, day)


def card(actor: Actor, appointment: UUID, *, day: date) -> Card:
    """One card: one's own, or of a post in sight. Raises NotThere."""
    mine = _chairs().filter(pk=appointment, user=actor.user_id)
    seen = _chairs().filter(pk=appointment, post__in=Post.objects.visible_to(actor))
    found = _cards(mine, day) or _cards(seen, day)
    if not found:
        raise NotThere("appointment_unknown", _("没有这段任期。"))
    return found[0]


def _chairs() -> QuerySet[Appointment]:
    return (
        Appointment.objects.filter(post__role__in=CHIEF_ROLES)
        .select_related("user", "post__territory__subdistrict")
        .prefetch_related("reissues", "portraits")
        .order_by("post__territory__path", "kind")
    )


def _cards(rows: Iterable[Appointment], day: date, *, serial: int | None = None) -> list[Card]:
    """Cards of appointments with the serial that is good now, or to be judged with another."""
    held = list(rows)
    streets = {row.subdistrict_id for row in held}
    stations = Station.objects.filter(subdistrict__in=streets).select_related("territory")
    known = {one.territory.path: one for one in stations}
    return [_card(row, day, known, serial) for row in held]


def _card(row: Appointment, day: date, stations: dict[str, Station], serial: int | None) -> Card:
    current = max((one.serial for one in row.reissues.all()), default=FIRST_SERIAL)
    mine = current if serial is None else serial
    place = row.post.territory
    pictures = sorted(row.portraits.all(), key=lambda one: (one.at, one.pk))
    return Card(
        appointment=row.pk,
        serial=mine,
        token=tokens.issue(row.pk, mine),
        number=f"{row.starts_on:%Y}-{row.pk.hex[-6:].upper()}-{mine}",
        name=row.user.display_name,
        title=role_name(row.post.role),
        is_acting=row.kind == Appointment.Kinds.ACTING,
        place=place.full_name,
        street=place.subdistrict.name if place.subdistrict else "",
        station=nearest(stations, place.path),
        first_day=row.starts_on,
        last_day=last_day(row.starts_on, row.ends_on),
        standing=standing(
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            ended_early=bool(row.end_reason),
            serial=mine,
            current=current,
            day=day,
        ),
        portrait=pictures[-1].digest if pictures else "",
    )
