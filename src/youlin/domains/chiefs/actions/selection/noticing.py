"""The list of candidates on public notice, and what is said against somebody on it.

The notice itself, its fields, its days and the objections are messaging's; what follows from them is decided here.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.chiefs.actions.selection import keeping
from youlin.domains.chiefs.models import Candidature, Contest
from youlin.domains.chiefs.queries.selection.answering import Said, raised
from youlin.domains.chiefs.queries.selection.rounds import listed
from youlin.domains.chiefs.rules.selection.states import Candidacy, Move, Stage, Turn
from youlin.domains.chiefs.selection_wording import order_explained, standing_name
from youlin.domains.chiefs.wording import post_name, role_name
from youlin.domains.messaging import actions as messaging
from youlin.domains.messaging.models import Posting
from youlin.domains.messaging.rules.postings import FORMS, Kind
from youlin.foundation import clock
from youlin.foundation.refusal import Invalid, NotThere, Refusal

LISTED_IN = frozenset({Stage.NOTICE, Stage.VOTING, Stage.COUNTING, Stage.TIED, Stage.TOO_FEW})


def put_up(*, actor: Actor, contest: UUID, now: datetime) -> Stage:
    """Put those who passed on public notice, from today for the round's days; nobody passed: no candidate.

    Who never agreed or was never reviewed to the end is left off, on record. Raises NotThere, Refusal, and what
    `messaging.put_up` raises for somebody whose age is not known.
    """
    with transaction.atomic():
        row = keeping.contest_of(actor, contest)
        keeping.refuse_unless(row, Move.PUT_UP)
        people = list(Candidature.objects.filter(contest=row).order_by("created_at", "pk"))
        left = [one for one in people if one.state in (Candidacy.NOMINATED, Candidacy.CONSENTED)]
        keeping.turn(row, left, Turn.LAPSE, actor=actor, now=now, note=_("公示前没有同意，或没有审完"))
        passed = [one for one in people if one.state == Candidacy.PASSED]
        if not passed:
            keeping.move(row, Move.NOBODY_LEFT, actor=actor, now=now, note=_("没有人通过审查"))
            return Stage(row.stage)
        keeping.turn(row, passed, Turn.LIST, actor=actor, now=now)
        calendar, today = keeping.calendar_of(row.round), clock.day_of(now)
        # However late it is put up, it hangs for all its days.
        days = max(calendar.notice_days, (calendar.notice_until - today).days)
        _hang(row, actor, days, now)
        data = {"from": today.isoformat(), "until": str(row.notice_until), "names": [one.name for one in passed]}
        keeping.move(row, Move.PUT_UP, actor=actor, now=now, data=data)
    return Stage(row.stage)


def _hang(row: Contest, actor: Actor, days: int, now: datetime) -> None:
    """Put up the list as it is now; `notice_until` is its last day, or a later one that was promised before."""
    people = list(
        Candidature.objects.filter(contest=row, state=Candidacy.STANDING.value)
        .select_related("resident")
        .order_by("created_at", "pk")
    )
    place = row.post.territory
    lines = [
        {
            "name": one.name,
            "post": role_name(row.post.role),
            "place": place.full_name,
            "standing": _("、").join(standing_name(word) for word in one.standing),
            "born": one.resident.birth_date.isoformat() if one.resident and one.resident.birth_date else "",
        }
        for one in listed(people, standing_first=row.round.standing_first)
    ]
    posting = messaging.put_up(
        actor=actor,
        kind=Kind.CANDIDATES.value,
        territory=place.pk,
        about=row.pk,
        title=_("%(post)s候选人公示") % {"post": post_name(row.post)},
        text=order_explained(row.round.standing_first),
        lines=lines,
        days=days,
        now=now,
    )
    until = max(posting.last_day, row.notice_until or posting.last_day)
    first = row.notice_from or posting.first_day
    row.posting, row.notice_from, row.notice_until = posting.pk, first, until
    Contest.objects.filter(pk=row.pk).update(posting=posting.pk, notice_from=first, notice_until=until)


def take_list_down(row: Contest, *, actor: Actor, reason: str, now: datetime) -> None:
    """Take the present notice down, if it still shows."""
    day = clock.day_of(now)
    if row.posting and Posting.objects.filter(pk=row.posting, last_day__gte=day, take_downs=None).exists():
        messaging.take_down(actor=actor, posting=row.posting, reason=reason[:200], now=now)


def list_changed(row: Contest, *, actor: Actor, reason: str, now: datetime) -> None:
    """Somebody left the list: the notice is put up anew without the name, or the post has no candidate any more."""
    if Stage(row.stage) not in LISTED_IN:
        return
    take_list_down(row, actor=actor, reason=reason, now=now)
    if not Candidature.objects.filter(contest=row, state=Candidacy.STANDING.value).exists():
        keeping.move(row, Move.NOBODY_LEFT, actor=actor, now=now, note=_("名单上没有人了"))
    elif row.stage == Stage.NOTICE:
        left = (row.notice_until - clock.day_of(now)).days if row.notice_until else 0
        _hang(row, actor, max(FORMS[Kind.CANDIDATES].least_days, left), now)


def extend_notice(row: Contest, until: date, *, actor: Actor, now: datetime) -> None:
    """Let a list that hangs hang longer: the notice is put up anew for the days until then."""
    if row.stage != Stage.NOTICE or row.notice_until is None or until <= row.notice_until:
        return
    take_list_down(row, actor=actor, reason=_("公示延长"), now=now)
    _hang(row, actor, (until - clock.day_of(now)).days, now)


def answer_objection(
    *, actor: Actor, contest: UUID, objection: UUID, answer: str, removes: UUID | None, now: datetime
) -> Contest:
    """Answer an objection to the list, once; `removes` names the candidate who leaves the list because it is right.

    One that was already found right elsewhere still needs somebody to leave: then only that is done. Raises
    NotThere, Invalid, Refusal `already_answered`.
    """
    with transaction.atomic():
        row = keeping.contest_of(actor, contest)
        said = next((one for one in raised([row.pk]) if one.key == objection), None)
        if said is None:
            raise NotThere("objection_unknown", _("没有这条意见。"))
        listed_now = Candidature.objects.filter(contest=row, state=Candidacy.STANDING.value)
        person = listed_now.filter(pk=removes).first() if removes else None
        if removes is not None and person is None:
            raise Invalid("choice_unknown", _("请从名单里选要撤下的那一位。"), field="removes")
        words = keeping.words(answer, 1000)
        if said.upheld is None:
            messaging.answer_objection(actor=actor, objection=objection, upheld=person is not None, text=words, now=now)
        elif said.settled or person is None:
            raise Refusal("already_answered", _("这条意见已经答复过了。"))
        keeping.remark(row, "answer", actor=actor, now=now, note=words, data={"upheld": person is not None})
        if person is not None:
            _remove(row, person, said, actor, words or said.answer, now)
    return row


def _remove(row: Contest, person: Candidature, said: Said, actor: Actor, why: str, now: datetime) -> None:
    data = {"objection": str(said.key)}
    keeping.turn(row, [person], Turn.UPHOLD, actor=actor, now=now, note=why, data=data)
    list_changed(row, actor=actor, reason=_("意见成立，名单有变"), now=now)


def note_objection(*, actor: Actor, contest: UUID, text: str, name: str, client_id: UUID, now: datetime) -> None:
    """Write down at the desk what somebody came to say against a candidate. Raises NotThere, Invalid."""
    with transaction.atomic():
        row = keeping.contest_of(actor, contest)
        if row.posting is None:
            raise NotThere("posting_over", _("这份公示已经期满或撤下。"))
        messaging.object_to(
            posting=row.posting, text=keeping.words(text, 2000), name=name, phone="", client_id=client_id, now=now
        )
        keeping.remark(row, "objection", actor=actor, now=now)


def unsettled(row: Contest) -> int:
    """How many objections keep the vote from beginning: not answered, or right and nobody left the list for it."""
    return sum(not one.settled for one in raised([row.pk]))
