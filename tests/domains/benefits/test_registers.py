"""The authority's list beside the record: differences by person, each settled by somebody with a reason."""

import uuid
from datetime import date, timedelta
from typing import Any

import pytest

from tests.factories import cast
from youlin.domains.benefits import actions, queries
from youlin.domains.benefits.models import Difference, Enrolment, EnrolmentEvent, RegisterList
from youlin.domains.residents.models import Resident
from youlin.foundation import crypto
from youlin.foundation.refusal import Invalid, NotAllowed, NotThere, Refusal

NOW = cast.START
TODAY = date(2026, 11, 2)
ZHAO, WANG, LIU = "430899196009010014", "430899194403020027", "430899201705060037"


def numbered(person: Resident, number: str) -> str:
    Resident.objects.filter(pk=person.pk).update(id_index=crypto.blind_index(number, field="id_number"))
    return number


def taken(street: cast.Street, rows: list[actions.Receipt], **changes: Any) -> RegisterList:
    said = {
        "client_id": uuid.uuid4(),
        "subdistrict": street.subdistrict.pk,
        "programme": "disabled_care",
        "as_of": date(2026, 10, 31),
        "source": "区民政局2026年10月发放表",
    }
    new = actions.NewList(**{**said, **changes})
    return actions.take_list(actor=street.actor("街道老彭"), new=new, rows=rows, now=NOW)


def settled(street: cast.Street, made: RegisterList, *, follow: bool = True, reason: str = "上门看过") -> int:
    rows = tuple(made.differences.filter(state="open").values_list("pk", flat=True))
    said = actions.Settlement(made.pk, rows, follow, reason)
    return actions.settle(actor=street.actor("街道老彭"), said=said, now=NOW)


def enrol(street: cast.Street, rows: list[actions.Receipt], **changes: Any) -> list[Enrolment]:
    """Take a list in and follow it: who receives from now on."""
    made = taken(street, rows, **changes)
    settled(street, made)
    return list(Enrolment.objects.filter(programme=made.programme).order_by("since"))


def apart(made: RegisterList) -> set[tuple[str, str]]:
    return set(made.differences.values_list("kind", "name"))


def receipt(name: str, number: str, fen: int | None = 9_800, row: int = 3) -> actions.Receipt:
    return actions.Receipt(name, number, date(2024, 3, 1), fen, "武民救2024年3号", row)


def test_a_list_changes_nothing_until_somebody_has_settled_it(street: cast.Street) -> None:
    number = numbered(street.zhao, ZHAO)
    made = taken(street, [receipt("赵大伯", number)])
    assert apart(made) == {("new", "赵大伯")}
    assert not Enrolment.objects.exists()
    with pytest.raises(Invalid) as refused:
        settled(street, made, reason=" ")
    assert refused.value.code == "reason_missing"
    assert settled(street, made) == 1
    row = Enrolment.objects.get()
    assert (row.since, row.amount_fen, row.resident, row.household) == (
        date(2024, 3, 1), 9_800, street.zhao, street.zhao_home,
    )  # fmt: skip
    twice = actions.Settlement(made.pk, (made.differences.get().pk,), follow=True, reason="上门看过")
    assert actions.settle(actor=street.actor("街道老彭"), said=twice, now=NOW) == 0
    assert Enrolment.objects.count() == 1


def test_what_the_list_says_again_is_no_difference(street: cast.Street) -> None:
    number = numbered(street.zhao, ZHAO)
    enrol(street, [receipt("赵大伯", number)])
    made = taken(street, [receipt("赵大伯", number)])
    assert (apart(made), made.agreed) == (set(), 1)


def test_every_kind_of_difference_is_told_by_person(street: cast.Street) -> None:
    zhao, wang = numbered(street.zhao, ZHAO), numbered(street.wang, WANG)
    enrol(street, [receipt("赵大伯", zhao), receipt("王桂英", wang)])
    made = taken(
        street,
        [
            receipt("赵大伯", zhao, 12_000, 3),
            receipt("赵大伯", zhao, 12_000, 4),
            receipt("李四", "4308991960", 9_800, 5),
            receipt("生人", "430899198001010019", 9_800, 6),
        ],
    )
    assert apart(made) == {
        ("amount", "赵大伯"), ("twice", "赵大伯"), ("number", "李四"), ("absent", "生人"), ("gone", "王桂英"),
    }  # fmt: skip
    assert made.differences.get(kind="amount").was_fen == 9_800
    renamed = taken(street, [receipt("赵小伯", zhao), receipt("王桂英", wang)])
    assert apart(renamed) == {("name", "赵小伯")}


def test_a_spoilt_number_never_makes_its_person_look_gone(street: cast.Street) -> None:
    zhao = numbered(street.zhao, ZHAO)
    enrol(street, [receipt("赵大伯", zhao)])
    made = taken(street, [receipt("赵大伯", zhao[:-2])])
    assert apart(made) == {("number", "赵大伯")}


def test_following_the_list_writes_amounts_ends_and_their_history(street: cast.Street) -> None:
    zhao, wang = numbered(street.zhao, ZHAO), numbered(street.wang, WANG)
    enrol(street, [receipt("赵大伯", zhao), receipt("王桂英", wang)])
    made = taken(street, [receipt("赵大伯", zhao, 12_000)])
    assert settled(street, made) == 2
    held = {row.resident.name: row for row in Enrolment.objects.select_related("resident")}
    assert (held["赵大伯"].amount_fen, held["赵大伯"].until) == (12_000, None)
    assert held["王桂英"].until == date(2026, 10, 31)
    history = EnrolmentEvent.objects.filter(enrolment=held["赵大伯"]).order_by("recorded_at", "id")
    assert [(one.what, one.was_fen, one.now_fen) for one in history] == [
        ("began", None, 9_800), ("amount", 9_800, 12_000),
    ]  # fmt: skip
    assert EnrolmentEvent.objects.get(what="left").note == "区民政局2026年10月发放表；上门看过"


