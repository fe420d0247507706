"""Counting, and what the votes come to: elected, tied, too few; the run-off, the lot, another vote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.chiefs.actions.selection import keeping
from youlin.domains.chiefs.actions.selection.noticing import list_changed
from youlin.domains.chiefs.actions.selection.voting import begin, running
from youlin.domains.chiefs.models import Candidature, Contest, PaperCount, Poll, RollLine, SelectionRound
from youlin.domains.chiefs.queries.selection.counting import counts_of, online_votes
from youlin.domains.chiefs.rules.selection import counting
from youlin.domains.chiefs.rules.selection.counting import Agreement, Majority, Outcome, Result
from youlin.domains.chiefs.rules.selection.states import Candidacy, Move, Stage, Turn
from youlin.foundation import clock
from youlin.foundation.refusal import Invalid, Refusal


@dataclass(frozen=True, slots=True)
class NewCount:
    """What one person counted: votes for each candidate on the list, and papers that count for nobody."""

    votes: Mapping[UUID, int]
    spoiled: int = 0


def enter_count(*, actor: Actor, contest: UUID, count: NewCount, now: datetime) -> Agreement:
    """Write down what one person counted. Two different people must; where they agree the vote is decided.

    Raises NotThere, Invalid for more papers than were handed out, Refusal `counted_already`, `not_now`.
    """
    if actor.user_id is None:
        raise Refusal("not_a_person", _("计票要由人来登记。"))
    with transaction.atomic():
        row = keeping.contest_of(actor, contest)
        poll = _counted(row)
        people = {one.pk for one in keeping.still_standing(row)}
        if set(count.votes) != people or min([*count.votes.values(), count.spoiled], default=0) < 0:
            raise Invalid("count_bad", _("请给名单上的每一位写上票数，没有就写 0。"))
        handed = RollLine.objects.filter(poll=poll, voted=RollLine.Ways.PAPER.value).count()
        papers = sum(count.votes.values()) + count.spoiled
        if papers > handed:
            raise Invalid(
                "more_than_handed_out",
                _("数出 %(papers)d 张，只发出 %(handed)d 张，请再数一遍。") % {"papers": papers, "handed": handed},
            )
        if agreed_or_open(poll) in (Agreement.AGREED, Agreement.DIFFERENT):
            raise Refusal("counted_already", _("两个人都登记过了。数不一致的，请先点重新计票。"))
        try:
            with transaction.atomic():
                PaperCount.objects.create(
                    subdistrict_id=row.subdistrict_id, poll=poll, attempt=poll.attempt, by=actor.user_id,
                    by_name=actor.name, votes={str(key): number for key, number in count.votes.items()},
                    spoiled=count.spoiled, at=now,
                )  # fmt: skip
        except IntegrityError as error:
            raise Refusal("counted_already", _("您已经登记过了，另一个人再数一遍、登记一次。")) from error
        keeping.remark(row, "count", actor=actor, now=now, data={"vote": poll.number, "attempt": poll.attempt})
        reached = agreed_or_open(poll)
        if reached is Agreement.AGREED:
            _decide(row, poll, actor, now)
    return reached


def agreed_or_open(poll: Poll) -> Agreement:
    """How far the paper count of the present attempt has come."""
    return counting.agreement(counts_of(poll))


def _counted(row: Contest) -> Poll:
    if row.stage != Stage.COUNTING:
        raise Refusal("not_now", _("这个岗位现在不在计票。"))
    return keeping.poll_of(row)


def recount(*, actor: Actor, contest: UUID, reason: str, now: datetime) -> Poll:
    """Begin the paper count anew; both earlier counts stay on record. Raises NotThere, Invalid, Refusal."""
    why = keeping.reason(reason)
    with transaction.atomic():
        row = keeping.contest_of(actor, contest)
        poll = _counted(row)
        if agreed_or_open(poll) is not Agreement.DIFFERENT:
            raise Refusal("no_need", _("两个人都登记了、数又不一致，才需要重新计票。"))
        Poll.objects.filter(pk=poll.pk).update(attempt=F("attempt") + 1)
        keeping.remark(row, "recount", actor=actor, now=now, note=why, data={"vote": poll.number})
        poll.refresh_from_db()
    return poll


def decide_without_paper(*, actor: Actor, contest: UUID, now: datetime) -> Outcome:
    """Say what the vote came to where nobody took a paper ballot. Raises NotThere, Refusal `count_first`."""
    with transaction.atomic():
        row = keeping.contest_of(actor, contest)
        poll = _counted(row)
        if RollLine.objects.filter(poll=poll, voted=RollLine.Ways.PAPER.value).exists():
            raise Refusal("count_first", _("有户领了纸票，先由两个人分别计票。"))
        return _decide(row, poll, actor, now)


def _decide(row: Contest, poll: Poll, actor: Actor, now: datetime) -> Outcome:
    """Households: what came in online, and what two people agreed on."""
    votes = online_votes(poll)
    papers = counts_of(poll)
    spoiled = poll.online_blank
    if papers:
        spoiled += papers[0].spoiled
        votes = {key: number + papers[0].votes.get(key, 0) for key, number in votes.items()}
    people = {one.pk for one in keeping.still_standing(row)}
    # Votes for somebody who withdrew while the vote ran count for nobody.
    gone = sum(number for key, number in votes.items() if key not in people)
    return _settle(
        row,
        poll,
        {key: votes.get(key, 0) for key in people},
        blank=spoiled + gone,
        entitled=RollLine.objects.filter(poll=poll).count(),
        actor=actor,
        now=now,
    )


@dataclass(frozen=True, slots=True)
class NewMeeting:
    """What a meeting's record says: one hand a household."""

    held_on: date
    place: str
    chair: str
    recorder: str
    attended: int
    votes: Mapping[UUID, int]
    note: str = ""


