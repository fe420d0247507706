"""Which neighbourhoods are split, filled up or merged, and which home lies nearer to another."""

from uuid import UUID, uuid5

from hypothesis import given
from hypothesis import strategies as st

from youlin.domains.chiefs.rules.adjusting import Bounds, Draft, Home, Kind, Lin, drafts, next_name
from youlin.domains.residents.rules.positions import Point

SPACE = UUID(int=7)
GROUP, COMMUNITY = uuid5(SPACE, "group"), uuid5(SPACE, "community")


def lin(number: int, size: int, *, at: tuple[float, float] | None = None) -> Lin:
    """A neighbourhood of so many homes, standing close together at a point."""
    homes = tuple(
        Home(
            uuid5(SPACE, f"{number}/{home}"),
            f"{number:02}{home:03}",
            Point(at[0] + home * 1e-5, at[1]) if at else None,
        )
        for home in range(size)
    )
    return Lin(uuid5(SPACE, f"lin{number}"), f"邻{number}", GROUP, COMMUNITY, homes)


def after(lins: list[Lin], found: list[Draft]) -> dict[object, int]:
    """How many homes each neighbourhood has once everything is applied."""
    where: dict[UUID, object] = {home.key: one.key for one in lins for home in one.homes}
    for draft in found:
        where.update(
            {home: (draft.place, goal) if isinstance(goal, str) else goal for home, goal in draft.moves.items()}
        )
    sizes: dict[object, int] = {}
    for place in where.values():
        sizes[place] = sizes.get(place, 0) + 1
    return sizes


@given(st.lists(st.integers(0, 60), max_size=8), st.booleans())
def test_applying_everything_loses_no_home_and_makes_nothing_worse(sizes: list[int], placed: bool) -> None:
    lins = [
        lin(number, size, at=(29.0 + number * 0.01, 110.0) if placed else None) for number, size in enumerate(sizes)
    ]
    found = drafts(lins)
    new = after(lins, found)
    assert sum(new.values()) == sum(sizes)
    assert len({home for draft in found for home in draft.moves}) == sum(len(draft.moves) for draft in found)
    assert all(size <= 15 for size in new.values())
    small = sum(0 < size < 5 for size in new.values())
    assert small <= sum(size < 5 for size in sizes)


@given(st.lists(st.integers(5, 15), max_size=8))
def test_what_lies_within_the_bounds_is_left_alone(sizes: list[int]) -> None:
    assert drafts([lin(number, size) for number, size in enumerate(sizes)]) == []


def test_the_same_facts_have_the_same_marks() -> None:
    lins = [lin(1, 22), lin(2, 3), lin(3, 9)]
    marks = [draft.mark for draft in drafts(lins)]
    assert marks == [draft.mark for draft in drafts(list(reversed(lins)))]
    assert len(set(marks)) == len(marks)


def test_eighteen_homes_are_cut_in_two_halves_with_a_new_name() -> None:
    [draft] = drafts([lin(1, 18), lin(2, 8)])
    assert (draft.kind, len(draft.moves), set(draft.moves.values())) == (Kind.TOO_LARGE, 9, {"邻3"})
    assert drafts([lin(1, 31)])[0].facts["parts"] == 3


def test_three_homes_go_to_the_nearest_with_room() -> None:
    small, near, far = lin(1, 3, at=(29.0, 110.0)), lin(2, 9, at=(29.001, 110.0)), lin(3, 6, at=(29.05, 110.0))
    [draft] = drafts([small, near, far])
    assert (draft.kind, set(draft.moves.values()), draft.closes) == (Kind.TOO_SMALL, {near.key}, (small.key,))


def test_where_no_neighbour_has_room_the_next_spares_some() -> None:
    small, full = lin(1, 3), lin(2, 15)
    [draft] = drafts([small, full])
    assert (len(draft.moves), set(draft.moves.values()), draft.closes) == (2, {small.key}, ())


def test_where_nothing_fits_somebody_must_think() -> None:
    alone = lin(1, 2)
    [draft] = drafts([alone])
    assert draft.needs_hands and draft.moves == {}


def test_a_home_beside_another_neighbourhood_is_proposed_and_one_between_is_not() -> None:
    here, there = lin(1, 8, at=(29.0, 110.0)), lin(2, 8, at=(29.02, 110.0))
    strays = (Home(uuid5(SPACE, "stray"), "99001", Point(29.0199, 110.0)),)
    between = (Home(uuid5(SPACE, "between"), "99002", Point(29.0101, 110.0)),)
    mixed = Lin(here.key, here.name, GROUP, COMMUNITY, here.homes + strays + between)
    [draft] = drafts([mixed, there])
    assert (draft.kind, dict(draft.moves)) == (Kind.NEARER, {strays[0].key: there.key})


def test_bounds_are_the_territorys_own() -> None:
    wide = Lin(lin(1, 18).key, "邻1", GROUP, COMMUNITY, lin(1, 18).homes, Bounds(10, 20))
    assert drafts([wide]) == []


def test_a_name_that_nobody_has() -> None:
    assert next_name({"邻1", "上坪"}) == "邻2"
    assert next_name(set()) == "邻1"


def test_where_halves_would_be_too_small_the_rest_goes_next_door() -> None:
    narrow = Bounds(8, 13)
    large, beside = (Lin(one.key, one.name, GROUP, COMMUNITY, one.homes, narrow) for one in (lin(1, 14), lin(2, 9)))
    [draft] = drafts([large, beside])
    assert (len(draft.moves), set(draft.moves.values())) == (1, {beside.key})
    full = Lin(beside.key, beside.name, GROUP, COMMUNITY, lin(2, 13).homes, narrow)
    assert set(drafts([large, full])[0].moves.values()) == {"邻3"}
