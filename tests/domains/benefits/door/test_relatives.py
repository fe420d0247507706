"""近亲属备案: whoever applies or receives and is a near relative of those who work on it."""

import uuid
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tests.factories import cast
from youlin.domains.benefits import actions, queries
from youlin.domains.benefits.models import (
    Application,
    StaffRelative,
)
from youlin.foundation import clock
from youlin.foundation.refusal import Invalid, NotAllowed, NotThere

NOW = cast.START
DAY = clock.day_of(NOW)


def test_near_relatives_of_staff_are_registered_and_the_latest_word_counts(
    street: cast.Street, row: Application
) -> None:
    li = street.actor("李邻长")
    yes = actions.Declared(uuid.uuid4(), "staff", NOW, "彭干部", "锣溪街道，民政办", "child")
    for _ in range(2):
        actions.declare_relative(actor=li, application=row.pk, said=yes, now=NOW)
    row.refresh_from_db()
    assert row.staff_relative
    listed = queries.staff_relatives(street.actor("社区小覃"))
    assert [(one.resident.name, one.name, one.relation) for one in listed] == [("王桂英", "彭干部", "child")]
    assert list(queries.staff_relatives(street.actor("岩门小吴"))) == []
    no = actions.Declared(uuid.uuid4(), "none", NOW)
    actions.declare_relative(actor=li, application=row.pk, said=no, now=NOW + timedelta(minutes=1))
    row.refresh_from_db()
    assert not row.staff_relative
    assert list(queries.staff_relatives(street.actor("社区小覃"))) == []
    assert StaffRelative.objects.count() == 2


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (("staff", "", "child"), "relative_name_missing"),
        (("cadre", "彭干部", ""), "relation_missing"),
        (("perhaps", "彭干部", "child"), "standing_missing"),
    ],
)
def test_a_declaration_says_who_and_what(
    street: cast.Street, row: Application, said: tuple[str, str, str], code: str
) -> None:
    standing, name, relation = said
    declared = actions.Declared(uuid.uuid4(), standing, NOW, name, "", relation)
    with pytest.raises(Invalid) as refused:
        actions.declare_relative(actor=street.actor("李邻长"), application=row.pk, said=declared, now=NOW)
    assert refused.value.code == code


def test_who_receives_already_is_registered_by_staff(street: cast.Street) -> None:
    said = actions.Declared(uuid.uuid4(), "cadre", NOW, "覃主任", "溪布社区", "spouse")

    def register(who: str, **other: Any) -> StaffRelative:
        given = {"resident": street.wang.pk, "programme": "dibao", "said": said, **other}
        return actions.register_receiver(actor=street.actor(who), now=NOW, **given)

    with pytest.raises(NotAllowed):
        register("李邻长")
    with pytest.raises(NotThere):
        register("岩门小吴")
    assert register("社区小覃").pk == register("社区小覃").pk
    with pytest.raises(Invalid):
        register("社区小覃", programme="nothing")
    with pytest.raises(Invalid):
        register("社区小覃", said=actions.Declared(uuid.uuid4(), "none", NOW))
    assert [one.application for one in queries.staff_relatives(street.actor("街道老彭"))] == [None]


def test_the_register_of_relatives_is_listed_and_exported_at_the_desk(
    street: cast.Street, row: Application, logged_in: Any, django_assert_max_num_queries: Any
) -> None:
    yes = actions.Declared(uuid.uuid4(), "staff", NOW, "彭干部", "锣溪街道，民政办", "child")
    actions.declare_relative(actor=street.actor("李邻长"), application=row.pk, said=yes, now=NOW)
    desk = logged_in("社区小覃")
    address = reverse("office:staff_relative_new", args=[street.zhao.pk])
    said = {"programme": "dibao", "standing": "cadre", "name": "田主任", "office": "溪布社区", "relation": "sibling"}
    assert desk.post(address, {**said, "name": ""}).status_code == 422
    assert desk.post(address, {**said, "client_id": str(uuid.uuid4())}).status_code == 302
    listing = reverse("office:staff_relatives")
    with django_assert_max_num_queries(12):
        page = desk.get(listing).content.decode()
    for words in ("王桂英", "彭干部", "赵大伯", "田主任", row.number):
        assert words in page
    book = CalamineWorkbook.from_filelike(BytesIO(desk.get(listing, {"as": "xlsx"}).content))
    rows = book.get_sheet_by_index(0).to_python()
    assert {(line[0], line[3]) for line in rows[1:]} == {("王桂英", "彭干部"), ("赵大伯", "田主任")}
    assert "经办人员要回避" in desk.get(reverse("office:application", args=[row.pk])).content.decode()
    assert "王桂英" not in logged_in("岩门小吴").get(listing).content.decode()


def test_only_who_may_register_a_relative_is_offered_it(street: cast.Street, logged_in: Any) -> None:
    register = reverse("office:staff_relative_new", args=[street.wang.pk])
    person = reverse("office:resident", args=[street.wang.pk])
    assert register in logged_in("社区小覃").get(person).content.decode()
    for who in ("民政老杜", "岩门小吴"):
        reader = logged_in(who)
        assert register not in reader.get(person).content.decode()
        assert reader.get(register).status_code == 404