def record_meeting(*, actor: Actor, contest: UUID, meeting: NewMeeting, now: datetime) -> Outcome:
    """Write down how a meeting decided. Raises NotThere, Invalid for numbers that cannot be, Refusal `not_now`."""
    with transaction.atomic():
        row = keeping.contest_of(actor, contest)
        poll = running(row)
        if poll.method != SelectionRound.Methods.MEETING:
            raise Refusal("not_now", _("这一轮是一户一票，不是开会表决。"))
        people = {one.pk for one in keeping.still_standing(row)}
        entitled = RollLine.objects.filter(poll=poll).count()
        hands = sum(meeting.votes.values())
        if set(meeting.votes) != people or min([*meeting.votes.values(), meeting.attended], default=0) < 0:
            raise Invalid("count_bad", _("请给名单上的每一位写上票数，没有就写 0。"))
        if hands > meeting.attended or meeting.attended > entitled:
            raise Invalid(
                "more_than_came",
                _("举手 %(hands)d 户、到会 %(came)d 户、应到 %(all)d 户，对不上，请再核一遍。")
                % {"hands": hands, "came": meeting.attended, "all": entitled},
                field="attended",
            )
        if meeting.held_on > clock.day_of(now) or meeting.held_on < poll.opens_on:
            raise Invalid("day_wrong", _("开会的日子要在开始投票以后、今天以前。"), field="held_on")
        _refuse_blank({"place": meeting.place, "chair": meeting.chair, "recorder": meeting.recorder})
        poll.meeting = {
            "held_on": meeting.held_on.isoformat(),
            "place": keeping.words(meeting.place, 100),
            "chair": keeping.words(meeting.chair, 60),
            "recorder": keeping.words(meeting.recorder, 60),
            "attended": meeting.attended,
            "note": keeping.words(meeting.note, 500),
        }
        Poll.objects.filter(pk=poll.pk).update(meeting=poll.meeting)
        keeping.move(row, Move.CLOSE_VOTE, actor=actor, now=now, data=poll.meeting)
        return _settle(
            row, poll, meeting.votes, blank=meeting.attended - hands, entitled=entitled, actor=actor, now=now
        )


def _refuse_blank(said: Mapping[str, str]) -> None:
    for name, text in said.items():
        if not text.strip():
            raise Invalid(f"{name}_missing", _("会议记录要写上地点、主持人和记录人。"), field=name)


