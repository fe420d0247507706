"""What every step shares: the row, locked and in scope; the table of steps asked; the entry in the history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields as fields_of
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.chiefs.events import SelectionMoved
from youlin.domains.chiefs.models import Candidature, Contest, Poll, SelectionEntry, SelectionRound
from youlin.domains.chiefs.rules.selection import states
from youlin.domains.chiefs.rules.selection.days import Calendar
from youlin.domains.chiefs.rules.selection.states import Candidacy, Move, Stage, Turn
from youlin.domains.chiefs.selection_wording import stage_name
from youlin.domains.chiefs.wording import post_name
from youlin.foundation import audit, outbox
from youlin.foundation.refusal import Invalid, NotThere, Refusal
from youlin.foundation.values import BadValueError, Phone

RESIDENT = Actor(user_id=None, name="居民")  # whoever stands before an open door; sees and may do nothing else


def round_of(actor: Actor, key: UUID) -> SelectionRound:
    """A round in scope, locked. Raises NotThere, NotAllowed."""
    rows = SelectionRound.objects.visible_to(actor).filter(pk=key).select_related("territory")
    found = rows.select_for_update(of=("self",)).first()
    if found is None:
        raise NotThere("round_unknown", _("没有这一轮选举。"))
    actor.require(Can.RUN_SELECTION, found.territory.path)
    return found


def contest_of(actor: Actor, key: UUID) -> Contest:
    """The selection for one post, in scope and locked. Raises NotThere."""
    found = locked(Contest.objects.visible_to(actor).filter(pk=key))
    if found is None:
        raise NotThere("contest_unknown", _("这一轮里没有这个岗位。"))
    return found


def locked(rows: QuerySet[Contest]) -> Contest | None:
    """The first of these, locked, with its round and post."""
    return rows.select_related("round__territory", "post__territory").select_for_update(of=("self",)).first()


def candidate_of(actor: Actor, key: UUID) -> Candidature:
    """A candidate in scope; the contest is locked. Raises NotThere."""
    row = Candidature.objects.visible_to(actor).filter(pk=key).select_related("resident__household").first()
    if row is None:
        raise NotThere("candidate_unknown", _("没有这位候选人。"))
    row.contest = contest_of(actor, row.contest_id)
    row.refresh_from_db(fields=["state"])
    return row


def poll_of(contest: Contest) -> Poll:
    """The latest vote of a post. Raises Refusal `no_vote`."""
    found = Poll.objects.filter(contest=contest).order_by("-number").select_for_update(of=("self",)).first()
    if found is None:
        raise Refusal("no_vote", _("这个岗位还没有投票。"))
    return found


def move(
    contest: Contest,
    what: Move,
    *,
    actor: Actor,
    now: datetime,
    note: str = "",
    data: Mapping[str, object] | None = None,
) -> None:
    """Take a post one step on. See `move_all`."""
    move_all([contest], what, actor=actor, now=now, note=note, data=data)


def move_all(
    contests: list[Contest],
    what: Move,
    *,
    actor: Actor,
    now: datetime,
    note: str = "",
    data: Mapping[str, object] | None = None,
) -> None:
    """Take posts one step on, together. Raises Refusal `not_now` where the table has no such step."""
    entries, deeds, events = [], [], []
    for contest in contests:
        before = Stage(contest.stage)
        refuse_unless(contest, what)
        contest.stage, contest.since = states.after(before, what).value, now
        entries.append(entry(contest, what, actor=actor, now=now, note=note, data=data, before=before.value))
        changes = {"stage": [before.value, contest.stage], **({"reason": note} if note else {})}
        deeds.append(audit.Deed("selection.move", "contest", contest.pk, contest.post.territory_id, changes))
        events.append(SelectionMoved(contest=contest.pk, stage=contest.stage))
    by_stage: dict[str, list[UUID]] = {}
    for contest in contests:
        by_stage.setdefault(contest.stage, []).append(contest.pk)
    for stage, keys in by_stage.items():
        Contest.objects.filter(pk__in=keys).update(stage=stage, since=now)
    SelectionEntry.objects.bulk_create(entries, batch_size=500)
    audit.record(deeds, actor=actor, now=now)
    outbox.announce(events, now=now)


def refuse_unless(contest: Contest, what: Move) -> None:
    """Raises Refusal `not_now` where the step cannot follow."""
    if not states.may(Stage(contest.stage), what):
        raise Refusal(
            "not_now",
            _("“%(post)s”现在是“%(stage)s”，这一步做不了。请刷新页面再看。")
            % {"post": post_name(contest.post), "stage": stage_name(contest.stage)},
        )


def entry(
    contest: Contest,
    what: str,
    *,
    actor: Actor,
    now: datetime,
    note: str = "",
    data: Mapping[str, object] | None = None,
    before: str = "",
    candidature: Candidature | None = None,
) -> SelectionEntry:
    """A line for the history, not yet written."""
    return SelectionEntry(
        subdistrict_id=contest.subdistrict_id,
        round_id=contest.round_id,
        contest=contest,
        candidature=candidature,
        what=str(what),
        before=before,
        after=(candidature.state if candidature else contest.stage) if before else "",
        note=note[:1000],
        data=dict(data or {}),
        at=now,
        by=actor.user_id,
        by_name=actor.name,
    )


def turn(
    contest: Contest,
    people: Iterable[Candidature],
    what: Turn,
    *,
    actor: Actor,
    now: datetime,
    note: str = "",
    data: Mapping[str, object] | None = None,
    **fields: object,
) -> None:
    """Take candidates one step on, in one statement. Raises Refusal `candidate_not_now`."""
    rows, entries, deeds = list(people), [], []
    for row in rows:
        if not states.may_turn(Candidacy(row.state), what):
            raise Refusal("candidate_not_now", _("%(name)s现在不能这样办，请刷新页面再看。") % {"name": row.name})
        before = row.state
        row.state = states.turned(Candidacy(before), what).value
        for name, value in fields.items():
            setattr(row, name, value)
        entries.append(entry(contest, what, actor=actor, now=now, note=note, data=data, before=before, candidature=row))
        changes = {"state": [before, row.state], **({"reason": note} if note else {})}
        deeds.append(audit.Deed("selection.candidate", "candidature", row.pk, contest.post.territory_id, changes))
    Candidature.objects.bulk_update(rows, ["state", *fields], batch_size=200)
    SelectionEntry.objects.bulk_create(entries, batch_size=500)
    audit.record(deeds, actor=actor, now=now)


def remark(
    contest: Contest,
    what: str,
    *,
    actor: Actor,
    now: datetime,
    note: str = "",
    data: Mapping[str, object] | None = None,
    candidature: Candidature | None = None,
) -> None:
    """Append something that moves nothing: codes printed, a count entered, an objection answered."""
    entry(contest, what, actor=actor, now=now, note=note, data=data, candidature=candidature).save(force_insert=True)
    kind, key = ("candidature", candidature.pk) if candidature else ("contest", contest.pk)
    deed = audit.Deed(f"selection.{what}", kind, key, contest.post.territory_id, dict(data or {}))
    audit.record([deed], actor=actor, now=now)


def still_standing(contest: Contest) -> list[Candidature]:
    """Who is on the list now, in the order of nomination."""
    rows = Candidature.objects.filter(contest=contest, state=Candidacy.STANDING.value)
    return list(rows.order_by("created_at", "pk"))


def the_elected(contest: Contest) -> Candidature:
    """Who was elected. Raises Refusal `nobody_elected`."""
    found = Candidature.objects.filter(contest=contest, state=Candidacy.ELECTED.value).first()
    if found is None:
        raise Refusal("nobody_elected", _("这个岗位现在没有当选人。"))
    return found


def words(text: str, limit: int) -> str:
    """What somebody typed, without the character that PostgreSQL cannot keep."""
    return text.replace("\0", "").strip()[:limit]


def reason(text: str) -> str:
    """A reason that must be there. Raises Invalid."""
    said = words(text, 1000)
    if not said:
        raise Invalid("reason_missing", _("请写一句为什么。"), field="reason")
    return said


def dialled(text: str, *, field: str = "phone") -> str:
    """A telephone number as it is dialled, or none. Raises Invalid."""
    if not text.strip():
        return ""
    try:
        return Phone.parse(text).value
    except BadValueError as error:
        raise Invalid(
            "phone_bad", _("这个电话号码好像不完整，请写 11 位手机号，或带区号的座机。"), field=field
        ) from error


def calendar_of(row: SelectionRound) -> Calendar:
    """A round's days as plain data."""
    return Calendar(**{item.name: getattr(row, item.name) for item in fields_of(Calendar)})
