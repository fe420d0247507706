"""Putting people in posts, however it came about: locked, checked, written, told. The permission is the caller's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from youlin.domains.access import actions as access
from youlin.domains.access.models import User
from youlin.domains.access.rules import CHIEF_ROLES, Role
from youlin.domains.chiefs import rules
from youlin.domains.chiefs.events import Appointed
from youlin.domains.chiefs.models import Absence, Appointment, Post
from youlin.domains.chiefs.wording import post_name
from youlin.foundation import audit, outbox
from youlin.foundation.audit import Doer
from youlin.foundation.refusal import Invalid, Refusal


@dataclass(frozen=True, slots=True)
class NewTerm:
    """Somebody to put in a post. `ends_on` is the first day out of office."""

    post: UUID
    user: UUID
    kind: str
    starts_on: date
    ends_on: date | None = None
    resident: UUID | None = None
    phone_public: bool = False


Chair = tuple[UUID, str, UUID | None]
Others = dict[Chair, list[rules.Term]]
Kinds = Appointment.Kinds


def locked(posts: QuerySet[Post]) -> dict[UUID, Post]:
    """Posts by key, locked until the transaction ends, in one order for everybody."""
    rows = posts.order_by("pk").select_for_update(of=("self",)).select_related("territory")
    return {post.pk: post for post in rows}


def seat(*, actor: Doer, posts: dict[UUID, Post], terms: list[NewTerm], now: datetime) -> list[Appointment]:
    """Put people in locked posts, all or none; part of the caller's transaction.

    Whoever acts in a post stops on the day on which somebody takes the seat, unless for this holder, who is away.
    Raises Invalid for a term that cannot be, Refusal `post_taken`, `cover_away`.
    """
    others: Others = {}
    for row in Appointment.objects.filter(post__in=posts):
        others.setdefault(_chair(row.post, row.kind, row.user_id), []).append(rules.Term(row.starts_on, row.ends_on))
    for term in terms:
        _refuse_bad_term(term, posts[term.post], others)
    _refuse_away(terms)
    rows = [
        Appointment(
            subdistrict_id=posts[term.post].subdistrict_id,
            post=posts[term.post],
            user_id=term.user,
            resident_id=term.resident,
            kind=term.kind,
            starts_on=term.starts_on,
            ends_on=term.ends_on,
            agreed_until=term.ends_on,
            phone_public=term.phone_public,
            created_at=now,
        )
        for term in terms
    ]
    try:
        with transaction.atomic():
            Appointment.objects.bulk_create(rows, batch_size=500)
    except IntegrityError as error:  # somebody was quicker
        raise post_taken(rows[0].post) from error
    _relieve([row for row in rows if row.kind == Kinds.SITTING])
    access.grant_roles(
        access.NewGrant(
            row.user_id, Role(row.post.role), row.post.territory_id, row.post_id, row.pk, row.starts_on, row.ends_on
        )
        for row in rows
    )
    names = dict(User.objects.filter(pk__in={row.user_id for row in rows}).values_list("pk", "display_name"))
    audit.record(
        [
            audit.Deed(
                "post.appoint",
                "post",
                row.post_id,
                row.post.territory_id,
                {"holder": [None, names[row.user_id]], "kind": row.kind, "starts_on": row.starts_on.isoformat()},
            )
            for row in rows
        ],
        actor=actor,
        now=now,
    )
    outbox.announce([Appointed(appointment=row.pk, post=row.post_id, starts_on=row.starts_on) for row in rows], now=now)
    return rows


def _chair(post: Post, kind: str, user: UUID) -> Chair:
    """What only one person at a time can have."""
    return post.pk, kind, None if post.role in CHIEF_ROLES else user


def _refuse_bad_term(term: NewTerm, post: Post, others: Others) -> None:
    if term.kind not in rules.KINDS_OF[post.role in CHIEF_ROLES]:
        raise Invalid("kind_unfit", _("三长的岗位请选在任或代理，办公室的岗位请选工作人员。"), field="kind")
    span = rules.Term(term.starts_on, term.ends_on)
    if term.ends_on is not None and term.ends_on <= term.starts_on:
        raise Invalid("term_backwards", _("离任日要晚于到任日。"), field="ends_on")
    if term.kind == Kinds.ACTING and term.ends_on is None:
        raise Invalid("acting_end_missing", _("代理要有一个结束的日子，到那天自动停止。"), field="ends_on")
    if rules.too_long(span):
        raise Invalid("term_too_long", _("一届任期最长五年，请把离任日提前。"), field="ends_on")
    known = others.setdefault(_chair(post, term.kind, term.user), [])
    if rules.taken(span, known):
        raise post_taken(post)
    known.append(span)


def _refuse_away(terms: list[NewTerm]) -> None:
    """Who is away cannot act for somebody else in those days."""
    acting = [term for term in terms if term.kind == Kinds.ACTING]
    if not acting:
        return
    away = Absence.objects.filter(user__in={term.user for term in acting}, ends_on__gt=F("starts_on"))
    for row in away.select_related("user"):
        gone = rules.Term(row.starts_on, row.ends_on)
        if any(term.user == row.user_id and gone.overlaps(rules.Term(term.starts_on, term.ends_on)) for term in acting):
            raise Refusal(
                "cover_away",
                _("%(name)s那几天自己也不在（%(day)s 回来），请换一位。") % {"name": row.user, "day": row.ends_on},
                field="user",
            )


def _relieve(rows: list[Appointment]) -> None:
    """Whoever stood in stops on the day the seat is taken, unless for this very holder, who is away."""
    seats = {row.post_id: row for row in rows}
    acting = Appointment.objects.filter(post__in=seats, kind=Kinds.ACTING).prefetch_related("covers")
    over: dict[date, list[UUID]] = {}
    for other in acting:
        row = seats[other.post_id]
        for_holder = any(absence.user_id == row.user_id for absence in other.covers.all())
        if not for_holder and rules.Term(other.starts_on, other.ends_on).holds_on(row.starts_on):
            over.setdefault(row.starts_on, []).append(other.pk)
    for day, keys in over.items():
        stop(keys, day)


def stop(appointments: list[UUID], day: date) -> None:
    """End terms and what they open on a day. Part of the caller's transaction, which audits it."""
    if appointments:
        Appointment.objects.filter(pk__in=appointments).update(ends_on=day)
        access.end_roles(origins=appointments, on=day)


def post_taken(post: Post) -> Refusal:
    """The chair is not free on every day of the term."""
    return Refusal(
        "post_taken",
        _("“%(post)s”在这段时间已经有人。先办离任，或换一个到任日。") % {"post": post_name(post)},
        field="post",
    )
