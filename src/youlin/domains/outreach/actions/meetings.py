"""Calling, keeping and closing meetings; what is raised becomes cases, who is to do something has a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from youlin.domains.access.actor import SYSTEM, Actor
from youlin.domains.access.rules import Can
from youlin.domains.cases import actions as cases
from youlin.domains.cases.models import Case
from youlin.domains.chiefs.models import Post
from youlin.domains.messaging import actions as messaging
from youlin.domains.outreach.events import MeetingCancelled, MeetingHeld, MeetingMade
from youlin.domains.outreach.models import AgendaItem, Meeting, Presence, Raised
from youlin.domains.outreach.queries import meetings as queries
from youlin.domains.outreach.rules.meetings import AGENDA_AT_MOST, TEXT_LIMIT, Deed, State, bad_count, may
from youlin.domains.outreach.wording.meetings import bad_count_text
from youlin.domains.residents.models import Household
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import Level
from youlin.foundation import audit, clock, outbox
from youlin.foundation.db import under
from youlin.foundation.refusal import Invalid, NotThere, Refusal

FAR = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class NewMeeting:
    """What is known when people are called together."""

    client_id: UUID
    kind: str
    territory: UUID
    title: str
    starts_at: datetime
    place: str
    topics: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """What was said to one item; hands for, against and abstaining where there was a vote."""

    text: str = ""
    decision: str = ""
    hands: tuple[int | None, int | None, int | None] = (None, None, None)


def call_meeting(*, actor: Actor, meeting: NewMeeting, now: datetime) -> Meeting:
    """Call a meeting; what the ones before left open stands on its agenda. The same `client_id` twice is one meeting.

    Raises NotThere, NotAllowed, Invalid.
    """
    title = words(meeting.title, "title", _("请写会议叫什么。"), 100)
    where = words(meeting.place, "place", _("请写在哪里开。"), 100)
    if meeting.kind not in Meeting.Kinds.values:
        raise Invalid("kind_unknown", _("请选一种会。"), field="kind")
    if not now - timedelta(days=31) <= meeting.starts_at <= now + FAR:
        raise Invalid("starts_bad", _("时间太远了，请核对。补记的会最多一个月以前。"), field="starts_at")
    with transaction.atomic():
        place = Territory.objects.filter(pk=meeting.territory, level__gte=Level.SUBDISTRICT).first()
        if place is None or place.subdistrict_id is None or not actor.can_at(Can.HOLD_MEETINGS, place.path):
            raise NotThere("territory_unknown", _("没有这个辖区。"), field="territory")
        known = Meeting.objects.filter(subdistrict=place.subdistrict_id, client_id=meeting.client_id).first()
        if known is not None:
            return known
        row = Meeting.objects.create(
            subdistrict_id=place.subdistrict_id,
            territory=place,
            kind=meeting.kind,
            title=title,
            starts_at=meeting.starts_at,
            place=where,
            called_by_name=actor.name,
            called_at=now,
            client_id=meeting.client_id,
        )
        _carry(row)
        _append(
            row, [(AgendaItem.Kinds.TOPIC, line.strip()[:200], None, None) for line in meeting.topics if line.strip()]
        )
        record(row, Deed.CALL, actor, now)
        outbox.announce([MeetingMade(meeting=row.pk)], now=now)
        return row


def words(text: str, field: str, missing: str, most: int = TEXT_LIMIT) -> str:
    """What was written, without the spaces around it. Raises Invalid where there is nothing, or too much."""
    plain = text.replace("\0", "").strip()
    if not plain:
        raise Invalid(f"{field}_missing", missing, field=field)
    if len(plain) > most:
        raise Invalid("text_too_long", _("写得太长了，请控制在 %(n)d 字以内。") % {"n": most}, field=field)
    return plain


def _carry(row: Meeting) -> int:
    """Put what comes back onto the agenda, each once; how many are new."""
    answered, tasks = queries.to_carry(row)
    there = set(row.items.values_list("case", flat=True)) | set(row.items.values_list("task", flat=True))
    lines: list[tuple[str, str, UUID | None, UUID | None]] = [
        (AgendaItem.Kinds.ANSWER, f"{case.number} {case.text}"[:200], case.pk, None)
        for case in answered
        if case.pk not in there
    ]
    lines += [(AgendaItem.Kinds.TASK, task.text, None, task.pk) for task in tasks if task.pk not in there]
    _append(row, lines)
    return len(lines)


def _append(row: Meeting, lines: Sequence[tuple[str, str, UUID | None, UUID | None]]) -> None:
    last = row.items.aggregate(last=Max("number"))["last"] or 0
    if last + len(lines) > AGENDA_AT_MOST:
        raise Invalid("agenda_full", _("议程太长了，最多 %(n)d 条。") % {"n": AGENDA_AT_MOST}, field="text")
    AgendaItem.objects.bulk_create(
        [
            AgendaItem(
                subdistrict_id=row.subdistrict_id,
                meeting=row,
                number=last + number,
                kind=kind,
                text=text,
                case_id=case,
                task_id=task,
            )
            for number, (kind, text, case, task) in enumerate(lines, 1)
        ]
    )


def carry_answers(*, cases_answered: Sequence[UUID], now: datetime) -> int:
    """Answers that came after the next meeting was called get onto its agenda too; how many. Idempotent."""
    with transaction.atomic():
        of = Raised.objects.filter(case__in=list(cases_answered), read_at=None).values("meeting__territory")
        rows = Meeting.objects.filter(state=State.CALLED, territory__in=of).select_for_update(of=("self",))
        count = 0
        for row in rows:
            added = _carry(row)
            if added:
                record(row, Deed.ITEM, SYSTEM, now)
            count += added
        return count


def fetch(actor: Actor, key: UUID, deed: Deed, *, unless: State | None = None) -> Meeting:
    """A meeting that the actor keeps, locked; `unless` is what the deed leads to, where it may have come before.

    Raises NotThere, NotAllowed, Refusal `not_now`.
    """
    row = (
        Meeting.objects.visible_to(actor)
        .filter(pk=key)
        .select_for_update(of=("self",))
        .select_related("territory")
        .first()
    )
    if row is None:
        raise NotThere("meeting_unknown", _("没有这个会，或者它不归您这里看。"))
    actor.require(Can.HOLD_MEETINGS, row.territory.path)
    if State(row.state) is not unless and not may(State(row.state), deed):
        raise Refusal("not_now", _("这个会现在是“%(state)s”，不能这样做。") % {"state": row.get_state_display()})
    return row


def record(row: Meeting, deed: Deed, actor: Actor, now: datetime, **changes: object) -> None:
    """Who did what to a meeting."""
    audit.record([audit.Deed(f"meeting.{deed}", "meeting", row.pk, row.subdistrict_id, changes)], actor=actor, now=now)


def add_item(*, actor: Actor, meeting: UUID, text: str, now: datetime) -> Meeting:
    """One more thing on the agenda. Raises NotThere, NotAllowed, Invalid, Refusal."""
    said = words(text, "text", _("请写议什么。"), 200)
    with transaction.atomic():
        row = fetch(actor, meeting, Deed.ITEM)
        if not row.items.filter(kind=AgendaItem.Kinds.TOPIC, text=said).exists():  # the same form sent twice
            _append(row, [(AgendaItem.Kinds.TOPIC, said, None, None)])
            record(row, Deed.ITEM, actor, now)
        return row


def put_on_notice(*, actor: Actor, meeting: UUID, now: datetime) -> Meeting:
    """Put the call on the public notices until the day of the meeting; agenda topics only. Raises as `put_up`."""
    with transaction.atomic():
        row = fetch(actor, meeting, Deed.ITEM)
        if row.posting_id is not None:
            return row
        days = max((clock.day_of(row.starts_at) - clock.day_of(now)).days, 1)
        topics = row.items.filter(kind=AgendaItem.Kinds.TOPIC).order_by("number").values_list("text", flat=True)
        local = row.starts_at.astimezone(clock.SHANGHAI)
        text = _("%(when)s，在%(place)s。议程：%(topics)s") % {
            "when": f"{local:%Y-%m-%d %H:%M}", "place": row.place, "topics": "；".join(topics) or _("大家提"),
        }  # fmt: skip
        row.posting = messaging.put_up(
            actor=actor, kind="general", territory=row.territory_id, about=row.pk, title=row.title, text=text, lines=[],
            days=days, client_id=row.client_id, now=now,
        )  # fmt: skip
        row.save(update_fields=["posting"])
        record(row, Deed.ITEM, actor, now, posting=str(row.posting_id))
        return row


def mark_present(
    *, actor: Actor, meeting: UUID, now: datetime, here: bool, household: UUID | None = None, post: UUID | None = None
) -> Meeting:
    """A household or a post came, or did not after all. Tapped twice it is the same. Raises NotThere, Refusal."""
    with transaction.atomic():
        row = fetch(actor, meeting, Deed.PRESENT)
        place = under("neighbourhood__path", row.territory.path)
        homes = Household.objects.visible_to(actor).filter(place, pk=household) if household else None
        seats = Post.objects.filter(under("territory__path", row.territory.path), pk=post) if post else None
        if not (homes is not None and homes.exists()) and not (seats is not None and seats.exists()):
            raise NotThere("nobody_there", _("名单上没有这一户，也没有这个岗位。"))
        who = {"household_id": household} if household else {"post_id": post}
        Presence.objects.update_or_create(
            subdistrict_id=row.subdistrict_id, meeting=row, **who, defaults={"here": here, "at": now}
        )
        return row


def count_guests(*, actor: Actor, meeting: UUID, guests: int, chair: str, now: datetime) -> Meeting:
    """How many came who are on no list, and who led the meeting. Raises NotThere, NotAllowed, Invalid, Refusal."""
    if not 0 <= guests <= 9999:
        raise Invalid("guests_bad", _("请写来了几位。"), field="guests")
    with transaction.atomic():
        row = fetch(actor, meeting, Deed.PRESENT)
        if (row.guests, row.chair) == (guests, chair.strip()[:60]):
            return row  # the same form sent twice
        row.guests, row.chair = guests, chair.strip()[:60]
        row.save(update_fields=["guests", "chair"])
        record(row, Deed.PRESENT, actor, now, guests=guests)
        return row


def note_item(*, actor: Actor, meeting: UUID, item: UUID, said: Said, now: datetime) -> Meeting:
    """What was said to an item, what was decided and by how many hands; an answer counts as read out.

    Raises NotThere, NotAllowed, Invalid, Refusal.
    """
    with transaction.atomic():
        row = fetch(actor, meeting, Deed.SAY)
        found = row.items.filter(pk=item).first()
        if found is None:
            raise NotThere("item_unknown", _("议程上没有这一条。"), field="item")
        bad = bad_count(said.hands, row.presences.filter(here=True).count())
        if bad is not None:
            raise Invalid(bad.value, bad_count_text(bad), field="hands_for")
        if any(said.hands) and not said.decision.strip():
            raise Invalid("decision_missing", _("举了手，请写表决的是什么、结果怎样。"), field="decision")
        words = (said.text.strip()[:TEXT_LIMIT], said.decision.strip()[:500])
        hands = (found.hands_for, found.hands_against, found.hands_abstaining)
        if found.done_at is not None and (found.said, found.decision, hands) == (*words, tuple(said.hands)):
            return row  # the same form sent twice
        found.said, found.decision = words
        found.hands_for, found.hands_against, found.hands_abstaining = said.hands
        found.done_at = now
        found.save(update_fields=["said", "decision", "hands_for", "hands_against", "hands_abstaining", "done_at"])
        if found.case_id is not None:
            Raised.objects.filter(case=found.case_id, read_at=None).update(read_at=now)
        record(row, Deed.SAY, actor, now, item=found.number)
        return row


def raise_case(
    *,
    actor: Actor,
    meeting: UUID,
    text: str,
    kind: str,
    now: datetime,
    client_id: UUID,
    by: str = "",
    place: str = "",
) -> Case:
    """What somebody raised becomes a case with the meeting as its source. The same write twice is one case.

    Raises NotThere, NotAllowed, Invalid, Refusal.
    """
    with transaction.atomic():
        row = fetch(actor, meeting, Deed.RAISE)
        new = cases.NewCase(
            text=text, kind=kind, place=place, territory=row.territory_id, source=Case.Sources.MEETING.value,
            reporter_name=by, happened_at=min(row.starts_at, now),
        )  # fmt: skip
        made = cases.report(actor=actor, case=new, client_id=client_id, now=now)
        _raised, first = Raised.objects.get_or_create(
            subdistrict_id=row.subdistrict_id, case=made, defaults={"meeting": row}
        )
        if first:
            record(row, Deed.RAISE, actor, now, case=made.number)
        return made


def close_meeting(*, actor: Actor, meeting: UUID, minutes: str, now: datetime) -> Meeting:
    """The meeting is over and its record stands. Raises NotThere, NotAllowed, Invalid, Refusal `not_begun`."""
    said = words(minutes, "minutes", _("请写几句会上说了什么。"))
    with transaction.atomic():
        row = fetch(actor, meeting, Deed.CLOSE, unless=State.HELD)
        if row.state == State.HELD.value:
            return row  # the same form sent twice; a record that stands is not written anew
        if row.starts_at > now:
            raise Refusal("not_begun", _("会还没有开。不开了，请点“取消”。"))
        row.minutes, row.state, row.closed_at = said, State.HELD.value, now
        row.save(update_fields=["minutes", "state", "closed_at"])
        record(row, Deed.CLOSE, actor, now)
        outbox.announce([MeetingHeld(meeting=row.pk)], now=now)
        return row


def cancel_meeting(*, actor: Actor, meeting: UUID, reason: str, now: datetime) -> Meeting:
    """It does not take place; who was called hears of it, and its notice comes down. Raises as `close_meeting`."""
    said = words(reason, "reason", _("请写一句为什么不开了。"), 200)
    with transaction.atomic():
        row = fetch(actor, meeting, Deed.CANCEL, unless=State.CANCELLED)
        if row.state == State.CANCELLED.value:
            return row  # the same form sent twice
        row.state, row.reason = State.CANCELLED.value, said
        row.save(update_fields=["state", "reason"])
        if row.posting_id is not None:
            messaging.take_down(actor=actor, posting=row.posting_id, reason=said, now=now)
        record(row, Deed.CANCEL, actor, now)
        outbox.announce([MeetingCancelled(meeting=row.pk)], now=now)
        return row


def tell_of_meeting(*, meeting: UUID, now: datetime, link: str) -> None:
    """The chiefs of the place are called, or told that it does not take place. Telling twice is telling once."""
    row = Meeting.objects.select_related("territory").get(pk=meeting)
    off = row.state == State.CANCELLED
    template = "outreach.meeting_cancelled" if off else "outreach.meeting"
    local = row.starts_at.astimezone(clock.SHANGHAI)
    params = {"title": row.title, "when": f"{local:%m-%d %H:%M}", "place": row.place, "reason": row.reason}
    notices = [
        messaging.NewNotice(
            subdistrict=row.subdistrict_id, user=one.user, template=template, dedupe=f"{template}:{row.pk}",
            params=params, url=link,
        )
        for one in queries.called(row, day=clock.day_of(now))
    ]  # fmt: skip
    messaging.tell(notices=notices, now=now)
