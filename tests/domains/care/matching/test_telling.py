"""Who hears of a match, and what a move or an end makes of it."""

import pytest

from tests.domains.care.conftest import day, on
from tests.domains.care.matching.hamlet import accept_all, place_with_chief, plan_of, run
from tests.factories.cast import Street
from youlin.domains.access.actor import SYSTEM
from youlin.domains.care import actions
from youlin.domains.care.models import (
    CareMatch,
    Obligation,
)
from youlin.domains.messaging.models import Notice
from youlin.domains.residents import actions as residents
from youlin.domains.residents import queries as residents_queries
from youlin.domains.residents.models import Resident
from youlin.foundation.refusal import NotThere


@pytest.mark.django_db(transaction=True)
class TestTelling:
    def test_both_chiefs_hear_of_it_once(self, hamlet: Street) -> None:
        accept_all(hamlet, run(hamlet))
        told = dict(
            Notice.objects.filter(template__startswith="care.match").values_list("user__display_name", "template")
        )
        assert told == {"周邻长": "care.match.entered", "李邻长": "care.match.left"}

    def test_a_household_that_moves_is_asked_anew_and_nobody_is_lost(self, hamlet: Street) -> None:
        accept_all(hamlet, run(hamlet))
        clerk = hamlet.actor("社区小覃")
        third = place_with_chief(hamlet)
        residents.move_household(
            actor=clerk, household=hamlet.wang_home.pk, neighbourhood=third.pk, evidence="", moved_on=day(2), now=on(2)
        )
        assert plan_of(hamlet.wang).neighbourhood == third
        assert Resident.objects.get(pk=hamlet.wang.pk).entrusted_to is None
        assert CareMatch.objects.get().until == day(2)
        assert {row.neighbourhood for row in Obligation.objects.filter(plan__resident=hamlet.wang, state="open")} == {
            third
        }

    def test_who_is_out_of_care_is_entrusted_to_nobody(self, hamlet: Street) -> None:
        accept_all(hamlet, run(hamlet))
        plan = plan_of(hamlet.wang)
        actions.end_plan(actor=hamlet.actor("社区小覃"), plan=plan.pk, reason="去了养老院", now=on(5))
        assert Resident.objects.get(pk=hamlet.wang.pk).entrusted_to is None
        assert CareMatch.objects.get().until == day(5)
        with pytest.raises(NotThere):
            residents_queries.resident(hamlet.actor("周邻长"), hamlet.wang.pk)

    def test_a_check_of_the_house_leaves_a_match_as_it_is(self, hamlet: Street) -> None:
        accept_all(hamlet, run(hamlet))
        residents.change_residence(
            actor=hamlet.actor("社区小覃"),
            household=hamlet.wang_home.pk,
            residence="away",
            evidence="去女儿家几天",
            found_on=day(2),
            now=on(2),
        )
        actions.follow_households(actor=SYSTEM, now=on(3))
        assert plan_of(hamlet.wang).neighbourhood == hamlet.lin2
