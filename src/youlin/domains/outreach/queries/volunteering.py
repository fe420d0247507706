"""Reads of volunteering: what is called, who comes, what somebody has served, which certificates wait."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.cases import codes
from youlin.domains.outreach import tokens
from youlin.domains.outreach.models import Activity, Certificate, SignUp
from youlin.foundation import clock, crypto
from youlin.foundation.refusal import NotThere
from youlin.foundation.values import BadValueError, Phone

__all__ = [
    "Activity",
    "Certificate",
    "Own",
    "Record",
    "SignUp",
    "activities",
    "activity",
    "ahead",
    "certificate",
    "certificates",
    "holder_of",
    "hours_between",
    "lines_of",
    "overdue",
    "own",
    "own_certificate",
    "public_activity",
    "served",
    "taken_of",
    "verify",
    "who",
]

_COMING = Count("sign_ups", filter=Q(sign_ups__cancelled_at__isnull=True))


def ahead(*, now: datetime) -> QuerySet[Activity]:
    """What anybody may come to, the nearest first, with `taken`. Public: activities are for everybody."""
    rows = Activity.objects.filter(starts_at__gt=now, called_off_at__isnull=True)
    return rows.annotate(taken=_COMING).select_related("territory").order_by("starts_at", "pk")


def taken_of(row: Activity) -> int:
    """How many signed up, as the query counted that gave the row."""
    return int(getattr(row, "taken", 0))


def public_activity(key: UUID) -> Activity:
    """One activity as anybody may see it, with `taken`. Raises NotThere."""
    found = Activity.objects.filter(pk=key).annotate(taken=_COMING).select_related("territory").first()
    if found is None:
        raise NotThere("activity_unknown", _("没有这次活动。"))
    return found


def activities(actor: Actor) -> QuerySet[Activity]:
    """Activities of the actor's places, the newest first, with `taken` and `unchecked`."""
    unchecked = Count("sign_ups", filter=Q(sign_ups__cancelled_at__isnull=True, sign_ups__came__isnull=True))
    rows = Activity.objects.visible_to(actor).annotate(taken=_COMING, unchecked=unchecked)
    return rows.select_related("territory").order_by("-starts_at", "-pk")


@dataclass(frozen=True, slots=True)
class Record:
    """An activity with who signed up, and whether the actor organises it."""

    activity: Activity
    people: list[SignUp]
    may_run: bool


def activity(actor: Actor, key: UUID) -> Record:
    """An activity in sight. Two queries. Raises NotThere."""
    row = activities(actor).filter(pk=key).first()
    if row is None:
        raise NotThere("activity_unknown", _("没有这次活动。"))
    people = list(SignUp.objects.filter(activity=row, cancelled_at__isnull=True).order_by("at"))
    return Record(row, people, row.organiser_id == actor.user_id or actor.can_at(Can.PUT_UP, row.territory.path))


def served(holder: UUID) -> list[SignUp]:
    """What somebody has served, as organisers said, the oldest first. One query."""
    rows = SignUp.objects.filter(holder=holder, came=True, cancelled_at__isnull=True)
    return list(rows.select_related("activity").order_by("activity__starts_at", "pk"))


def lines_of(done: Iterable[SignUp]) -> list[list[Any]]:
    """Day, title and minutes of each, as a certificate keeps them."""
    return [[clock.day_of(one.activity.starts_at).isoformat(), one.activity.title, one.minutes] for one in done]


@dataclass(frozen=True, slots=True)
class Own:
    """What somebody sees of themselves."""

    holder: UUID
    coming: list[SignUp]
    past: list[SignUp]
    minutes: int
    certificates: list[Certificate]


def own(holder: UUID, *, now: datetime) -> Own:
    """Everything that is one person's. Two queries."""
    rows = list(
        SignUp.objects.filter(holder=holder, cancelled_at__isnull=True)
        .select_related("activity")
        .order_by("activity__starts_at")
    )
    coming = [row for row in rows if row.activity.starts_at > now]
    return Own(
        holder,
        coming,
        [row for row in reversed(rows) if row.activity.starts_at <= now],
        sum(row.minutes for row in rows if row.came),
        list(Certificate.objects.filter(holder=holder).order_by("-asked_at")),
    )


def who(phone: str, code: str) -> UUID:
    """Whose hours a telephone and the code on a receipt open. Raises NotThere."""
    unknown = NotThere("volunteer_unknown", _("没有查到。请核对电话和报名时给的查询码。"), field="code")
    try:
        index = crypto.blind_index(Phone.parse(phone).value, field="phone")
    except BadValueError as error:
        raise unknown from error
    mark = codes.fingerprint(code)
    row = SignUp.objects.filter(phone_index=index, code_index=mark).first() if mark else None
    if row is None:
        raise unknown
    return row.holder


def own_certificate(holder: UUID, key: UUID) -> Certificate:
    """One of somebody's own certificates. Raises NotThere."""
    found = Certificate.objects.filter(pk=key, holder=holder).select_related("subdistrict").first()
    if found is None:
        raise NotThere("certificate_unknown", _("没有这份证明。"))
    return found


def holder_of(actor: Actor) -> UUID:
    """Whose hours an account's are: its own. Raises ValueError for who has none."""
    if actor.user_id is None:
        raise ValueError("nobody in particular serves no hours")
    return actor.user_id


def certificates(actor: Actor) -> QuerySet[Certificate]:
    """Certificates of the actor's street: those that wait first, by their day."""
    streets = {grant.subdistrict for grant in actor.grants if grant.subdistrict}
    if not actor.can(Can.PUT_UP):
        return Certificate.objects.none()
    rows = Certificate.objects.all() if actor.everywhere else Certificate.objects.filter(subdistrict__in=streets)
    return rows.order_by(F("issued_at").desc(nulls_first=True), "due_on", "pk")


def certificate(actor: Actor, key: UUID) -> Certificate:
    """One of them. Raises NotThere."""
    found = certificates(actor).filter(pk=key).select_related("subdistrict").first()
    if found is None:
        raise NotThere("certificate_unknown", _("没有这份证明。"))
    return found


def overdue(actor: Actor, *, today: date) -> int:
    """How many wait longer than was promised."""
    return certificates(actor).filter(issued_at__isnull=True, due_on__lt=today).count()


def verify(token: str) -> Certificate | None:
    """The certificate that a code names, issued; None where it is none of ours."""
    key = tokens.read(token)
    if key is None:
        return None
    return Certificate.objects.filter(pk=key, issued_at__isnull=False).select_related("subdistrict").first()


def hours_between(actor: Actor, *, start: datetime, end: datetime) -> int:
    """Minutes served at activities of the actor's places in a span. One query."""
    rows = SignUp.objects.filter(
        activity__in=Activity.objects.visible_to(actor).filter(starts_at__gte=start, starts_at__lt=end), came=True
    )
    return int(rows.aggregate(sum=Sum("minutes"))["sum"] or 0)
