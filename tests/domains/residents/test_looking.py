"""What is known of people stays with those who serve them; each look at a number is on record."""

from datetime import date, timedelta

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import cast
from youlin.domains.access import trail
from youlin.domains.access.actor import NOBODY, SYSTEM
from youlin.domains.access.rules import Can
from youlin.domains.access.scope import scope
from youlin.domains.residents import actions, queries
from youlin.domains.residents.models import Circumstance, Household, Resident
from youlin.foundation import clock, crypto
from youlin.foundation.models import Look
from youlin.foundation.refusal import Invalid, NotAllowed, NotThere, Refusal

NOW = cast.START
TODAY = clock.day_of(NOW)
NUMBER = "430899194403020027"
WIDE = NUMBER.translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789X"})
EVERYBODY = (
    "李邻长",
    "周邻长",
    "田组长",
    "向片长",
    "社区小覃",
    "街道老彭",
    "民政老杜",
    "岩门邻长",
    "岩门小吴",
    "县里老胡",
)


def test_a_look_returns_the_whole_and_leaves_a_trace(street: cast.Street) -> None:
    value = actions.reveal(actor=street.actor("李邻长"), resident=street.wang.pk, field="phone", now=NOW)

    assert value == "14000000001"
    look = Look.objects.get()
    assert (look.actor_name, look.target, look.field, look.scope) == ("李邻长", street.wang.pk, "phone", street.lin1.pk)


def test_a_look_out_of_scope_is_not_there_and_leaves_none(street: cast.Street) -> None:
    for who in ("周邻长", "岩门小吴", "民政老杜", "县里老胡"):
        with pytest.raises(NotThere):
            actions.reveal(actor=street.actor(who), resident=street.wang.pk, field="phone", now=NOW)
    assert not Look.objects.exists()


def test_a_child_s_number_is_shown_only_with_a_reason(street: cast.Street) -> None:
    office = street.actor("社区小覃")
    with pytest.raises(Invalid) as refused:
        actions.reveal(actor=office, resident=street.liu.pk, field="phone", now=NOW)
    assert (refused.value.code, refused.value.field) == ("reason_missing", "reason")
    actions.reveal(actor=office, resident=street.liu.pk, field="phone", now=NOW, reason="联系外婆")
    assert Look.objects.get().reason == "联系外婆"


def test_no_other_field_can_be_asked_for(street: cast.Street) -> None:
    with pytest.raises(NotThere):
        actions.reveal(actor=SYSTEM, resident=street.wang.pk, field="password", now=NOW)  # type: ignore[arg-type]


def test_who_looked_is_seen_from_above_and_not_from_beside(street: cast.Street) -> None:
    actions.reveal(actor=street.actor("李邻长"), resident=street.wang.pk, field="phone", now=NOW)
    assert trail.looks(street.actor("社区小覃")).count() == 1
    assert trail.looks(street.actor("街道老彭"), trail.Wanted(target=street.wang.pk)).count() == 1
    for who in ("岩门小吴", "李邻长", "民政老杜"):
        assert trail.looks(street.actor(who)).count() == 0
    assert trail.looks(NOBODY).count() == 0


def test_at_rest_no_number_can_be_read(street: cast.Street) -> None:
    index = crypto.blind_index(NUMBER, field="id_number")
    Resident.objects.filter(pk=street.wang.pk).update(id_number=NUMBER, id_index=index)
    with connection.cursor() as cursor:
        cursor.execute("SELECT id_number, id_index, phone, phone_index FROM residents_resident")
        stored = " ".join(str(value) for row in cursor.fetchall() for value in row)
    assert NUMBER not in stored and "14000000001" not in stored
    assert Resident.objects.get(pk=street.wang.pk).id_number == NUMBER


@pytest.mark.parametrize("typed", [NUMBER, WIDE, f"{NUMBER[:6]} {NUMBER[6:14]} {NUMBER[14:]}", "14000000001"])
def test_a_whole_number_finds_its_person_and_a_part_finds_nobody(street: cast.Street, typed: str) -> None:
    index = crypto.blind_index(NUMBER, field="id_number")
    Resident.objects.filter(pk=street.wang.pk).update(id_number=NUMBER, id_index=index)
    office = street.actor("社区小覃")
    assert [one.name for one in queries.residents(office, queries.Wanted(text=typed))] == ["王桂英"]
    assert not queries.residents(office, queries.Wanted(text=typed[:9])).exists()
    assert not queries.residents(street.actor("岩门小吴"), queries.Wanted(text=typed)).exists()


@pytest.mark.parametrize("typed", ["王桂英", "桂英", "00001", "老屋场组1号", "老屋场组一号"])
def test_a_household_is_found_by_name_number_or_address(street: cast.Street, typed: str) -> None:
    found = queries.households(street.actor("社区小覃"), queries.Wanted(text=typed))
    assert [home.number for home in found] == ["00001"]


def test_lists_narrow_by_place_residence_and_circumstance(street: cast.Street) -> None:
    office = street.actor("街道老彭")

    def numbers(**wanted: object) -> list[str]:
        return [home.number for home in queries.households(office, queries.Wanted(**wanted))]  # type: ignore[arg-type]

    assert numbers(place=street.lin2.pk) == ["00003"]
    assert numbers(place=street.yanmen.pk) == []
    assert numbers(circumstance="left_behind_child") == ["00002"]
    assert numbers(residence="away") == []
    assert numbers(place=street.wang.pk) == []  # no place at all


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(EVERYBODY), st.sampled_from(["wang", "liu", "zhao"]))
def test_a_list_shows_exactly_what_each_page_would_open(street: cast.Street, who: str, whom: str) -> None:
    actor, person = street.actor(who), getattr(street, whom)
    listed = queries.residents(actor, queries.Wanted()).filter(pk=person.pk).exists()
    assert listed == queries.households(actor, queries.Wanted()).filter(pk=person.household_id).exists()
    assert listed == opens(lambda: queries.resident(actor, person.pk))
    assert listed == opens(lambda: queries.home(actor, person.household_id))
    assert listed == actor.can_at(Can.SEE_HOUSEHOLDS, person.household.neighbourhood.path)


