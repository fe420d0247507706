"""The vote of the households: the roll, the codes, the paper handed out, and the online ballot.

A household counts once: each way of voting sets `voted` on its line of the roll by compare-and-set. Online, the same
transaction adds one to a sum. Nothing is written that has a time or leads from the sum to the household; so nothing
about a single ballot goes into the audit or the history either.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.chiefs.actions.selection import keeping
from youlin.domains.chiefs.actions.selection.noticing import unsettled
from youlin.domains.chiefs.models import BoxLine, Contest, Poll, RollLine, SelectionRound
from youlin.domains.chiefs.rules.selection.states import Candidacy, Move, Stage
from youlin.domains.residents.models import Household
from youlin.domains.territory.rules import DOOR_ALPHABET
from youlin.foundation import clock
from youlin.foundation.crypto import blind_index
from youlin.foundation.db import set_rows, under
from youlin.foundation.refusal import Invalid, NotThere, Refusal
from youlin.foundation.values import half_width

CODE_LENGTH = 8  # 28 letters: 38 bits, behind a bound on wrong tries
BLANK = ""  # a ballot that chooses nobody
WAYS = RollLine.Ways


def fingerprint(code: str) -> str:
    """What is stored of a code, however it was typed; empty for what cannot be one."""
    plain = "".join(sign for sign in half_width(code).upper() if sign.isalnum())
    return blind_index(plain, field="chiefs.vote") if len(plain) == CODE_LENGTH else ""


def open_vote(*, actor: Actor, contest: UUID, now: datetime, closes_on: date | None = None) -> Poll:
    """Begin the vote: every permanent household of the place goes on the roll.

    Raises NotThere, Refusal `notice_runs` before the list has hung for its days, `objections_open`.
    """
    with transaction.atomic():
        row = keeping.contest_of(actor, contest)
        keeping.refuse_unless(row, Move.OPEN_VOTE)
        today = clock.day_of(now)
        if row.notice_until is None or today <= row.notice_until:
            day = row.notice_until.isoformat() if row.notice_until else ""
            raise Refusal("notice_runs", _("公示到 %(day)s，满了才能投票。") % {"day": day})
        waiting = unsettled(row)
        if waiting:
            raise Refusal(
                "objections_open",
                _("还有 %(n)d 条意见没有办完（没有答复，或成立了没有撤人）。办完再投票。") % {"n": waiting},
            )
        opens = max(today, row.round.vote_from)
        span = row.round.vote_until - row.round.vote_from
        poll = begin(row, Poll.Kinds.FIRST.value, opens, closes_on or max(row.round.vote_until, opens + span))
        data = {"vote": poll.number, "from": opens.isoformat(), "until": poll.closes_on.isoformat()}
        keeping.move(row, Move.OPEN_VOTE, actor=actor, now=now, data=data)
    return poll


def begin(contest: Contest, kind: str, opens_on: date, closes_on: date) -> Poll:
    """A new vote on a post, with its roll and an empty box."""
    if closes_on < opens_on:
        raise Invalid("days_backwards", _("投票截止要在开始之后。"), field="closes_on")
    last = Poll.objects.filter(contest=contest).order_by("-number").first()
    round_ = contest.round
    poll = Poll.objects.create(
        subdistrict_id=contest.subdistrict_id,
        contest=contest,
        number=last.number + 1 if last else 1,
        kind=kind,
        method=round_.method,
        online=round_.online,
        opens_on=opens_on,
        closes_on=closes_on,
    )
    homes = Household.objects.filter(
        under("neighbourhood__path", contest.post.territory.path), residence=Household.Residence.PERMANENT
    ).order_by("number")
    subdistrict = contest.subdistrict_id
    roll = [
        RollLine(subdistrict_id=subdistrict, poll=poll, household_id=key) for key in homes.values_list("pk", flat=True)
    ]
    RollLine.objects.bulk_create(roll, batch_size=500)
    people = keeping.still_standing(contest)
    BoxLine.objects.bulk_create([BoxLine(subdistrict_id=subdistrict, poll=poll, candidature=one) for one in people])
    return poll


@dataclass(frozen=True, slots=True)
class Code:
    """What is printed on one household's slip, this once."""

    household: UUID
    number: str
    address: str
    code: str


def issue_codes(*, actor: Actor, contest: UUID, now: datetime, household: UUID | None = None) -> list[Code]:
    """Make a fresh code for each household that has not voted (or for one of them). Earlier slips are void.

    Only the keyed hash is stored, so a slip is printed from what is returned here and never again.
    Raises NotThere, Refusal `not_now`, `no_online`, `voted_already`.
    """
    with transaction.atomic():
        row = keeping.contest_of(actor, contest)
        poll = running(row)
        if not poll.online:
            raise Refusal("no_online", _("这一轮只用纸票，没有投票码。"))
        lines = RollLine.objects.filter(poll=poll, voted="")
        if household is not None:
            lines = lines.filter(household=household)
        rows = list(lines.select_for_update(of=("self",)).select_related("household").order_by("household__number"))
        if household is not None and not rows:
            raise Refusal("voted_already", _("这一户已经投过票，或者不在名册上。"))
        codes = []
        for line in rows:
            code = "".join(secrets.choice(DOOR_ALPHABET) for _sign in range(CODE_LENGTH))
            line.fingerprint = fingerprint(code)
            codes.append(Code(line.household_id, line.household.number, line.household.address, code))
        set_rows(rows, ["fingerprint"])
        keeping.remark(row, "codes", actor=actor, now=now, data={"vote": poll.number, "slips": len(codes)})
    return codes


