"""Policy finds the person: leads, and what is remembered of them."""

import uuid
from datetime import date, timedelta
from typing import Any

import pytest

from tests.domains.benefits.test_figures import figure, second_pair
from tests.domains.benefits.test_registers import enrol
from tests.factories import cast, door
from youlin.domains.access.actor import SYSTEM
from youlin.domains.benefits import actions, queries
from youlin.domains.benefits.models import Enrolment, Lead
from youlin.domains.residents.models import Circumstance, Household, Resident
from youlin.foundation import crypto
from youlin.foundation.refusal import Invalid, NotThere, Refusal

NOW = cast.START


def look(street: cast.Street, now: Any = NOW) -> set[tuple[str, str, str]]:
    """A run; what is open after it, as (programme, kind, whom)."""
    actions.find_leads(actor=SYSTEM, subdistrict=street.subdistrict.pk, now=now)
    rows = Lead.objects.filter(state=Lead.States.OPEN).select_related("resident", "household")
    return {(row.programme, row.kind, row.resident.name if row.resident else row.household.number) for row in rows}


def with_a_card(street: cast.Street, detail: str = "肢体二级") -> Circumstance:
    card = cast.circumstance(street.zhao, "disabled")
    Circumstance.objects.filter(pk=card.pk).update(detail=detail)
    return card


def test_who_may_fit_and_receives_nothing_is_found_with_reasons(street: cast.Street) -> None:
    with_a_card(street)
    assert ("disabled_care", "likely", "赵大伯") in look(street)
    lead = Lead.objects.get(programme="disabled_care")
    assert lead.reasons == ["赵大伯的残疾等级 2，不超过 2"]


def test_a_run_repeated_finds_nothing_new(street: cast.Street) -> None:
    with_a_card(street)
    first = look(street)
    again = actions.find_leads(actor=SYSTEM, subdistrict=street.subdistrict.pk, now=NOW + timedelta(days=1))
    assert (again.found, again.settled) == (0, 0)
    assert look(street) == first


def test_a_dismissal_is_remembered_until_the_facts_change(street: cast.Street) -> None:
    card = with_a_card(street)
    look(street)
    lead = Lead.objects.get(programme="disabled_care")
    zhou = street.actor("周邻长")
    with pytest.raises(Invalid):
        actions.decide_lead(actor=zhou, lead=lead.pk, take=False, now=NOW)
    actions.decide_lead(actor=zhou, lead=lead.pk, take=False, why="本人不愿意办", now=NOW)
    assert not {one for one in look(street) if one[0] == "disabled_care"}

    Circumstance.objects.filter(pk=card.pk).update(detail="肢体一级")
    assert ("disabled_care", "likely", "赵大伯") in look(street)


def test_a_lead_whose_ground_is_gone_settles_by_itself(street: cast.Street) -> None:
    card = with_a_card(street)
    look(street)
    Circumstance.objects.filter(pk=card.pk).update(detail="肢体四级")
    assert not {one for one in look(street) if one[0] == "disabled_care"}
    assert Lead.objects.get(programme="disabled_care").state == Lead.States.SETTLED


def test_who_turns_80_next_month_is_told_this_month(street: cast.Street) -> None:
    row = actions.propose_figure(
        actor=street.actor("街道老彭"), figure=figure(street, parameter="aged.monthly.from80", value="50元"), now=NOW
    )
    actions.decide_figure(actor=second_pair(street), figure=row.pk, adopt=True, now=NOW)
    Resident.objects.filter(pk=street.zhao.pk).update(birth_date=date(1946, 12, 2))
    assert ("aged_80", "about", "赵大伯") in look(street)
    assert ("aged_80", "likely", "王桂英") in look(street)
    assert ("aged_80", "likely", "赵大伯") in look(street, NOW + timedelta(days=31))


def test_who_receives_is_no_lead_and_who_no_longer_fits_needs_a_look(street: cast.Street) -> None:
    card = with_a_card(street)
    number = "430899196009010014"
    Resident.objects.filter(pk=street.zhao.pk).update(id_index=crypto.blind_index(number, field="id_number"))
    enrol(street, [actions.Receipt("赵大伯", number, date(2024, 1, 1), 9_800)])
    assert not {one for one in look(street) if one[0] == "disabled_care"}

    Circumstance.objects.filter(pk=card.pk).update(detail="肢体四级")
    assert ("disabled_care", "no_longer", "赵大伯") in look(street)
    assert Enrolment.objects.get().until is None  # a look, never a cut


def test_a_lead_belongs_to_whoever_serves_the_household(street: cast.Street) -> None:
    with_a_card(street)
    look(street)
    lead = Lead.objects.get(programme="disabled_care")
    with pytest.raises(NotThere):
        actions.decide_lead(actor=street.actor("李邻长"), lead=lead.pk, take=True, now=NOW)
    actions.decide_lead(actor=street.actor("周邻长"), lead=lead.pk, take=True, now=NOW)
    with pytest.raises(Refusal):
        actions.decide_lead(actor=street.actor("社区小覃"), lead=lead.pk, take=False, why="已办", now=NOW)


