"""An address or a point names a neighbourhood; it never tells whether somebody lives there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import cast
from youlin.domains.residents.models import Household
from youlin.domains.residents.queries import neighbourhood_at, neighbourhood_near
from youlin.domains.residents.rules.addresses import nearest, stems
from youlin.domains.territory.models import Territory


@given(known=st.dictionaries(st.integers(1, 500), st.sampled_from("ab"), min_size=1), number=st.integers(1, 500))
def test_a_number_that_is_lived_at_and_one_that_is_not_are_answered_alike(known: dict[int, str], number: int) -> None:
    """Take any house away: its number is still answered, with a place that its neighbours have."""
    answer = nearest(known.items(), number)
    assert answer <= set(known.values())
    assert len(answer) == 1
    without = {one: place for one, place in known.items() if one != number}
    assert not without or nearest(without.items(), number)


@given(st.text("溪布社区老屋场组片第栋单元号室0123456789", max_size=30))
def test_cutting_never_fails_and_always_leaves_words(key: str) -> None:
    assert all(sum(sign >= "\u4e00" for sign in stem) >= 2 for stem, _number in stems(key))


def found(words: str) -> Territory | None:
    return neighbourhood_at(words)


def test_a_house_that_is_not_there_gets_its_neighbours_answer(street: cast.Street) -> None:
    # 1号 and 2号 are 邻1, 3号 is 邻2
    assert [found(f"溪布社区第1片老屋场组{n}号") for n in (1, 2, 3)] == [street.lin1, street.lin1, street.lin2]
    assert [found(f"溪布社区第1片老屋场组{n}号") for n in (4, 77, 500)] == [street.lin2] * 3
    assert found("第1片老屋场组0号") == street.lin1


def test_a_flat_in_a_building_goes_by_the_building(street: cast.Street) -> None:
    cast.household(street.lin1, "91", "梧桐小区3栋2单元101室")
    cast.household(street.lin2, "92", "梧桐小区5栋1单元101室")
    assert found("梧桐小区3栋2单元999室") == street.lin1
    assert found("梧桐小区5栋4单元202室") == street.lin2
    assert found("梧桐小区九栋1单元1室") == street.lin2


def test_one_number_in_two_neighbourhoods_is_answered_by_their_group(street: cast.Street) -> None:
    cast.household(street.lin1, "93", "溪布社区后街8号")
    cast.household(street.lin2, "94", "溪布社区后街8号")
    assert found("溪布社区后街8号") == street.group


@pytest.mark.parametrize("words", ["", "老屋场组", "王桂英", "1号", "%1号", "溪布社区第1片", "_老屋1号", "x" * 300])
def test_too_little_names_nothing(street: cast.Street, words: str) -> None:
    assert found(words) is None


class TestAPoint:
    def located(self, street: cast.Street, place: Territory, latitude: float, count: int = 3) -> None:
        for number in range(count):
            home = cast.household(place, f"9{place.name}{number}", f"东街{place.name}{number}号")
            Household.objects.filter(pk=home.pk).update(latitude=latitude + number / 10_000, longitude=110.5)

    def test_it_leads_to_the_nearest_neighbourhood(self, street: cast.Street) -> None:
        self.located(street, street.lin1, 29.300)
        self.located(street, street.lin2, 29.312)
        assert neighbourhood_near(29.301, 110.5) == street.lin1
        assert neighbourhood_near(29.311, 110.501) == street.lin2

    def test_far_away_there_is_none(self, street: cast.Street) -> None:
        self.located(street, street.lin1, 29.3)
        assert neighbourhood_near(29.4, 110.5) is None
        assert neighbourhood_near(float("nan"), 110.5) is None
        assert neighbourhood_near(91.0, 110.5) is None

    def test_the_middle_of_one_household_would_be_its_door(self, street: cast.Street) -> None:
        self.located(street, street.lin1, 29.3, count=2)
        assert neighbourhood_near(29.3, 110.5) is None

    @given(st.floats(-0.0009, 0.0009), st.floats(-0.0009, 0.0009))
    def test_within_the_grid_every_point_gets_one_answer(self, north: float, east: float) -> None:
        from youlin.domains.residents.queries.nearby import _coarse

        assert (_coarse(29.3 + north), _coarse(110.5 + east)) == (_coarse(29.3), _coarse(110.5))