def _settle(
    row: Contest, poll: Poll, votes: Mapping[UUID, int], *, blank: int, entitled: int, actor: Actor, now: datetime
) -> Outcome:
    """Take the post and its candidates where the votes say."""
    round_ = row.round
    found = counting.outcome(
        votes,
        blank=blank,
        entitled=entitled,
        quorum_percent=round_.quorum_percent,
        majority=Majority(round_.majority),
    )
    people = {one.pk: one for one in keeping.still_standing(row)}
    said = {
        "result": found.result.value,
        "votes": {str(key): number for key, number in found.votes.items()},
        "names": {str(key): one.name for key, one in people.items()},
        "blank": found.blank,
        "taken_part": found.taken_part,
        "entitled": found.entitled,
        "needed": found.needed,
    }
    Poll.objects.filter(pk=poll.pk).update(result=said)
    ahead = [people[key] for key in found.ahead]
    behind = [one for key, one in people.items() if key not in found.ahead]
    if found.result is Result.ELECTED:
        keeping.turn(row, ahead, Turn.WIN, actor=actor, now=now, lost_in=poll.number)
        keeping.turn(row, behind, Turn.LOSE, actor=actor, now=now, lost_in=poll.number)
        keeping.move(row, Move.ELECT, actor=actor, now=now, data=said)
    elif found.result is Result.TIED:
        keeping.turn(row, behind, Turn.LOSE, actor=actor, now=now, lost_in=poll.number)
        keeping.move(row, Move.TIE, actor=actor, now=now, data=said)
    elif found.result is Result.NO_CANDIDATE:
        list_changed(row, actor=actor, reason="", now=now)
    else:
        keeping.move(row, Move.FALL_SHORT, actor=actor, now=now, data=said)
    return found


def vote_again(*, actor: Actor, contest: UUID, closes_on: date, now: datetime) -> Poll:
    """Another vote: between those who tied, or of everybody where too few took part. A new roll, new codes.

    Raises NotThere, Invalid, Refusal `not_now`.
    """
    with transaction.atomic():
        row = keeping.contest_of(actor, contest)
        tied = row.stage == Stage.TIED
        what = Move.RUN_OFF if tied else Move.VOTE_AGAIN
        keeping.refuse_unless(row, what)
        kind = Poll.Kinds.RUN_OFF if tied else Poll.Kinds.AGAIN
        poll = begin(row, kind.value, clock.day_of(now), closes_on)
        data = {"vote": poll.number, "from": poll.opens_on.isoformat(), "until": poll.closes_on.isoformat()}
        keeping.move(row, what, actor=actor, now=now, data=data)
    return poll


@dataclass(frozen=True, slots=True)
class NewLot:
    """How a meeting drew the lot, and for whom it fell."""

    winner: UUID
    held_on: date
    place: str
    chair: str
    recorder: str
    witnesses: str
    how: str


def draw_lot(*, actor: Actor, contest: UUID, lot: NewLot, now: datetime) -> Candidature:
    """Record a lot between those who tied, drawn by a meeting in front of witnesses. The program draws none.

    Raises NotThere, Invalid, Refusal `not_now`.
    """
    with transaction.atomic():
        row = keeping.contest_of(actor, contest)
        keeping.refuse_unless(row, Move.DRAW_LOT)
        poll = keeping.poll_of(row)
        people = {one.pk: one for one in keeping.still_standing(row)}
        if lot.winner not in people:
            raise Invalid("choice_unknown", _("请从平票的人里选抽中的那一位。"), field="winner")
        if lot.held_on > clock.day_of(now):
            raise Invalid("day_wrong", _("抽签的日子不能在今天以后。"), field="held_on")
        _refuse_blank({"place": lot.place, "chair": lot.chair, "recorder": lot.recorder})
        if not lot.witnesses.strip() or not lot.how.strip():
            raise Invalid("how_missing", _("请写上怎么抽的、谁在场看着。"), field="how")
        data = {
            "held_on": lot.held_on.isoformat(),
            "place": keeping.words(lot.place, 100),
            "chair": keeping.words(lot.chair, 60),
            "recorder": keeping.words(lot.recorder, 60),
            "witnesses": keeping.words(lot.witnesses, 200),
            "winner": people[lot.winner].name,
        }
        won = people.pop(lot.winner)
        keeping.turn(row, [won], Turn.WIN, actor=actor, now=now, lost_in=poll.number)
        keeping.turn(row, people.values(), Turn.LOSE, actor=actor, now=now, lost_in=poll.number)
        keeping.move(row, Move.DRAW_LOT, actor=actor, now=now, note=keeping.words(lot.how, 1000), data=data)
    return won


def back_to_the_count(row: Contest, *, actor: Actor, now: datetime, note: str) -> None:
    """Undo what the last vote decided, so that it is counted anew."""
    poll = keeping.poll_of(row)
    people = Candidature.objects.filter(
        contest=row, lost_in=poll.number, state__in=[Candidacy.ELECTED.value, Candidacy.NOT_ELECTED.value]
    )
    keeping.turn(row, people, Turn.RECOUNT, actor=actor, now=now, note=note, lost_in=None)
    Poll.objects.filter(pk=poll.pk).update(attempt=F("attempt") + 1, result={})
