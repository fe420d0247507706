"""A human accepts, changes or declines what was proposed; with no gap and no double."""

from typing import Any
from uuid import uuid4

import pytest

from tests.domains.care.conftest import day, on
from tests.domains.care.matching.hamlet import accept_all, chiefs_term, of, plan_of, run
from tests.factories import cast
from tests.factories.cast import Street
from youlin.domains.access.actor import SYSTEM
from youlin.domains.care import actions, queries
from youlin.domains.care.actions import matching
from youlin.domains.care.models import (
    Alarm,
    CareMatch,
    MatchDecline,
    Obligation,
)
from youlin.domains.care.queries import matching as reading
from youlin.domains.chiefs import actions as chiefs
from youlin.domains.residents import actions as residents
from youlin.domains.residents import queries as residents_queries
from youlin.domains.residents.models import Resident
from youlin.domains.territory.models import Territory
from youlin.foundation.models import AuditEntry
from youlin.foundation.refusal import Invalid, NotAllowed, NotThere

pytestmark = pytest.mark.django_db


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
