"""Coverage: every permanent household, one neighbourhood, somebody who answers, on every day."""

import json
from datetime import date, timedelta

import pytest

from tests.factories import cast
from youlin.cli.main import main
from youlin.domains.access.actor import NOBODY, SYSTEM
from youlin.domains.chiefs import actions, queries
from youlin.domains.chiefs.models import Appointment
from youlin.domains.chiefs.rules import Because
from youlin.domains.residents import actions as residents
from youlin.domains.territory.models import Territory
from youlin.foundation import clock

NOW = cast.START
TODAY = clock.day_of(NOW)
YESTERDAY = TODAY - timedelta(days=1)


def resign(street: cast.Street, place: Territory, on: date = TODAY) -> None:
    seat = Appointment.objects.get(post__territory=place, kind="sitting")
    actions.end_term(actor=street.actor("社区小覃"), appointment=seat.pk, ends_on=on, reason="搬家", now=NOW)


def test_with_a_chief_everywhere_everybody_is_covered(street: cast.Street) -> None:
    found = queries.coverage(SYSTEM, day=TODAY)
    assert (found.permanent_households, found.covered, found.uncovered) == (3, 3, ())
    assert (found.neighbourhoods, found.without_chief) == (3, 0)


def test_who_lost_the_chief_is_named_with_the_reason(street: cast.Street) -> None:
    resign(street, street.lin1)
    found = queries.coverage(SYSTEM, day=TODAY)

    assert [home.number for home in found.uncovered] == ["00001", "00002"]
    assert {home.reason.because for home in found.uncovered} == {Because.TERM_ENDED}
    assert [(gap.place_name, gap.households) for gap in found.gaps] == [("溪布社区第1片老屋场组邻1", 2)]
    assert found.covered == 1


def test_yesterday_is_told_as_it_was(street: cast.Street) -> None:
    resign(street, street.lin1)
    assert queries.coverage(SYSTEM, day=YESTERDAY).uncovered == ()
    before_anybody = queries.coverage(SYSTEM, day=date(2025, 12, 31))
    assert {home.reason.because for home in before_anybody.uncovered} == {Because.NOT_YET}
    assert len(before_anybody.uncovered) == 3


def test_a_stand_in_covers_until_the_day_it_ends(street: cast.Street) -> None:
    resign(street, street.lin1)
    until = TODAY + timedelta(days=5)
    term = actions.NewTerm(street.post_of(street.lin1).pk, street.users["周邻长"].pk, "acting", TODAY, until)
    actions.appoint(actor=street.actor("社区小覃"), term=term, now=NOW)

    assert queries.coverage(SYSTEM, day=until - timedelta(days=1)).uncovered == ()
    assert {home.reason.because for home in queries.coverage(SYSTEM, day=until).uncovered} == {Because.ACTING_ENDED}


def test_a_household_on_paper_needs_nobody_and_is_told_so_only_from_that_day(street: cast.Street) -> None:
    resign(street, street.lin2)
    residents.change_residence(
        actor=street.actor("社区小覃"),
        household=street.zhao_home.pk,
        residence="registered_only",
        evidence="上门看过",
        found_on=TODAY,
        now=NOW,
    )
    assert queries.coverage(SYSTEM, day=TODAY).permanent_households == 2
    assert queries.coverage(SYSTEM, day=YESTERDAY).permanent_households == 3


def test_a_moved_household_is_counted_where_it_was_then(street: cast.Street) -> None:
    residents.move_household(
        actor=street.actor("社区小覃"),
        household=street.wang_home.pk,
        neighbourhood=street.lin2.pk,
        evidence="住到儿子家",
        moved_on=TODAY,
        now=NOW,
    )
    resign(street, street.lin1, on=YESTERDAY)
    assert [home.number for home in queries.coverage(SYSTEM, day=TODAY).uncovered] == ["00002"]
    assert sorted(home.number for home in queries.coverage(SYSTEM, day=YESTERDAY).uncovered) == ["00001", "00002"]


def test_each_sees_the_coverage_of_the_own_tree(street: cast.Street) -> None:
    assert queries.coverage(street.actor("岩门小吴"), day=TODAY).permanent_households == 0
    assert queries.coverage(street.actor("社区小覃"), day=TODAY).permanent_households == 3
    assert queries.coverage(street.actor("周邻长"), day=TODAY).permanent_households == 1
    assert queries.coverage(NOBODY, day=TODAY).neighbourhoods == 0


def test_the_cost_does_not_grow_with_the_street(street: cast.Street, django_assert_max_num_queries: object) -> None:
    for number in range(40):
        cast.household(street.lin2, f"1{number:04}", f"老屋场组{number}号")
    resign(street, street.lin2)
    with django_assert_max_num_queries(16):  # type: ignore[operator]
        assert len(queries.coverage(SYSTEM, day=TODAY).uncovered) == 41


