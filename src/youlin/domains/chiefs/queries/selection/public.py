"""What anybody may see of a round: the posts, the days, and who is on notice. Never who was only nominated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from youlin.domains.chiefs.models import Candidature, Contest, Poll, SelectionRound
from youlin.domains.chiefs.queries.selection.rounds import listed
from youlin.domains.chiefs.rules.selection.states import RUNNING, Candidacy, Stage
from youlin.foundation.refusal import NotThere

SHOWN = (Candidacy.STANDING.value, Candidacy.ELECTED.value, Candidacy.IN_OFFICE.value)
SHOWS_NAMES = frozenset({Stage.NOTICE, Stage.VOTING, Stage.COUNTING, Stage.TIED, Stage.TOO_FEW})


@dataclass(frozen=True, slots=True)
class PublicCandidate:
    """What the public list says of a candidate: the name, the standing that the order rests on, and nothing else."""

    key: UUID
    name: str
    standing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PublicContest:
    """One post as residents see it."""

    contest: Contest
    candidates: list[PublicCandidate]
    vote_until: date | None  # while the vote runs
    nominate_until: date | None  # while names are taken
    objections_until: date | None  # while the list is on notice
    posting: UUID | None = None  # the notice to read and to object to, while it hangs
    online: bool = False
    elected: str = ""  # once the votes are counted


def running(day: date) -> list[SelectionRound]:
    """Rounds in which something is still to come, the nearest to its end first. One query."""
    here = Contest.objects.filter(stage__in=sorted(RUNNING))
    rows = SelectionRound.objects.filter(pk__in=here.values("round")).select_related("territory")
    return list(rows.order_by("nominate_until", "pk"))


def public_round(key: UUID, *, day: date) -> tuple[SelectionRound, list[PublicContest]]:
    """A round and its posts. Raises NotThere. Three queries."""
    found = SelectionRound.objects.filter(pk=key).select_related("territory").first()
    if found is None:
        raise NotThere("round_unknown", _("没有这一轮选举。"))
    rows = list(
        Contest.objects.filter(round=found).select_related("post__territory", "round").order_by("post__territory__path")
    )
    people: dict[UUID, list[Candidature]] = {}
    for one in Candidature.objects.filter(contest__in=rows, state__in=SHOWN).order_by("created_at", "pk"):
        people.setdefault(one.contest_id, []).append(one)
    polls = {poll.contest_id: poll for poll in Poll.objects.filter(contest__in=rows).order_by("number")}
    return found, [_public(row, people.get(row.pk, []), polls.get(row.pk), day) for row in rows]


def public_contest(key: UUID, *, day: date) -> PublicContest:
    """One post of a round. Raises NotThere."""
    row = Contest.objects.filter(pk=key).select_related("post__territory", "round__territory").first()
    if row is None:
        raise NotThere("contest_unknown", _("这一轮里没有这个岗位。"))
    people = list(Candidature.objects.filter(contest=row, state__in=SHOWN).order_by("created_at", "pk"))
    return _public(row, people, Poll.objects.filter(contest=row).order_by("number").last(), day)


def _public(row: Contest, people: list[Candidature], poll: Poll | None, day: date) -> PublicContest:
    last = row.nominate_until or row.round.nominate_until
    voting = row.stage == Stage.VOTING and poll is not None
    won = [one.name for one in people if one.state != Candidacy.STANDING]
    people = [one for one in people if one.state == Candidacy.STANDING]
    shown = listed(people, standing_first=row.round.standing_first) if Stage(row.stage) in SHOWS_NAMES else []
    hangs = row.stage == Stage.NOTICE and row.notice_until is not None and day <= row.notice_until
    return PublicContest(
        contest=row,
        candidates=[PublicCandidate(one.pk, one.name, tuple(one.standing)) for one in shown],
        vote_until=poll.closes_on if voting and poll else None,
        nominate_until=last if row.stage == Stage.NOMINATING and day <= last else None,
        objections_until=row.notice_until if hangs else None,
        posting=row.posting if hangs else None,
        online=bool(voting and poll and poll.online),
        elected=won[0] if won else "",
    )