def test_leads_are_counted_alike_for_a_street_a_community_and_a_neighbourhood(street: cast.Street) -> None:
    with_a_card(street)
    look(street)
    for name, number in (("街道老彭", 1), ("社区小覃", 1), ("周邻长", 1), ("李邻长", 0), ("岩门邻长", 0)):
        actor = street.actor(name)
        assert queries.lead_counts(actor)["disabled_care"] == number, name
        assert sum(queries.lead_counts(actor).values()) == queries.leads(actor).count()


def test_a_run_changes_as_many_as_there_are_a_portion_at_a_time(
    street: cast.Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was found settles and comes back whole, however few keys a statement may name."""
    monkeypatch.setattr("youlin.domains.benefits.actions.leads.MOST_NAMED", 1)
    people = [cast.resident(cast.household(street.lin2, f"7{n:04}", f"{n}号"), f"周{n}") for n in range(3)]
    cards = [cast.circumstance(one, "disabled") for one in people]
    Circumstance.objects.filter(pk__in=[one.pk for one in cards]).update(detail="肢体二级")
    assert len([one for one in look(street) if one[0] == "disabled_care"]) == 3
    Circumstance.objects.filter(pk__in=[one.pk for one in cards]).update(detail="肢体四级")
    assert not [one for one in look(street) if one[0] == "disabled_care"]
    Circumstance.objects.filter(pk__in=[one.pk for one in cards]).update(detail="肢体二级")
    back = actions.find_leads(actor=SYSTEM, subdistrict=street.subdistrict.pk, now=NOW)
    assert back.found >= 3
    assert Lead.objects.filter(programme="disabled_care", state=Lead.States.OPEN).count() == 3


def test_no_list_deciphers_what_it_does_not_show(street: cast.Street, monkeypatch: pytest.MonkeyPatch) -> None:
    with_a_card(street)
    look(street)
    application(street)
    peng = street.actor("街道老彭")

    def refuse(*_args: object, **_more: object) -> str:
        raise AssertionError("a sealed field was read")

    monkeypatch.setattr(crypto, "decrypt", refuse)
    assert [row.resident.name for row in queries.leads(peng) if row.resident]
    assert [row.applicant.name for row in queries.applications(peng)] == ["王桂英"]


def application(street: cast.Street, programme: str = "dibao") -> Any:
    new = actions.NewApplication(uuid.uuid4(), street.wang.pk, programme)
    return actions.open_application(actor=street.actor("李邻长"), application=new, now=NOW)


def test_an_application_walks_its_legal_way_in_working_days(street: cast.Street) -> None:
    li, qin = street.actor("李邻长"), street.actor("社区小覃")
    row = application(street)
    day, now = date(2026, 11, 2), NOW + timedelta(hours=1)  # a Monday

    def step(stage: str, **more: Any) -> Any:
        actor = li if stage == "filed" else qin
        return actions.take_step(actor=actor, application=row.pk, step=actions.Step(stage, day, **more), now=now)

    with pytest.raises(Invalid) as refused:
        step("filed")
    assert refused.value.code == "materials_missing"
    door.gather(li, row, now=NOW)
    assert step("filed").due_on == date(2026, 11, 5)
    with pytest.raises(Invalid) as refused:
        step("surveyed")
    assert refused.value.code == "investigators_missing"
    door.survey(li, row, now=NOW)
    step("surveyed")
    with pytest.raises(Refusal):
        step("posted")
    step("checked")
    assert step("posted").due_on == date(2026, 11, 9)  # seven days of the calendar
    with pytest.raises(Refusal) as hangs:
        step("reviewed")
    assert hangs.value.code == "notice_hangs"
    day, now = date(2026, 11, 10), NOW + timedelta(days=8)
    step("reviewed")
    with pytest.raises(Invalid) as refused:
        step("refused", document="武民函12号")
    assert refused.value.code == "reasons_missing"
    done = step("granted", document="武民函12号", amount_fen=40_000)
    assert (done.stage, done.document, done.due_on) == ("granted", "武民函12号", None)
    assert [one.stage for one in row.steps.order_by("recorded_at", "id")] == [
        "gathering", "filed", "surveyed", "checked", "posted", "reviewed", "granted",
    ]  # fmt: skip
    with pytest.raises(Refusal):
        step("withdrawn")


def test_a_child_that_nobody_cares_for_is_never_posted(street: cast.Street) -> None:
    new = actions.NewApplication(uuid.uuid4(), street.liu.pk, "unattended")
    row = actions.open_application(actor=street.actor("李邻长"), application=new, now=NOW)
    type(row).objects.filter(pk=row.pk).update(stage="checked")
    with pytest.raises(Refusal):
        actions.take_step(
            actor=street.actor("社区小覃"), application=row.pk, step=actions.Step("posted", date(2026, 11, 2)), now=NOW
        )


def test_a_chief_files_and_the_rest_is_for_staff(street: cast.Street) -> None:
    row = application(street)
    type(row).objects.filter(pk=row.pk).update(stage="filed")
    with pytest.raises(Refusal):
        actions.take_step(
            actor=street.actor("李邻长"),
            application=row.pk,
            step=actions.Step("surveyed", date(2026, 11, 2)),
            now=NOW,
        )


def test_an_application_out_of_sight_is_not_there(street: cast.Street) -> None:
    new = actions.NewApplication(uuid.uuid4(), street.wang.pk, "dibao")
    with pytest.raises(NotThere):
        actions.open_application(actor=street.actor("岩门邻长"), application=new, now=NOW)
    assert Household.objects.count() == 3
