"""Calling activities, signing up for them, and saying who came."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.models import User
from youlin.domains.access.rules import Can
from youlin.domains.cases import actions as cases
from youlin.domains.cases import codes
from youlin.domains.outreach.models import Activity, SignUp
from youlin.domains.outreach.queries import volunteering as queries
from youlin.domains.outreach.rules import volunteering as rules
from youlin.domains.outreach.wording import volunteering as wording
from youlin.domains.territory import queries as territory_queries
from youlin.foundation import audit, crypto
from youlin.foundation.db import new_id, set_rows
from youlin.foundation.refusal import Invalid, NotAllowed, NotThere, Refusal
from youlin.foundation.values import BadValueError, Phone

RESIDENT = Actor(user_id=None, name="居民")


@dataclass(frozen=True, slots=True)
class NewActivity:
    """An activity to call."""

    territory: UUID
    title: str
    place: str
    starts_at: datetime
    ends_at: datetime
    places: int
    text: str = ""
    skills: str = ""


def call(*, actor: Actor, activity: NewActivity, now: datetime, client_id: UUID | None = None) -> Activity:
    """Call an activity; the same twice is one. Raises NotThere, Invalid."""
    if actor.user_id is None:
        raise ValueError("somebody calls an activity")
    where = territory_queries.get(activity.territory)
    if not actor.can_at(Can.LOG_SERVICE, where.path) or where.subdistrict_id is None:
        raise NotThere("territory_unknown", _("没有这个辖区。"), field="territory")
    title, place = _plain(activity.title)[:60], _plain(activity.place)[:120]
    problem = rules.problem_with(
        title=title,
        place=place,
        starts_at=activity.starts_at,
        ends_at=activity.ends_at,
        places=activity.places,
        now=now,
    )
    if problem is not None:
        raise Invalid(problem.value, wording.sentence(problem), field=wording.FIELD.get(problem))
    with transaction.atomic():
        row, made = Activity.objects.get_or_create(
            subdistrict_id=where.subdistrict_id,
            client_id=client_id or new_id(),
            defaults={
                "territory": where,
                "title": title,
                "text": _plain(activity.text)[:2000],
                "place": place,
                "skills": _plain(activity.skills)[:120],
                "starts_at": activity.starts_at,
                "ends_at": activity.ends_at,
                "places": activity.places,
                "organiser_id": actor.user_id,
                "organiser_name": actor.name,
                "created_at": now,
            },
        )
        if made:
            audit.record([audit.Deed("activity.call", "activity", row.pk, row.subdistrict_id)], actor=actor, now=now)
    return row


def call_off(*, actor: Actor, activity: UUID, reason: str, now: datetime) -> Activity:
    """Call an activity off, with a reason that everybody reads. Raises NotThere, NotAllowed, Invalid, Refusal."""
    said = _plain(reason)[:200]
    if not said:
        raise Invalid("reason_missing", _("请写一句为什么取消，报了名的人会看到。"), field="reason")
    with transaction.atomic():
        row = _mine(actor, activity)
        if row.called_off_at is not None:
            return row
        if row.ends_at <= now:
            raise Refusal("over", _("活动已经结束，不能再取消。"))
        row.called_off_at, row.called_off_why = now, said
        row.save(update_fields=["called_off_at", "called_off_why"])
        audit.record([audit.Deed("activity.call_off", "activity", row.pk, row.subdistrict_id)], actor=actor, now=now)
    return row


def sign_up_public(
    *,
    activity: UUID,
    name: str,
    phone: str,
    now: datetime,
    client_id: UUID,
    code: str = "",
    proof: UUID | None = None,
) -> SignUp:
    """Sign up without an account; the receipt's code shows and cancels it.

    With the `code` of an earlier one under this telephone the hours of both are one person's. Raises NotThere, Invalid,
    Refusal.
    """
    known = _phone(phone)
    who = _plain(name)[:60]
    if not who:
        raise Invalid("name_missing", _("请写上姓名，证书上用得着。"), field="name")
    with transaction.atomic():
        if proof is not None:
            cases.spend(proof=proof, write=client_id, now=now)
        holder = _holder(known, code) if code.strip() else client_id
        return _sign_up(RESIDENT, activity, _Who(who, known, holder), client_id, now)


def sign_up(*, actor: Actor, activity: UUID, now: datetime, client_id: UUID) -> SignUp:
    """A chief signs up in the own name, by the telephone of the account. Raises NotThere, Invalid, Refusal."""
    if actor.user_id is None:
        raise ValueError("a chief signs up by the own account")
    phone = User.objects.values_list("phone", flat=True).get(pk=actor.user_id)
    if not phone:
        raise Invalid("phone_missing", _("您的账号还没有电话，请社区补上再报名。"))
    with transaction.atomic():
        who = _Who(actor.name, phone, actor.user_id, actor.user_id)
        return _sign_up(actor, activity, who, client_id, now)


@dataclass(frozen=True, slots=True)
class _Who:
    name: str
    phone: str
    holder: UUID
    user: UUID | None = None


def _holder(phone: str, code: str) -> UUID:
    """Whose hours an earlier receipt's code opens. Raises Invalid."""
    try:
        return queries.who(phone, code)
    except NotThere as unknown:
        raise Invalid(
            "code_unknown", _("查询码和电话对不上，请核对。第一次报名的话，这一格请空着。"), field="code"
        ) from unknown


