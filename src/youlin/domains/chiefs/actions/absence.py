"""Being away with somebody to cover, coming back, covering no more. Each locks the posts it touches."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.models import User
from youlin.domains.access.rules import CHIEF_ROLES, Can
from youlin.domains.chiefs import rules
from youlin.domains.chiefs.actions.seating import NewTerm, locked, seat, stop
from youlin.domains.chiefs.events import AbsenceEnded, AbsenceSet, CoverGivenBack
from youlin.domains.chiefs.models import Absence, Appointment, Post
from youlin.domains.chiefs.queries.absence import may_cover
from youlin.domains.chiefs.wording import post_name
from youlin.foundation import audit, clock, outbox
from youlin.foundation.refusal import Invalid, NotThere, Refusal

Kinds = Appointment.Kinds


@dataclass(frozen=True, slots=True)
class NewAbsence:
    """From a day up to the first day back. `cover`: the account of who stands in; None where nobody was found yet."""

    starts_on: date
    ends_on: date
    client_id: UUID
    cover: UUID | None = None


def set_absence(*, actor: Actor, absence: NewAbsence, now: datetime, user: UUID | None = None) -> list[Absence]:
    """Be away from every chief's post one sits in; the office may say it for a `user` of its own territory.

    The same twice changes nothing. Raises NotThere without such a post or for a cover that is not proposed, Invalid for
    days that cannot be, Refusal `already_away`, `covers_others`, `cover_away`, `post_taken`.
    """
    who = user or actor.user_id
    if who is None:
        raise NotThere("post_unknown", _("那几天没有在任的三长岗位。"))
    days = rules.Term(absence.starts_on, absence.ends_on)
    with transaction.atomic():
        posts = locked(_posts_of(actor, who, days))
        for post in posts.values():
            if who != actor.user_id:
                actor.require(Can.APPOINT, post.territory.path)
        if not posts:
            raise NotThere("post_unknown", _("那几天没有在任的三长岗位。"))
        known = list(Absence.objects.filter(client_id=absence.client_id, user=who))
        if known:
            return known
        _refuse_days(days, clock.day_of(now))
        _refuse_away_already(who, days)
        _refuse_covering(who, days)
        rows = [
            Absence(
                subdistrict_id=post.subdistrict_id,
                post=post,
                user_id=who,
                starts_on=absence.starts_on,
                ends_on=absence.ends_on,
                set_by=actor.user_id,
                set_by_name=actor.name,
                created_at=now,
                client_id=absence.client_id,
            )
            for post in posts.values()
        ]
        if absence.cover is not None:
            _cover(rows, posts, absence.cover, days, actor=actor, now=now)
        Absence.objects.bulk_create(rows)
        _record("absence.set", rows, actor, now)
        outbox.announce([AbsenceSet(absence=row.pk) for row in rows], now=now)
    return rows


def find_cover(*, actor: Actor, absence: UUID, cover: UUID, now: datetime) -> Absence:
    """Let somebody cover what is left of an absence that nobody covers.

    Raises NotThere, NotAllowed, Refusal `already_covered`, `already_back`, `cover_away`, `post_taken`.
    """
    with transaction.atomic():
        row = _fetch(actor, absence)
        _require_own(actor, row)
        today = clock.day_of(now)
        if row.ends_on <= today:
            raise Refusal("already_back", _("已经回来了，不用再找人代。"))
        if row.cover is not None and row.cover.ends_on is not None and row.cover.ends_on > today:
            raise Refusal("already_covered", _("这几天已经有人代了。"))
        days = rules.Term(max(row.starts_on, today), row.ends_on)
        _cover([row], {row.post_id: row.post}, cover, days, actor=actor, now=now)
        row.save(update_fields=["cover"])
        _record("absence.cover", [row], actor, now)
        outbox.announce([AbsenceSet(absence=row.pk)], now=now)
    return row


def end_absence(*, actor: Actor, absence: UUID, now: datetime) -> Absence:
    """Be back from today on, or not go after all; whoever covered stops with it. Twice is once.

    Raises NotThere, NotAllowed for somebody else's.
    """
    with transaction.atomic():
        row = _fetch(actor, absence)
        _require_own(actor, row)
        back = max(row.starts_on, clock.day_of(now))
        if row.ends_on <= back:
            return row
        row.ends_on = back
        row.save(update_fields=["ends_on"])
        if row.cover is not None and row.cover.ends_on is not None and row.cover.ends_on > back:
            stop([row.cover.pk], max(back, row.cover.starts_on))
        _record("absence.end", [row], actor, now)
        outbox.announce([AbsenceEnded(absence=row.pk)], now=now)
    return row


def give_back(*, actor: Actor, absence: UUID, now: datetime) -> Absence:
    """Cover no more, from today on or not at all; whoever is away, the next above and the office hear of it.

    Raises NotThere where the actor does not cover it.
    """
    with transaction.atomic():
        row = _fetch(actor, absence)
        cover = row.cover
        if cover is None or cover.user_id != actor.user_id:
            raise NotThere("absence_unknown", _("没有您在代的这几天。"))
        day = max(cover.starts_on, clock.day_of(now))
        if cover.ends_on is not None and cover.ends_on > day:
            stop([cover.pk], day)
            row.cover = None
            row.save(update_fields=["cover"])
            _record("absence.give_back", [row], actor, now)
            outbox.announce([CoverGivenBack(absence=row.pk, cover=cover.pk)], now=now)
    return row


def _posts_of(actor: Actor, who: UUID, days: rules.Term) -> QuerySet[Post]:
    """The chief's posts in sight in which somebody sits on some of the days."""
    sits = Appointment.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=days.starts_on),
        user=who,
        kind=Kinds.SITTING,
        starts_on__lt=days.ends_on,
    )
    return Post.objects.visible_to(actor).filter(role__in=CHIEF_ROLES, pk__in=sits.values("post"))


