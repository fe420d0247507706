"""阵地: where, when, who is there; a place without its own uses the one above."""

from datetime import time, timedelta

import pytest

from tests.factories import cast
from youlin.domains.chiefs import actions, queries
from youlin.domains.chiefs.models import Appointment, Station, StationShift
from youlin.domains.territory.models import Territory
from youlin.foundation import clock
from youlin.foundation.refusal import Invalid, NotThere

NOW = cast.START
TODAY = clock.day_of(NOW)


def opened(street: cast.Street, place: Territory | None = None, who: str = "社区小覃", **more: str) -> Station | None:
    where = place or street.xibu
    new = actions.NewStation(where.pk, "溪布三长之家", more.pop("address", "溪布社区一楼"), "周一至周五", **more)
    return actions.set_station(actor=street.actor(who), station=new, now=NOW)


def shift(street: cast.Street, *days: int, post: Territory | None = None) -> int:
    new = actions.NewShift(street.xibu.pk, street.post_of(post or street.lin1).pk, days, time(9), time(11, 30))
    return actions.add_shifts(actor=street.actor("社区小覃"), shift=new, now=NOW)


def test_a_place_without_a_station_uses_the_nearest_above(street: cast.Street) -> None:
    opened(street, street.subdistrict, "街道老彭")
    opened(street)
    lines = {
        place: (one and one.territory, own)
        for place, one, own in queries.stations_of_places(
            [street.subdistrict, street.xibu, street.group, street.yanmen_lin]
        )
    }
    assert lines == {
        street.subdistrict: (street.subdistrict, True),
        street.xibu: (street.xibu, True),
        street.group: (street.xibu, False),
        street.yanmen_lin: (street.subdistrict, False),
    }
    chief = queries.chief_for(street.lin1, TODAY)
    assert chief and chief.station and chief.station.territory == street.xibu


def test_changed_it_stays_the_same_station_and_keeps_its_roster(street: cast.Street) -> None:
    before = opened(street)
    shift(street, 1)
    after = opened(street, address="溪布社区二楼", phone="0744-5612345")
    assert before and after and before.pk == after.pk
    assert (Station.objects.get().phone, StationShift.objects.count()) == ("0744-5612345", 1)
    opened(street, address=" ")
    assert (Station.objects.count(), StationShift.objects.count()) == (0, 0)


def test_the_roster_names_whoever_sits_in_the_post_that_day(street: cast.Street) -> None:
    station = opened(street)
    assert station
    assert (shift(street, 1, 3), shift(street, 3, 5)) == (2, 1)  # what stood there stays
    page = queries.station_page(station.pk, day=TODAY)
    assert [(one.weekday, one.names) for one in page.shifts] == [(day, ("李邻长",)) for day in (1, 3, 5)]
    row = Appointment.objects.get(user=street.users["李邻长"])
    office = street.actor("社区小覃")
    actions.end_term(actor=office, appointment=row.pk, ends_on=TODAY + timedelta(days=1), reason="搬家", now=NOW)
    tomorrow = queries.station_page(station.pk, day=TODAY + timedelta(days=1))
    assert [one.names for one in tomorrow.on(1)] == [()]


def test_a_line_taken_off_can_be_put_back(street: cast.Street) -> None:
    opened(street)
    shift(street, 2)
    office = street.actor("社区小覃")
    gone = actions.remove_shift(actor=office, shift=StationShift.objects.get().pk, now=NOW)
    assert not StationShift.objects.exists()
    actions.add_shifts(actor=office, shift=gone, now=NOW)
    assert StationShift.objects.get().weekday == 2


def test_nobody_from_elsewhere_sits_there_or_changes_it(street: cast.Street) -> None:
    opened(street)
    with pytest.raises(NotThere):
        shift(street, 1, post=street.yanmen_lin)
    with pytest.raises(NotThere):
        opened(street, who="岩门小吴")
    with pytest.raises(NotThere):
        opened(street, who="李邻长")


@pytest.mark.parametrize(
    ("days", "start", "end", "field"), [((), 9, 11, "weekdays"), ((8,), 9, 11, "weekdays"), ((1,), 11, 9, "ends")]
)
def test_odd_hours_are_refused(street: cast.Street, days: tuple[int, ...], start: int, end: int, field: str) -> None:
    opened(street)
    new = actions.NewShift(street.xibu.pk, street.post_of(street.lin1).pk, days, time(start), time(end))
    with pytest.raises(Invalid) as refused:
        actions.add_shifts(actor=street.actor("社区小覃"), shift=new, now=NOW)
    assert refused.value.field == field


def test_without_a_station_nobody_is_on_its_roster(street: cast.Street) -> None:
    with pytest.raises(NotThere):
        shift(street, 1)
