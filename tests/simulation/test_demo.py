"""A small street that has lived ten days: what must be true of any street is true of it."""

from datetime import date, timedelta
from typing import ClassVar

from django.contrib.auth.hashers import check_password
from django.test import TestCase

from youlin.domains.access.actor import SYSTEM
from youlin.domains.access.models import User
from youlin.domains.access.queries import actor_of
from youlin.domains.care import queries
from youlin.domains.care.models import (
    CarePlan,
    CareQuestion,
    Consent,
    Contact,
    Delivery,
    DeliveryItem,
    Obligation,
    Pace,
    SupplyLot,
)
from youlin.domains.cases.models import Case, CaseEvent
from youlin.domains.chiefs import queries as chiefs
from youlin.domains.insight import queries as insight
from youlin.domains.insight.rules import Key
from youlin.domains.messaging.models import Notice
from youlin.domains.outreach.models import MicroService
from youlin.domains.residents.models import Household, Resident
from youlin.domains.territory import queries as territory
from youlin.foundation import clock
from youlin.foundation.models import OutboxEvent
from youlin.foundation.values import Period
from youlin.simulation.street import Lived, live

LAST_DAY = date(2026, 11, 21)
DAYS = 10
SPAN = Period(LAST_DAY - timedelta(days=DAYS - 1), LAST_DAY)


def lead_a_life(seed: int = 1) -> Lived:
    return live(households=60, days=DAYS, seed=seed, last_day=LAST_DAY)


def figures() -> dict[Key, int]:
    street = territory.the_subdistrict()
    assert street is not None
    return insight.figures(SYSTEM, street, SPAN)


class TestASmallStreet(TestCase):
    """One life for all of these, undone at its end: lived once, as no fixture of a test of its own could."""

    lived: ClassVar[Lived]

    @classmethod
    def setUpTestData(cls) -> None:
        cls.lived = lead_a_life()

    def test_it_is_as_large_as_it_was_asked_to_be(self) -> None:
        assert Household.objects.count() == 60
        assert Resident.objects.count() == self.lived.people
        assert self.lived.size.chiefs == figures()[Key.CHIEFS]

    def test_its_chiefs_are_known_in_places_and_in_others_not_yet(self) -> None:
        told = [row.known for row in chiefs.known(SYSTEM, day=LAST_DAY)]
        assert any(row.households and row.handed == row.households for row in told)
        assert any(row.left for row in told)
        assert chiefs.chats(SYSTEM).exists()

    def test_winter_things_are_on_the_way_and_none_of_them_is_lost(self) -> None:
        for lot in SupplyLot.objects.all():
            went = DeliveryItem.objects.filter(lot=lot)
            gone, promised = (
                sum(went.filter(delivery__state=state).values_list("quantity", flat=True))
                for state in ("received", "waiting")
            )
            assert (lot.left, lot.promised) == (lot.quantity - gone, promised)
        assert set(Delivery.objects.values_list("state", flat=True)) == {"waiting", "received"}

    def test_a_cold_wave_runs_and_somebody_rests_was_asked_and_is_asked_about(self) -> None:
        [wave] = queries.tallies(SYSTEM, day=LAST_DAY)
        assert 0 < wave.unheard <= wave.total
        assert Pace.objects.filter(kind="pause", first=LAST_DAY).count() == 2
        assert Consent.objects.filter(given=True).exists()
        assert CareQuestion.objects.filter(answered_at__isnull=True, withdrawn_at__isnull=True).exists()

    def test_every_permanent_household_has_a_chief_every_day(self) -> None:
        for number in range(DAYS):
            found = chiefs.coverage(SYSTEM, day=SPAN.start + timedelta(days=number))
            assert found.covered == found.permanent_households > 0
            assert found.without_chief == 0

    def test_somebody_left_and_somebody_acts(self) -> None:
        posts = chiefs.register(SYSTEM, chiefs.Wanted(state="acting"), day=LAST_DAY)
        assert posts.count() >= 1

    def test_nothing_happens_after_the_last_day(self) -> None:
        over = clock.end_of(LAST_DAY)
        assert not Contact.objects.filter(happened_at__gte=over).exists()
        assert not CaseEvent.objects.filter(at__gte=over).exists()
        assert not MicroService.objects.filter(happened_at__gte=over).exists()

    def test_nothing_is_known_before_it_happens(self) -> None:
        assert all(row.happened_at <= row.received_at for row in Contact.objects.all())
        assert all(row.happened_at <= row.received_at for row in MicroService.objects.all())

    def test_the_five_figures_are_all_there(self) -> None:
        assert all(value > 0 for value in figures().values())

    def test_everybody_in_need_is_in_care_and_owed_a_greeting_and_a_visit(self) -> None:
        plans = CarePlan.objects.count()
        assert plans > 0
        assert Obligation.objects.filter(state="open").count() == 2 * plans
        assert Contact.objects.count() == self.lived.contacts > 0

    def test_a_case_waits_on_every_rung_and_one_is_overdue(self) -> None:
        waiting = set(Case.objects.filter(status="open").values_list("rung", flat=True))
        assert waiting == {1, 2, 3, 4, 5, 6}
        assert Case.objects.filter(overdue_since__isnull=False).exists()

    def test_steps_of_a_case_stand_in_order(self) -> None:
        for case in Case.objects.all():
            steps = list(case.events.order_by("seq"))
            assert [step.seq for step in steps] == list(range(1, case.version + 1))
            assert [step.at for step in steps] == sorted(step.at for step in steps)

    def test_whoever_must_act_was_told(self) -> None:
        assert Notice.objects.filter(template="cases.report").exists()
        assert not OutboxEvent.objects.filter(dispatched_at__isnull=True).exists()

    def test_one_account_of_each_rung_opens_and_nobody_elses(self) -> None:
        shown = {account.role: account for account in self.lived.shown}
        assert list(shown) == [
            "neighbourhood_chief",
            "group_chief",
            "area_chief",
            "community_staff",
            "subdistrict_staff",
            "department_staff",
        ]
        for account in shown.values():
            user = User.objects.get(username=account.username)
            assert check_password(account.password, user.password)
            assert account.role in {grant.role for grant in actor_of(user.pk, today=LAST_DAY).grants}
        others = User.objects.exclude(username__in=[account.username for account in shown.values()])
        assert others.exists()
        assert not any(user.has_usable_password() for user in others)

    def test_nobody_real_is_in_it(self) -> None:
        for person in Resident.objects.all():
            assert person.id_number.startswith("430899")
            assert not person.phone or person.phone.startswith("140")
