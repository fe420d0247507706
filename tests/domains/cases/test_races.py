"""Two people at once, for real: threads on one database."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import OperationalError, connections

from tests.factories import cast
from youlin.domains.cases import actions
from youlin.domains.cases.actions import NewCase
from youlin.domains.cases.models import Case, CaseEvent
from youlin.foundation import clock
from youlin.foundation.refusal import Refusal

NINE = clock.at(date(2026, 11, 2), 9)
DAY = timedelta(days=1)


@pytest.fixture
def street(transactional_db: None) -> cast.Street:
    return cast.street()


def at_once(*works: Callable[[], str]) -> list[str]:
    """What each of the works came to, all begun at the same moment."""
    outcomes: list[str] = []
    start = threading.Barrier(len(works))

    def press(work: Callable[[], str]) -> None:
        start.wait()
        try:
            while True:
                try:
                    outcomes.append(work())
                except Refusal as refusal:
                    outcomes.append(refusal.code)
                except OperationalError:  # SQLite in memory does not wait for a lock, a file does: send it again
                    continue
                break
        finally:
            connections["default"].close()

    threads = [threading.Thread(target=press, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)


def test_two_people_press_solve_at_once_and_one_of_them_hears_who_was_quicker(street: cast.Street) -> None:
    case = actions.report(actor=street.actor("李邻长"), case=NewCase(text="灯坏了"), now=NINE)
    actions.escalate_overdue(now=NINE + DAY)
    solvers = {name: street.actor(name) for name in ("李邻长", "田组长")}

    def solve(name: str) -> Callable[[], str]:
        identity = uuid4()

        def work() -> str:
            actions.answer(actor=solvers[name], case=case.pk, text=f"{name}换好了", client_id=identity, now=NINE + DAY)
            return "answered"

        return work

    assert at_once(solve("李邻长"), solve("田组长")) == ["already_answered", "answered"]
    assert CaseEvent.objects.filter(case=case, kind="answer").count() == 1
    seqs = list(CaseEvent.objects.filter(case=case).order_by("seq").values_list("seq", flat=True))
    assert seqs == list(range(1, len(seqs) + 1))


def test_one_report_sent_by_two_wires_at_once_is_one_case(street: cast.Street) -> None:
    identity = uuid4()

    def work() -> str:
        case = NewCase(text="水管爆了", place="溪布社区")
        return actions.report_public(case=case, client_id=identity, now=NINE).number

    assert len(set(at_once(work, work, work))) == 1
    assert Case.objects.count() == CaseEvent.objects.count() == 1


def test_many_reports_at_once_get_different_numbers_without_a_gap(street: cast.Street) -> None:
    def report() -> Callable[[], str]:
        new, identity = NewCase(text="路灯不亮", place="溪布社区"), uuid4()
        return lambda: actions.report_public(case=new, client_id=identity, now=NINE).number

    assert at_once(report(), report(), report(), report()) == [f"2026-{number:06d}" for number in range(1, 5)]


def test_two_sweeps_at_once_climb_once(street: cast.Street) -> None:
    for _case in range(5):
        actions.report(actor=street.actor("李邻长"), case=NewCase(text="灯坏了"), now=NINE)

    def work() -> str:
        return str(actions.escalate_overdue(now=NINE + DAY))

    at_once(work, work)
    assert CaseEvent.objects.filter(kind="climb").count() == 5


def test_whoever_writes_on_what_another_changed_meanwhile_is_refused(street: cast.Street) -> None:
    """The guard behind the lock: a version is compared and set."""
    from youlin.domains.cases.actions import bench as benches
    from youlin.domains.cases.rules.states import Step

    case = actions.report(actor=street.actor("李邻长"), case=NewCase(text="灯坏了"), now=NINE)
    stale = benches.lay([Case.objects.select_related("territory").get(pk=case.pk)])[0]
    actions.note(actor=street.actor("李邻长"), case=case.pk, text="快点", now=NINE)
    stale.step(Step.NOTE, at=NINE, doer=street.actor("李邻长"))
    with pytest.raises(Refusal) as refused:
        benches.write([stale], actor=street.actor("李邻长"), now=NINE)
    assert refused.value.code == "changed_meanwhile"
