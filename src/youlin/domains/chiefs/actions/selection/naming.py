"""Putting somebody forward, and what the nominee says to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.chiefs.actions.selection import keeping
from youlin.domains.chiefs.actions.selection.noticing import list_changed
from youlin.domains.chiefs.models import Candidature, Contest, Nomination
from youlin.domains.chiefs.rules.selection import states
from youlin.domains.chiefs.rules.selection.states import REVIEWS, STILL_IN, TAKES_NAMES, Candidacy, Move, Stage, Turn
from youlin.domains.residents import queries as residents
from youlin.domains.residents.models import Resident
from youlin.domains.residents.rules import address_key
from youlin.foundation import audit, clock
from youlin.foundation.refusal import Invalid, NotAllowed, NotThere, Refusal

WAYS = Nomination.Ways


@dataclass(frozen=True, slots=True)
class NewNomination:
    """Who is put forward, by whom, and why. `resident`: chosen from the roster, by the desk only."""

    contest: UUID
    way: str
    name: str = ""
    address: str = ""
    phone: str = ""
    resident: UUID | None = None
    nominator: str = ""
    nominator_phone: str = ""
    reason: str = ""


def nominate(*, actor: Actor, nomination: NewNomination, client_id: UUID, now: datetime) -> Candidature:
    """Put somebody forward from the desk: for the community, or written down for a resident who came.

    A community's recommendation is the clerk's own, who then cannot review it. Raises NotThere, Invalid, Refusal.
    """
    with transaction.atomic():
        contest = keeping.contest_of(actor, nomination.contest)
        person = residents.resident(actor, nomination.resident) if nomination.resident else None
        own = actor.user_id if nomination.way == WAYS.COMMUNITY else None
        return _put_forward(contest, nomination, person, actor, own, client_id, now)


def nominate_public(*, nomination: NewNomination, client_id: UUID, now: datetime) -> Candidature:
    """Put somebody forward, or oneself, without an account. The roster is neither asked nor shown.

    Raises NotThere, Invalid, Refusal `nominations_closed`.
    """
    with transaction.atomic():
        contest = keeping.locked(Contest.objects.filter(pk=nomination.contest))
        if contest is None:
            raise NotThere("contest_unknown", _("这一轮里没有这个岗位。"))
        if nomination.way not in (WAYS.RESIDENT, WAYS.ONESELF):
            raise Invalid("way_unknown", _("请选推荐别人，还是自己报名。"), field="way")
        if clock.day_of(now) > last_day(contest):
            raise _closed(contest)
        return _put_forward(contest, nomination, None, keeping.RESIDENT, None, client_id, now)


def last_day(contest: Contest) -> date:
    """The last day on which names are taken for a post."""
    return contest.nominate_until or contest.round.nominate_until


def _closed(contest: Contest) -> Refusal:
    return Refusal(
        "nominations_closed",
        _("这个岗位的提名 %(day)s 已经截止。") % {"day": last_day(contest).isoformat()},
    )


def _put_forward(
    contest: Contest,
    said: NewNomination,
    person: Resident | None,
    actor: Actor,
    own: UUID | None,
    client_id: UUID,
    now: datetime,
) -> Candidature:
    known = Nomination.objects.filter(subdistrict=contest.subdistrict_id, client_id=client_id).first()
    if known is not None:
        return known.candidature
    if Stage(contest.stage) not in TAKES_NAMES:
        raise _closed(contest)
    if said.way not in WAYS.values:
        raise Invalid("way_unknown", _("请选推荐别人，还是自己报名。"), field="way")
    name = keeping.words(person.name if person else said.name, 60)
    if not name:
        raise Invalid("name_missing", _("请写上被推荐人的姓名。"), field="name")
    nominator = keeping.words(said.nominator, 60)
    if said.way == WAYS.RESIDENT and not nominator:
        raise Invalid("nominator_missing", _("请写上推荐人的姓名。"), field="nominator")
    phone = keeping.dialled(said.phone)
    row = _same_person(contest, name, keeping.words(said.address, 200), person)
    if row is None:
        row = Candidature.objects.create(
            subdistrict_id=contest.subdistrict_id, contest=contest, resident=person, name=name,
            address=keeping.words(said.address, 200), phone=phone, state=Candidacy.NOMINATED.value, created_at=now,
        )  # fmt: skip
    elif states.may_turn(Candidacy(row.state), Turn.NOMINATE):
        keeping.turn(contest, [row], Turn.NOMINATE, actor=actor, now=now, consented_on=None, lost_in=None)
    Nomination.objects.create(
        subdistrict_id=contest.subdistrict_id,
        candidature=row,
        way=said.way,
        nominator=actor.name if own else (name if said.way == WAYS.ONESELF else nominator),
        nominator_phone=keeping.dialled(said.nominator_phone, field="nominator_phone"),
        nominator_user=own,
        entered_by=actor.user_id,
        reason=keeping.words(said.reason, 500),
        at=now,
        client_id=client_id,
    )
    keeping.remark(contest, Turn.NOMINATE, actor=actor, now=now, data={"way": said.way}, candidature=row)
    # At the desk the person stands there; on the public page anybody could type the name, so the desk asks first.
    if said.way == WAYS.ONESELF and actor.user_id is not None and row.state == Candidacy.NOMINATED:
        how = _("本人到场报名")
        keeping.turn(
            contest, [row], Turn.CONSENT, actor=actor, now=now, note=how,
            consented_on=clock.day_of(now), consent_how=how,
        )  # fmt: skip
    return row


def _same_person(contest: Contest, name: str, address: str, person: Resident | None) -> Candidature | None:
    """Who was put forward already: the same resident, or the same name without another address."""
    rows = (
        Candidature.objects.filter(contest=contest).exclude(state=Candidacy.MERGED.value).order_by("created_at", "pk")
    )
    if person is not None:
        return rows.filter(Q(resident=person) | Q(resident__isnull=True, name=name)).order_by("resident").first()
    wanted = address_key(address)
    for row in rows.filter(name=name):
        here = address_key(row.address)
        if not wanted or not here or wanted in here or here in wanted:
            return row
    return None


def consent(*, actor: Actor, candidature: UUID, how: str, now: datetime) -> Candidature:
    """Record that the nominee agrees to stand, and how that was said. Raises NotThere, Invalid, Refusal."""
    said = keeping.words(how, 100)
    if not said:
        raise Invalid("how_missing", _("请写一句本人是怎么同意的，例如：当面、电话。"), field="how")
    with transaction.atomic():
        row = keeping.candidate_of(actor, candidature)
        keeping.turn(
            row.contest, [row], Turn.CONSENT, actor=actor, now=now, note=said,
            consented_on=clock.day_of(now), consent_how=said,
        )  # fmt: skip
    return row


def withdraw(*, actor: Actor, candidature: UUID, reason: str, now: datetime) -> Candidature:
    """The candidate doesn't want to, or no longer. Nobody left means that the post has no candidate.

    Raises NotThere, Invalid without a reason, Refusal.
    """
    why = keeping.reason(reason)
    with transaction.atomic():
        row = keeping.candidate_of(actor, candidature)
        elected = row.state == Candidacy.ELECTED
        keeping.turn(row.contest, [row], Turn.WITHDRAW, actor=actor, now=now, note=why)
        if elected:
            keeping.move(row.contest, Move.STEP_DOWN, actor=actor, now=now, note=why)
        else:
            list_changed(row.contest, actor=actor, reason=_("有人退出，名单有变"), now=now)
    return row


def link(*, actor: Actor, candidature: UUID, resident: UUID, now: datetime) -> Candidature:
    """Say which resident of the roster the nominee is. The same resident nominated twice becomes one candidate.

    Raises NotThere, Refusal `not_now` once the list is put up.
    """
    with transaction.atomic():
        row = keeping.candidate_of(actor, candidature)
        person = residents.resident(actor, resident)
        if Stage(row.contest.stage) not in REVIEWS or Candidacy(row.state) not in STILL_IN:
            raise Refusal("not_now", _("名单已经定了，不能再改是哪一位。"))
        other = (
            Candidature.objects.filter(contest=row.contest, resident=person)
            .exclude(pk=row.pk)
            .exclude(state=Candidacy.MERGED.value)
            .first()
        )
        if other is not None:
            Nomination.objects.filter(candidature=row).update(candidature=other)
            keeping.turn(row.contest, [row], Turn.MERGE, actor=actor, now=now, note=other.name)
            return other
        row.resident, row.name = person, person.name
        Candidature.objects.filter(pk=row.pk).update(resident=person, name=person.name)
        keeping.remark(row.contest, "link", actor=actor, now=now, candidature=row)
    return row


def look_at_phone(*, actor: Actor, candidature: UUID, whose: str, now: datetime) -> str:
    """A whole number that came with a nomination: the nominee's, or (`whose` a nomination's key) the nominator's.

    Each look is on record. Raises NotThere, NotAllowed.
    """
    with transaction.atomic():
        row = keeping.candidate_of(actor, candidature)
        if not actor.can_at(Can.REVEAL, row.contest.round.territory.path):
            raise NotAllowed("not_yours", _("这件事不在您的岗位职责里，请联系社区或街道。"))
        found = row.phone
        if whose != "candidate":
            nomination = next((one for one in row.nominations.all() if str(one.pk) == whose), None)
            found = nomination.nominator_phone if nomination else ""
        if not found:
            raise NotThere("phone_unknown", _("没有留电话。"))
        audit.record_look(
            actor=actor, target_kind="candidature", target=row.pk, scope=row.contest.post.territory_id,
            field="phone", now=now,
        )  # fmt: skip
    return found