def _sign_up(actor: Actor, activity: UUID, who: _Who, client_id: UUID, now: datetime) -> SignUp:
    """Of two who want the last place the lock on the activity lets one in."""
    row = Activity.objects.select_for_update().filter(pk=activity).first()
    if row is None:
        raise NotThere("activity_unknown", _("没有这次活动。"))
    index = crypto.blind_index(who.phone, field="phone")
    standing = list(SignUp.objects.filter(activity=row, cancelled_at__isnull=True))
    for one in standing:
        if one.client_id == client_id:
            return one
        # Two of one home may share a telephone; the same name under it is the same person, who pressed again.
        if one.holder == who.holder or (one.phone_index, one.name) == (index, who.name):
            raise Refusal("signed_up", _("已经报过名了，不用再报。"), field="phone")
    problem = rules.may_sign_up(
        called_off=row.called_off_at is not None,
        starts_at=row.starts_at,
        places=row.places,
        taken=len(standing),
        now=now,
    )
    if problem is not None:
        raise Refusal(problem.value, wording.sentence(problem))
    made = SignUp.objects.create(
        subdistrict_id=row.subdistrict_id,
        activity=row,
        name=who.name,
        phone=who.phone,
        phone_index=index,
        user_id=who.user,
        holder=who.holder,
        code_index=codes.fingerprint(codes.code_for(who.holder)),
        at=now,
        client_id=client_id,
    )
    audit.record([audit.Deed("activity.sign_up", "activity", row.pk, row.subdistrict_id)], actor=actor, now=now)
    return made


def cancel(*, sign_up: UUID, holder: UUID, now: datetime, actor: Actor = RESIDENT) -> None:
    """Take a sign-up back, before the activity begins: by whoever holds its code, or the own account.

    Raises NotThere, Refusal.
    """
    with transaction.atomic():
        rows = SignUp.objects.select_for_update(of=("self",)).filter(pk=sign_up, holder=holder)
        row = rows.select_related("activity").first()
        if row is None:
            raise NotThere("sign_up_unknown", _("没有这次报名。"))
        if row.cancelled_at is not None:
            return
        if row.activity.starts_at <= now:
            raise Refusal("begun", _("活动已经开始，不能再取消报名。"))
        row.cancelled_at = now
        row.save(update_fields=["cancelled_at"])
        deed = audit.Deed("activity.cancel", "activity", row.activity_id, row.subdistrict_id)
        audit.record([deed], actor=actor, now=now)


def check_off(*, actor: Actor, activity: UUID, came: Mapping[UUID, int | None], now: datetime) -> int:
    """Say who came, and for how many minutes (None: did not come); may be put right for thirty days.

    Returns how many lines changed. Raises NotThere, NotAllowed, Invalid, Refusal.
    """
    with transaction.atomic():
        row = _mine(actor, activity)
        problem = rules.may_check(
            called_off=row.called_off_at is not None, starts_at=row.starts_at, ends_at=row.ends_at, now=now
        )
        if problem is not None:
            raise Refusal(problem.value, wording.sentence(problem))
        known = SignUp.objects.select_for_update().filter(activity=row, cancelled_at__isnull=True, pk__in=came)
        changed = []
        for one in known:
            minutes = came[one.pk]
            wrong = None
            if minutes is not None:
                wrong = rules.minutes_problem(minutes, starts_at=row.starts_at, ends_at=row.ends_at)
            if wrong is not None:
                raise Invalid(wrong.value, wording.sentence(wrong), field=wording.FIELD[wrong])
            if (one.came, one.minutes) == (minutes is not None, minutes or 0):
                continue
            one.came, one.minutes = minutes is not None, minutes or 0
            one.checked_at, one.checked_by, one.checked_by_name = now, actor.user_id, actor.name
            changed.append(one)
        set_rows(changed, ("came", "minutes", "checked_at", "checked_by", "checked_by_name"))
        if changed:
            audit.record(
                [
                    audit.Deed(
                        "activity.check_off", "sign_up", one.pk, one.subdistrict_id, {"minutes": [None, one.minutes]}
                    )
                    for one in changed
                ],
                actor=actor,
                now=now,
            )
    return len(changed)


def _mine(actor: Actor, activity: UUID) -> Activity:
    """An activity that the actor organises, or whose place the desk answers for. Raises NotThere, NotAllowed."""
    row = (
        Activity.objects.visible_to(actor)
        .filter(pk=activity)
        .select_for_update(of=("self",))
        .select_related("territory")
        .first()
    )
    if row is None:
        raise NotThere("activity_unknown", _("没有这次活动。"))
    if row.organiser_id != actor.user_id and not actor.can_at(Can.PUT_UP, row.territory.path):
        raise NotAllowed("not_organiser", _("这次活动由%(name)s组织，请他来记。") % {"name": row.organiser_name})
    return row


def _phone(text: str) -> str:
    try:
        return Phone.parse(_plain(text)).value
    except BadValueError as error:
        raise Invalid(
            "phone_bad", _("这个电话号码好像不完整，请写 11 位手机号，或带区号的座机。"), field="phone"
        ) from error


def _plain(text: str) -> str:
    return text.replace("\0", "").strip()
