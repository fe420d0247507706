"""What a chief says about rounds: the days with time, and whether a calendar may ask."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Role
from youlin.domains.care.models.rounds import RoundWish
from youlin.domains.care.rules.rounds import EVERY_DAY
from youlin.foundation import audit, crypto
from youlin.foundation.refusal import Invalid, NotAllowed


def set_days(*, actor: Actor, weekdays: Collection[int], now: datetime) -> RoundWish:
    """Say on which days there is time (ISO: Monday is 1); none is any day. Raises Invalid, NotAllowed."""
    if not set(weekdays) <= EVERY_DAY:
        raise Invalid("weekday_unknown", _("请从周一到周日里选。"), field="weekdays")
    with transaction.atomic():
        row = _own(actor, now)
        said = ",".join(str(day) for day in sorted(set(weekdays)))
        if row.weekdays != said:
            row.weekdays, row.changed_at = said, now
            row.save(update_fields=["weekdays", "changed_at"])
    return row


def share_calendar(*, actor: Actor, shows: str, now: datetime, client_id: UUID | None = None) -> RoundWish:
    """Give the chief's phone an address for its calendar; an earlier address is dead from now on.

    The address is a keyed function of the write's own identity, so that the same one twice is one address.

    Raises Invalid, NotAllowed.
    """
    if shows not in RoundWish.Shows.values:
        raise Invalid("shows_unknown", _("请选日历里写什么。"), field="shows")
    with transaction.atomic():
        row = _own(actor, now)
        said = str(client_id or uuid4())
        token = "".join(crypto.blind_index(said, field=f"care.calendar.token.{half}") for half in (1, 2))
        if (row.token, row.shows) == (token, shows):
            return row
        row.token = token
        row.token_index = crypto.blind_index(row.token, field="care.calendar")
        row.shows, row.changed_at = shows, now
        row.save(update_fields=["token", "token_index", "shows", "changed_at"])
        _record(actor, row, "rounds.share", now)
    return row


def stop_calendar(*, actor: Actor, now: datetime) -> RoundWish:
    """The calendar's address is dead from now on. Said twice it is once. Raises NotAllowed."""
    with transaction.atomic():
        row = _own(actor, now)
        if row.token:
            row.token = row.token_index = ""
            row.changed_at = now
            row.save(update_fields=["token", "token_index", "changed_at"])
            _record(actor, row, "rounds.stop", now)
    return row


def _own(actor: Actor, now: datetime) -> RoundWish:
    street = next((one.subdistrict for one in actor.grants if one.role == Role.NEIGHBOURHOOD_CHIEF), None)
    if street is None or actor.user_id is None:
        raise NotAllowed("not_yours", _("走访路线是邻长用的。"))
    row, _created = RoundWish.objects.select_for_update().get_or_create(
        subdistrict_id=street, user_id=actor.user_id, defaults={"changed_at": now}
    )
    return row


def _record(actor: Actor, row: RoundWish, verb: str, now: datetime) -> None:
    deed = audit.Deed(verb, "account", row.user_id, row.subdistrict_id, {"shows": row.shows})
    audit.record([deed], actor=actor, now=now)
