"""Drawing neighbourhoods: proposed, changed by hand, taken in one go, taken back while nothing has happened."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from tests.factories import cast
from youlin.domains.access.actor import SYSTEM
from youlin.domains.chiefs import actions as chiefs
from youlin.domains.chiefs.actions import drawing as actions
from youlin.domains.chiefs.models import Post
from youlin.domains.chiefs.models.drawing import Drawing, DrawnHome
from youlin.domains.chiefs.queries import drawing as queries
from youlin.domains.residents import actions as residents
from youlin.domains.residents.models import Household, ResidenceFact
from youlin.domains.territory.actions import add_territory
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import Level
from youlin.foundation.models import AuditEntry
from youlin.foundation.refusal import Invalid, NotThere, Refusal

NOW = cast.START


@pytest.fixture
def new_group(street: cast.Street) -> Territory:
    """下河组 of 溪布社区: 24 households in two clumps, not yet divided, and one that is only registered there."""
    group = add_territory(actor=SYSTEM, parent=street.area, level=Level.GROUP, name="下河组", now=NOW)
    undivided = add_territory(actor=SYSTEM, parent=group, level=Level.NEIGHBOURHOOD, name="未分邻", now=NOW)
    for door in range(1, 26):
        home = cast.household(undivided, f"1{door:04}", f"溪布社区第1片下河组{door}号")
        home.latitude, home.longitude = 29.35 + 0.00008 * door, 110.47 + (0.01 if door > 12 else 0)
        home.residence = "registered_only" if door == 25 else "permanent"
        home.save()
    return group


def drawn(street: cast.Street, place: Territory, smallest: int = 5, largest: int = 15) -> Drawing:
    clerk = street.actor("社区小覃")
    wish = actions.Wish(uuid4(), place.pk, smallest, largest)
    row = actions.begin(actor=clerk, wish=wish, now=NOW)
    assert actions.work(actor=clerk, drawing=row.pk, beat=lambda: NOW)
    return queries.drawing(clerk, row.pk)


def members(row: Drawing) -> list[set[UUID]]:
    return [set(part.homes.values_list("household", flat=True)) for part in row.parts.order_by("number")]


def test_a_new_group_is_drawn_whole_and_says_how_good_it_is(street: cast.Street, new_group: Territory) -> None:
    row = drawn(street, new_group)
    assert row.stage == "proposed"
    everybody = set(Household.objects.filter(neighbourhood__parent=new_group).values_list("pk", flat=True))
    parts = members(row)
    assert Counter(key for part in parts for key in part) == Counter(everybody)
    judged = queries.judged(row)
    assert judged is not None
    assert (judged.homes, judged.parts) == (24, len(parts))  # the registered-only one goes along and does not count
    assert 5 <= judged.smallest <= judged.largest <= 15
    assert judged.gap < 0.01
    assert [part.name for part in row.parts.order_by("number")] == [f"邻{n}" for n in range(1, len(parts) + 1)]
    assert not Territory.objects.filter(parent=new_group, name="邻1").exists()  # a proposal changes nothing


def test_a_community_keeps_its_neighbourhoods_where_it_can(street: cast.Street, new_group: Territory) -> None:
    row = drawn(street, street.xibu)
    carried = row.parts.get(group=street.group)  # three households: too few for two neighbourhoods
    assert (carried.size, carried.made) == (3, False)
    assert carried.neighbourhood == street.lin1.pk
    assert carried.name == "邻1"


def test_accepting_makes_places_posts_and_moves_everybody_at_once(
    street: cast.Street, new_group: Territory, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    row, clerk = drawn(street, new_group), street.actor("社区小覃")
    wanted = members(row)
    with django_assert_max_num_queries(45):  # however many households: no statement a household
        actions.accept(actor=clerk, drawing=row.pk, now=NOW)
    places = list(Territory.objects.filter(parent=new_group).exclude(name="未分邻").order_by("rank"))
    there = [set(Household.objects.filter(neighbourhood=place).values_list("pk", flat=True)) for place in places]
    assert there == wanted
    assert Post.objects.filter(territory__in=places, role="neighbourhood_chief").count() == len(places)
    assert ResidenceFact.objects.filter(household__in=wanted[0], evidence="重新划邻").count() == len(wanted[0])
    assert AuditEntry.objects.filter(verb="household.move").count() == 25
    actions.accept(actor=clerk, drawing=row.pk, now=NOW)  # twice is once
    assert Territory.objects.filter(parent=new_group).count() == len(places) + 1


def test_it_is_taken_back_while_nothing_has_happened(street: cast.Street, new_group: Territory) -> None:
    row, clerk = drawn(street, new_group), street.actor("社区小覃")
    actions.accept(actor=clerk, drawing=row.pk, now=NOW)
    actions.undo(actor=clerk, drawing=row.pk, now=NOW)
    assert list(Territory.objects.filter(parent=new_group).values_list("name", flat=True)) == ["未分邻"]
    assert Household.objects.filter(neighbourhood__parent=new_group).count() == 25
    assert queries.drawing(clerk, row.pk).stage == "undone"
    actions.undo(actor=clerk, drawing=row.pk, now=NOW)


def test_it_stays_once_somebody_was_appointed(street: cast.Street, new_group: Territory) -> None:
    row, clerk = drawn(street, new_group), street.actor("社区小覃")
    actions.accept(actor=clerk, drawing=row.pk, now=NOW)
    place = Territory.objects.get(parent=new_group, name="邻1")
    term = chiefs.NewTerm(
        street.post_of(place).pk, street.users["周邻长"].pk, "acting", date(2026, 11, 2), date(2026, 12, 2)
    )
    chiefs.appoint(actor=clerk, term=term, now=NOW)
    with pytest.raises(Refusal, match="任职"):
        actions.undo(actor=clerk, drawing=row.pk, now=NOW)


def test_it_stays_once_somebody_moved(street: cast.Street, new_group: Territory) -> None:
    row, clerk = drawn(street, new_group), street.actor("社区小覃")
    actions.accept(actor=clerk, drawing=row.pk, now=NOW)
    home = Household.objects.filter(neighbourhood__parent=new_group).first()
    assert home is not None
    residents.move_household(
        actor=clerk, household=home.pk, neighbourhood=street.lin1.pk, evidence="", moved_on=date(2026, 11, 2), now=NOW
    )
    with pytest.raises(Refusal, match="搬动"):
        actions.undo(actor=clerk, drawing=row.pk, now=NOW)


def test_a_proposal_that_life_has_overtaken_is_not_taken(street: cast.Street, new_group: Territory) -> None:
    row, clerk = drawn(street, new_group), street.actor("社区小覃")
    home = DrawnHome.objects.filter(drawing=row)[0].household_id
    residents.move_household(
        actor=clerk, household=home, neighbourhood=street.lin1.pk, evidence="", moved_on=date(2026, 11, 2), now=NOW
    )
    with pytest.raises(Refusal, match="重新划"):
        actions.accept(actor=clerk, drawing=row.pk, now=NOW)


def test_care_goes_along_there_and_back(
    street: cast.Street, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    from youlin.domains.care import actions as care
    from youlin.domains.care.queries import plan_of

    care.open_plans(actor=SYSTEM, now=NOW)
    clerk = street.actor("社区小覃")
    row = drawn(street, street.group, 1, 2)
    with django_capture_on_commit_callbacks(execute=True):
        actions.accept(actor=clerk, drawing=row.pk, now=NOW)
    for person in (street.wang, street.liu):
        plan = plan_of(clerk, person.pk)
        home = Household.objects.get(pk=person.household_id)
        assert plan is not None
        assert plan.neighbourhood_id == home.neighbourhood_id


def test_a_household_is_moved_by_hand_and_the_figures_follow(street: cast.Street, new_group: Territory) -> None:
    row, clerk = drawn(street, new_group), street.actor("社区小覃")
    one, other = row.parts.order_by("number")[:2]
    home = one.homes.filter(counted=True).order_by("rank")[0].household_id
    assert actions.move(actor=clerk, drawing=row.pk, households=[home], to=other.number, now=NOW) == 1
    after, before = queries.part(row, other.number), other
    assert after.size == before.size + 1
    assert after.walk > before.walk
    judged = queries.judged(row)
    assert judged is not None
    assert judged.gap > 0.01  # the bound stands; the drawing is further from it, and says so


def test_no_part_is_emptied_and_nobody_goes_to_another_group(street: cast.Street, new_group: Territory) -> None:
    row, clerk = drawn(street, street.xibu), street.actor("社区小覃")
    mine, other = row.parts.get(group=street.group), row.parts.filter(group=new_group)[0]
    with pytest.raises(Invalid, match="同一个组"):
        actions.move(actor=clerk, drawing=row.pk, households=[street.wang_home.pk], to=other.number, now=NOW)
    parts = row.parts.filter(group=new_group).order_by("number")
    everybody = list(parts[0].homes.values_list("household", flat=True))
    with pytest.raises(Refusal, match="一户都不剩"):
        actions.move(actor=clerk, drawing=row.pk, households=everybody, to=parts[1].number, now=NOW)
    assert mine.homes.count() == 3


def test_a_neighbourhood_is_renamed_but_not_like_another(street: cast.Street, new_group: Territory) -> None:
    row, clerk = drawn(street, new_group), street.actor("社区小覃")
    actions.rename(actor=clerk, drawing=row.pk, number=1, name="水井 边", now=NOW)
    with pytest.raises(Invalid, match="已经有"):
        actions.rename(actor=clerk, drawing=row.pk, number=2, name="水井边", now=NOW)
    actions.accept(actor=clerk, drawing=row.pk, now=NOW)
    assert Territory.objects.get(parent=new_group, name="水井边").full_name == "溪布社区第1片下河组水井边"


def test_who_does_not_appoint_here_sees_no_drawing(street: cast.Street, new_group: Territory) -> None:
    row = drawn(street, new_group)
    for name in ("岩门小吴", "李邻长", "田组长"):
        with pytest.raises(NotThere):
            actions.accept(actor=street.actor(name), drawing=row.pk, now=NOW)
    with pytest.raises(NotThere):
        actions.begin(actor=street.actor("岩门小吴"), wish=actions.Wish(uuid4(), new_group.pk, 5, 15), now=NOW)


def test_sizes_must_make_sense(street: cast.Street, new_group: Territory) -> None:
    for smallest, largest in ((9, 8), (5, 61), (0, 3)):
        with pytest.raises(Invalid):
            drawn(street, new_group, smallest, largest)


def test_two_presses_are_one_drawing_and_a_killed_worker_leaves_none(street: cast.Street, new_group: Territory) -> None:
    clerk = street.actor("社区小覃")
    wish = actions.Wish(uuid4(), new_group.pk, 5, 15)
    row = actions.begin(actor=clerk, wish=wish, now=NOW)
    assert actions.begin(actor=clerk, wish=wish, now=NOW).pk == row.pk
    Drawing.objects.filter(pk=row.pk).update(beat_at=NOW)  # somebody is at it

    def soon(minutes: int) -> datetime:
        return NOW + timedelta(minutes=minutes)

    assert not actions.work(actor=clerk, drawing=row.pk, beat=lambda: soon(1))
    assert actions.work(actor=clerk, drawing=row.pk, beat=lambda: soon(6))
    assert queries.drawing(clerk, row.pk).stage == "proposed"


def test_a_place_where_nobody_lives_says_so(street: cast.Street) -> None:
    empty = add_territory(actor=SYSTEM, parent=street.area, level=Level.GROUP, name="空组", now=NOW)
    row = drawn(street, empty)
    assert row.stage == "failed"
    assert "没有可以划的" in row.problem
