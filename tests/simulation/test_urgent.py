"""Whoever is found in urgent need is seen to."""

from datetime import date, timedelta

import pytest

from youlin.domains.cases.models import Case
from youlin.simulation import caring
from youlin.simulation.street import live


@pytest.mark.django_db
def test_an_emergency_is_answered_within_two_hours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caring, "URGENT", 0.25)
    live(households=30, days=7, seed=1, last_day=date(2026, 11, 21))

    found = list(Case.objects.filter(source="care"))
    assert found
    assert all(case.first_answer_at is not None for case in found)
    assert all(case.first_answer_at - case.received_at < timedelta(hours=2) for case in found if case.first_answer_at)
    assert {case.rung for case in found} == {1}
