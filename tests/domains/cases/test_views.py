"""Ways of looking at the list: one's own, or shared at a desk; pinned; and what the list opens with."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from tests.factories import cast
from tests.factories.cast import Street
from youlin.domains.access import actions as access
from youlin.domains.access import queries as access_queries
from youlin.domains.access.actor import SYSTEM, Actor
from youlin.domains.cases import actions, queries
from youlin.domains.cases.models import SavedView
from youlin.domains.chiefs import actions as chiefs
from youlin.foundation import clock
from youlin.foundation.refusal import NotAllowed, NotThere, Refusal

NINE = clock.at(date(2026, 11, 2), 9)


def saved(actor: Actor, name: str = "急的隐患", **known: Any) -> SavedView:
    given: dict[str, Any] = {
        "filters": {"kind": "hazard", "page": "3", "to": ""},
        "shared": False,
        "client_id": uuid4(),
    } | known
    return actions.save_view(actor=actor, name=name, now=NINE, **given)


def names(actor: Actor) -> list[str]:
    return [one.view.name for one in queries.views(actor)]


@pytest.fixture
def colleague(street: Street) -> Actor:
    """Somebody else at 溪布社区's desk."""
    user = access.open_accounts(
        actor=SYSTEM, accounts=[access.NewAccount("tan", "社区小谭", cast.PASSWORD)], now=cast.START
    )[0]
    term = chiefs.NewTerm(street.post_of(street.xibu).pk, user.pk, "staff", date(2026, 1, 1))
    chiefs.appoint_many(actor=SYSTEM, terms=[term], now=cast.START)
    return access_queries.actor_of(user.pk, today=clock.day_of(NINE))


class TestWhoseItIs:
    def test_only_filters_are_kept(self, street: Street) -> None:
        assert saved(street.actor("社区小覃")).filters == {"kind": "hazard"}

    def test_one_s_own_until_it_is_shared_with_the_desk(self, street: Street, colleague: Actor) -> None:
        owner = street.actor("社区小覃")
        view = saved(owner)
        assert (names(owner), names(colleague)) == (["急的隐患"], [])
        actions.change_view(actor=owner, view=view.pk, name="隐患", shared=True, now=NINE)
        assert names(colleague) == ["隐患"]
        assert names(street.actor("岩门小吴")) == names(street.actor("街道老彭")) == []

    def test_only_its_owner_changes_it(self, street: Street, colleague: Actor) -> None:
        view = saved(street.actor("社区小覃"), shared=True)
        with pytest.raises(NotAllowed):
            actions.change_view(actor=colleague, view=view.pk, name="别的", shared=False, now=NINE)
        with pytest.raises(NotThere):
            actions.remove_view(actor=street.actor("岩门小吴"), view=view.pk, now=NINE)

    def test_a_chief_has_no_desk(self, street: Street) -> None:
        with pytest.raises(NotAllowed):
            saved(street.actor("李邻长"))


class TestNames:
    def test_one_name_one_view_and_the_same_write_twice_is_one(self, street: Street) -> None:
        owner, same = street.actor("社区小覃"), uuid4()
        assert saved(owner, client_id=same) == saved(owner, client_id=same)
        with pytest.raises(Refusal) as refused:
            saved(owner)
        assert refused.value.code == "name_taken"

    @pytest.mark.parametrize("name", ["", "  ", "长" * 21])
    def test_a_name_is_said_and_short(self, street: Street, name: str) -> None:
        with pytest.raises(Refusal):
            saved(street.actor("社区小覃"), name=name)

    def test_put_away_and_brought_back(self, street: Street) -> None:
        owner = street.actor("社区小覃")
        view = saved(owner)
        actions.remove_view(actor=owner, view=view.pk, now=NINE)
        assert names(owner) == []
        actions.restore_view(actor=owner, view=view.pk, now=NINE)
        assert names(owner) == ["急的隐患"]
        actions.remove_view(actor=owner, view=view.pk, now=NINE)
        saved(owner)
        with pytest.raises(Refusal) as refused:
            actions.restore_view(actor=owner, view=view.pk, now=NINE)
        assert refused.value.code == "name_taken"


class TestWhatOneMakesOfIt:
    def test_pinned_first_and_one_that_opens(self, street: Street, colleague: Actor) -> None:
        owner = street.actor("社区小覃")
        first, second = saved(owner, name="甲", shared=True), saved(owner, name="乙", shared=True)
        actions.choose_view(actor=owner, view=first.pk, pinned=False, now=NINE)
        assert [(one.view.name, one.pinned) for one in queries.views(owner)] == [("乙", True), ("甲", False)]
        for view in (first, second):
            actions.choose_view(actor=owner, view=view.pk, opens=True, now=NINE)
        assert [one.view.name for one in queries.views(owner) if one.opens] == ["乙"]
        assert not any(one.pinned or one.opens for one in queries.views(colleague)), "each their own"

    def test_one_query_however_many(self, street: Street, django_assert_num_queries: DjangoAssertNumQueries) -> None:
        owner = street.actor("社区小覃")
        for number in range(5):
            saved(owner, name=f"第{number}个")
        with django_assert_num_queries(1):
            assert len(queries.views(owner)) == 5
