"""Residence checks: what was found, how it is known, and doubts that the system raises and never decides."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from tests.factories import cast
from youlin.domains.access.actor import SYSTEM
from youlin.domains.care import actions as care
from youlin.domains.care.models import CarePlan
from youlin.domains.care.rules import Kind, Outcome
from youlin.domains.residents import actions
from youlin.domains.residents.models import Household, ResidenceFact, ResidenceSign
from youlin.domains.residents.queries import checks as queries
from youlin.foundation import clock, db, outbox
from youlin.foundation.models import OutboxEvent
from youlin.foundation.refusal import Invalid, NotAllowed, NotThere, Refusal
from youlin.jobs import checking

NOW = cast.START
TODAY = clock.day_of(NOW)


def found(home: Household, residence: str, **more: object) -> actions.NewCheck:
    check = actions.NewCheck(home.pk, residence, "neighbour", TODAY, db.new_id())
    return replace(check, **more)  # type: ignore[arg-type]


def record(street: cast.Street, check: actions.NewCheck, who: str = "李邻长") -> ResidenceFact:
    return actions.record_check(actor=street.actor(who), check=check, now=NOW)


def test_a_chief_finds_a_household_on_paper_only_and_care_follows(street: cast.Street) -> None:
    care.open_plans(actor=SYSTEM, now=NOW)
    record(street, found(street.wang_home, "registered_only", note="说去女儿家三年了"))
    care.follow_households(actor=SYSTEM, households=[street.wang_home.pk], now=NOW)

    fact = ResidenceFact.objects.latest("id")
    assert (fact.residence, fact.evidence_kind, fact.by_name) == ("registered_only", "neighbour", "李邻长")
    assert [event.kind for event in OutboxEvent.objects.filter(kind__startswith="residents")] == [
        "residents.ResidenceChanged"
    ]
    assert not CarePlan.objects.filter(resident=street.wang, ends_on__isnull=True).exists()


def test_the_same_finding_adds_a_fact_and_announces_nothing(street: cast.Street) -> None:
    record(street, found(street.wang_home, "permanent", evidence="seen"))
    assert ResidenceFact.objects.filter(household=street.wang_home).count() == 2  # what was known, and the check
    assert not OutboxEvent.objects.filter(kind="residents.ResidenceChanged").exists()


def test_the_same_form_twice_is_one_check(street: cast.Street) -> None:
    check = found(street.wang_home, "empty")
    assert record(street, check).pk == record(street, check).pk


def test_a_mistake_is_taken_back_by_one_more_fact(street: cast.Street) -> None:
    check = found(street.wang_home, "moved")
    record(street, check)
    actions.take_back_check(
        actor=street.actor("李邻长"), household=street.wang_home.pk, client_id=check.client_id, now=NOW
    )
    street.wang_home.refresh_from_db()
    assert street.wang_home.residence == "permanent"
    assert list(ResidenceFact.objects.order_by("id").values_list("residence", flat=True)) == [
        "permanent",
        "moved",
        "permanent",
    ]


def test_not_once_somebody_found_something_later_and_not_by_another(street: cast.Street) -> None:
    check = found(street.wang_home, "moved")
    record(street, check)
    undo = {"household": street.wang_home.pk, "client_id": check.client_id, "now": NOW}
    with pytest.raises(NotThere):
        actions.take_back_check(actor=street.actor("社区小覃"), **undo)  # type: ignore[arg-type]
    record(street, found(street.wang_home, "empty"), "社区小覃")
    with pytest.raises(Refusal) as refused:
        actions.take_back_check(actor=street.actor("李邻长"), **undo)  # type: ignore[arg-type]
    assert refused.value.code == "checked_since"


def test_nobody_checks_out_of_sight(street: cast.Street) -> None:
    for who, kind in (("周邻长", NotThere), ("岩门小吴", NotThere), ("县里老胡", NotThere)):
        with pytest.raises((kind, NotAllowed)):
            record(street, found(street.wang_home, "empty"), who)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"residence": "gone"}, "residence_unknown"),
        ({"evidence": "heard"}, "evidence_missing"),
        ({"evidence": "other"}, "note_missing"),
        ({"found_on": TODAY + timedelta(days=1)}, "date_in_future"),
        ({"until": TODAY + timedelta(days=9)}, "until_unfit"),
        ({"residence": "away", "until": TODAY}, "until_bad"),
        ({"residence": "away", "until": TODAY + timedelta(days=900)}, "until_bad"),
        ({"note": "长" * 101}, "note_too_long"),
    ],
)
def test_what_cannot_be_is_told_with_what_to_do(street: cast.Street, change: dict[str, object], code: str) -> None:
    with pytest.raises(Invalid) as refused:
        record(street, replace(found(street.wang_home, "permanent"), **change))  # type: ignore[arg-type]
    assert refused.value.code == code


class TestSigns:
    def visit(self, street: cast.Street, days_ago: int, outcome: Outcome) -> None:
        new = care.NewContact(
            client_id=db.new_id(),
            resident=street.wang.pk,
            kind=Kind.VISIT,
            outcome=outcome,
            wellbeing="fine" if outcome is Outcome.MET else "",
            happened_at=NOW - timedelta(days=days_ago),
        )
        care.record_contacts(actor=street.actor("李邻长"), contacts=[new], now=NOW)

    def kinds(self, home: UUID) -> list[str]:
        rows = ResidenceSign.objects.filter(household=home, settled_at__isnull=True)
        return sorted(rows.values_list("kind", flat=True))

    def test_three_visits_with_nobody_home_put_it_on_the_list_once(self, street: cast.Street) -> None:
        for days in (8, 5):
            self.visit(street, days, Outcome.NOT_HOME)
        assert checking.propose_checks(now=NOW) == 0
        self.visit(street, 2, Outcome.NOT_HOME)
        assert [checking.propose_checks(now=NOW) for _again in range(2)] == [1, 0]
        sign = ResidenceSign.objects.get()
        assert (sign.household_id, sign.kind, sign.seen_on) == (
            street.wang_home.pk,
            "not_home",
            TODAY - timedelta(days=2),
        )
        street.wang_home.refresh_from_db()
        assert street.wang_home.residence == "permanent"  # nothing is decided by it

    def test_a_met_person_breaks_the_row(self, street: cast.Street) -> None:
        for days, outcome in ((9, Outcome.NOT_HOME), (6, Outcome.NOT_HOME), (4, Outcome.MET), (2, Outcome.NOT_HOME)):
            self.visit(street, days, outcome)
        assert checking.propose_checks(now=NOW) == 0

    def test_thirty_days_without_a_word_are_a_sign(self, street: cast.Street) -> None:
        care.open_plans(actor=SYSTEM, now=NOW)
        assert checking.propose_checks(now=NOW + timedelta(days=29)) == 0
        assert checking.propose_checks(now=NOW + timedelta(days=30)) == 2
        assert self.kinds(street.wang_home.pk) == self.kinds(street.liu_home.pk) == ["quiet"]

    def test_a_doubt_dismissed_with_a_reason_stays_away_until_a_new_sign(self, street: cast.Street) -> None:
        care.open_plans(actor=SYSTEM, now=NOW)
        later = NOW + timedelta(days=31)
        checking.propose_checks(now=later)
        li = street.actor("李邻长", on=clock.day_of(later))
        with pytest.raises(Invalid):
            actions.dismiss_signs(actor=li, households=[street.wang_home.pk], reason=" ", now=later)
        actions.dismiss_signs(actor=li, households=[street.wang_home.pk], reason="去女儿家住", now=later)
        assert checking.propose_checks(now=later + timedelta(days=29)) == 0
        assert checking.propose_checks(now=later + timedelta(days=30)) == 1
        actions.note_sign(
            actor=li, sign=actions.NewSign(street.wang_home.pk, "returned", clock.day_of(later)), now=later
        )
        assert self.kinds(street.wang_home.pk) == ["quiet", "returned"]
        settled = ResidenceSign.objects.get(settled_at__isnull=False)
        assert (settled.settled_because, settled.settled_by_name) == ("去女儿家住", "李邻长")

    def test_a_check_settles_every_doubt(self, street: cast.Street) -> None:
        li = street.actor("李邻长")
        sign = actions.NewSign(street.wang_home.pk, "returned", TODAY)
        assert actions.note_sign(actor=li, sign=sign, now=NOW).pk == actions.note_sign(actor=li, sign=sign, now=NOW).pk
        record(street, found(street.wang_home, "permanent", evidence="seen"))
        assert self.kinds(street.wang_home.pk) == []
        assert list(queries.doubtful(li, queries.Doubt())) == []

    def test_who_said_when_they_are_back_is_asked_after_when_the_day_has_passed(self, street: cast.Street) -> None:
        back = TODAY + timedelta(days=20)
        record(street, found(street.zhao_home, "away", until=back), "周邻长")
        assert checking.propose_checks(now=clock.at(back, 9)) == 0
        assert checking.propose_checks(now=clock.at(back + timedelta(days=1), 9)) == 1
        assert self.kinds(street.zhao_home.pk) == ["not_back"]

    def test_each_sees_the_doubts_of_the_own_tree_at_a_constant_cost(
        self, street: cast.Street, django_assert_num_queries: object
    ) -> None:
        homes = [cast.household(street.lin1, f"2{number:04}", f"老屋场组{number}号") for number in range(20)]
        signs = [actions.NewSign(home.pk, "quiet", TODAY) for home in homes]
        with django_assert_num_queries(9):  # type: ignore[operator]
            assert actions.propose_checks(actor=SYSTEM, signs=signs, now=NOW) == 20
        with django_assert_num_queries(2):  # type: ignore[operator]
            rows = list(queries.doubtful(SYSTEM, queries.Doubt()))
            assert [len(home.open_signs) for home in rows] == [1] * 20  # type: ignore[attr-defined]
        assert queries.doubtful(street.actor("周邻长"), queries.Doubt()).count() == 0
        assert queries.doubtful(street.actor("岩门小吴"), queries.Doubt()).count() == 0


def test_the_announcement_reaches_care(street: cast.Street) -> None:
    care.open_plans(actor=SYSTEM, now=NOW)
    record(street, found(street.wang_home, "empty", found_on=date(2026, 11, 1)))
    outbox.dispatch_waiting(now=NOW)
    assert CarePlan.objects.get(resident=street.wang).ends_on == TODAY
