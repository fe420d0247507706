"""Danger skips the ladder, and the authority that the law names is told, with a clock until it is."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest

from tests.factories.cast import Street
from youlin.domains.cases import actions, queries
from youlin.domains.cases.actions import NewCase
from youlin.domains.cases.models import AuthorityDuty, Case, CaseEvent
from youlin.domains.cases.queries import Wanted
from youlin.domains.cases.rules.danger import Authority, Told
from youlin.domains.cases.rules.ladder import Danger
from youlin.domains.cases.wording import duty_of
from youlin.domains.messaging.models import Notice
from youlin.foundation import clock, outbox
from youlin.foundation.refusal import Invalid, NotAllowed, NotThere, Refusal
from youlin.jobs import follow

NINE = clock.at(date(2026, 11, 2), 9)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
NEIGHBOURS = ("周邻长", "田组长", "向片长", "社区小覃", "民政老杜", "岩门邻长", "岩门小吴", "县里老胡")


def violence(street: Street) -> Case:
    return actions.report(actor=street.actor("李邻长"), case=NewCase(text="媳妇被打", danger="violence"), now=NINE)


def seers(street: Street, case: Case, *names: str) -> set[str]:
    return {name for name in names if Case.objects.visible_to(street.actor(name)).filter(pk=case.pk).exists()}


def duty(case: Case, name: str = "公安") -> AuthorityDuty:
    return AuthorityDuty.objects.get(case=case, name=name)


@pytest.mark.parametrize("danger", [danger.value for danger in Danger])
def test_every_danger_goes_past_the_ladder_out_of_the_neighbourhoods_sight(street: Street, danger: str) -> None:
    case = actions.report(actor=street.actor("李邻长"), case=NewCase(text="有危险", danger=danger), now=NINE)
    assert case.holder == street.post_of(street.subdistrict)
    assert seers(street, case, "李邻长", "街道老彭", *NEIGHBOURS) == {"李邻长", "街道老彭"}
    assert AuthorityDuty.objects.filter(case=case, told_at=None).exists()


def test_the_reminder_names_the_law_only_where_there_is_an_article(street: Street) -> None:
    assert "《未成年人保护法》第 11 条" in duty_of(Danger.MINOR)
    assert "《反家庭暴力法》第 14 条" in duty_of(Danger.VIOLENCE)
    assert "《人民调解法》第 25 条" in duty_of(Danger.CRIME)
    assert "《" not in duty_of(Danger.LIFE)


def test_the_authorities_of_the_kind_must_be_told_within_the_streets_own_minutes(street: Street) -> None:
    case = violence(street)
    known = AuthorityDuty.objects.filter(case=case).order_by("rank").values_list("name", "phone", "due_at")
    assert list(known) == [("公安", "110", NINE + HOUR), ("妇联", "", NINE + HOUR)]


def test_a_street_writes_its_own_names_numbers_and_minutes(street: Street) -> None:
    wanted = [Authority("锣溪派出所", "0744-110", 15), Authority("街道妇联", "14000000088", 30)]
    actions.set_authorities(
        actor=street.actor("街道老彭"),
        subdistrict=street.subdistrict.pk,
        danger=Danger.VIOLENCE,
        wanted=wanted,
        now=NINE,
    )
    case = violence(street)
    assert duty(case, "锣溪派出所").due_at == NINE + 15 * MINUTE
    assert [row.name for row in queries.all_told_of(street.subdistrict.pk)[Danger.MINOR]] == ["公安", "民政"]


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ([], "empty"),
        ([Authority("公安"), Authority(" 公安 ")], "twice"),
        ([Authority(str(n)) for n in range(6)], "many"),
        ([Authority("公安", "110", 0)], "minutes"),
    ],
)
def test_a_list_that_cannot_stand_is_refused(street: Street, wanted: list[Authority], code: str) -> None:
    with pytest.raises(Invalid) as refused:
        actions.set_authorities(
            actor=street.actor("街道老彭"),
            subdistrict=street.subdistrict.pk,
            danger=Danger.LIFE,
            wanted=wanted,
            now=NINE,
        )
    assert refused.value.code == code


def test_only_the_subdistrict_says_whom_to_tell(street: Street) -> None:
    with pytest.raises(NotAllowed):
        actions.set_authorities(
            actor=street.actor("社区小覃"), subdistrict=street.subdistrict.pk, danger=Danger.LIFE,
            wanted=[Authority("公安")], now=NINE,
        )  # fmt: skip


def test_when_by_whom_how_and_who_took_it_stays_on_the_trail(street: Street) -> None:
    case, write = violence(street), uuid4()
    for _press in range(2):
        actions.tell_authority(
            actor=street.actor("街道老彭"), case=case.pk, duty=duty(case).pk, means=Told.PHONE, told_to="王警官",
            told_at=NINE + 5 * MINUTE, now=NINE + 9 * MINUTE, client_id=write,
        )  # fmt: skip
    done = duty(case)
    assert (done.told_at, done.recorded_at) == (NINE + 5 * MINUTE, NINE + 9 * MINUTE)
    assert (done.by_name, done.means, done.told_to) == ("街道老彭", "phone", "王警官")
    event = CaseEvent.objects.get(case=case, kind="tell_authority")
    assert event.text == "11-02 09:05 电话告诉了公安，王警官接的。"
    assert Case.objects.get(pk=case.pk).due_at == case.due_at  # the answer is still owed


def test_told_once_is_told_and_a_second_record_is_refused(street: Street) -> None:
    case = violence(street)
    who = {"case": case.pk, "duty": duty(case).pk, "means": Told.PHONE, "now": NINE + MINUTE}
    actions.tell_authority(actor=street.actor("李邻长"), **who)  # type: ignore[arg-type]
    with pytest.raises(Refusal, match="已经记过"):
        actions.tell_authority(actor=street.actor("街道老彭"), **who)  # type: ignore[arg-type]
    with pytest.raises(NotThere):
        actions.tell_authority(actor=street.actor("田组长"), **who)  # type: ignore[arg-type]


@pytest.mark.parametrize("at", [NINE - HOUR, NINE + 2 * HOUR])
def test_nobody_was_told_before_the_report_or_in_the_future(street: Street, at: object) -> None:
    case = violence(street)
    with pytest.raises(Invalid, match="现在以前"):
        actions.tell_authority(
            actor=street.actor("街道老彭"), case=case.pk, duty=duty(case).pk, means=Told.PHONE,
            told_at=at, now=NINE + HOUR,  # type: ignore[arg-type]
        )  # fmt: skip


def test_what_was_not_told_in_time_is_brought_up_once_and_stays_listed_until_it_is(street: Street) -> None:
    case, later = violence(street), NINE + HOUR
    actions.tell_authority(
        actor=street.actor("街道老彭"), case=case.pk, duty=duty(case, "妇联").pk, means=Told.PHONE, now=NINE + MINUTE
    )
    actions.escalate_overdue(now=later - MINUTE)
    assert duty(case).warned_at is None
    for _sweep in range(2):
        actions.escalate_overdue(now=later)
    assert duty(case).warned_at == later
    for _twice in range(2):
        actions.tell_of_late_authorities(duties=(duty(case).pk,), link=follow.case_page, now=later)
    told = Notice.objects.filter(template="cases.authority_late")
    assert [(row.user_id, row.params["authority"]) for row in told] == [(street.users["街道老彭"].pk, "公安")]

    listed = queries.cases(street.actor("街道老彭"), Wanted(untold=True), now=later)
    assert [row.pk for row in listed] == [case.pk]
    actions.tell_authority(
        actor=street.actor("街道老彭"), case=case.pk, duty=duty(case).pk, means=Told.IN_PERSON, now=later
    )
    assert not queries.waiting(street.actor("街道老彭")).exists()


def test_the_late_reminder_is_announced(street: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    case = violence(street)
    said: list[object] = []
    monkeypatch.setattr(outbox, "announce", lambda events, now: said.extend(events))
    actions.escalate_overdue(now=NINE + HOUR)
    late = [event for event in said if type(event).__name__ == "AuthorityMissed"]
    keys = set(AuthorityDuty.objects.filter(case=case).values_list("pk", flat=True))
    assert [set(event.duties) for event in late] == [keys]  # type: ignore[attr-defined]


def test_an_ordinary_case_that_turns_out_dangerous_goes_the_same_way(street: Street) -> None:
    case = actions.report(actor=street.actor("李邻长"), case=NewCase(text="两口子吵架", kind="dispute"), now=NINE)
    actions.escalate(actor=street.actor("李邻长"), case=case.pk, reason="劝不住", now=NINE)
    actions.bypass(
        actor=street.actor("田组长"), case=case.pk, danger=Danger.VIOLENCE, reason="动手了", now=NINE + MINUTE
    )
    case.refresh_from_db()
    assert (case.holder, case.urgency, case.restricted) == (street.post_of(street.subdistrict), "danger", True)
    assert case.due_at == NINE + MINUTE + HOUR  # the subdistrict's own clock for danger
    assert seers(street, case, *NEIGHBOURS) == {"田组长"}
    assert duty(case).due_at == NINE + MINUTE + HOUR
    with pytest.raises(Refusal, match="已经直报"):
        actions.bypass(
            actor=street.actor("街道老彭"), case=case.pk, danger=Danger.LIFE, reason="刀", now=NINE + HOUR / 2
        )


def test_the_police_are_not_told_to_the_public_page(street: Street) -> None:
    from youlin.domains.cases import codes

    case = violence(street)
    actions.tell_authority(
        actor=street.actor("街道老彭"), case=case.pk, duty=duty(case).pk, means=Told.PHONE, now=NINE + MINUTE
    )
    seen = queries.view(case.number, codes.code_for(case.client_id))
    assert [step.step.value for step in seen.trail] == ["bypass"]
