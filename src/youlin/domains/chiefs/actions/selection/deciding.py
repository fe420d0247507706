"""After the vote: recognition, the subdistrict's review, the appointment, the training; and every way back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.chiefs.actions.people import NewPerson, Slip, appoint_person
from youlin.domains.chiefs.actions.selection import keeping
from youlin.domains.chiefs.actions.selection.counting import back_to_the_count
from youlin.domains.chiefs.actions.selection.noticing import take_list_down
from youlin.domains.chiefs.models import Appointment, Candidature, Contest, Lesson, Poll, RollLine
from youlin.domains.chiefs.rules.selection.states import Candidacy, Move, Stage, Turn
from youlin.foundation import clock
from youlin.foundation.refusal import Invalid, NotThere, Refusal


@dataclass(frozen=True, slots=True)
class Decision:
    """What a body decided: when it met, who was there, in what words."""

    held_on: date
    people: str
    note: str = ""


def recognise(*, actor: Actor, contest: UUID, decision: Decision, now: datetime) -> Contest:
    """两委 recognise who was elected. Raises NotThere, Invalid, Refusal `not_now`."""
    return _decided(actor, contest, decision, Move.RECOGNISE, now)


def confirm(*, actor: Actor, contest: UUID, decision: Decision, now: datetime) -> Contest:
    """The subdistrict reviews and agrees. Raises NotThere, NotAllowed for a community, Invalid, Refusal."""
    return _decided(actor, contest, decision, Move.CONFIRM, now)


def turn_down(*, actor: Actor, contest: UUID, decision: Decision, now: datetime) -> Contest:
    """两委, or then the subdistrict, do not agree; the reason is in the note. The post has no candidate then.

    Raises NotThere, NotAllowed, Invalid, Refusal.
    """
    keeping.reason(decision.note)
    with transaction.atomic():
        row = keeping.contest_of(actor, contest)
        _refuse_wrong_body(actor, row)
        keeping.refuse_unless(row, Move.TURN_DOWN)
        _refuse_bad(decision, now)
        elected = keeping.the_elected(row)
        keeping.turn(row, [elected], Turn.TURN_DOWN, actor=actor, now=now, note=decision.note)
        keeping.move(row, Move.TURN_DOWN, actor=actor, now=now, note=decision.note, data=_data(decision))
    return row


def _decided(actor: Actor, contest: UUID, decision: Decision, what: Move, now: datetime) -> Contest:
    with transaction.atomic():
        row = keeping.contest_of(actor, contest)
        keeping.refuse_unless(row, what)
        _refuse_wrong_body(actor, row)
        _refuse_bad(decision, now)
        keeping.the_elected(row)
        note = keeping.words(decision.note, 1000)
        keeping.move(row, what, actor=actor, now=now, note=note, data=_data(decision))
    return row


def _data(decision: Decision) -> dict[str, object]:
    return {"held_on": decision.held_on.isoformat(), "people": keeping.words(decision.people, 300)}


def _refuse_wrong_body(actor: Actor, row: Contest) -> None:
    """What the subdistrict reviews, a community neither agrees to nor turns down nor sends back."""
    if row.stage in (Stage.CONFIRMING, Stage.CONFIRMED):
        actor.require(Can.CONFIRM_SELECTION, row.post.territory.path)


def _refuse_bad(decision: Decision, now: datetime) -> None:
    if not decision.people.strip():
        raise Invalid("people_missing", _("请写上参加的人。"), field="people")
    if decision.held_on > clock.day_of(now):
        raise Invalid("day_wrong", _("开会的日子不能在今天以后。"), field="held_on")


def send_back(*, actor: Actor, contest: UUID, reason: str, now: datetime) -> Contest:
    """Return a post one step, with a reason.

    A vote in which somebody has voted is not taken back: withdraw, count anew or repeat it. Raises NotThere,
    NotAllowed, Invalid without a reason, Refusal `votes_cast`, `not_now`.
    """
    why = keeping.reason(reason)
    with transaction.atomic():
        row = keeping.contest_of(actor, contest)
        keeping.refuse_unless(row, Move.RETURN)
        stage = Stage(row.stage)
        if stage is not Stage.CONFIRMED:
            _refuse_wrong_body(actor, row)
        else:
            actor.require(Can.CONFIRM_SELECTION, row.post.territory.path)
        if stage is Stage.NOTICE:
            take_list_down(row, actor=actor, reason=why, now=now)
            Contest.objects.filter(pk=row.pk).update(notice_from=None, notice_until=None)
            listed = Candidature.objects.filter(contest=row, state=Candidacy.STANDING.value)
            keeping.turn(row, listed, Turn.UNLIST, actor=actor, now=now, note=why)
        if stage is Stage.VOTING:
            _take_the_vote_back(row)
        if stage in (Stage.RECOGNISING, Stage.TIED, Stage.TOO_FEW):
            back_to_the_count(row, actor=actor, now=now, note=why)
        if stage is Stage.COUNTING:
            poll = keeping.poll_of(row)
            Poll.objects.filter(pk=poll.pk).update(closes_on=max(poll.closes_on, clock.day_of(now)))
        if stage is Stage.REVIEWING:
            row.nominate_until = clock.day_of(now) + timedelta(days=7)
            Contest.objects.filter(pk=row.pk).update(nominate_until=row.nominate_until)
        keeping.move(row, Move.RETURN, actor=actor, now=now, note=why)
    return row


def _take_the_vote_back(row: Contest) -> None:
    poll = keeping.poll_of(row)
    lines = RollLine.objects.filter(poll=poll)
    if poll.number > 1 and poll.kind != Poll.Kinds.FIRST:
        raise Refusal("votes_cast", _("再次投票不能退回公示。可以等它结束，或撤下这个岗位。"))
    if lines.exclude(voted="").exists():
        raise Refusal("votes_cast", _("已经有户投了票，不能退回公示。可以等投票结束，再重新投票。"))
    lines.update(fingerprint="")  # no slip that was handed out opens anything any more


def reopen(*, actor: Actor, contest: UUID, nominate_until: date, reason: str, now: datetime) -> Contest:
    """Begin nominations anew where nobody is left or too few voted. Who passed stays passed; the list hangs again.

    Raises NotThere, Invalid, Refusal `not_now`.
    """
    why = keeping.reason(reason)
    with transaction.atomic():
        row = keeping.contest_of(actor, contest)
        keeping.refuse_unless(row, Move.REOPEN)
        if nominate_until < clock.day_of(now):
            raise Invalid("day_past", _("提名截止的日子已经过了。"), field="nominate_until")
        listed = Candidature.objects.filter(contest=row, state=Candidacy.STANDING.value)
        keeping.turn(row, listed, Turn.UNLIST, actor=actor, now=now, note=why)
        days = {"nominate_until": nominate_until, "notice_from": None, "notice_until": None}
        Contest.objects.filter(pk=row.pk).update(**days)
        row.nominate_until = nominate_until
        keeping.move(row, Move.REOPEN, actor=actor, now=now, note=why, data={"until": nominate_until.isoformat()})
    return row


def call_off(*, actor: Actor, contest: UUID, reason: str, now: datetime) -> Contest:
    """Take a post out of the round, with a reason; everything done so far stays on record."""
    why = keeping.reason(reason)
    with transaction.atomic():
        row = keeping.contest_of(actor, contest)
        if row.stage == Stage.CONFIRMED:
            actor.require(Can.CONFIRM_SELECTION, row.post.territory.path)
        take_list_down(row, actor=actor, reason=why, now=now)
        keeping.move(row, Move.CALL_OFF, actor=actor, now=now, note=why)
    return row


def name_acting(*, actor: Actor, contest: UUID, person: NewPerson, reason: str, now: datetime) -> Slip:
    """Nobody was found: somebody acts in the post until a day, and this round ends for it.

    Raises what `appoint_person` raises, Refusal `not_now`.
    """
    why = keeping.reason(reason)
    with transaction.atomic():
        row = keeping.contest_of(actor, contest)
        keeping.refuse_unless(row, Move.NAME_ACTING)
        if person.post != row.post_id or person.kind != Appointment.Kinds.ACTING:
            raise Invalid("kind_unfit", _("这里只能请人代理这个岗位。"), field="kind")
        slip = appoint_person(actor=actor, person=person, now=now)
        Contest.objects.filter(pk=row.pk).update(appointment=slip.appointment.pk)
        keeping.move(row, Move.NAME_ACTING, actor=actor, now=now, note=why, data={"name": slip.name})
    return slip


@dataclass(frozen=True, slots=True)
class TakingOffice:
    """From when to when, and the telephone."""

    starts_on: date
    ends_on: date
    phone: str = ""
    phone_public: bool = False


def appoint_elected(*, actor: Actor, contest: UUID, taking: TakingOffice, now: datetime) -> Slip:
    """Put who was elected, recognised and confirmed in the post, and begin the training.

    Raises what `appoint` raises (`post_taken` where somebody sits there), Refusal `not_now`.
    """
    with transaction.atomic():
        row = keeping.contest_of(actor, contest)
        keeping.refuse_unless(row, Move.APPOINT)
        won = keeping.the_elected(row)
        slip = appoint_person(
            actor=actor,
            person=NewPerson(
                post=row.post_id,
                starts_on=taking.starts_on,
                ends_on=taking.ends_on,
                resident=won.resident_id,
                name=won.name,
                phone=taking.phone or won.phone,
                phone_public=taking.phone_public,
            ),
            now=now,
        )
        Contest.objects.filter(pk=row.pk).update(appointment=slip.appointment.pk)
        keeping.turn(row, [won], Turn.TAKE_OFFICE, actor=actor, now=now)
        lessons = [
            Lesson(subdistrict_id=row.subdistrict_id, contest=row, rank=rank, text=text)
            for rank, text in enumerate(row.round.training)
        ]
        Lesson.objects.bulk_create(lessons)
        days = {"from": taking.starts_on.isoformat(), "until": taking.ends_on.isoformat(), "name": won.name}
        keeping.move(row, Move.APPOINT, actor=actor, now=now, data=days)
    return slip


def tick_lesson(*, actor: Actor, lesson: UUID, done: bool, now: datetime) -> Lesson:
    """Tick a line of the training off, or take the tick back; both stay in the history. Raises NotThere."""
    with transaction.atomic():
        row = Lesson.objects.filter(pk=lesson, contest__in=Contest.objects.visible_to(actor).values("pk")).first()
        if row is None:
            raise NotThere("lesson_unknown", _("没有这一项。"))
        contest = keeping.contest_of(actor, row.contest_id)
        if (row.done_on is not None) == done:
            return row
        row.done_on, row.done_by_name = (clock.day_of(now), actor.name) if done else (None, "")
        Lesson.objects.filter(pk=row.pk).update(done_on=row.done_on, done_by_name=row.done_by_name)
        keeping.remark(contest, "lesson", actor=actor, now=now, note=row.text, data={"done": done})
    return row