def test_the_command_prints_what_scripts_rely_on(street: cast.Street, capsys: pytest.CaptureFixture[str]) -> None:
    resign(street, street.lin2)
    assert main(["coverage", "--on", TODAY.isoformat(), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert {key: said[key] for key in ("permanent_households", "covered", "neighbourhoods", "without_chief")} == {
        "permanent_households": 3,
        "covered": 2,
        "neighbourhoods": 3,
        "without_chief": 1,
    }
    assert [(home["household"], home["reason"]) for home in said["uncovered"]] == [("00003", "term_ended")]


def test_a_day_that_is_none_is_refused_in_a_sentence(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["coverage", "--on", "昨天"]) == 1
    assert "昨天" in capsys.readouterr().err


def test_the_page_counts_what_the_whole_answer_names(
    street: cast.Street, django_assert_max_num_queries: object
) -> None:
    resign(street, street.lin1)
    resign(street, street.lin2)
    with django_assert_max_num_queries(9):  # type: ignore[operator]
        found = queries.count(SYSTEM, day=TODAY)
        named = queries.gaps(found.empty, day=TODAY)
    assert [(gap.place_name[-2:], gap.households) for gap in named] == [("邻1", 2), ("邻2", 1)]
    assert sorted(named, key=lambda gap: gap.place_name) == sorted(
        queries.coverage(SYSTEM, day=TODAY).gaps, key=lambda gap: gap.place_name
    )
    assert (found.total.homes, found.total.covered, found.total.share) == (3, 0, 0)


def test_sums_fold_up_the_tree(street: cast.Street) -> None:
    resign(street, street.lin1)
    found = queries.count(SYSTEM, day=TODAY)
    sums = found.fold([street.xibu, street.yanmen])
    assert (sums[street.xibu.pk].homes, sums[street.xibu.pk].covered, sums[street.xibu.pk].share) == (3, 1, 33.3)
    assert (sums[street.yanmen.pk].places, sums[street.yanmen.pk].homes) == (1, 0)
    within = queries.count(SYSTEM, day=TODAY, within=street.lin2)
    assert (within.total.homes, within.total.uncovered) == (1, 0)


def test_a_share_is_never_rounded_up_to_all() -> None:
    assert queries.Sum(homes=100_000, covered=99_999).share == 99.9
    assert queries.Sum(homes=0).share == 100


def test_a_county_reads_counts_and_no_home(street: cast.Street) -> None:
    resign(street, street.lin1)
    county = street.actor("县里老胡")
    found = queries.count(county, day=TODAY)
    assert (found.total.homes, found.total.uncovered) == (3, 2)
    assert queries.uncovered_homes(county, found.waiting, day=TODAY) == []
    assert queries.coverage(county, day=TODAY).uncovered == ()


class TestFindingOnesChief:
    def test_the_own_chief_first_without_a_telephone_nobody_agreed_to_show(self, street: cast.Street) -> None:
        found = queries.chief_for(street.lin1, TODAY)
        assert found is not None
        assert (found.name, found.title, found.phone) == ("李邻长", "邻长", "")

    def test_with_consent_the_telephone_is_shown(self, street: cast.Street) -> None:
        post = street.post_of(street.lin2)
        seat = Appointment.objects.get(post=post)
        person = actions.NewPerson(post=post.pk, starts_on=TODAY, name="彭春花", phone="14000000009", phone_public=True)
        office = street.actor("社区小覃")
        actions.end_term(actor=office, appointment=seat.pk, ends_on=TODAY, reason="换届", now=NOW)
        slip = actions.appoint_person(actor=office, person=person, now=NOW)
        found = queries.chief_for(street.lin2, TODAY)
        assert found is not None and found.phone == "14000000009"
        actions.show_phone(actor=office, appointment=slip.appointment.pk, shown=False, now=NOW)
        hidden = queries.chief_for(street.lin2, TODAY)
        assert hidden is not None and hidden.phone == ""

    def test_where_nobody_sits_the_next_above_answers(self, street: cast.Street) -> None:
        resign(street, street.lin1)
        found = queries.chief_for(street.lin1, TODAY)
        assert found is not None and (found.name, found.title) == ("田组长", "组长")

    def test_the_nearest_station_is_told(self, street: cast.Street) -> None:
        office = street.actor("社区小覃")
        for place, address in ((street.xibu, "居委会一楼"), (street.group, "老屋场大槐树下")):
            station = actions.NewStation(place.pk, "", address, "周一到周五")
            actions.set_station(actor=office, station=station, now=NOW)
        found = queries.chief_for(street.lin1, TODAY)
        assert found is not None and found.station is not None and found.station.address == "老屋场大槐树下"
