"""Opening a round for chosen posts, and changing its days."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import CHIEF_ROLES, Can
from youlin.domains.chiefs.actions.selection import keeping
from youlin.domains.chiefs.actions.selection.noticing import extend_notice
from youlin.domains.chiefs.models import Contest, Poll, Post, SelectionEntry, SelectionRound
from youlin.domains.chiefs.rules import Term, too_long
from youlin.domains.chiefs.rules.selection import counting, days, fitness
from youlin.domains.chiefs.rules.selection.days import Calendar
from youlin.domains.chiefs.rules.selection.states import RUNNING, Move, Stage
from youlin.domains.chiefs.selection_wording import day_name
from youlin.domains.chiefs.wording import post_name
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import Level, prefixes
from youlin.foundation import audit, clock
from youlin.foundation.refusal import Invalid, NotThere, Refusal


@dataclass(frozen=True, slots=True)
class NewRound:
    """What a round is about. The defaults are the program's, not the law's, where no article is named."""

    title: str
    posts: tuple[UUID, ...]
    calendar: Calendar
    method: str = SelectionRound.Methods.HOUSEHOLDS.value
    online: bool = True
    quorum_percent: int = counting.QUORUM_PERCENT
    majority: str = counting.MAJORITY.value
    minimum_age: int = fitness.MINIMUM_AGE
    minimum_age_source: str = ""
    standing_first: bool = True
    training: tuple[str, ...] = field(default=())


def open_round(*, actor: Actor, wanted: NewRound, client_id: UUID, now: datetime) -> SelectionRound:
    """Open a round; the same `client_id` twice is the same round.

    Raises Invalid for days out of order or rules that cannot be, NotThere for a post out of sight, Refusal
    `post_in_a_round` for one that another running round has.
    """
    actor.require(Can.RUN_SELECTION)
    _refuse_bad_rules(wanted)
    with transaction.atomic():
        posts = _posts(actor, wanted.posts)
        place = _common_place(actor, posts)
        subdistrict = place.subdistrict_id or place.pk
        known = SelectionRound.objects.filter(subdistrict=subdistrict, client_id=client_id).first()
        if known is not None:
            return known
        if wanted.calendar.nominate_until < clock.day_of(now):
            raise Invalid("day_past", _("提名截止的日子已经过了。"), field="nominate_until")
        refuse_bad_calendar(wanted.calendar)
        row = SelectionRound.objects.create(
            subdistrict_id=subdistrict,
            territory=place,
            title=keeping.words(wanted.title, 80),
            **asdict(wanted.calendar),
            method=wanted.method,
            online=wanted.online and wanted.method == SelectionRound.Methods.HOUSEHOLDS,
            quorum_percent=wanted.quorum_percent,
            majority=wanted.majority,
            minimum_age=wanted.minimum_age,
            minimum_age_source=keeping.words(wanted.minimum_age_source, 200),
            standing_first=wanted.standing_first,
            training=[line for text in wanted.training if (line := keeping.words(text, 200))],
            opened_at=now,
            opened_by=actor.user_id,
            client_id=client_id,
        )
        _open_contests(row, posts, actor, now)
        audit.record([audit.Deed("selection.open", "round", row.pk, place.pk)], actor=actor, now=now)
    return row


def _open_contests(row: SelectionRound, posts: list[Post], actor: Actor, now: datetime) -> None:
    running = (
        Contest.objects.filter(post__in=posts, stage__in=sorted(RUNNING)).select_related("post__territory").first()
    )
    if running is not None:
        raise _taken(running.post)
    contests = [
        Contest(subdistrict_id=row.subdistrict_id, round=row, post=post, stage=Stage.NOMINATING.value, since=now)
        for post in posts
    ]
    try:
        with transaction.atomic():
            Contest.objects.bulk_create(contests, batch_size=500)
    except IntegrityError as error:  # somebody was quicker
        raise _taken(posts[0]) from error
    entries = [keeping.entry(contest, Move.OPEN, actor=actor, now=now) for contest in contests]
    SelectionEntry.objects.bulk_create(entries, batch_size=500)


def _taken(post: Post) -> Refusal:
    return Refusal(
        "post_in_a_round",
        _("“%(post)s”已经在另一轮选举里。等那一轮办完，或先把它从那一轮撤下。") % {"post": post_name(post)},
        field="posts",
    )


def _posts(actor: Actor, keys: tuple[UUID, ...]) -> list[Post]:
    rows = list(
        Post.objects.visible_to(actor)
        .filter(pk__in=keys, role__in=CHIEF_ROLES)
        .select_related("territory")
        .order_by("territory__path")
    )
    if not keys:
        raise Invalid("posts_missing", _("请至少选一个岗位。"), field="posts")
    if len(rows) != len(set(keys)) or not all(actor.can_at(Can.RUN_SELECTION, row.territory.path) for row in rows):
        raise NotThere("post_unknown", _("没有这个岗位。"))
    return rows


def _common_place(actor: Actor, posts: list[Post]) -> Territory:
    """Where the round belongs: the community of all its posts, else the street."""
    shared = set.intersection(*(set(prefixes(post.territory.path)) for post in posts))
    rows = Territory.objects.filter(path__in=shared, level__in=(Level.SUBDISTRICT, Level.COMMUNITY))
    place = max(rows, key=lambda row: row.level, default=None)
    if place is None:
        raise Invalid("posts_apart", _("一轮选举只能选同一个街道的岗位。"), field="posts")
    actor.require(Can.RUN_SELECTION, place.path)
    return place


def _refuse_bad_rules(wanted: NewRound) -> None:
    if not wanted.title.strip():
        raise Invalid("title_missing", _("请给这一轮起个名字。"), field="title")
    if not 1 <= wanted.quorum_percent <= 100:
        raise Invalid("quorum_bad", _("参加的比例请写 1 到 100。"), field="quorum_percent")
    if wanted.minimum_age < fitness.MINIMUM_AGE:
        raise Invalid("age_low", _("年龄下限不能低于 %(n)d 周岁。") % {"n": fitness.MINIMUM_AGE}, field="minimum_age")
    if wanted.method not in SelectionRound.Methods.values:
        raise Invalid("method_unknown", _("请选怎么决定。"), field="method")
    if wanted.majority not in SelectionRound.Majorities.values:
        raise Invalid("majority_unknown", _("请选多少票当选。"), field="majority")


def refuse_bad_calendar(calendar: Calendar) -> None:
    """Raises Invalid beside the first day that cannot be."""
    name = days.wrong(calendar)
    if name is not None:
        raise Invalid("days_backwards", _("“%(day)s”要在前一步之后。") % {"day": day_name(name)}, field=name)
    if too_long(Term(calendar.starts_on, calendar.ends_on)):
        raise Invalid("term_too_long", _("一届任期最长五年，请把离任日提前。"), field="ends_on")


def change_calendar(*, actor: Actor, round: UUID, calendar: Calendar, reason: str, now: datetime) -> SelectionRound:  # noqa: A002
    """Move a round's days, with a reason. What residents were promised is never made shorter.

    Raises NotThere, Invalid, Refusal `promised`.
    """
    why = keeping.reason(reason)
    with transaction.atomic():
        row = keeping.round_of(actor, round)
        refuse_bad_calendar(calendar)
        old = keeping.calendar_of(row)
        stages = frozenset(Contest.objects.filter(round=row).values_list("stage", flat=True))
        broken = days.broken_promise(old, calendar, stages)
        if broken is not None:
            raise Refusal(
                "promised",
                _("“%(day)s”已经告诉了居民，可以延后，不能提前。") % {"day": day_name(broken)},
                field=broken,
            )
        changes = {
            name: [getattr(old, name).isoformat(), getattr(calendar, name).isoformat()]
            for name in days.ORDER
            if getattr(old, name) != getattr(calendar, name)
        }
        if not changes:
            return row
        SelectionRound.objects.filter(pk=row.pk).update(**asdict(calendar))
        _follow(row, calendar, actor, now)
        SelectionEntry.objects.create(
            subdistrict_id=row.subdistrict_id, round=row, what="calendar", note=why, data=changes,
            at=now, by=actor.user_id, by_name=actor.name,
        )  # fmt: skip
        deed = audit.Deed("selection.calendar", "round", row.pk, row.territory_id, {**changes, "reason": why})
        audit.record([deed], actor=actor, now=now)
        row.refresh_from_db()
    return row


def _follow(row: SelectionRound, calendar: Calendar, actor: Actor, now: datetime) -> None:
    """A list that hangs and a vote that runs go on until their new last day, where that is later."""
    here = Contest.objects.filter(round=row)
    hanging = here.filter(stage=Stage.NOTICE.value, notice_until__lt=calendar.notice_until)
    for contest in hanging.select_related("round", "post__territory").select_for_update(of=("self",)):
        extend_notice(contest, calendar.notice_until, actor=actor, now=now)
    voting = here.filter(stage=Stage.VOTING.value)
    Poll.objects.filter(contest__in=voting, closes_on__lt=calendar.vote_until).update(closes_on=calendar.vote_until)
