"""Chiefs come and go, people move and die: nobody is left out, and nobody is asked after twice."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.domains.care.conftest import Record, day, on
from tests.factories.cast import Street
from youlin.domains.access.actor import SYSTEM
from youlin.domains.care import actions, queries
from youlin.domains.care.models import Alarm, CarePlan, Obligation
from youlin.domains.chiefs import actions as chiefs
from youlin.domains.chiefs.models import Appointment
from youlin.domains.residents import actions as residents
from youlin.jobs.tick import tick

pytestmark = pytest.mark.django_db


def asked_for(street: Street, who: str, days: int) -> set[str]:
    """Whose greeting or visit stands on somebody's list of that day."""
    actor = street.actor(who, on=day(days))
    return {item.resident.name for item in queries.today_for(actor, on(days))}


def test_a_chief_who_changes_leaves_no_gap_and_no_double(plan: CarePlan, street: Street, record: Record) -> None:
    record("greeting", on(1))
    before = list(Obligation.objects.values_list("pk", "due_on").order_by("pk"))
    seat = Appointment.objects.get(post=street.post_of(street.lin1))
    chiefs.end_term(actor=SYSTEM, appointment=seat.pk, ends_on=day(3), reason="外出务工", now=on(2))
    term = chiefs.NewTerm(street.post_of(street.lin1).pk, street.users["周邻长"].pk, "sitting", day(3))
    chiefs.appoint(actor=SYSTEM, term=term, now=on(2))
    assert list(Obligation.objects.values_list("pk", "due_on").order_by("pk")) == before
    assert asked_for(street, "李邻长", 3) == set()
    assert asked_for(street, "周邻长", 3) == {"王桂英", "刘小满"}


def test_who_is_away_is_covered_and_then_asked_again(plan: CarePlan, street: Street) -> None:
    post, covering = street.post_of(street.lin1).pk, street.users["周邻长"].pk
    acting = chiefs.NewTerm(post, covering, "acting", day(2), day(5))
    chiefs.appoint(actor=SYSTEM, term=acting, now=on(1))
    assert asked_for(street, "周邻长", 3) == {"王桂英", "刘小满"}
    assert asked_for(street, "周邻长", 5) == set()
    assert asked_for(street, "李邻长", 5) == {"王桂英", "刘小满"}


def test_an_empty_post_lets_silence_rise_all_the_same(plan: CarePlan, street: Street) -> None:
    seat = Appointment.objects.get(post=street.post_of(street.lin1))
    chiefs.end_term(actor=SYSTEM, appointment=seat.pk, ends_on=day(1), reason="辞职", now=on(1))
    tick(now=on(4))
    risen = queries.overdue_for_supervisor(street.actor("田组长", on=day(4)), now=on(4))
    assert {(item.owing.resident.name, item.chiefs) for item in risen} == {("王桂英", ()), ("刘小满", ())}


def test_a_household_that_moves_takes_its_days_along(plan: CarePlan, street: Street, record: Record) -> None:
    record("greeting", on(1))
    residents.move_household(
        actor=street.actor("社区小覃"), household=street.wang_home.pk, neighbourhood=street.lin2.pk,
        evidence="住到儿子旁边", moved_on=day(2), now=on(2),
    )  # fmt: skip
    tick(now=on(2))
    assert asked_for(street, "李邻长", 4) == {"刘小满"}
    assert asked_for(street, "周邻长", 4) == {"王桂英"}
    assert Obligation.objects.filter(plan=plan, state="open").count() == 2
    late = actions.NewContact(uuid4(), street.wang.pk, "visit", "met", on(1, 18), "fine")
    actions.record_contacts(actor=street.actor("周邻长"), contacts=[late], now=on(4))
    assert Obligation.objects.get(plan=plan, kind="visit", state="open").due_on == day(8)


def test_who_died_is_asked_for_no_more_however_late_the_sweep(plan: CarePlan, street: Street) -> None:
    residents.note_departure(
        actor=street.actor("社区小覃"), resident=street.wang.pk, because="died", left_on=day(1), now=on(2)
    )
    tick(now=on(2))
    tick(now=on(2) + timedelta(days=60))
    assert not Alarm.objects.filter(obligation__plan=plan).exists()
    assert not Obligation.objects.filter(plan=plan, state="open").exists()
