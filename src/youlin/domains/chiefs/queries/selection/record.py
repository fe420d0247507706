"""Everything of a round, for its record. As many queries for one post as for a hundred."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from youlin.domains.chiefs.models import Candidature, Contest, Poll, Review, SelectionEntry
from youlin.domains.chiefs.queries.selection.answering import Said, raised
from youlin.domains.chiefs.queries.selection.rounds import listed
from youlin.domains.chiefs.rules.selection.states import Candidacy


@dataclass(frozen=True, slots=True)
class Chapter:
    """One post of the record. `reviews`: the last one of each candidate."""

    contest: Contest
    candidates: list[Candidature]
    reviews: dict[UUID, Review]
    polls: list[Poll]
    objections: list[Said]
    entries: list[SelectionEntry]


def record(round_key: UUID) -> list[Chapter]:
    """The posts of a round in the order of the tree, each with all that was kept of it. Nine queries."""
    contests = list(
        Contest.objects.filter(round=round_key)
        .select_related("round", "post__territory")
        .order_by("post__territory__path")
    )
    people: dict[UUID, list[Candidature]] = {}
    rows = Candidature.objects.filter(contest__in=contests).exclude(state=Candidacy.MERGED.value)
    for one in rows.prefetch_related("nominations").order_by("created_at", "pk"):
        people.setdefault(one.contest_id, []).append(one)
    reviews = {
        one.candidature_id: one for one in Review.objects.filter(candidature__contest__in=contests).order_by("at", "id")
    }
    polls: dict[UUID, list[Poll]] = {}
    for poll in Poll.objects.filter(contest__in=contests).order_by("number"):
        polls.setdefault(poll.contest_id, []).append(poll)
    said: dict[UUID, list[Said]] = {}
    for objection in raised(row.pk for row in contests):
        said.setdefault(objection.contest, []).append(objection)
    entries: dict[UUID | None, list[SelectionEntry]] = {}
    kept = SelectionEntry.objects.filter(round=round_key).select_related("candidature").order_by("at", "id")
    for entry in kept:
        entries.setdefault(entry.contest_id, []).append(entry)
    return [
        Chapter(
            contest=row,
            candidates=listed(people.get(row.pk, []), standing_first=row.round.standing_first),
            reviews=reviews,
            polls=polls.get(row.pk, []),
            objections=said.get(row.pk, []),
            entries=entries.get(row.pk, []),
        )
        for row in contests
    ]