def test_leaving_the_record_as_it_is_needs_a_reason_and_changes_nobody(street: cast.Street) -> None:
    zhao, wang = numbered(street.zhao, ZHAO), numbered(street.wang, WANG)
    enrol(street, [receipt("赵大伯", zhao), receipt("王桂英", wang)])
    made = taken(street, [receipt("赵大伯", zhao)])
    settled(street, made, follow=False, reason="打电话问过区里，下月补发")
    assert Enrolment.objects.filter(until__isnull=True).count() == 2
    row = made.differences.get()
    assert (row.state, row.reason, row.settled_by_name) == ("left", "打电话问过区里，下月补发", "街道老彭")


def test_who_is_not_on_the_roster_cannot_be_followed(street: cast.Street) -> None:
    made = taken(street, [receipt("生人", "430899198001010019")])
    with pytest.raises(Refusal) as refused:
        settled(street, made)
    assert refused.value.code == "cannot_follow"
    assert settled(street, made, follow=False, reason="是邻街的人") == 1


def test_the_same_list_twice_is_one_and_only_the_street_takes_one(street: cast.Street) -> None:
    number, key = numbered(street.zhao, ZHAO), uuid.uuid4()
    one, other = (taken(street, [receipt("赵大伯", number)], client_id=key) for _ in range(2))
    assert one == other
    assert Difference.objects.count() == 1
    with pytest.raises(NotThere):
        actions.settle(
            actor=street.actor("社区小覃"), said=actions.Settlement(one.pk, (), follow=True, reason="看过"), now=NOW
        )
    with pytest.raises(Invalid):
        taken(street, [])


def test_a_list_with_open_differences_says_of_nobody_that_they_do_not_receive(street: cast.Street) -> None:
    number = numbered(street.zhao, ZHAO)

    def receives(home: Any) -> object:
        known = queries.home(street.actor("街道老彭"), home.pk).facts.facts.get("enrolled_dibao")
        return known.value if known else None

    made = taken(street, [receipt("赵大伯", number)], programme="dibao")
    assert receives(street.wang_home) is None
    settled(street, made)
    assert (receives(street.zhao_home), receives(street.wang_home)) == (1, 0)


def test_ten_times_the_people_take_as_many_queries(street: cast.Street, django_assert_max_num_queries: Any) -> None:
    rows = [receipt(f"生人{n}", f"43089919800101{n:04}", row=n) for n in range(200)]
    numbered(street.zhao, ZHAO)
    with django_assert_max_num_queries(14):
        made = taken(street, [receipt("赵大伯", ZHAO), *rows])
    with django_assert_max_num_queries(14):
        assert settled(street, made, follow=False, reason="都是邻街的") == 201


# ------------------------------------------------------------------------------------------------------- stops
def stop(street: cast.Street, row: Enrolment, who: str = "社区小覃", **changes: Any) -> Enrolment:
    said = {"stopped_on": TODAY, "document": "武民函9号", "reason": "收入超过标准"}
    return actions.record_stop(
        actor=street.actor(who), enrolment=row.pk, stop=actions.Stop(**{**said, **changes}), now=NOW
    )


def dibao(street: cast.Street) -> Enrolment:
    [row] = enrol(street, [receipt("赵大伯", numbered(street.zhao, ZHAO), 40_000)], programme="dibao")
    return row


def test_a_stop_is_the_authoritys_and_is_softened_by_the_grace_of_the_place(street: cast.Street) -> None:
    from tests.domains.benefits.test_figures import figure, second_pair

    row = dibao(street)
    assert queries.grace_of(row, TODAY) is None  # 未配置
    proposed = actions.propose_figure(
        actor=street.actor("街道老彭"), figure=figure(street, parameter="dibao.grace.months", value="3"), now=NOW
    )
    actions.decide_figure(actor=second_pair(street), figure=proposed.pk, adopt=True, now=NOW)
    with pytest.raises(Invalid) as refused:
        stop(street, row, document=" ")
    assert refused.value.code == "document_missing"
    row = stop(street, row)
    assert (row.stopped_on, row.until) == (TODAY, date(2027, 2, 2))
    home = street.zhao_home.pk
    desk = street.actor("街道老彭")
    assert ("dibao", street.zhao.pk) in queries.home(desk, home, date(2027, 2, 1)).enrolled
    assert ("dibao", street.zhao.pk) not in queries.home(desk, home, date(2027, 2, 2)).enrolled
    assert EnrolmentEvent.objects.get(what="stopped").until == date(2027, 2, 2)
    assert stop(street, row).until == row.until  # the same again
    with pytest.raises(Refusal):
        stop(street, row, document="武民函10号")


def test_without_a_grace_on_record_it_ends_at_once_and_never_later_than_the_law_allows(street: cast.Street) -> None:
    row = dibao(street)
    with pytest.raises(Invalid) as refused:
        stop(street, row, until=date(2027, 5, 3))
    assert refused.value.code == "grace_long"
    with pytest.raises(NotAllowed):
        stop(street, row, who="周邻长")
    with pytest.raises(Invalid):
        stop(street, row, stopped_on=TODAY + timedelta(days=1))
    assert stop(street, row).until == TODAY
