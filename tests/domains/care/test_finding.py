"""From the roster into care: suggested, confirmed or declined by the community, ended with a reason."""

from datetime import date

import pytest

from tests.domains.care.conftest import day, on
from tests.factories import cast
from tests.factories.cast import START, Street
from youlin.domains.access.actor import SYSTEM
from youlin.domains.care import actions, queries
from youlin.domains.care.models import CarePlan, Declined
from youlin.domains.residents import actions as residents
from youlin.domains.residents.models import Circumstance, Resident
from youlin.foundation.refusal import Invalid, NotThere
from youlin.jobs.tick import tick

pytestmark = pytest.mark.django_db


def suggested(street: Street, who: str = "社区小覃") -> set[tuple[str, str]]:
    found = queries.suggestions(street.actor(who), day=day(1))
    return {(one.resident.name, one.found.kind) for one in found}


@pytest.fixture
def couple(street: Street) -> list[Resident]:
    """赵大伯 of 66 and his wife."""
    return [street.zhao, cast.resident(street.zhao_home, "陈大娘", sex="2", born=date(1961, 1, 5))]


def test_two_elders_and_nobody_else(street: Street, couple: list[Resident]) -> None:
    # 王奶奶 is known to live alone, 刘小满 is a child alone on paper: neither is suggested.
    assert suggested(street) == {("赵大伯", "empty_nest"), ("陈大娘", "empty_nest")}
    assert suggested(street, "岩门小吴") == suggested(street, "李邻长") == set()


def test_confirmed_many_at_once_they_are_circumstances(street: Street, couple: list[Resident]) -> None:
    chosen = [(person.pk, "empty_nest") for person in couple]
    assert actions.confirm_found(actor=street.actor("社区小覃"), chosen=chosen, now=on(1)) == 2
    assert actions.confirm_found(actor=street.actor("社区小覃"), chosen=chosen, now=on(1)) == 0
    row = Circumstance.objects.get(resident=street.zhao)
    assert (row.kind, row.since, row.source) == ("empty_nest", day(1), "花名册推算，社区确认")
    assert suggested(street) == set()


def test_declined_it_is_remembered_until_the_ground_is_another(street: Street, couple: list[Resident]) -> None:
    chosen = [(person.pk, "empty_nest") for person in couple]
    staff = street.actor("社区小覃")
    with pytest.raises(Invalid):
        actions.decline_found(actor=staff, chosen=chosen, reason=" ", now=on(1))
    assert actions.decline_found(actor=staff, chosen=chosen, reason="儿子每天回来", now=on(1)) == 2
    assert suggested(street) == set()
    couple[1].lives_here = False
    couple[1].save()
    assert suggested(street) == {("赵大伯", "elder_alone")}


def test_a_refusal_can_be_taken_back(street: Street, couple: list[Resident]) -> None:
    staff = street.actor("社区小覃")
    actions.decline_found(actor=staff, chosen=[(street.zhao.pk, "empty_nest")], reason="没有的事", now=on(1))
    row = Declined.objects.get()
    with pytest.raises(NotThere):
        actions.undecline(actor=street.actor("岩门小吴"), declined=row.pk, now=on(1))
    actions.undecline(actor=staff, declined=row.pk, now=on(1))
    assert ("赵大伯", "empty_nest") in suggested(street)


def test_the_street_sets_the_ages(street: Street, couple: list[Resident]) -> None:
    peng = street.actor("街道老彭")
    actions.set_ages(actor=peng, subdistrict=street.subdistrict.pk, elder_from=70, child_under=14, now=on(1))
    assert suggested(street) == set()
    with pytest.raises(NotThere):
        actions.set_ages(
            actor=street.actor("社区小覃"), subdistrict=street.subdistrict.pk, elder_from=60, child_under=14, now=on(1)
        )
    with pytest.raises(Invalid):
        actions.set_ages(actor=peng, subdistrict=street.subdistrict.pk, elder_from=20, child_under=14, now=on(1))


def test_a_disability_has_a_kind_and_a_grade(street: Street) -> None:
    found = residents.NewCircumstance(street.zhao.pk, "disabled", day(0), "证件", detail="肢体四级")
    row = residents.note_circumstance(actor=street.actor("社区小覃"), found=found, now=START)
    assert (row.disability, row.grade) == ("limb", 4)
    wrong = residents.NewCircumstance(street.wang.pk, "disabled", day(0), "证件", grade=5)
    with pytest.raises(Invalid):
        residents.note_circumstance(actor=street.actor("社区小覃"), found=wrong, now=START)


class TestEnding:
    def end(self, street: Street, row: Circumstance, because: str = "changed") -> None:
        residents.end_circumstance(
            actor=street.actor("社区小覃"), circumstance=row.pk, because=because, reason="女儿搬回来住", now=on(2)
        )

    def test_with_the_last_circumstance_the_plan_ends(self, plan: CarePlan, street: Street) -> None:
        row = Circumstance.objects.get(resident=street.wang)
        self.end(street, row)
        tick(now=on(2))
        plan.refresh_from_db()
        row.refresh_from_db()
        assert (plan.ends_on, row.end_because) == (day(2), "changed")

    def test_with_another_one_left_the_plan_rests_on_that(self, plan: CarePlan, street: Street) -> None:
        cast.circumstance(street.wang, "disabled")
        self.end(street, Circumstance.objects.get(resident=street.wang, kind="elder_alone"))
        tick(now=on(2))
        plan.refresh_from_db()
        assert (plan.ends_on, plan.circumstance) == (None, "disabled")

    @pytest.mark.parametrize(("because", "said"), [("died", "died"), ("moved", "not_here")])
    def test_who_died_or_moved_is_out_of_care_with_everything(
        self, plan: CarePlan, street: Street, because: str, said: str
    ) -> None:
        residents.note_departure(
            actor=street.actor("社区小覃"), resident=street.wang.pk, because=because, left_on=day(1), now=on(2)
        )
        tick(now=on(2))
        tick(now=on(40))
        plan.refresh_from_db()
        assert (plan.ends_on, plan.end_because) == (day(2), said)
        assert Circumstance.objects.get(resident=street.wang).end_because == because
        assert actions.open_plans(actor=SYSTEM, now=on(3)) == []
