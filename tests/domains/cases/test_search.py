"""A case is found by what was said, where, and of whom; by signs, and by the first letters of how they are read."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from tests.factories.cast import Street
from youlin.domains.cases import actions, queries
from youlin.domains.cases.actions import NewCase
from youlin.domains.cases.models import Case
from youlin.foundation import clock

NINE = clock.at(date(2026, 11, 2), 9)


def reported(street: Street, text: str, by: str = "李邻长", **known: Any) -> Case:
    return actions.report(actor=street.actor(by), case=NewCase(text=text, **known), now=NINE)


def found(street: Street, typed: str, by: str = "社区小覃") -> set[str]:
    rows = queries.cases(street.actor(by), queries.Wanted(text=typed), now=NINE)
    return {case.text for case in rows}


class TestWhatIsFound:
    @pytest.mark.parametrize(
        "typed", ["路灯", "灯不", "灯", "老李家", "llj", "LLJ", "dl", "3栋", "三栋 路灯", "wifi", "cq", "zq"]
    )
    def test_by_signs_and_by_first_letters(self, street: Street, typed: str) -> None:
        lamp = "老李家门口的路灯不亮，重庆那家店的WiFi也断了"
        reported(street, lamp, place="三栋 3栋旁")
        reported(street, "井盖坏了")
        assert found(street, typed) == {lamp}

    @pytest.mark.parametrize("typed", ["路不", "lb", "灯路", "李家三栋", "路灯 井盖", "，", "'\" OR 1", "*", "李x家"])
    def test_what_does_not_stand_so_is_not_found(self, street: Street, typed: str) -> None:
        reported(street, "老李家门口的路灯不亮", place="三栋")
        assert found(street, typed) == set()

    def test_by_the_place_and_by_the_people_on_its_page(self, street: Street) -> None:
        reported(street, "想问补贴", resident=street.wang.pk, reporter_name="单先生")
        for typed in ("老屋场", "lwc", "王桂英", "wgy", "单先生", "sxs", "dxs"):
            assert found(street, typed) == {"想问补贴"}, typed

    def test_by_number_and_by_telephone(self, street: Street) -> None:
        first = reported(street, "灯坏了", reporter_phone="14000000001")
        reported(street, "井盖坏了")
        for typed in (first.number, "000001", "14000000001", "140 0000 0001"):
            assert found(street, typed) == {"灯坏了"}, typed

    @pytest.mark.parametrize(
        ("typed", "expected"),
        [
            ("漏水", {"屋顶漏水"}),
            ("水", {"屋顶漏水", "水管爆了"}),
            ("ls", {"屋顶漏水"}),
            ("sg", {"水管爆了"}),
            ("水管 岩门", {"水管爆了"}),
            ("桥头", {"水管爆了"}),
            ("单", {"想问补贴"}),
            ("sxs", {"想问补贴"}),
            ("3", {"屋顶漏水", "想问补贴"}),  # a building, and a number without its zeros
            ("2026-000002", {"水管爆了"}),
            ("2", {"水管爆了", "想问补贴"}),  # a number, and 邻2
            ("14000000003", {"想问补贴"}),
            ("漏水 水管", set()),
            ("%", set()),
            ("' | !", set()),
            ("NOT 漏水", set()),
        ],
    )
    def test_every_database_gives_the_same_answer(self, street: Street, typed: str, expected: set[str]) -> None:
        """Two-sign words, one sign, first letters, names, serials: the same table of answers on both."""
        reported(street, "屋顶漏水", by="街道老彭", territory=street.lin1.pk, place="3栋")
        reported(street, "水管爆了", by="街道老彭", territory=street.yanmen_lin.pk)
        asked = {"reporter_name": "单先生", "reporter_phone": "14000000003"}
        reported(street, "想问补贴", by="街道老彭", territory=street.lin2.pk, **asked)
        assert found(street, typed, by="街道老彭") == expected

    def test_what_a_text_repeats_is_found_once(self, street: Street) -> None:
        reported(street, "灯灯灯灯，灯坏了")
        assert found(street, "灯灯灯灯灯") == set()
        assert found(street, "灯灯灯灯") == {"灯灯灯灯，灯坏了"}


class TestWhoFinds:
    def test_nobody_finds_what_they_may_not_see(self, street: Street) -> None:
        reported(street, "老李家漏水")
        reported(street, "老李家打人", danger="violence")
        assert found(street, "llj") == {"老李家漏水"}
        assert found(street, "llj", by="街道老彭") == {"老李家漏水", "老李家打人"}
        assert found(street, "llj", by="岩门小吴") == found(street, "llj", by="县里老胡") == set()


class TestTheIndex:
    def test_what_came_another_way_is_found_after_the_next_sweep(
        self, street: Street, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        for number in range(5):
            reported(street, f"第{number}盏灯")
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM cases_search")
        Case.objects.update(searchable=0)
        assert found(street, "盏灯") == set()
        with django_assert_max_num_queries(9):
            assert actions.index_waiting() == 5
        assert len(found(street, "盏灯")) == 5
        assert actions.index_waiting() == 0, "once is enough"
