"""Near and able: who looks after whom, as proposed, decided, and told; with no gap and no double."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from tests.domains.care.conftest import day, on
from tests.factories import cast
from tests.factories.cast import START, Street
from youlin.domains.access.actor import SYSTEM
from youlin.domains.access.queries import actor_of
from youlin.domains.care import actions, queries
from youlin.domains.care.actions import matching
from youlin.domains.care.models import (
    Alarm,
    CareMatch,
    CarePlan,
    MatchDecline,
    MatchProposal,
    MatchRun,
    Obligation,
)
from youlin.domains.care.queries import matching as reading
from youlin.domains.chiefs import actions as chiefs
from youlin.domains.messaging.models import Notice
from youlin.domains.residents import actions as residents
from youlin.domains.residents import queries as residents_queries
from youlin.domains.residents.models import Household, Resident
from youlin.domains.territory.models import Territory
from youlin.foundation.models import AuditEntry
from youlin.foundation.refusal import Invalid, NotAllowed, NotThere

pytestmark = pytest.mark.django_db

METRE = 1 / 111_195
LI_DOOR, ZHOU_DOOR = (29.4, 110.5), (29.4 + 900 * METRE, 110.5)


@pytest.fixture
def hamlet(in_care: Street) -> Street:
    """王奶奶 lives at 周邻长's door, 900 metres from 李邻长, who answers for her; nobody has greeted anybody yet."""
    street = in_care
    for home, (north, east) in (
        (street.wang_home, ZHOU_DOOR),
        (street.liu_home, LI_DOOR),
        (street.zhao_home, ZHOU_DOOR),
    ):
        Household.objects.filter(pk=home.pk).update(latitude=north, longitude=east)
    cast.circumstance(street.zhao, "disabled")
    actions.open_plans(actor=SYSTEM, now=START)
    return street


def plan_of(person: Resident) -> CarePlan:
    return CarePlan.objects.select_related("neighbourhood").get(resident=person, ends_on__isnull=True)


def run(street: Street, who: str = "社区小覃", place: Territory | None = None, days: int = 1) -> MatchRun:
    actor = street.actor(who)
    begun = matching.begin_run(actor=actor, place=(place or street.xibu).pk, client_id=uuid4(), now=on(days))
    assert matching.work_run(actor=actor, run=begun.pk, beat=lambda: on(days))
    return reading.run(actor, begun.pk)


def of(run: MatchRun, person: Resident) -> MatchProposal:
    return MatchProposal.objects.get(run=run, plan__resident=person)


def accept_all(street: Street, found: MatchRun, days: int = 1, batch: UUID | None = None) -> tuple[int, int]:
    return matching.accept(actor=street.actor("社区小覃"), run=found.pk, batch=batch or uuid4(), now=on(days))


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


