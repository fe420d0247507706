"""Appointing, ending, renewing, resigning, and taking an end back. A post is locked while its holders change."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from youlin.domains.access import actions as access
from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import CHIEF_ROLES, Can, Role
from youlin.domains.chiefs import rules
from youlin.domains.chiefs.actions.seating import NewTerm, locked, post_taken, seat, stop
from youlin.domains.chiefs.events import EndTakenBack, TermEnded
from youlin.domains.chiefs.models import Absence, Appointment, Post
from youlin.domains.chiefs.queries.holding import in_office
from youlin.foundation import audit, clock, outbox
from youlin.foundation.refusal import Invalid, NotThere, Refusal


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
        posts = locked(Post.objects.visible_to(actor).filter(pk__in={term.post for term in terms}))
        for term in terms:
            if term.post not in posts:
                raise NotThere("post_unknown", _("没有这个岗位。"))
            actor.require(Can.APPOINT, posts[term.post].territory.path)
        return seat(actor=actor, posts=posts, terms=terms, now=now)


def end_term(*, actor: Actor, appointment: UUID, ends_on: date, reason: str, now: datetime) -> Appointment:
    """End a term from a day on, the first one out of office; the post and all its work stay.

    Raises NotThere, Invalid without a reason or before the start, Refusal `already_ended` and `last_one`.
    """
    with transaction.atomic():
        row = fetch_term(actor, appointment)
        actor.require(Can.APPOINT, row.post.territory.path)
        if not reason.strip():
            raise Invalid("reason_missing", _("请写一句离任的原因。"), field="reason")
        put_out(row, actor=actor, ends_on=ends_on, reason=reason.strip(), now=now)
    return row


def resign(
    *,
    actor: Actor,
    appointment: UUID,
    ends_on: date,
    now: datetime,
    note: str = "",
    client_id: UUID | None = None,
) -> Appointment:
    """Leave one's own chief's post from a day on; why is said or not. Until that day it can be taken back.

    The same letter twice is one, also after it was taken back. Raises NotThere for a term that is
    not the actor's, Invalid for a day that has passed or is half a year away.
    """
    with transaction.atomic():
        row = fetch_term(actor, appointment)
        if row.user_id != actor.user_id or row.post.role not in CHIEF_ROLES:
            raise NotThere("appointment_unknown", _("没有这段任期。"))
        if client_id and row.end_client_id == client_id:
            return row
        today = clock.day_of(now)
        if not today <= ends_on <= today + timedelta(days=rules.LATEST_START_DAYS):
            raise Invalid("day_out_of_reach", _("请选今天起、半年以内的日子。"), field="ends_on")
        said = note.strip()
        reason = _("本人辞任：%(note)s") % {"note": said} if said else _("本人辞任")
        put_out(row, actor=actor, ends_on=ends_on, reason=reason[:200], now=now)
        row.end_client_id = client_id
        row.save(update_fields=["end_client_id"])
    return row


def fetch_term(actor: Actor, appointment: UUID) -> Appointment:
    """A term in sight, its post locked first, then itself. Raises NotThere."""
    mine = Post.objects.visible_to(actor)
    known = Appointment.objects.filter(pk=appointment, post__in=mine).values_list("post", flat=True).first()
    if known is None:
        raise NotThere("appointment_unknown", _("没有这段任期。"))
    locked(Post.objects.filter(pk=known))
    rows = Appointment.objects.select_for_update(of=("self",)).select_related("post__territory", "user")
    return rows.get(pk=appointment)


def put_out(row: Appointment, *, actor: audit.Doer, ends_on: date, reason: str, now: datetime) -> None:
    """End a fetched term; absences that would begin later are called off with their cover. The caller has decided.

    Raises Invalid before its start, Refusal `already_ended` and `last_one`.
    """
    if ends_on < row.starts_on:
        raise Invalid("term_backwards", _("离任日要晚于到任日。"), field="ends_on")
    if row.ends_on is not None and row.ends_on <= ends_on:
        raise Refusal("already_ended", _("这段任期在 %(day)s 已经结束。") % {"day": row.ends_on})
    _refuse_last_one_out(row, ends_on)
    before = row.ends_on
    row.ends_on, row.end_reason, row.ended_by = ends_on, reason, actor.user_id
    row.save(update_fields=["ends_on", "end_reason", "ended_by"])
    access.end_roles(origins=[row.pk], on=ends_on)
    later = list(Absence.objects.filter(post=row.post_id, user=row.user_id, starts_on__gte=ends_on))
    for absence in later:
        absence.ends_on = absence.starts_on
    Absence.objects.bulk_update(later, ["ends_on"])
    for absence in later:
        if absence.cover_id is not None:
            stop([absence.cover_id], absence.starts_on)
    changes = {"ends_on": [before and before.isoformat(), ends_on.isoformat()], "reason": row.end_reason}
    deed = audit.Deed("post.end_term", "post", row.post_id, row.post.territory_id, changes)
    audit.record([deed], actor=actor, now=now)
    outbox.announce([TermEnded(appointment=row.pk, post=row.post_id, ends_on=ends_on)], now=now)


def take_back_end(*, actor: Actor, appointment: UUID, now: datetime) -> Appointment:
    """Let somebody stay after all, until the day agreed: while the last day has not passed, and the seat is free.

    A chief takes back what the chief said, once or twice; the office any end. Raises NotThere, NotAllowed,
    Refusal `not_ended`, `end_passed`, `post_taken`.
    """
    with transaction.atomic():
        row = fetch_term(actor, appointment)
        if row.user_id == actor.user_id and not row.end_reason:
            return row  # stays already: the letter came twice
        if row.ended_by is None or row.ended_by != actor.user_id:
            actor.require(Can.APPOINT, row.post.territory.path)
        if not row.end_reason or row.ends_on is None:
            raise Refusal("not_ended", _("这段任期没有办过离任。"))
        if row.ends_on < clock.day_of(now):
            raise Refusal("end_passed", _("离任的日子已经过了。要接着干，请重新任命。"))
        reinstate(row, actor=actor, now=now)
    return row


def reinstate(row: Appointment, *, actor: audit.Doer, now: datetime) -> None:
    """Undo the end of a fetched term; part of the caller's transaction. Raises Refusal `post_taken`."""
    others = Appointment.objects.filter(post=row.post_id, kind=row.kind).exclude(pk=row.pk)
    if row.post.role in CHIEF_ROLES and rules.taken(
        rules.Term(row.starts_on, row.agreed_until),
        (rules.Term(other.starts_on, other.ends_on) for other in others),
    ):
        raise post_taken(row.post)
    ended, row.ends_on, row.end_reason, row.ended_by = row.ends_on, row.agreed_until, "", None
    row.save(update_fields=["ends_on", "end_reason", "ended_by"])
    access.end_roles(origins=[row.pk], on=row.ends_on)
    changes = {"ends_on": [ended and ended.isoformat(), row.ends_on and row.ends_on.isoformat()]}
    deed = audit.Deed("post.take_back_end", "post", row.post_id, row.post.territory_id, changes)
    audit.record([deed], actor=actor, now=now)
    outbox.announce([EndTakenBack(appointment=row.pk, post=row.post_id)], now=now)


