"""The page on which an office sees what it takes of its chiefs' days; and how a phone's work gets there."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from io import BytesIO

import openpyxl
import pytest
from django.test import Client

from tests.factories.cast import Street
from youlin.domains.insight import actions
from youlin.domains.insight.models import EffortTally
from youlin.domains.insight.rules import effort as rules
from youlin.domains.insight.rules.effort import Effort, Job
from youlin.foundation import clock

LogIn = Callable[[str], Client]
PAGE = "/office/figures/effort/"


def sent(client: Client, street: Street, said: str, **more: str) -> int:
    """A line of micro-service from the phone, with what it took."""
    letter = {"text": "帮王奶奶换灯泡", "neighbourhood": str(street.lin1.pk), "client_id": str(uuid.uuid4())}
    return client.post("/me/services/", {**letter, "effort": said, **more}).status_code


def some_work(street: Street) -> None:
    for job, seconds in ((Job.GREET, 7), (Job.VISIT, 70)):
        actions.note_effort(
            subdistrict=street.subdistrict.pk, job=job, effort=Effort(seconds, 3, 2), now=clock.now(), times=40
        )


class TestWhatThePhoneSays:
    def test_work_is_added_up_when_it_was_taken(self, street: Street, logged_in: LogIn) -> None:
        assert sent(logged_in("李邻长"), street, "14,3,1") == 302
        row = EffortTally.objects.get()
        assert (row.subdistrict, row.job, row.times, row.seconds) == (street.subdistrict, "service", 1, 14)

    def test_work_without_a_script_counts_and_measures_nothing(self, street: Street, logged_in: LogIn) -> None:
        assert sent(logged_in("李邻长"), street, "") == 302
        assert (EffortTally.objects.get().part, EffortTally.objects.get().seconds) == (rules.UNMEASURED, 0)

    def test_a_form_that_comes_twice_was_one_piece_of_work(self, street: Street, logged_in: LogIn) -> None:
        client, same = logged_in("李邻长"), str(uuid.uuid4())
        assert [sent(client, street, "14,3,1", client_id=same) for _time in range(2)] == [302, 302]
        assert EffortTally.objects.get().times == 1

    def test_what_came_back_to_be_put_right_is_not_counted(self, street: Street, logged_in: LogIn) -> None:
        assert sent(logged_in("李邻长"), street, "14,3,1", text="") == 422
        assert not EffortTally.objects.exists()

    def test_the_clerks_work_at_the_desk_is_nobodys_burden(self, logged_in: LogIn) -> None:
        logged_in("社区小覃").post("/office/cases/new/", {"text": "路灯", "effort": "14,3,1"})
        assert not EffortTally.objects.exists()


class TestPage:
    def test_it_tells_how_to_begin_where_nothing_was_measured(self, logged_in: LogIn) -> None:
        assert "还没有量到" in logged_in("街道老彭").get(PAGE).content.decode()

    def test_too_few_chiefs_are_not_told_of(
        self, street: Street, logged_in: LogIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        some_work(street)
        monkeypatch.setattr("youlin.domains.insight.queries.effort.LEAST_CHIEFS", 100)
        shown = logged_in("街道老彭").get(PAGE).content.decode()
        assert "人太少，不显示" in shown
        assert "<meter" not in shown

    def test_the_budget_the_work_and_the_table_to_take_along(self, street: Street, logged_in: LogIn) -> None:
        some_work(street)
        client = logged_in("街道老彭")
        shown = client.get(PAGE).content.decode()
        for words in ("<meter", "问候", "走访", "预算 10 分钟"):
            assert words in shown
        book = openpyxl.load_workbook(BytesIO(client.get(f"{PAGE}?as=xlsx").content))
        lines = [[cell.value for cell in row] for row in book.active.iter_rows()]  # type: ignore[union-attr]
        assert [line[:2] for line in lines if line[0] in ("问候", "走访")] == [["走访", 40], ["问候", 40]]

    def test_who_sees_no_whole_subdistrict_sees_no_burden(self, street: Street, logged_in: LogIn) -> None:
        some_work(street)
        client = logged_in("社区小覃")
        told = client.get(PAGE)
        assert "负担只按街道合计" in told.content.decode()
        assert "<meter" not in told.content.decode()
        assert PAGE not in client.get("/office/figures/").content.decode()
        assert PAGE in logged_in("街道老彭").get("/office/figures/").content.decode()

    def test_a_county_reads_of_itself_and_of_each_subdistrict(self, street: Street, logged_in: LogIn) -> None:
        some_work(street)
        shown = logged_in("县里老胡").get(PAGE)
        assert shown.status_code == 200
        assert str(street.subdistrict.pk) in shown.content.decode()
