"""Campaigns: begun for thousands of doors in a few statements, marked by the door, and ended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import F, OuterRef, Subquery
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.cases import actions as cases
from youlin.domains.cases.models import Case
from youlin.domains.cases.rules.ladder import Rung
from youlin.domains.outreach import media
from youlin.domains.outreach.events import CampaignBegun
from youlin.domains.outreach.models import Campaign, CampaignDoor, CampaignMark, CampaignMaterial
from youlin.domains.outreach.queries import campaigns as queries
from youlin.domains.outreach.rules.campaigns import Mark, Outcome, standing
from youlin.domains.residents.models import Circumstance, Household
from youlin.domains.territory.models import Territory
from youlin.foundation import audit, clock, outbox
from youlin.foundation.audit import Deed
from youlin.foundation.db import add_rows, set_rows
from youlin.foundation.refusal import Invalid, NotThere, Refusal

MOST_DOORS = 20_000
MOST_MATERIALS = 4
CARRIERS = (Rung.NEIGHBOURHOOD, Rung.GROUP, Rung.AREA, Rung.COMMUNITY)


@dataclass(frozen=True, slots=True)
class NewCampaign:
    """A campaign to begin; both days belong to it. Without circumstances it goes to every permanent home."""

    client_id: UUID
    territory: UUID
    topic: str
    title: str
    message: str
    carried_by: Rung
    starts_on: date
    ends_on: date
    circumstances: tuple[str, ...] = ()
    sweep: bool = False


def begin_campaign(*, actor: Actor, new: NewCampaign, now: datetime) -> Campaign:
    """Begin a campaign; a fixed number of statements, however many doors. The same `client_id` twice is one.

    Raises NotThere, NotAllowed, Invalid, Refusal `nobody_there`, `too_many_doors`.
    """
    with transaction.atomic():
        place = Territory.objects.filter(pk=new.territory).first()
        if place is None or not actor.can_at(Can.RUN_CAMPAIGNS, place.path):
            raise NotThere("territory_unknown", _("没有这个辖区。"), field="territory")
        street = place.subdistrict_id
        if street is None:
            raise Invalid("territory_above_street", _("一次宣讲最大到一个街道。"), field="territory")
        known = Campaign.objects.filter(subdistrict=street, client_id=new.client_id).first()
        if known is not None:
            return known
        _refuse_bad(new, clock.day_of(now))
        about_water = new.topic == Campaign.Topics.DROWNING
        doors = queries.audience(place, circumstances=new.circumstances, about_water=about_water, now=now)
        if not doors:
            raise Refusal("nobody_there", _("这里没有这样的常住户。换一个地方，或者少选几种情形。"))
        if len(doors) > MOST_DOORS:
            raise Refusal("too_many_doors", _("一次宣讲最多两万户，请分几次来做。"))
        row = Campaign.objects.create(
            subdistrict_id=street,
            territory=place,
            topic=new.topic,
            title=new.title.strip()[:60],
            message=new.message.strip(),
            sweep=new.sweep,
            circumstances=list(new.circumstances),
            carried_by=new.carried_by,
            starts_on=new.starts_on,
            ends_on=new.ends_on,
            by=actor.user_id,
            by_name=actor.name,
            made_at=now,
            client_id=new.client_id,
        )
        for door in doors:
            door.subdistrict_id, door.campaign = street, row
        add_rows(doors)
        # At each neighbourhood, so that a chief's phone sees that there is news.
        changes = {"title": [None, row.title], "doors": [0, len(doors)]}
        places = sorted({place.pk, *(door.territory_id for door in doors)})
        deeds = [Deed("campaign.begin", "campaign", row.pk, key, changes) for key in places]
        audit.record(deeds, actor=actor, now=now)
        outbox.announce([CampaignBegun(campaign=row.pk)], now=now)
    return row


def add_material(*, actor: Actor, campaign: UUID, now: datetime, picture: bytes = b"", audio: bytes = b"") -> None:
    """Add a picture or a short sound, checked for what it is; the same one twice is one.

    Raises NotThere, NotAllowed, Invalid, Refusal `materials_enough`.
    """
    with transaction.atomic():
        row = queries.campaign(actor, campaign)
        actor.require(Can.RUN_CAMPAIGNS, row.territory.path)
        if CampaignMaterial.objects.filter(campaign=row).count() >= MOST_MATERIALS:
            raise Refusal("materials_enough", _("一次宣讲最多放 %(n)d 份材料。") % {"n": MOST_MATERIALS})
        form = media.sound_of(audio) if audio else "jpg"
        digest, size = media.keep_sound(row.pk, audio, form) if audio else media.keep_picture(row.pk, picture)
        kind = CampaignMaterial.Kinds.AUDIO if audio else CampaignMaterial.Kinds.PICTURE
        CampaignMaterial.objects.get_or_create(
            subdistrict_id=row.subdistrict_id,
            campaign=row,
            digest=digest,
            defaults={"kind": kind, "form": form, "size": size, "by_name": actor.name, "added_at": now},
        )
        deed = Deed("campaign.material", "campaign", row.pk, row.territory_id, {"kind": [None, kind.value]})
        audit.record([deed], actor=actor, now=now)


@dataclass(frozen=True, slots=True)
class NewMark:
    """What came of going to a door. `question`: what they asked, in words; it becomes a case."""

    client_id: UUID
    door: UUID
    outcome: str
    happened_at: datetime
    note: str = ""
    question: str = ""


def mark_doors(*, actor: Actor, marks: Sequence[NewMark], now: datetime) -> list[CampaignMark]:
    """Note what came of going to doors, all or none; a mark that is known already stays as it is.

    A fixed number of statements, cases of what was asked apart. Raises NotThere for a door out of sight, Invalid,
    Refusal `campaign_closed`.
    """
    with transaction.atomic():
        found = CampaignDoor.objects.visible_to(actor).filter(pk__in=[mark.door for mark in marks])
        rows = {row.pk: row for row in found.select_for_update(of=("self",)).select_related("campaign", "household")}
        for mark in marks:
            _refuse_mark(mark, rows)
        known = _known(marks, rows)
        fresh = [mark for mark in marks if mark.client_id not in known]
        if any(_over(rows[mark.door].campaign, mark) for mark in fresh):
            raise Refusal("campaign_closed", _("这次宣讲已经结束了，不用再记。"))
        made = [_mark(actor, rows[mark.door], mark, now) for mark in fresh]
        add_rows(made)
        _settle({mark.door: rows[mark.door] for mark in fresh}, actor.name)
        _record(actor, [rows[mark.door] for mark in fresh], "campaign.mark", now)
    by_client = {**known, **{row.client_id: row for row in made}}
    return [by_client[mark.client_id] for mark in marks]


def take_back_mark(*, actor: Actor, mark: UUID, now: datetime) -> CampaignDoor:
    """It was noted by mistake, by who noted it: the door stands as it did before. Twice is once. Raises NotThere."""
    with transaction.atomic():
        row = CampaignMark.objects.filter(pk=mark, by=actor.user_id).first() if actor.user_id else None
        if row is None:
            raise NotThere("mark_unknown", _("没有这条记录。"))
        door = queries.door(actor, row.door_id)
        if CampaignMark.objects.filter(pk=row.pk, taken_back_at__isnull=True).update(taken_back_at=now):
            _settle({door.pk: door}, actor.name)
            _record(actor, [door], "campaign.take_back", now)
    return door


def move_doors(*, households: Iterable[UUID]) -> int:
    """Let doors that are still missing belong to where their households live now; twice is once. One statement."""
    rows = CampaignDoor.objects.filter(household__in=list(households), campaign__closed_at__isnull=True)
    lives_at = Household.objects.filter(pk=OuterRef("household")).values("neighbourhood")[:1]
    return rows.exclude(territory=F("household__neighbourhood")).update(territory=Subquery(lives_at))


def close_campaign(*, actor: Actor, campaign: UUID, now: datetime) -> Campaign:
    """End a campaign; twice is once. Raises NotThere, NotAllowed."""
    with transaction.atomic():
        row = queries.campaign(actor, campaign)
        actor.require(Can.RUN_CAMPAIGNS, row.territory.path)
        if Campaign.objects.filter(pk=row.pk, closed_at__isnull=True).update(closed_at=now):
            audit.record([Deed("campaign.close", "campaign", row.pk, row.territory_id)], actor=actor, now=now)
    return queries.campaign(actor, campaign)


def _refuse_bad(new: NewCampaign, today: date) -> None:
    if not new.title.strip():
        raise Invalid("title_missing", _("请写一个题目，例如冬季用电安全。"), field="title")
    if not new.message.strip():
        raise Invalid("message_missing", _("请写上要对人家说的话。"), field="message")
    if len(new.message) > 2000:
        raise Invalid("message_long", _("写得太长了，请控制在 2000 字以内。"), field="message")
    if new.topic not in Campaign.Topics.values:
        raise Invalid("topic_unknown", _("请从列出的类别里选一个。"), field="topic")
    if not set(new.circumstances) <= set(Circumstance.Kinds.values):
        raise Invalid("circumstances_unknown", _("请从列出的情形里选。"), field="circumstances")
    if new.carried_by not in CARRIERS:
        raise Invalid("carrier_unknown", _("请选一下由谁去说。"), field="carried_by")
    if new.ends_on < new.starts_on or new.ends_on < today:
        raise Invalid("period_backwards", _("结束的日子要在开始以后，也不能已经过去。"), field="ends_on")
    if new.sweep and new.starts_on > today:
        raise Invalid("sweep_later", _("紧急的马上就开始，请把开始的日子写成今天。"), field="starts_on")


def _refuse_mark(mark: NewMark, rows: Mapping[UUID, CampaignDoor]) -> None:
    if mark.door not in rows:
        raise NotThere("door_unknown", _("没有这一户要去的。"))
    if mark.outcome not in CampaignMark.Outcomes.values:
        raise Invalid("outcome_unknown", _("请选一下去了怎么样。"), field="outcome")


def _over(row: Campaign, mark: NewMark) -> bool:
    """Whether it was done after the end; what was done before it and had no signal still counts."""
    return row.closed_at is not None and mark.happened_at >= row.closed_at


def _known(marks: Sequence[NewMark], rows: Mapping[UUID, CampaignDoor]) -> dict[UUID, CampaignMark]:
    streets = {row.subdistrict_id for row in rows.values()}
    found = CampaignMark.objects.filter(subdistrict__in=streets, client_id__in=[mark.client_id for mark in marks])
    return {row.client_id: row for row in found}


def _mark(actor: Actor, door: CampaignDoor, mark: NewMark, now: datetime) -> CampaignMark:
    return CampaignMark(
        subdistrict_id=door.subdistrict_id,
        door=door,
        outcome=mark.outcome,
        note=" ".join(mark.note.replace("\0", "").split())[:300],
        case=_ask(actor, door, mark, now) if mark.question.strip() else None,
        happened_at=min(mark.happened_at, now),
        received_at=now,
        by=actor.user_id,
        by_name=actor.name,
        client_id=mark.client_id,
    )


def _ask(actor: Actor, door: CampaignDoor, mark: NewMark, now: datetime) -> Case:
    """What they asked is a case from that second, in the name of who was asked."""
    asked = cases.NewCase(
        text=f"{mark.question.strip()}\n（{door.campaign.title}）",
        kind="question",
        household=door.household_id,
        place=door.household.address,
        happened_at=mark.happened_at,
    )
    return cases.report(actor=actor, case=asked, now=now, client_id=uuid5(mark.client_id, "question"))


def _settle(doors: Mapping[UUID, CampaignDoor], name: str) -> None:
    """How doors stand by all that was noted of them: one read, one prepared write."""
    noted: dict[UUID, list[Mark]] = {}
    rows = CampaignMark.objects.filter(door__in=list(doors), taken_back_at__isnull=True)
    for key, outcome, at in rows.values_list("door", "outcome", "happened_at"):
        noted.setdefault(key, []).append(Mark(Outcome(outcome), at))
    for key, door in doors.items():
        door.state = standing(noted.get(key, [])).value
        door.changed_at = max((mark.happened_at for mark in noted.get(key, [])), default=None)
        door.by_name = name if noted.get(key) else ""
    set_rows(list(doors.values()), ["state", "changed_at", "by_name"])


def _record(actor: Actor, doors: Sequence[CampaignDoor], verb: str, now: datetime) -> None:
    deeds = [Deed(verb, "campaign_door", door.pk, door.territory_id, {"state": door.state}) for door in doors]
    audit.record(deeds, actor=actor, now=now)