def renew(
    *, actor: Actor, appointment: UUID, ends_on: date, now: datetime, starts_on: date | None = None
) -> Appointment:
    """Let a sitting chief go on for another term, as a new appointment that begins when this one is over.

    A term without an agreed end is over on `starts_on`: after five years where nothing is said, today if they have
    passed. Raises NotThere, NotAllowed, what `appoint` raises, Refusal `already_ended` for a term that was ended early.
    """
    with transaction.atomic():
        row = fetch_term(actor, appointment)
        actor.require(Can.APPOINT, row.post.territory.path)
        if row.kind != Appointment.Kinds.SITTING:
            raise Invalid("kind_unfit", _("代理不续任。要接着代，请再请一次代理。"))
        if row.end_reason:
            raise Refusal("already_ended", _("这段任期在 %(day)s 已经结束。") % {"day": row.ends_on})
        begins = row.ends_on or starts_on or max(rules.five_years_after(row.starts_on), clock.day_of(now))
        if row.ends_on is None:
            row.ends_on = row.agreed_until = begins
            row.save(update_fields=["ends_on", "agreed_until"])
            access.end_roles(origins=[row.pk], on=begins)
        again = NewTerm(
            row.post_id, row.user_id, row.kind, begins, ends_on, resident=row.resident_id, phone_public=row.phone_public
        )
        return seat(actor=actor, posts={row.post_id: row.post}, terms=[again], now=now)[0]


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
