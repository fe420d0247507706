"""Tamper-evident history: each event carries a keyed hash of itself and the one before, and the case the last.

Who changes, removes or slips in a row of the database without the installation's key breaks the chain from there on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import groupby

from youlin.domains.cases.models import Case, CaseEvent
from youlin.foundation.crypto import blind_index

AT_A_TIME = 5000


def link(before: str, event: CaseEvent) -> str:
    """The hash of an event that follows one with the hash `before` ("" for the first)."""
    said = (
        event.case_id, event.seq, event.kind, _instant(event.at), event.actor, event.actor_name, event.from_post_id,
        event.to_post_id, event.from_rung, event.to_rung, event.from_status, event.to_status, event.text,
        _instant(event.due_at), *([event.way] if event.way else []),
    )  # fmt: skip
    return blind_index(
        "\x1f".join([before, *("" if part is None else str(part) for part in said)]), field="cases.chain"
    )


def checked(events: Iterable[CaseEvent], end: str) -> list[bool]:
    """For each event of one case, in order, whether it fits what came before; the last must be what the case carries.

    Events from before the chain began carry no hash; from the first that carries one, each must.
    """
    before, fits = "", []
    for event in events:
        chained = bool(event.link or before)
        fits.append(not chained or event.link == link(before, event))
        before = event.link
    if fits and before != end:
        fits[-1] = False
    return fits


def _instant(at: datetime | None) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds") if at is not None else ""


def broken() -> Iterator[str]:
    """Numbers of cases whose history does not fit together any more. Reads every event once, a few thousand at a time.

    Events from before the chain began carry no hash; from the first that carries one, each must.
    """
    rows = CaseEvent.objects.order_by("case", "seq").iterator(chunk_size=AT_A_TIME)
    ends = {pk: (number, chain) for pk, number, chain in Case.objects.values_list("pk", "number", "chain").iterator()}
    for case, events in groupby(rows, key=lambda event: event.case_id):
        number, end = ends.pop(case)
        if not all(checked(events, end)):
            yield number
    yield from (number for number, end in ends.values() if end)  # a case whose whole history is gone
