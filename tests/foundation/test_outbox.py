"""What was announced is told once, and told again if nobody could hear it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import pytest
from django.db import transaction

from youlin.foundation import clock, outbox
from youlin.foundation.db import new_id
from youlin.foundation.models import OutboxEvent

NOW = clock.at(date(2026, 11, 2), 9)


@outbox.event
@dataclass(frozen=True, kw_only=True)
class BellRang(outbox.Event):
    """A thing that happens in this test only."""

    bell: UUID
    on: date
    at: datetime
    others: tuple[UUID, ...] = ()
    hand: UUID | None = None


@pytest.fixture
def heard() -> Iterator[list[BellRang]]:
    """What the listener heard; `deaf` in it makes the listener fail."""
    found: list[BellRang] = []

    def listen(event: BellRang, now: datetime) -> None:
        if DEAF:
            raise RuntimeError("deaf")
        found.append(event)

    outbox._reactions[BellRang.kind] = [listen]
    yield found
    del outbox._reactions[BellRang.kind]
    DEAF.clear()


DEAF: list[bool] = []


def ring() -> BellRang:
    return BellRang(bell=new_id(), on=date(2026, 11, 2), at=NOW, others=(new_id(), new_id()))


@pytest.mark.django_db(transaction=True)
def test_an_event_is_heard_after_the_commit_with_its_types_restored(heard: list[BellRang]) -> None:
    event = ring()
    with transaction.atomic():
        outbox.announce([event], now=NOW)
        assert heard == []
    assert heard == [event]


@pytest.mark.django_db(transaction=True)
def test_an_event_of_a_rolled_back_action_is_never_heard(heard: list[BellRang]) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        outbox.announce([ring()], now=NOW)
        raise RuntimeError
    assert outbox.dispatch_waiting(now=NOW) == 0
    assert heard == []


@pytest.mark.django_db(transaction=True)
def test_a_reaction_that_failed_is_told_again_and_only_once(heard: list[BellRang]) -> None:
    DEAF.append(True)
    outbox.announce([ring()], now=NOW)
    row = OutboxEvent.objects.get()
    assert (heard, row.dispatched_at, row.attempts) == ([], None, 1)
    assert "deaf" in row.problem
    DEAF.clear()
    assert outbox.dispatch_waiting(now=NOW) == 1
    assert outbox.dispatch_waiting(now=NOW) == 0
    assert len(heard) == 1