def opens(look: object) -> bool:
    try:
        look()  # type: ignore[operator]
    except NotThere:
        return False
    return True


def test_a_chief_sees_the_own_neighbourhood_and_nobody_sees_nothing(street: cast.Street) -> None:
    seen = queries.residents(street.actor("李邻长"), queries.Wanted())
    assert sorted(one.name for one in seen) == ["刘小满", "王桂英"]
    assert not Household.objects.visible_to(NOBODY).exists()
    assert not Household.objects.filter(scope(NOBODY, Can.SEE_HOUSEHOLDS, "neighbourhood__path")).exists()


class TestAnAddressForEverybody:
    def test_a_whole_address_gives_its_neighbourhood(self, street: cast.Street) -> None:
        for typed in (
            "溪布社区第1片老屋场组1号",
            "溪布社区 第1片 老屋场组 1 号",
            "第1片老屋场组一号",
            "锣溪街道溪布社区第一片老屋场组1号",
        ):
            assert queries.neighbourhood_at(typed) == street.lin1, typed

    @pytest.mark.parametrize("typed", ["", "老屋场", "1号", "溪布社区", "第1片老屋场组", "不存在的路99号"])
    def test_a_part_of_one_gives_nothing(self, street: cast.Street, typed: str) -> None:
        assert queries.neighbourhood_at(typed) is None

    def test_an_address_that_two_neighbourhoods_know_gives_the_group_they_share(self, street: cast.Street) -> None:
        cast.household(street.lin2, "00009", street.wang_home.address)
        assert queries.neighbourhood_at(street.wang_home.address) == street.group


class TestChanging:
    def test_a_moved_household_is_seen_by_the_new_chief_only(self, street: cast.Street) -> None:
        move(street, street.lin2)
        assert opens(lambda: queries.home(street.actor("周邻长"), street.wang_home.pk))
        assert not opens(lambda: queries.home(street.actor("李邻长"), street.wang_home.pk))
        facts = street.wang_home.residence_facts.order_by("found_on", "id").values_list("neighbourhood", flat=True)
        assert list(facts) == [street.lin1.pk, street.lin2.pk]

    def test_to_where_it_is_already_is_refused(self, street: cast.Street) -> None:
        with pytest.raises(Refusal) as refused:
            move(street, street.lin1)
        assert refused.value.code == "already_there"

    @pytest.mark.parametrize("place", ["group", "yanmen_lin"])
    def test_only_to_a_neighbourhood_of_one_s_own(self, street: cast.Street, place: str) -> None:
        with pytest.raises(NotThere):
            move(street, getattr(street, place))

    def test_a_number_taken_in_the_other_community_is_told(self, street: cast.Street) -> None:
        cast.household(street.yanmen_lin, "00001", "岩门1号")
        with pytest.raises(Refusal) as refused:
            move(street, street.yanmen_lin, who="街道老彭")
        assert refused.value.code == "household_number_taken"
        assert Household.objects.get(pk=street.wang_home.pk).neighbourhood == street.lin1

    def test_a_chief_changes_nothing_here(self, street: cast.Street) -> None:
        with pytest.raises(NotAllowed):
            found(street, "empty", who="李邻长")

    def test_a_finding_of_tomorrow_is_refused(self, street: cast.Street) -> None:
        with pytest.raises(Invalid) as refused:
            found(street, "empty", on=TODAY + timedelta(days=1))
        assert (refused.value.code, refused.value.field) == ("date_in_future", "found_on")

    @pytest.mark.parametrize(
        ("state", "evidence", "code"), [("castle", "看过", "residence_unknown"), ("empty", " ", "evidence_missing")]
    )
    def test_a_finding_that_says_nothing_is_refused(
        self, street: cast.Street, state: str, evidence: str, code: str
    ) -> None:
        with pytest.raises(Invalid) as refused:
            found(street, state, evidence=evidence)
        assert refused.value.code == code

    def test_a_circumstance_stands_once_and_ends_once(self, street: cast.Street) -> None:
        office = street.actor("社区小覃")
        new = actions.NewCircumstance(street.zhao.pk, "disabled", date(2020, 1, 1), "残疾证", "肢体四级")
        row = actions.note_circumstance(actor=office, found=new, now=NOW)
        with pytest.raises(Refusal) as refused:
            actions.note_circumstance(actor=office, found=new, now=NOW)
        assert refused.value.code == "circumstance_known"
        for _press in range(2):
            actions.end_circumstance(actor=office, circumstance=row.pk, reason="记错了", now=NOW)
        assert Circumstance.objects.get(pk=row.pk).until == TODAY


def move(street: cast.Street, place: object, who: str = "社区小覃") -> None:
    actions.move_household(
        actor=street.actor(who),
        household=street.wang_home.pk,
        neighbourhood=place.pk,  # type: ignore[attr-defined]
        evidence="",
        moved_on=TODAY,
        now=NOW,
    )


def found(street: cast.Street, state: str, *, who: str = "社区小覃", evidence: str = "看过", on: date = TODAY) -> None:
    actions.change_residence(
        actor=street.actor(who), household=street.wang_home.pk, residence=state, evidence=evidence, found_on=on, now=NOW
    )
