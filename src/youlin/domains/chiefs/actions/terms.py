"""Appointing, acting for, ending. A post is locked while somebody is put in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from youlin.domains.access import actions as access
from youlin.domains.access.actor import Actor
from youlin.domains.access.models import User
from youlin.domains.access.rules import CHIEF_ROLES, Can, Role
from youlin.domains.chiefs import rules
from youlin.domains.chiefs.events import Appointed, TermEnded
from youlin.domains.chiefs.models import Appointment, Post
from youlin.domains.chiefs.queries.holding import in_office
from youlin.domains.chiefs.wording import post_name
from youlin.foundation import audit, outbox
from youlin.foundation.refusal import Invalid, NotThere, Refusal


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


def appoint(*, actor: Actor, term: NewTerm, now: datetime) -> Appointment:
    """Put somebody in a post. See `appoint_many`."""
    return appoint_many(actor=actor, terms=[term], now=now)[0]


def appoint_many(*, actor: Actor, terms: list[NewTerm], now: datetime) -> list[Appointment]:
    """Put people in posts, all or none.

    A chief's post has one chair for who sits and one for who acts; a desk has a chair for each person. Raises NotThere
    for a post out of sight, Invalid for a term that cannot be, Refusal `post_taken` where the chair is not free on
    every day of the term.
    """
    with transaction.atomic():
        posts = {
            post.pk: post
            for post in Post.objects.visible_to(actor)
            .filter(pk__in={term.post for term in terms})
            .order_by("pk")
            .select_for_update(of=("self",))
            .select_related("territory")
        }
        others: Others = {}
        for row in Appointment.objects.filter(post__in=posts):
            others.setdefault(_chair(row.post, row.kind, row.user_id), []).append(
                rules.Term(row.starts_on, row.ends_on)
            )
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
        outbox.announce(
            [Appointed(appointment=row.pk, post=row.post_id, starts_on=row.starts_on) for row in rows], now=now
        )
    return rows


def _chair(post: Post, kind: str, user: UUID) -> Chair:
    """What only one person at a time can have."""
    return post.pk, kind, None if post.role in CHIEF_ROLES else user


def _refuse_bad_term(actor: Actor, term: NewTerm, post: Post | None, others: Others) -> None:
    if post is None:
        raise NotThere("post_unknown", _("没有这个岗位。"))
    actor.require(Can.APPOINT, post.territory.path)
    if term.kind not in rules.KINDS_OF[post.role in CHIEF_ROLES]:
        raise Invalid("kind_unfit", _("三长的岗位请选在任或代理，办公室的岗位请选工作人员。"), field="kind")
    span = rules.Term(term.starts_on, term.ends_on)
    if term.ends_on is not None and term.ends_on <= term.starts_on:
        raise Invalid("term_backwards", _("离任日要晚于到任日。"), field="ends_on")
    if term.kind == Appointment.Kinds.ACTING and term.ends_on is None:
        raise Invalid("acting_end_missing", _("代理要有一个结束的日子，到那天自动停止。"), field="ends_on")
    if rules.too_long(span):
        raise Invalid("term_too_long", _("一届任期最长五年，请把离任日提前。"), field="ends_on")
    known = others.setdefault(_chair(post, term.kind, term.user), [])
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
    """End a term from a day on, the first one out of office; the post and all its work stay.

    Raises NotThere, Invalid without a reason or before the start, Refusal `already_ended` and `last_one`.
    """
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
        _refuse_last_one_out(row, ends_on)
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
                    row.post.territory_id,
                    {"ends_on": [before and before.isoformat(), ends_on.isoformat()], "reason": row.end_reason},
                )
            ],
            actor=actor,
            now=now,
        )
        outbox.announce([TermEnded(appointment=row.pk, post=row.post_id, ends_on=ends_on)], now=now)
    return row


def _refuse_last_one_out(row: Appointment, day: date) -> None:
    """A street's desk that nobody can log in to would need an operator to open again."""
    if row.post.role != Role.SUBDISTRICT_STAFF:
        return
    stay = Appointment.objects.filter(in_office(day), post=row.post_id).exclude(pk=row.pk)
    if not stay.exists():
        raise Refusal("last_one", _("这是街道的最后一位工作人员。请先让别人到任，再办这位的离任。"))


def show_phone(*, actor: Actor, appointment: UUID, shown: bool, now: datetime) -> Appointment:
    """Show a chief's telephone to residents, or stop; only with the chief's consent. Raises NotThere."""
    with transaction.atomic():
        row = (
            Appointment.objects.filter(pk=appointment, post__in=Post.objects.visible_to(actor))
            .select_for_update(of=("self",))
            .select_related("post__territory")
            .first()
        )
        if row is None:
            raise NotThere("appointment_unknown", _("没有这段任期。"))
        if row.user_id != actor.user_id:
            actor.require(Can.APPOINT, row.post.territory.path)
        if row.phone_public != shown:
            row.phone_public = shown
            row.save(update_fields=["phone_public"])
            changes = {"phone_public": [not shown, shown]}
            deed = audit.Deed("post.show_phone", "post", row.post_id, row.post.territory_id, changes)
            audit.record([deed], actor=actor, now=now)
    return row
