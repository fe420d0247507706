"""Reading a vote: sums, the roll, what was counted. Nothing here says what a household chose: nothing can."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count as Number
from django.db.models import Q, QuerySet

from youlin.domains.chiefs.models import BoxLine, PaperCount, Poll, RollLine
from youlin.domains.chiefs.rules.selection.counting import Count


def counts_of(poll: Poll) -> list[Count]:
    """The paper counts of the present attempt, the earlier first."""
    rows = PaperCount.objects.filter(poll=poll, attempt=poll.attempt).order_by("at", "id")
    return [Count(row.by, {UUID(key): number for key, number in row.votes.items()}, row.spoiled) for row in rows]


def online_votes(poll: Poll) -> dict[UUID, int]:
    """Online votes for everybody who stood when the vote began."""
    return dict(BoxLine.objects.filter(poll=poll).values_list("candidature", "votes"))


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many households have taken part, and how many could."""

    entitled: int
    online: int
    paper: int

    @property
    def taken_part(self) -> int:
        """Online and on paper."""
        return self.online + self.paper


def turnout(poll: Poll) -> Turnout:
    """The turnout of a vote. One query."""
    ways = RollLine.Ways
    sums = RollLine.objects.filter(poll=poll).aggregate(
        entitled=Number("pk"),
        online=Number("pk", filter=Q(voted=ways.ONLINE.value)),
        paper=Number("pk", filter=Q(voted=ways.PAPER.value)),
    )
    return Turnout(**sums)


def roll(poll: Poll) -> QuerySet[RollLine]:
    """The households of a vote in the order of their numbers. One query."""
    return RollLine.objects.filter(poll=poll).select_related("household").order_by("household__number", "pk")
