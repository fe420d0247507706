"""The tree: every place has one way up, and one name under its parent."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import cast
from youlin.domains.access.actor import SYSTEM
from youlin.domains.chiefs import actions as chiefs
from youlin.domains.chiefs import queries as chief_queries
from youlin.domains.territory import queries
from youlin.domains.territory.actions import NewTerritory, add_territories, add_territory
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import DOOR_ALPHABET, DOOR_LENGTH, HIGHEST, Level, child_level, path_of, prefixes
from youlin.foundation.refusal import Invalid, NotAllowed, NotThere

NOW = cast.START


@given(st.lists(st.tuples(st.integers(0, HIGHEST), st.uuids(version=4)), min_size=1, max_size=6))
def test_a_path_names_its_ancestors_from_the_root_down(places: list[tuple[int, UUID]]) -> None:
    path = ""
    seen = []
    for rank, key in places:
        path = path_of(path, rank, key)
        seen.append(path)
    assert prefixes(path) == seen


def test_below_each_level_comes_one_and_below_the_last_none() -> None:
    level: Level | None = Level.COUNTY
    walked = []
    while level is not None:
        walked.append(level)
        level = child_level(level)
    assert walked == list(Level)


def test_a_subtree_holds_itself_and_what_lies_below_and_nothing_beside(street: cast.Street) -> None:
    assert {place.pk for place in queries.within(street.group.path)} == {
        street.group.pk,
        street.lin1.pk,
        street.lin2.pk,
    }
    assert street.yanmen_lin not in queries.within(street.xibu.path)
    assert [place.pk for place in queries.lineage(street.lin1)] == [
        place.pk for place in (street.county, street.subdistrict, street.xibu, street.area, street.group, street.lin1)
    ]


def test_people_say_a_place_without_county_and_street(street: cast.Street) -> None:
    assert street.lin1.full_name == "溪布社区第1片老屋场组邻1"


def test_a_name_stands_once_under_its_parent_however_it_is_spaced(street: cast.Street) -> None:
    with pytest.raises(Invalid) as refused:
        add_territory(actor=SYSTEM, parent=street.group, level=Level.NEIGHBOURHOOD, name="邻 1", now=NOW)
    assert refused.value.code == "territory_name_taken"
    twice = [NewTerritory(street.group, Level.NEIGHBOURHOOD, "邻9")] * 2
    with pytest.raises(Invalid):
        add_territories(actor=SYSTEM, places=twice, now=NOW)
    with pytest.raises(Invalid):
        add_territory(actor=SYSTEM, parent=street.group, level=Level.NEIGHBOURHOOD, name="　", now=NOW)


def test_a_door_code_finds_its_neighbourhood_however_it_is_typed(street: cast.Street) -> None:
    code = street.lin1.door_code
    assert len(code) == DOOR_LENGTH and set(code) <= set(DOOR_ALPHABET)
    assert queries.by_code(f" {code[:3].lower()} {code[3:]} ") == street.lin1
    for wrong in ("", "ZZZZZZ", "不知道"):
        with pytest.raises(NotThere):
            queries.by_code(wrong)


class TestOpeningPlaces:
    def test_a_place_is_opened_with_its_post(self, street: cast.Street) -> None:
        new = chiefs.open_place(actor=street.actor("社区小覃"), place=chiefs.NewPlace(street.group.pk, "邻3"), now=NOW)
        assert new.level == Level.NEIGHBOURHOOD
        assert chief_queries.post_at(new) is not None

    def test_nothing_lies_below_a_neighbourhood(self, street: cast.Street) -> None:
        with pytest.raises(Invalid) as refused:
            chiefs.open_place(actor=street.actor("社区小覃"), place=chiefs.NewPlace(street.lin1.pk, "角"), now=NOW)
        assert refused.value.code == "territory_too_low"

    @pytest.mark.parametrize("who", ["李邻长", "岩门小吴", "民政老杜", "县里老胡"])
    def test_nobody_grows_another_s_tree(self, street: cast.Street, who: str) -> None:
        with pytest.raises(NotThere):
            chiefs.open_place(actor=street.actor(who), place=chiefs.NewPlace(street.group.pk, "邻3"), now=NOW)

    def test_a_code_stands_once(self, street: cast.Street) -> None:
        place = chiefs.NewPlace(street.subdistrict.pk, "新社区", street.subdistrict.code)
        with pytest.raises(Invalid) as refused:
            chiefs.open_place(actor=street.actor("街道老彭"), place=place, now=NOW)
        assert (refused.value.code, refused.value.field) == ("code_taken", "code")

    def test_a_street_is_the_operator_s_to_begin(self, street: cast.Street) -> None:
        county = chiefs.NewCounty("武溪区", "430899")
        with pytest.raises(NotAllowed):
            chiefs.open_subdistrict(
                actor=street.actor("街道老彭"), county=county, name="新街道", code="430899002000", now=NOW
            )
        new = chiefs.open_subdistrict(actor=SYSTEM, county=county, name="新街道", code="430899002000", now=NOW)
        assert new.parent_id == street.county.pk
        assert new.subdistrict_id == new.pk
        assert Territory.objects.filter(level=Level.COUNTY).count() == 1