class TestDeciding:
    def test_yes_gives_the_person_with_all_that_is_due_to_the_other_chief(self, hamlet: Street) -> None:
        assert accept_all(hamlet, run(hamlet)) == (1, 0)
        assert plan_of(hamlet.wang).neighbourhood == hamlet.lin2
        open_ = Obligation.objects.filter(plan__resident=hamlet.wang, state="open")
        assert {row.neighbourhood for row in open_} == {hamlet.lin2}
        assert open_.count() == 2
        names = [one.resident.name for one in queries.today_for(hamlet.actor("周邻长"), on(3))]
        assert "王桂英" in names
        assert "王桂英" not in [one.resident.name for one in queries.today_for(hamlet.actor("李邻长"), on(3))]

    def test_the_chief_who_looks_after_somebody_sees_them_and_nobody_else_of_the_house(self, hamlet: Street) -> None:
        zhou = hamlet.actor("周邻长")
        husband = cast.resident(hamlet.wang_home, "王大爷")
        with pytest.raises(NotThere):
            residents_queries.resident(zhou, hamlet.wang.pk)
        accept_all(hamlet, run(hamlet))
        assert residents_queries.resident(zhou, hamlet.wang.pk).name == "王桂英"
        assert residents.reveal(actor=zhou, resident=hamlet.wang.pk, field="phone", now=on(2)) == "14000000001"
        with pytest.raises(NotThere):
            residents_queries.resident(zhou, husband.pk)
        with pytest.raises(NotThere):
            residents_queries.home(zhou, hamlet.wang_home.pk)
        assert not Resident.objects.visible_to(hamlet.actor("岩门邻长")).filter(pk=hamlet.wang.pk).exists()

    def test_the_own_chief_still_sees_who_looks_after_their_neighbour(self, hamlet: Street) -> None:
        accept_all(hamlet, run(hamlet))
        li = hamlet.actor("李邻长")
        found = queries.plan_of(li, hamlet.wang.pk)
        assert found is not None
        assert found.neighbourhood == hamlet.lin2

    def test_a_greeting_by_the_matched_chief_keeps_what_is_due(self, hamlet: Street) -> None:
        accept_all(hamlet, run(hamlet))
        zhou = hamlet.actor("周邻长")
        greeting = actions.NewContact(uuid4(), hamlet.wang.pk, "greeting", "spoke", on(2), "fine")
        [row] = actions.record_contacts(actor=zhou, contacts=[greeting], now=on(2))
        assert row.neighbourhood == hamlet.lin2
        assert row.post == hamlet.post_of(hamlet.lin2).pk
        assert Obligation.objects.get(plan__resident=hamlet.wang, kind="greeting", state="kept").contact == row
        assert queries.contacts_of(zhou, hamlet.wang.pk) == [row]

    def test_silence_rises_to_the_supervisors_of_the_matched_chief(self, hamlet: Street) -> None:
        accept_all(hamlet, run(hamlet))
        actions.raise_silence(now=on(5))
        alarm = Alarm.objects.filter(obligation__plan__resident=hamlet.wang, level=1).first()
        assert alarm is not None
        assert alarm.neighbourhood == hamlet.lin2
        forgotten = queries.overdue_for_supervisor(hamlet.actor("田组长"), now=on(5))
        [mine] = [one for one in forgotten if one.owing.resident == hamlet.wang]
        assert [one.name for one in mine.chiefs] == ["周邻长"]

    def test_each_day_has_exactly_one_chief_across_a_change_and_back(self, hamlet: Street) -> None:
        batch = uuid4()
        accept_all(hamlet, run(hamlet), days=1, batch=batch)
        matching.undo(actor=hamlet.actor("社区小覃"), batch=batch, now=on(3))
        accept_all(hamlet, run(hamlet, days=4), days=4)
        for person in (hamlet.wang, hamlet.liu, hamlet.zhao):
            open_ = Obligation.objects.filter(plan__resident=person, state="open")
            assert sorted(open_.values_list("kind", flat=True)) == ["greeting", "visit"]
            assert {row.neighbourhood_id for row in open_} == {plan_of(person).neighbourhood_id}
        spans = list(CareMatch.objects.order_by("created_at").values_list("since", "until"))
        assert spans == [(day(1), day(3)), (day(4), None)]

    def test_where_somebody_lives_says_how_often_whoever_looks_after_them(self, hamlet: Street) -> None:
        office = hamlet.actor("街道老彭")

        def often(place: Territory, greeting: int, visit: int) -> None:
            actions.set_cadence(
                actor=office, place=place.pk, circumstance="", greeting_days=greeting, visit_days=visit, now=on(1)
            )

        often(hamlet.lin2, 1, 2)
        accept_all(hamlet, run(hamlet))
        often(hamlet.subdistrict, 4, 8)
        matched = plan_of(hamlet.wang)
        assert (matched.neighbourhood, matched.greeting_days, matched.visit_days) == (hamlet.lin2, 4, 8)
        residents.move_household(
            actor=hamlet.actor("社区小覃"),
            household=hamlet.wang_home.pk,
            neighbourhood=hamlet.lin2.pk,
            evidence="搬到周家旁边",
            moved_on=day(2),
            now=on(2),
        )
        actions.follow_households(actor=SYSTEM, now=on(2))
        moved = plan_of(hamlet.wang)
        assert (moved.neighbourhood, moved.greeting_days, moved.visit_days) == (hamlet.lin2, 1, 2)

    def test_saying_yes_twice_changes_nothing_more(self, hamlet: Street) -> None:
        found, batch = run(hamlet), uuid4()
        assert accept_all(hamlet, found, batch=batch) == (1, 0)
        assert accept_all(hamlet, found, batch=batch) == (0, 0)
        assert CareMatch.objects.count() == 1

    def test_who_answers_otherwise_by_now_is_left_alone(self, hamlet: Street) -> None:
        found = run(hamlet)
        chiefs.end_term(
            actor=hamlet.actor("社区小覃"),
            appointment=chiefs_term(hamlet),
            ends_on=day(2),
            reason="搬走了",
            now=on(2),
        )
        assert accept_all(hamlet, found, days=2) == (0, 1)
        assert of(found, hamlet.wang).state == "stale"
        assert plan_of(hamlet.wang).neighbourhood == hamlet.lin1

    def test_no_is_remembered_with_its_reason_and_can_be_lifted(self, hamlet: Street) -> None:
        actor, row = hamlet.actor("社区小覃"), of(run(hamlet), hamlet.wang)
        with pytest.raises(Invalid, match="为什么"):
            matching.decline(actor=actor, proposal=row.pk, reason=" ", batch=uuid4(), now=on(1))
        matching.decline(actor=actor, proposal=row.pk, reason="两家有过节", batch=uuid4(), now=on(1))
        assert of(run(hamlet, days=2), hamlet.wang).state == "same"
        [kept] = reading.declines_of(actor, plan_of(hamlet.wang).pk)
        assert (kept.reason, kept.chief_name) == ("两家有过节", "周邻长")
        matching.lift_decline(actor=actor, decline=kept.pk, now=on(3))
        assert of(run(hamlet, days=4), hamlet.wang).state == "open"

    def test_a_human_chooses_somebody_else(self, hamlet: Street) -> None:
        actor, plan = hamlet.actor("社区小覃"), plan_of(hamlet.liu)
        chosen: dict[str, Any] = {"actor": actor, "plan": plan.pk, "neighbourhood": hamlet.lin2.pk, "now": on(1)}
        matching.choose(**chosen, reason="孩子跟周家熟")
        assert plan_of(hamlet.liu).neighbourhood == hamlet.lin2
        [row] = reading.matches_of(actor, hamlet.liu.pk)
        assert row.because == "孩子跟周家熟"
        with pytest.raises(Invalid, match="同一个社区"):
            matching.choose(**{**chosen, "neighbourhood": hamlet.yanmen_lin.pk}, reason="试试")

    def test_choosing_another_counts_as_no_to_the_proposal(self, hamlet: Street) -> None:
        found, actor = run(hamlet), hamlet.actor("社区小覃")
        plan = plan_of(hamlet.wang)
        matching.choose(actor=actor, plan=plan.pk, neighbourhood=hamlet.lin1.pk, reason="她只认李家", now=on(1))
        assert of(found, hamlet.wang).state == "declined"
        assert MatchDecline.objects.get().reason == "她只认李家"

    def test_undo_takes_a_yes_and_a_no_back(self, hamlet: Street) -> None:
        found, actor, batch = run(hamlet), hamlet.actor("社区小覃"), uuid4()
        accept_all(hamlet, found, batch=batch)
        assert matching.undo(actor=actor, batch=batch, now=on(1)) == 1
        assert plan_of(hamlet.wang).neighbourhood == hamlet.lin1
        assert of(found, hamlet.wang).state == "open"
        assert Resident.objects.get(pk=hamlet.wang.pk).entrusted_to is None
        matching.decline(actor=actor, proposal=of(found, hamlet.wang).pk, reason="不合适", batch=batch, now=on(1))
        assert matching.undo(actor=actor, batch=batch, now=on(1)) == 1
        assert MatchDecline.objects.get().lifted_at == on(1)
        assert matching.undo(actor=actor, batch=batch, now=on(1)) == 0

    def test_a_chief_decides_nothing_and_another_community_sees_nothing(self, hamlet: Street) -> None:
        found = run(hamlet)
        assert matching.accept(actor=hamlet.actor("李邻长"), run=found.pk, batch=uuid4(), now=on(1)) == (0, 0)
        assert matching.accept(actor=hamlet.actor("岩门小吴"), run=found.pk, batch=uuid4(), now=on(1)) == (0, 0)
        with pytest.raises(NotThere):
            reading.run(hamlet.actor("岩门小吴"), found.pk)
        with pytest.raises(NotAllowed):
            matching.choose(
                actor=hamlet.actor("李邻长"),
                plan=plan_of(hamlet.wang).pk,
                neighbourhood=hamlet.lin2.pk,
                reason="我说了算",
                now=on(1),
            )

    def test_a_decision_is_on_record(self, hamlet: Street) -> None:
        accept_all(hamlet, run(hamlet))
        entry = AuditEntry.objects.get(verb="care.match")
        assert entry.actor_name == "社区小覃"
        assert entry.changes == {"answers": [hamlet.lin1.full_name, hamlet.lin2.full_name]}


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


