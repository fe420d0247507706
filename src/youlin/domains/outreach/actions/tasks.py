"""What a meeting asks of a post by a day: given, done, taken up again; it comes back to the next agenda."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.chiefs.models import Post
from youlin.domains.chiefs.queries import holders
from youlin.domains.messaging import actions as messaging
from youlin.domains.outreach.actions.meetings import fetch, record, words
from youlin.domains.outreach.events import TaskFinished, TaskSet
from youlin.domains.outreach.models import MeetingTask
from youlin.domains.outreach.queries import meetings as queries
from youlin.domains.outreach.rules.meetings import Deed
from youlin.foundation import audit, clock, outbox
from youlin.foundation.db import under
from youlin.foundation.refusal import Invalid, NotThere


def give_task(
    *, actor: Actor, meeting: UUID, post: UUID, text: str, due_on: date, now: datetime, client_id: UUID
) -> MeetingTask:
    """A chief is to do something by a day. The same write twice is one task. Raises NotThere, NotAllowed, Invalid."""
    said = words(text, "text", _("请写要做什么。"), 200)
    if due_on < clock.day_of(now):
        raise Invalid("due_past", _("这一天已经过了，请选今天以后。"), field="due_on")
    with transaction.atomic():
        row = fetch(actor, meeting, Deed.TASK)
        seat = Post.objects.filter(under("territory__path", row.territory.path), pk=post).first()
        if seat is None:
            raise NotThere("post_unknown", _("这个会管不到这个岗位。"), field="post")
        known = MeetingTask.objects.filter(subdistrict=row.subdistrict_id, client_id=client_id).first()
        if known is not None:
            return known
        made = MeetingTask.objects.create(
            subdistrict_id=row.subdistrict_id, meeting=row, post=seat, text=said, due_on=due_on, client_id=client_id
        )
        record(row, Deed.TASK, actor, now)
        outbox.announce([TaskSet(task=made.pk)], now=now)
        return made


def finish_task(*, actor: Actor, task: UUID, now: datetime, note: str = "") -> MeetingTask:
    """It is done, with a word: by whose post it is, or by who keeps the meeting. Twice changes nothing.

    Raises NotThere.
    """
    with transaction.atomic():
        row = (
            MeetingTask.objects.filter(pk=task)
            .select_for_update(of=("self",))
            .select_related("meeting__territory")
            .first()
        )
        if row is None or not (row.post_id in actor.posts() or queries.runs(actor, row.meeting)):
            raise NotThere("task_unknown", _("没有这件事，或者它不归您做。"))
        if row.done_at is None:
            row.done_at, row.done_by_name, row.note = now, actor.name, note.strip()[:200]
            row.save(update_fields=["done_at", "done_by_name", "note"])
            audit.record(
                [audit.Deed("meeting.task_done", "meeting_task", row.pk, row.subdistrict_id, {})], actor=actor, now=now
            )
            outbox.announce([TaskFinished(task=row.pk)], now=now)
        return row


def reopen_task(*, actor: Actor, task: UUID, now: datetime) -> MeetingTask:
    """It was tapped by mistake: it waits again. Twice changes nothing. Raises NotThere."""
    with transaction.atomic():
        row = MeetingTask.objects.filter(pk=task, post__in=actor.posts()).select_for_update(of=("self",)).first()
        if row is None:
            raise NotThere("task_unknown", _("没有这件事，或者它不归您做。"))
        if row.done_at is not None:
            row.done_at, row.done_by_name, row.note = None, "", ""
            row.save(update_fields=["done_at", "done_by_name", "note"])
            audit.record(
                [audit.Deed("meeting.task_reopened", "meeting_task", row.pk, row.subdistrict_id, {})],
                actor=actor,
                now=now,
            )
        return row


def tell_of_task(*, task: UUID, now: datetime, link: str) -> None:
    """Who holds the post hears what is to be done, and by when."""
    row = MeetingTask.objects.select_related("meeting").get(pk=task)
    people = holders([row.post_id], day=clock.day_of(now)).get(row.post_id, [])
    params = {"title": row.meeting.title, "text": row.text, "until": row.due_on.isoformat()}
    notices = [
        messaging.NewNotice(
            subdistrict=row.subdistrict_id, user=one.user, template="outreach.task", dedupe=f"outreach.task:{row.pk}",
            params=params, url=link,
        )
        for one in people
    ]  # fmt: skip
    messaging.tell(notices=notices, now=now)


def settle_task(*, task: UUID, now: datetime) -> None:
    """What is done need not be read of any more."""
    messaging.settle(dedupes=[f"outreach.task:{task}"], now=now)
