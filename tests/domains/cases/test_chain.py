"""Who changes the history behind the program's back is found out."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.factories.cast import Street
from youlin.domains.cases import actions, chain
from youlin.domains.cases.actions import NewCase
from youlin.domains.cases.models import Case, CaseEvent
from youlin.domains.cases.rules.spans import Why
from youlin.foundation import clock

NINE = clock.at(date(2026, 11, 2), 9)
DAY = timedelta(days=1)


@pytest.fixture
def case(street: Street) -> Case:
    """Reported, stopped, climbed, answered; beside another."""
    actions.report(actor=street.actor("周邻长"), case=NewCase(text="井盖坏了"), now=NINE)
    found = actions.report(actor=street.actor("李邻长"), case=NewCase(text="楼道灯坏了"), now=NINE)
    actions.pause(actor=street.actor("李邻长"), case=found.pk, why=Why.WEATHER, until=date(2026, 11, 4), now=NINE)
    actions.escalate_overdue(now=NINE + 3 * DAY)
    actions.answer(actor=street.actor("李邻长"), case=found.pk, text="换好了", told=True, now=NINE + 3 * DAY)
    return found


def test_what_the_program_wrote_fits_together(case: Case) -> None:
    assert CaseEvent.objects.filter(case=case).count() >= 5
    assert list(chain.broken()) == []


@pytest.mark.parametrize(
    "change",
    [
        {"text": "早就换好了"},
        {"at": NINE - DAY},
        {"actor_name": "别人"},
        {"to_rung": 5},
        {"link": ""},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_changed_event_is_found(case: Case, change: dict[str, Any]) -> None:
    CaseEvent.objects.filter(case=case, kind="answer").update(**change)
    assert list(chain.broken()) == [case.number]


def test_a_removed_event_is_found_the_last_one_too(case: Case) -> None:
    last = CaseEvent.objects.filter(case=case).order_by("-seq")[0]
    middle = CaseEvent.objects.filter(case=case).order_by("seq")[1]
    CaseEvent.objects.filter(pk=last.pk).delete()
    assert list(chain.broken()) == [case.number]
    CaseEvent.objects.filter(pk=middle.pk).delete()
    assert list(chain.broken()) == [case.number]


def test_an_event_slipped_in_is_found(case: Case) -> None:
    event = CaseEvent.objects.filter(case=case).order_by("-seq")[0]
    event.pk, event.seq, event.text, event._state.adding = None, event.seq + 1, "居民很满意", True
    event.id = CaseEvent().id
    event.save()
    assert list(chain.broken()) == [case.number]


def test_a_history_that_is_gone_altogether_is_found(case: Case) -> None:
    CaseEvent.objects.filter(case=case).delete()
    assert list(chain.broken()) == [case.number]


def test_history_from_before_the_chain_is_no_fault(case: Case) -> None:
    CaseEvent.objects.filter(case=case).update(link="")
    Case.objects.filter(pk=case.pk).update(chain="")
    assert list(chain.broken()) == []
