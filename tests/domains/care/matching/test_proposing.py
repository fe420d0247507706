"""Near and able: who is proposed for whom, and why."""

from datetime import timedelta
from uuid import uuid4

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from tests.domains.care.conftest import day, on
from tests.domains.care.matching.hamlet import (
    LI_DOOR,
    of,
    plan_of,
    run,
)
from tests.factories import cast
from tests.factories.cast import START, Street
from youlin.domains.access.actor import SYSTEM
from youlin.domains.access.queries import actor_of
from youlin.domains.care import actions
from youlin.domains.care.actions import matching
from youlin.domains.care.actions.matching import solving
from youlin.domains.care.models import (
    CareMatch,
    MatchProposal,
    MatchRun,
)
from youlin.domains.chiefs import actions as chiefs
from youlin.domains.residents.models import Household
from youlin.foundation.refusal import Invalid, NotThere

pytestmark = pytest.mark.django_db


class TestProposing:
    def test_who_lives_at_another_chiefs_door_is_proposed_for_that_one_with_the_reason(self, hamlet: Street) -> None:
        found = run(hamlet)
        row = of(found, hamlet.wang)
        assert (row.state, row.before, row.after) == ("open", hamlet.lin1, hamlet.lin2)
        assert row.why["name"] == "周邻长"
        assert (row.metres, row.why["nearness"]) == (0, "points")
        assert row.why["before"]["name"] == "李邻长"
        assert row.why["before"]["dearer"] > 400, "李邻长 is thought to live between her two homes in care"
        assert of(found, hamlet.liu).state == "same"

    def test_the_figures_of_a_run_are_proven(self, hamlet: Street) -> None:
        told = run(hamlet).outcome
        assert (told["people"], told["matched"], told["left"], told["moved"]) == (3, 3, 0, 1)
        assert told["objective"] == told["bound"]
        assert told["gap"] == 0

    def test_a_run_changes_nobodys_chief_until_a_human_says_so(self, hamlet: Street) -> None:
        run(hamlet)
        assert plan_of(hamlet.wang).neighbourhood == hamlet.lin1
        assert not CareMatch.objects.exists()

    def test_without_any_point_nobody_moves_and_the_reason_says_neighbourhood(self, hamlet: Street) -> None:
        Household.objects.update(latitude=None, longitude=None)
        found = run(hamlet)
        assert not MatchProposal.objects.filter(run=found, state="open").exists()
        assert of(found, hamlet.wang).why["nearness"] == "neighbourhood"

    def test_a_person_of_another_community_is_never_proposed(self, hamlet: Street) -> None:
        home = cast.household(hamlet.yanmen_lin, "00009", "岩门社区第1片桥头组1号")
        Household.objects.filter(pk=home.pk).update(latitude=LI_DOOR[0], longitude=LI_DOOR[1])
        cast.circumstance(cast.resident(home, "岩门老人"), "elder_alone")
        actions.open_plans(actor=SYSTEM, now=START)
        found = run(hamlet, "街道老彭", hamlet.subdistrict)
        for row in MatchProposal.objects.filter(run=found).select_related("after", "plan__resident__household"):
            assert row.after is not None
            assert row.after.path[:36] == row.plan.resident.household.neighbourhood.path[:36]

    def test_a_chief_without_time_gets_nobody_and_the_street_says_what_is_missing(self, hamlet: Street) -> None:
        for name in ("李邻长", "周邻长"):
            user = hamlet.users[name].pk
            offer = chiefs.NewOffer(people=1)
            chiefs.say_offer(actor=hamlet.actor("社区小覃"), user=user, offer=offer, now=START)
        found = run(hamlet)
        assert found.outcome["left"] == 1
        [want] = found.outcome["missing"]
        assert [want[name] for name in ("place", "short", "people", "seats", "more")] == [
            hamlet.group.full_name,
            1,
            3,
            2,
            1,
        ]
        assert MatchProposal.objects.filter(run=found, state="left").count() == 1

    def test_a_need_for_sign_language_and_a_wish_for_a_woman_are_kept(self, hamlet: Street) -> None:
        needs = matching.NewNeeds(must=("sign",))
        matching.say_needs(actor=hamlet.actor("李邻长"), resident=hamlet.liu.pk, needs=needs, now=START)
        zhou = hamlet.users["周邻长"].pk
        offer = chiefs.NewOffer(skills=("sign",), sex="2")
        chiefs.say_offer(actor=actor_of(zhou, today=day(0)), user=zhou, offer=offer, now=START)
        found = run(hamlet)
        assert of(found, hamlet.liu).after == hamlet.lin2
        assert of(found, hamlet.liu).why["must"] == ["sign"]
        assert of(found, hamlet.liu).why["before"]["allowed"] is False

    def test_whoever_only_stands_in_takes_nobody_new(self, hamlet: Street) -> None:
        from youlin.domains.chiefs.models import Appointment

        Appointment.objects.filter(post=hamlet.post_of(hamlet.lin2)).update(kind="acting", ends_on=day(60))
        assert of(run(hamlet), hamlet.wang).after == hamlet.lin1

    def test_a_run_asked_for_twice_is_one_and_is_worked_out_once(self, hamlet: Street) -> None:
        actor, key = hamlet.actor("社区小覃"), uuid4()
        for _time in range(2):
            matching.begin_run(actor=actor, place=hamlet.xibu.pk, client_id=key, now=on(1))
        assert MatchRun.objects.count() == 1
        assert matching.work_run(actor=actor, run=key, beat=lambda: on(1))
        assert not matching.work_run(actor=actor, run=key, beat=lambda: on(1))

    def test_a_run_that_was_killed_is_begun_anew(self, hamlet: Street) -> None:
        actor, key = hamlet.actor("社区小覃"), uuid4()
        matching.begin_run(actor=actor, place=hamlet.xibu.pk, client_id=key, now=on(1))
        MatchRun.objects.filter(pk=key).update(beat_at=on(1))
        assert not matching.work_run(actor=actor, run=key, beat=lambda: on(1))
        assert matching.work_run(actor=actor, run=key, beat=lambda: on(1) + timedelta(minutes=4))
        assert MatchProposal.objects.filter(run=key).count() == 3

    def test_it_gives_signs_of_life_while_it_says_why_too(
        self, hamlet: Street, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(solving, "BEATS", 1)
        signs: list[int] = []
        found = matching.solve(hamlet.actor("社区小覃"), hamlet.xibu, day=day(1), beat=signs.append)
        people = len(found.given)
        assert signs == [0, people, *[people] * people]  # seated, proven, and once for each who is told why

    def test_a_run_over_many_asks_no_more_often(
        self, hamlet: Street, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        for number in range(60):
            person = cast.resident(hamlet.zhao_home, f"老人{number}")
            cast.circumstance(person, "elder_alone")
        actions.open_plans(actor=SYSTEM, now=START)
        actor = hamlet.actor("社区小覃")
        begun = matching.begin_run(actor=actor, place=hamlet.xibu.pk, client_id=uuid4(), now=on(1))
        with django_assert_max_num_queries(30):
            matching.work_run(actor=actor, run=begun.pk, beat=lambda: on(1))

    def test_a_neighbourhood_is_too_small_and_another_community_out_of_sight(self, hamlet: Street) -> None:
        actor = hamlet.actor("社区小覃")
        with pytest.raises(Invalid, match="社区或街道"):
            matching.begin_run(actor=actor, place=hamlet.lin1.pk, client_id=uuid4(), now=on(1))
        with pytest.raises(NotThere):
            matching.begin_run(actor=actor, place=hamlet.yanmen.pk, client_id=uuid4(), now=on(1))