def running(contest: Contest) -> Poll:
    """The vote that is open now. Raises Refusal `not_now`."""
    if contest.stage != Stage.VOTING:
        raise Refusal("not_now", _("这个岗位现在不在投票。"))
    return keeping.poll_of(contest)


def hand_paper(*, actor: Actor, contest: UUID, household: UUID, now: datetime) -> None:
    """Strike a household from the roll as it takes its paper ballot; its code is dead from then on.

    Raises NotThere, Refusal `voted_already`, `not_now`.
    """
    with transaction.atomic():
        poll = running(keeping.contest_of(actor, contest))
        _refuse_days(poll, now)
        if poll.method != SelectionRound.Methods.HOUSEHOLDS:
            raise Refusal("not_now", _("这次是开会表决，不发纸票。"))
        lines = RollLine.objects.filter(poll=poll, household=household)
        if not lines.filter(voted="").update(voted=WAYS.PAPER.value, fingerprint=""):
            raise _voted() if lines.exists() else NotThere("household_unknown", _("这一户不在名册上。"))


def take_paper_back(*, actor: Actor, contest: UUID, household: UUID, now: datetime) -> None:
    """Undo a paper ballot handed out by mistake and given back unused. Raises NotThere, Refusal `not_now`."""
    with transaction.atomic():
        poll = running(keeping.contest_of(actor, contest))
        _refuse_days(poll, now)
        if not RollLine.objects.filter(poll=poll, household=household, voted=WAYS.PAPER.value).update(voted=""):
            raise NotThere("household_unknown", _("这一户没有领过纸票。"))


def _voted() -> Refusal:
    return Refusal("voted_already", _("这一户已经投过票了，一户只投一票。"))


def _refuse_days(poll: Poll, now: datetime) -> None:
    today = clock.day_of(now)
    if today < poll.opens_on:
        raise Refusal("not_open", _("投票从 %(day)s 开始。") % {"day": poll.opens_on.isoformat()})
    if today > poll.closes_on:
        raise Refusal("vote_over", _("投票 %(day)s 已经截止。") % {"day": poll.closes_on.isoformat()})


@dataclass(frozen=True, slots=True)
class Booth:
    """What a household's code opens: the vote, and who can be chosen."""

    poll: Poll
    contest: Contest


def enter(*, code: str, now: datetime) -> Booth:
    """Look at the ballot behind a code; nothing is used up.

    Raises NotThere `code_unknown`, Refusal `voted_already`, `not_open`, `vote_over`, `not_now`.
    """
    with transaction.atomic():
        line, contest = _line(code)
        poll = running(contest)
        if line.poll_id != poll.pk:
            raise _unknown()
        if line.voted:
            raise _voted()
        _refuse_days(poll, now)
        return Booth(poll, contest)


def _line(code: str) -> tuple[RollLine, Contest]:
    mark = fingerprint(code)
    line = RollLine.objects.filter(fingerprint=mark).select_related("poll").first() if mark else None
    contest = keeping.locked(Contest.objects.filter(pk=line.poll.contest_id)) if line else None
    if line is None or contest is None:
        raise _unknown()
    return line, contest


def _unknown() -> NotThere:
    return NotThere("code_unknown", _("没有这个投票码，请对着纸条再看一遍。"), field="code")


def cast(*, code: str, choice: str, now: datetime) -> Booth:
    """Cast a household's online ballot: the key of a candidate on the list, or BLANK. Once, whatever comes after.

    Raises what `enter` raises, Invalid for a choice that is not on the list.
    """
    with transaction.atomic():
        booth = enter(code=code, now=now)
        boxes = BoxLine.objects.filter(poll=booth.poll)
        people = boxes.filter(candidature__state=Candidacy.STANDING.value).values_list("candidature", flat=True)
        chosen = {str(key): key for key in people}
        if choice != BLANK and choice not in chosen:
            raise Invalid("choice_unknown", _("请从名单里选一位。"), field="choice")
        lines = RollLine.objects.filter(poll=booth.poll, fingerprint=fingerprint(code), voted="")
        if not lines.update(voted=WAYS.ONLINE.value):
            raise _voted()  # the same code a moment earlier
        if choice == BLANK:
            Poll.objects.filter(pk=booth.poll.pk).update(online_blank=F("online_blank") + 1)
        else:
            boxes.filter(candidature=chosen[choice]).update(votes=F("votes") + 1)
    return booth


def close_vote(*, actor: Actor, contest: UUID, now: datetime) -> Poll:
    """End the vote, after its last day or when every household has voted. Raises NotThere, Refusal `too_early`."""
    with transaction.atomic():
        row = keeping.contest_of(actor, contest)
        poll = running(row)
        if poll.method != SelectionRound.Methods.HOUSEHOLDS:
            raise Refusal("not_now", _("这次是开会表决，请记下会议的结果。"))
        waiting = RollLine.objects.filter(poll=poll, voted="").exists()
        if clock.day_of(now) <= poll.closes_on and waiting:
            raise Refusal(
                "too_early",
                _("投票开放到 %(day)s，还有没投的户。过了那天再计票。") % {"day": poll.closes_on.isoformat()},
            )
        keeping.move(row, Move.CLOSE_VOTE, actor=actor, now=now)
    return poll


def vote_until(now: datetime, contest: Contest) -> date:
    """A proposed last day for another vote: as many days as the round's first had."""
    return clock.day_of(now) + max(timedelta(), contest.round.vote_until - contest.round.vote_from)
