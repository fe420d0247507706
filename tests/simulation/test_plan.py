"""How a street is divided, and who lives in it."""

from collections import Counter
from datetime import date
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from youlin.foundation.values import IdNumber, Phone
from youlin.simulation import people
from youlin.simulation.plan import Size, spread


@given(st.integers(0, 10_000), st.integers(1, 500))
def test_shares_differ_by_one_at_most_and_add_up(total: int, parts: int) -> None:
    shares = spread(total, parts)
    assert len(shares) == parts
    assert sum(shares) == total
    assert max(shares) - min(shares) <= 1


@settings(max_examples=30)
@given(st.integers(30, 20_000))
def test_a_street_of_any_size_is_divided_without_a_rest(households: int) -> None:
    size = Size.of(households)
    places = list(size.places())

    assert sum(place.households for place in places) == households
    assert len(places) == len(set(places)) == size.neighbourhoods
    assert len({place.community for place in places}) == size.communities
    assert len({(place.community, place.area) for place in places}) == size.areas
    assert len({(place.community, place.area, place.group) for place in places}) == size.groups
    assert all(place.households for place in places)


def test_the_usual_street_has_124_chiefs() -> None:
    assert Size.of(1500).chiefs == 124


def test_every_number_is_right_and_nobodys() -> None:
    day = date(2026, 8, 24)
    homes = people.settle(list(Size.of(300).places()), Random(3), day)
    everybody = [person for home in homes for person in home.people]

    numbers = [IdNumber.parse(person.id_number) for person in everybody]
    assert len({number.value for number in numbers}) == len(everybody)
    assert all(
        number.region == "430899" and number.born == person.born
        for number, person in zip(numbers, everybody, strict=True)
    )
    assert all(
        number.sex == ("male" if person.sex == "1" else "female")
        for number, person in zip(numbers, everybody, strict=True)
    )
    phones = [Phone.parse(person.phone).value for person in everybody if person.phone]
    assert Counter(phones).most_common(1)[0][1] == 1
    assert all(person.born < day for person in everybody)
    assert {person.special for person in everybody} >= {"独居老人", "留守儿童", "残疾人"}