class TestSaying:
    def test_a_chief_says_what_they_can_help_with_and_the_same_again_is_nothing(self, street: Street) -> None:
        li = street.actor("李邻长")
        offer = chiefs.NewOffer(people=5, skills=("lifting", "nursing"))
        for _time in range(2):
            row = chiefs.say_offer(actor=li, user=street.users["李邻长"].pk, offer=offer, now=START)
        assert (row.people, row.skills) == (5, ["nursing", "lifting"])
        assert AuditEntry.objects.filter(verb="post.offer").count() == 1

    def test_only_oneself_or_the_own_desk_speaks_for_a_chief(self, street: Street) -> None:
        user, offer = street.users["李邻长"].pk, chiefs.NewOffer(people=3)
        for name in ("周邻长", "岩门小吴"):
            with pytest.raises(NotThere):
                chiefs.say_offer(actor=street.actor(name), user=user, offer=offer, now=START)
        chiefs.say_offer(actor=street.actor("社区小覃"), user=user, offer=offer, now=START)

    @pytest.mark.parametrize(
        ("offer", "field"),
        [
            (chiefs.NewOffer(people=99), "people"),
            (chiefs.NewOffer(skills=("flying",)), "skills"),
            (chiefs.NewOffer(sex="x"), "sex"),
        ],
    )
    def test_what_cannot_be_is_named(self, street: Street, offer: chiefs.NewOffer, field: str) -> None:
        with pytest.raises(Invalid) as refused:
            chiefs.say_offer(actor=street.actor("李邻长"), user=street.users["李邻长"].pk, offer=offer, now=START)
        assert refused.value.field == field

    def test_a_street_weighs_as_it_says(self, hamlet: Street) -> None:
        terms = matching.NewTerms(seats=8, reach=2000, known_face=3000, missing_skill=300)
        with pytest.raises(NotThere):
            matching.set_terms(
                actor=hamlet.actor("社区小覃"), subdistrict=hamlet.subdistrict.pk, terms=terms, now=START
            )
        matching.set_terms(actor=hamlet.actor("街道老彭"), subdistrict=hamlet.subdistrict.pk, terms=terms, now=START)
        assert of(run(hamlet), hamlet.wang).state == "same", "a known face weighs three kilometres here"

    def test_a_wish_for_the_same_sex_needs_to_know_which(self, hamlet: Street) -> None:
        Resident.objects.filter(pk=hamlet.wang.pk).update(sex="0")
        with pytest.raises(Invalid, match="性别"):
            matching.say_needs(
                actor=hamlet.actor("李邻长"),
                resident=hamlet.wang.pk,
                needs=matching.NewNeeds(same_sex=True),
                now=START,
            )


def chiefs_term(street: Street) -> UUID:
    """The term of 周邻长."""
    from youlin.domains.chiefs.models import Appointment

    return Appointment.objects.get(post=street.post_of(street.lin2)).pk


def place_with_chief(street: Street) -> Territory:
    """邻3, for which 周邻长 also answers."""
    from youlin.domains.territory.actions import add_territory
    from youlin.domains.territory.rules import Level

    third = add_territory(actor=SYSTEM, parent=street.group, level=Level.NEIGHBOURHOOD, name="邻3", now=START)
    chiefs.open_posts(actor=SYSTEM, territories=[third.pk], now=START)
    return third
