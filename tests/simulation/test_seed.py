"""The seed decides the life, to the last case."""

from dataclasses import asdict
from datetime import date

import pytest
from django.db import transaction

from youlin.domains.access.actor import SYSTEM
from youlin.domains.care.models import Contact
from youlin.domains.cases.models import Case
from youlin.domains.insight import queries as insight
from youlin.domains.territory import queries as territory
from youlin.foundation.values import Period
from youlin.simulation.street import live

LAST_DAY = date(2026, 11, 21)


def a_life(seed: int) -> tuple[object, ...]:
    """All that a life came to, keys apart; then it is undone."""
    with transaction.atomic():
        lived = live(households=30, days=7, seed=seed, last_day=LAST_DAY)
        street = territory.the_subdistrict()
        assert street is not None
        figures = insight.figures(SYSTEM, street, Period(date(2026, 11, 15), LAST_DAY))
        told = list(Case.objects.order_by("reported_at", "number").values_list("text", "status", "rung", "place"))
        met = list(Contact.objects.order_by("happened_at", "note").values_list("happened_at", "kind", "outcome"))
        shown = [asdict(account) for account in lived.shown]
        transaction.set_rollback(True)
    return figures, told, met, shown


@pytest.mark.django_db
def test_the_same_seed_lives_the_same_life() -> None:
    first = a_life(7)
    assert a_life(7) == first
    assert a_life(8) != first
