"""The lines of the desk's table: every word of a row made ready, so that the page only puts them in their places."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from youlin.domains.cases import queries
from youlin.domains.cases.rules.clocks import Urgency
from youlin.web.office import listing
from youlin.web.shared.cases import showing
from youlin.web.shared.templatetags import youlin as parts

LONGEST = 60  # characters of what was said


@dataclass(frozen=True, slots=True)
class Line:
    """One case in the table."""

    key: UUID
    number: str
    url: str
    text: str
    urgency: str  # empty where it is an ordinary one
    kind: str
    place: str
    holder: str
    holder_url: str
    state: SafeString
    source: str
    reported: SafeString


def lines(request: HttpRequest, cases: Iterable[queries.Case], now: datetime) -> list[Line]:
    """A line for each case of a page. What repeats from row to row is worked out once."""
    link = cache(lambda post: listing.link(request, holder=str(post)))
    status = cache(parts.status)
    label = cache(lambda choices, value: str(choices(value).label))
    sample = UUID(int=0)
    address = reverse("office:case", args=[sample])
    made = []
    for case in cases:
        state = showing.state(case, now)
        made.append(
            Line(
                key=case.pk,
                number=case.number,
                url=address.replace(str(sample), str(case.pk)),
                text=Truncator(case.text).chars(LONGEST),
                urgency="" if case.urgency == Urgency.NORMAL else label(queries.Urgencies, case.urgency),
                kind=label(queries.Case.Kinds, case.kind),
                place=case.territory.full_name,
                holder=showing.holder(case),
                holder_url=link(case.holder_id),
                state=status(state.tone, state.text),
                source=label(queries.Case.Sources, case.source),
                reported=parts.when(case.reported_at, now=now),
            )
        )
    return made