def _fetch(actor: Actor, absence: UUID) -> Absence:
    """An absence in sight, its post locked first. Raises NotThere."""
    found = Absence.objects.visible_to(actor).filter(pk=absence)
    known = found.values_list("post", flat=True).first()
    if known is None:
        raise NotThere("absence_unknown", _("没有这次外出。"))
    locked(Post.objects.filter(pk=known))
    rows = Absence.objects.select_for_update(of=("self",)).select_related("post__territory", "cover", "user")
    return rows.get(pk=absence)


def _require_own(actor: Actor, row: Absence) -> None:
    if row.user_id != actor.user_id:
        actor.require(Can.APPOINT, row.post.territory.path)


def _refuse_days(days: rules.Term, today: date) -> None:
    trouble = rules.trouble_with(days, today)
    if trouble is None:
        return
    message, field = {
        "backwards": (_("回来的日子要晚于出门的日子。"), "ends_on"),
        "in_past": (_("出门的日子已经过了，请从今天起选。"), "starts_on"),
        "too_far": (_("出门的日子太远了，请选半年以内的。"), "starts_on"),
        "too_long": (_("出门超过三个月，请告诉社区，请一位代理。"), "ends_on"),
    }[trouble]
    raise Invalid(f"absence_{trouble}", message, field=field)


def _refuse_away_already(who: UUID, days: rules.Term) -> None:
    for row in Absence.objects.filter(user=who, ends_on__gt=days.starts_on, starts_on__lt=days.ends_on):
        if row.ends_on > row.starts_on:
            raise Refusal(
                "already_away",
                _("%(since)s到%(until)s已经记过不在。要改，先把那一次撤掉。")
                % {"since": row.starts_on, "until": row.ends_on},
                field="starts_on",
            )


def _refuse_covering(who: UUID, days: rules.Term) -> None:
    """Whoever answers for others first hands that on, or those would have nobody."""
    rows = Appointment.objects.filter(
        user=who, kind=Kinds.ACTING, starts_on__lt=days.ends_on, ends_on__gt=days.starts_on
    ).select_related("post__territory")
    for row in rows:
        if row.ends_on is not None and row.ends_on > row.starts_on:
            raise Refusal(
                "covers_others",
                _("那几天您还代着“%(post)s”。请先到“我的”里说代不了，或请社区另找一位。")
                % {"post": post_name(row.post)},
                field="starts_on",
            )


def _cover(
    rows: list[Absence],
    posts: dict[UUID, Post],
    cover: UUID,
    days: rules.Term,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Let one person act in every post that somebody is away from."""
    proposed = may_cover(posts.values(), away=rows[0].user_id, days=days, chosen=cover)
    if cover not in proposed:
        raise NotThere("cover_unknown", _("这位不在能代的人里，请另选一位。"))
    terms = [NewTerm(post, cover, Kinds.ACTING.value, days.starts_on, days.ends_on) for post in posts]
    seated = {one.post_id: one for one in seat(actor=actor, posts=posts, terms=terms, now=now)}
    for row in rows:
        row.cover = seated[row.post_id]


def _record(verb: str, rows: list[Absence], actor: Actor, now: datetime) -> None:
    names = dict(User.objects.filter(pk__in={row.user_id for row in rows}).values_list("pk", "display_name"))
    audit.record(
        [
            audit.Deed(
                verb,
                "post",
                row.post_id,
                row.post.territory_id,
                {
                    "who": names[row.user_id],
                    "starts_on": row.starts_on.isoformat(),
                    "ends_on": row.ends_on.isoformat(),
                    "covered": row.cover_id is not None,
                },
            )
            for row in rows
        ],
        actor=actor,
        now=now,
    )
