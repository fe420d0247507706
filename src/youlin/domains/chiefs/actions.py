"""Opening posts, appointing, ending, acting for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from youlin.domains.access import actions as access
from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import CHIEF_ROLES, Can, Role
from youlin.domains.chiefs import rules
from youlin.domains.chiefs.events import Appointed, TermEnded
from youlin.domains.chiefs.models import Appointment, Post
from youlin.domains.chiefs.wording import post_name
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import Level
from youlin.foundation import audit, outbox
from youlin.foundation.refusal import Invalid, NotThere, Refusal


def open_posts(*, actor: Actor, territories: list[UUID], now: datetime) -> int:
    """Give each place its post; safe to repeat. Returns how many were new."""
    places = Territory.objects.filter(pk__in=territories, level__gte=Level.SUBDISTRICT)
    wanted = {place.pk: place for place in places}
    with transaction.atomic():
        have = set(Post.objects.filter(territory__in=wanted, department="").values_list("territory_id", flat=True))
        rows = [
            Post(
                subdistrict_id=place.subdistrict_id,
                territory=place,
                role=rules.ROLE_OF[Level(place.level)],
                created_at=now,
            )
            for key, place in wanted.items()
            if key not in have
        ]
        Post.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
        audit.record(
            [audit.Deed("post.open", "post", row.pk, row.subdistrict_id) for row in rows], actor=actor, now=now
        )
    return len(rows)


def open_department(*, actor: Actor, subdistrict: Territory, department: str, now: datetime) -> Post:
    """Give a subdistrict a department desk; the same name twice is the same desk. Raises Invalid."""
    name = department.strip()
    if not name:
        raise Invalid("department_missing", _("请写上部门的名称。"), field="department")
    actor.require(Can.APPOINT, subdistrict.path)
    post, created = Post.objects.get_or_create(
        subdistrict=subdistrict,
        territory=subdistrict,
        role=Role.DEPARTMENT_STAFF,
        department=name,
        defaults={"created_at": now},
    )
    if created:
        audit.record([audit.Deed("post.open", "post", post.pk, subdistrict.pk)], actor=actor, now=now)
    return post


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


def appoint(*, actor: Actor, term: NewTerm, now: datetime) -> Appointment:
    """Put somebody in a post. See `appoint_many`."""
    return appoint_many(actor=actor, terms=[term], now=now)[0]


def appoint_many(*, actor: Actor, terms: list[NewTerm], now: datetime) -> list[Appointment]:
    """Put people in posts, all or none.

    Raises NotThere for a post out of sight, Invalid for a term that cannot be, Refusal `post_taken` where
    somebody already sits in the post on one of the days (or acts in it, for an acting term).
    """
    with transaction.atomic():
        posts = {
            post.pk: post
            for post in Post.objects.visible_to(actor)
            .filter(pk__in={term.post for term in terms})
            .select_for_update(of=("self",))
            .select_related("territory")
        }
        others: dict[tuple[UUID, str], list[rules.Term]] = {}
        for row in Appointment.objects.filter(post__in=posts):
            others.setdefault((row.post_id, row.kind), []).append(rules.Term(row.starts_on, row.ends_on))
        for term in terms:
            _refuse_bad_term(actor, term, posts.get(term.post), others)
        rows = [
            Appointment(
                subdistrict_id=posts[term.post].subdistrict_id,
                post=posts[term.post],
                user_id=term.user,
                resident_id=term.resident,
                kind=term.kind,
                starts_on=term.starts_on,
                ends_on=term.ends_on,
                phone_public=term.phone_public,
                created_at=now,
            )
            for term in terms
        ]
        try:
            with transaction.atomic():
                Appointment.objects.bulk_create(rows, batch_size=500)
        except IntegrityError as error:  # somebody was quicker
            raise _post_taken(rows[0].post) from error
        access.grant_roles(
            access.NewGrant(
                row.user_id, Role(row.post.role), row.post.territory_id, row.post_id, row.pk, row.starts_on, row.ends_on
            )
            for row in rows
        )
        audit.record(
            [
                audit.Deed(
                    "post.appoint",
                    "post",
                    row.post_id,
                    row.subdistrict_id,
                    {"holder": [None, str(row.user_id)], "kind": row.kind, "starts_on": row.starts_on.isoformat()},
                )
                for row in rows
            ],
            actor=actor,
            now=now,
        )
        outbox.announce(
            [Appointed(appointment=row.pk, post=row.post_id, starts_on=row.starts_on) for row in rows], now=now
        )
    return rows


def _refuse_bad_term(
    actor: Actor, term: NewTerm, post: Post | None, others: dict[tuple[UUID, str], list[rules.Term]]
) -> None:
    if post is None:
        raise NotThere("post_unknown", _("没有这个岗位。"))
    actor.require(Can.APPOINT, post.territory.path)
    span = rules.Term(term.starts_on, term.ends_on)
    if term.ends_on is not None and term.ends_on <= term.starts_on:
        raise Invalid("term_backwards", _("离任日要晚于到任日。"), field="ends_on")
    if rules.too_long(span):
        raise Invalid("term_too_long", _("一届任期最长五年，请把离任日提前。"), field="ends_on")
    if post.role not in CHIEF_ROLES:
        return
    known = others.setdefault((post.pk, term.kind), [])
    if rules.taken(span, known):
        raise _post_taken(post)
    known.append(span)


def _post_taken(post: Post) -> Refusal:
    return Refusal(
        "post_taken",
        _("“%(post)s”在这段时间已经有人。先办离任，或换一个到任日。") % {"post": post_name(post)},
        field="post",
    )


def end_term(*, actor: Actor, appointment: UUID, ends_on: date, reason: str, now: datetime) -> Appointment:
    """End a term from a day on (the first day out of office); the post and all its work stay. Raises NotThere, Invalid."""
    with transaction.atomic():
        row = (
            Appointment.objects.filter(pk=appointment, post__in=Post.objects.visible_to(actor))
            .select_for_update(of=("self",))
            .select_related("post__territory")
            .first()
        )
        if row is None:
            raise NotThere("appointment_unknown", _("没有这段任期。"))
        actor.require(Can.APPOINT, row.post.territory.path)
        if not reason.strip():
            raise Invalid("reason_missing", _("请写一句离任的原因。"), field="reason")
        if ends_on < row.starts_on:
            raise Invalid("term_backwards", _("离任日要晚于到任日。"), field="ends_on")
        if row.ends_on is not None and row.ends_on <= ends_on:
            raise Refusal("already_ended", _("这段任期在 %(day)s 已经结束。") % {"day": row.ends_on})
        before = row.ends_on
        row.ends_on, row.end_reason = ends_on, reason.strip()
        row.save(update_fields=["ends_on", "end_reason"])
        access.end_roles(origins=[row.pk], on=ends_on)
        audit.record(
            [
                audit.Deed(
                    "post.end_term",
                    "post",
                    row.post_id,
                    row.subdistrict_id,
                    {"ends_on": [before and before.isoformat(), ends_on.isoformat()], "reason": row.end_reason},
                )
            ],
            actor=actor,
            now=now,
        )
        outbox.announce([TermEnded(appointment=row.pk, post=row.post_id, ends_on=ends_on)], now=now)
    return row
