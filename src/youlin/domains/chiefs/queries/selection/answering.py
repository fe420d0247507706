"""Objections to the candidates on notice, as the notices keep them, and what the round still owes them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from youlin.domains.chiefs.models import SelectionEntry
from youlin.domains.chiefs.rules.selection.states import Turn
from youlin.domains.messaging.models import Objection


@dataclass(frozen=True, slots=True)
class Said:
    """One objection with its answer. `settled`: answered, and where it was right somebody left the list for it."""

    key: UUID
    contest: UUID
    text: str
    name: str
    has_phone: bool
    at: datetime
    answer: str
    upheld: bool | None
    answered_by: str
    answered_at: datetime | None
    settled: bool


def raised(contests: Iterable[UUID]) -> list[Said]:
    """Every objection to the lists of these posts, the oldest first. Three queries."""
    wanted = list(contests)
    rows = (
        Objection.objects.filter(posting__about__in=wanted, posting__kind="candidates")
        .select_related("posting")
        .prefetch_related("answers")
        .order_by("at", "id")
    )
    removed = {
        str(data.get("objection", ""))
        for data in SelectionEntry.objects.filter(contest__in=wanted, what=Turn.UPHOLD.value).values_list(
            "data", flat=True
        )
    }
    found = []
    for row in rows:
        answer = next(iter(row.answers.all()), None)
        settled = answer is not None and (not answer.upheld or str(row.pk) in removed)
        contest = row.posting.about
        if contest is not None:
            found.append(
                Said(
                    key=row.pk,
                    contest=contest,
                    text=row.text,
                    name=row.name,
                    has_phone=bool(row.phone),
                    at=row.at,
                    answer=answer.text if answer else "",
                    upheld=answer.upheld if answer else None,
                    answered_by=answer.by_name if answer else "",
                    answered_at=answer.at if answer else None,
                    settled=settled,
                )
            )
    return found
