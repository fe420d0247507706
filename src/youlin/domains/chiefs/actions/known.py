"""Ticking off who was handed the card or the poster; the register of the neighbours' groups."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import CHIEF_ROLES, Can
from youlin.domains.chiefs.models import Appointment, GroupChat, GroupChatCount, Handout, Post
from youlin.domains.chiefs.queries.holding import in_office
from youlin.domains.residents.models import Household
from youlin.domains.territory.models import Territory
from youlin.foundation import audit, clock
from youlin.foundation.db import add_rows
from youlin.foundation.refusal import Invalid, NotThere, Refusal

MOST_HOUSEHOLDS = 5000  # in one group: WeChat takes 500 people; a slip of the finger takes more


@dataclass(frozen=True, slots=True)
class NewChat:
    """A group to put in the register."""

    territory: UUID
    name: str
    since: date
    households: int


def hand_out(
    *,
    actor: Actor,
    neighbourhood: UUID,
    kind: str,
    households: list[UUID] | None,
    batch: UUID,
    happened_at: datetime,
    now: datetime,
) -> int:
    """Note that households were handed the present chief's card or poster; None means all permanent ones there.

    The same `batch` twice, or a household that has it already, changes nothing. Returns how many were new. Raises
    NotThere out of reach, Invalid for an unknown kind, Refusal `no_chief` where nobody sits whose card it could be.
    """
    with transaction.atomic():
        place = Territory.objects.filter(pk=neighbourhood).first()
        if place is None or place.subdistrict_id is None or not actor.can_at(Can.MAKE_KNOWN, place.path):
            raise NotThere("territory_unknown", _("没有这个辖区。"))
        if kind not in Handout.Kinds.values:
            raise Invalid("kind_unknown", _("请选发的是联系卡还是门牌贴。"), field="kind")
        homes = Household.objects.visible_to(actor).filter(neighbourhood=place)
        homes = (
            homes.filter(residence=Household.Residence.PERMANENT)
            if households is None
            else homes.filter(pk__in=households)
        )
        chief = _chief_of(place, clock.day_of(now))
        known = set(
            Handout.objects.filter(kind=kind, chief=chief, taken_back_at=None, household__in=homes).values_list(
                "household", flat=True
            )
        )
        rows = [
            Handout(
                subdistrict_id=place.subdistrict_id,
                household_id=home,
                kind=kind,
                chief=chief,
                batch=batch,
                at=min(happened_at, now),
                received_at=now,
                by=actor.user_id,
                by_name=actor.name,
            )
            for home in homes.order_by("pk").values_list("pk", flat=True)
            if home not in known
        ]
        if Handout.objects.filter(batch=batch, subdistrict=place.subdistrict_id).exists():
            return 0  # the same press, come twice; what was taken back meanwhile stays so
        add_rows(rows, skip_known=True)
        changes = {"kind": kind, "households": len(rows)}
        audit.record([audit.Deed("known.hand_out", "territory", place.pk, place.pk, changes)], actor=actor, now=now)
    return len(rows)


def take_back(*, actor: Actor, batch: UUID | None = None, household: UUID | None = None, now: datetime) -> int:
    """Undo one press (`batch`), or all that one household was handed; what was noted stays on record.

    Returns how many. Raises NotThere where there is nothing to undo.
    """
    wanted = Handout.objects.visible_to(actor).filter(taken_back_at=None)
    rows = wanted.filter(batch=batch) if batch is not None else wanted.filter(household=household)
    with transaction.atomic():
        first = rows.select_related("household__neighbourhood").first()
        if first is None or not actor.can_at(Can.MAKE_KNOWN, first.household.neighbourhood.path):
            raise NotThere("handout_unknown", _("没有可以撤销的记录。"))
        place = first.household.neighbourhood_id
        keys = list(rows.values_list("pk", flat=True))
        number = Handout.objects.filter(pk__in=keys, taken_back_at=None).update(taken_back_at=now)
        deed = audit.Deed("known.take_back", "territory", place, place, {"households": number})
        audit.record([deed], actor=actor, now=now)
    return number


def _chief_of(place: Territory, day: date) -> UUID:
    """The account of who answers for a neighbourhood: who acts comes first."""
    held = Appointment.objects.filter(in_office(day), post__territory=place, post__role__in=CHIEF_ROLES)
    found = held.order_by("kind").values_list("user", flat=True).first()
    if found is None:
        raise Refusal("no_chief", _("这里现在没有邻长，还没有名字可以发给居民。请先任命。"))
    return found


def open_chat(*, actor: Actor, chat: NewChat, client_id: UUID, now: datetime) -> GroupChat:
    """Put a group in the register; it is run by the chief of its place. The same `client_id` twice is one group.

    Raises NotThere out of reach, Invalid for what cannot be, Refusal `chat_known` for the same name in one place.
    """
    day = clock.day_of(now)
    with transaction.atomic():
        place = Territory.objects.filter(pk=chat.territory).first()
        post = Post.objects.filter(territory=chat.territory, role__in=CHIEF_ROLES).first()
        if place is None or post is None or not actor.can_at(Can.MAKE_KNOWN, place.path):
            raise NotThere("territory_unknown", _("没有这个辖区。"))
        known = GroupChat.objects.filter(subdistrict=post.subdistrict_id, client_id=client_id).first()
        if known is not None:
            return known
        if not chat.name.strip():
            raise Invalid("name_missing", _("请写上群的名称。"), field="name")
        if chat.since > day:
            raise Invalid("day_to_come", _("建群的日子还没到，请核对。"), field="since")
        _refuse_odd_number(chat.households)
        try:
            with transaction.atomic():
                row = GroupChat.objects.create(
                    subdistrict_id=post.subdistrict_id,
                    territory=place,
                    name=chat.name.strip()[:60],
                    run_by=post,
                    since=chat.since,
                    created_at=now,
                    client_id=client_id,
                )
        except IntegrityError as error:
            raise Refusal("chat_known", _("这里已经登记过叫这个名字的群。"), field="name") from error
        _count(actor, row, chat.households, now)
        changes = {"name": [None, row.name]}
        audit.record([audit.Deed("chat.open", "group_chat", row.pk, place.pk, changes)], actor=actor, now=now)
    return row


def count_chat(*, actor: Actor, chat: UUID, households: int, now: datetime) -> GroupChatCount:
    """Say how many households are in a group now; the earlier counts stay. Raises NotThere, Invalid, `chat_closed`."""
    with transaction.atomic():
        row = _chat(actor, chat)
        _refuse_odd_number(households)
        last = row.counts.order_by("-at", "-pk").first()
        if last is not None and (last.households, clock.day_of(last.at)) == (households, clock.day_of(now)):
            return last  # the same said twice in a day is said once
        made = _count(actor, row, households, now)
        deed = audit.Deed("chat.count", "group_chat", row.pk, row.territory_id, {"households": households})
        audit.record([deed], actor=actor, now=now)
    return made


def close_chat(*, actor: Actor, chat: UUID, now: datetime) -> GroupChat:
    """The group is no more; the register remembers it. Said twice it is once. Raises NotThere."""
    with transaction.atomic():
        row = _known(actor, chat)
        if row.closed_on is not None:
            return row
        row.closed_on = clock.day_of(now)
        row.save(update_fields=["closed_on"])
        deed = audit.Deed("chat.close", "group_chat", row.pk, row.territory_id, {"name": row.name})
        audit.record([deed], actor=actor, now=now)
    return row


def _chat(actor: Actor, key: UUID) -> GroupChat:
    row = _known(actor, key)
    if row.closed_on is not None:
        raise Refusal("chat_closed", _("这个群已经不用了。"))
    return row


def _known(actor: Actor, key: UUID) -> GroupChat:
    row = GroupChat.objects.visible_to(actor).select_for_update(of=("self",)).filter(pk=key).first()
    if row is None or not actor.can_at(Can.MAKE_KNOWN, row.territory.path):
        raise NotThere("chat_unknown", _("没有登记过这个群。"))
    return row


def _count(actor: Actor, chat: GroupChat, households: int, now: datetime) -> GroupChatCount:
    return GroupChatCount.objects.create(
        subdistrict_id=chat.subdistrict_id,
        chat=chat,
        households=households,
        at=now,
        by=actor.user_id,
        by_name=actor.name,
    )


def _refuse_odd_number(households: int) -> None:
    if not 0 <= households <= MOST_HOUSEHOLDS:
        raise Invalid("number_odd", _("请写群里有几户，写数字。"), field="households")
