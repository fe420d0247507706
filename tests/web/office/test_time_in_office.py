"""Terms, absences and appraisals at the desk."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client

from tests.factories import cast
from youlin.domains.chiefs.models import Absence, Appointment, Appraisal
from youlin.foundation import clock

NOW = cast.START
TODAY = clock.day_of(NOW)
As = Callable[[str], Client]


@pytest.fixture(autouse=True)
def on_monday_morning() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def term(street: cast.Street) -> Appointment:
    return Appointment.objects.get(post=street.post_of(street.lin1))


def said(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined,no-any-return]


def test_a_term_that_runs_out_is_on_the_first_page_and_renewed_from_the_list(
    street: cast.Street, logged_in: As, term: Appointment
) -> None:
    Appointment.objects.filter(pk=term.pk).update(ends_on=TODAY + timedelta(days=60))
    qin = logged_in("社区小覃")
    assert "李邻长" in said(qin.get("/office/")) and "李邻长" in said(qin.get("/office/chiefs/terms/"))
    qin.post(f"/office/chiefs/terms/{term.pk}/renew/", {"ends_on": (TODAY + timedelta(days=900)).isoformat()})
    assert "没有快满的任期" in said(qin.get("/office/chiefs/terms/"))
    assert qin.get("/office/chiefs/terms/?as=xlsx").headers["Content-Type"].endswith("sheet")
    assert logged_in("岩门小吴").get(f"/office/chiefs/terms/{term.pk}/renew/").status_code == 404


def test_a_chief_telephones_that_they_go_away(street: cast.Street, logged_in: As, term: Appointment) -> None:
    qin, page = logged_in("社区小覃"), f"/office/chiefs/terms/{term.pk}/absence/"
    days = {"starts_on": TODAY.isoformat(), "ends_on": (TODAY + timedelta(days=4)).isoformat()}
    wrong = qin.post(page, days | {"ends_on": TODAY.isoformat()})
    assert wrong.status_code == 422 and "回来的日子要晚于出门的日子" in said(wrong)
    shown = said(qin.post(page, days, follow=True))
    assert "还没有人代" in shown and "找人代" in shown
    row = Absence.objects.get()
    cover = {"cover": str(street.users["周邻长"].pk)}
    assert "由周邻长代" in said(qin.post(f"/office/chiefs/absences/{row.pk}/cover/", cover, follow=True))
    qin.post(f"/office/chiefs/absences/{row.pk}/end/")
    assert "由周邻长代" not in said(qin.get(f"/office/chiefs/posts/{term.post_id}/"))


def test_an_appraisal_is_entered_and_both_sides_read_it(street: cast.Street, logged_in: As, term: Appointment) -> None:
    qin, page = logged_in("社区小覃"), f"/office/chiefs/terms/{term.pk}/appraise/"
    said_so = {"year": 2026, "verdict": "not_up_to_it", "held_on": "2026-11-01", "note": ""}
    answer = qin.post(page, said_so)
    assert answer.status_code == 422 and "因为什么事" in said(answer)
    qin.post(page, said_so | {"note": "三个月没有上过门"})
    assert Appraisal.objects.get().year == 2026
    assert "三个月没有上过门" in said(qin.get(f"/office/chiefs/posts/{term.post_id}/"))
    assert "三个月没有上过门" in said(logged_in("李邻长").get("/me/mine/terms/"))
    assert "三个月没有上过门" not in said(logged_in("周邻长").get("/me/mine/terms/"))


def test_an_end_is_taken_back_from_the_post(street: cast.Street, logged_in: As, term: Appointment) -> None:
    qin = logged_in("社区小覃")
    day = date(2026, 12, 1)
    qin.post(f"/office/chiefs/terms/{term.pk}/end/", {"ends_on": day.isoformat(), "reason": "换届"})
    assert "撤回离任" in said(qin.get(f"/office/chiefs/posts/{term.post_id}/"))
    qin.post(f"/office/chiefs/terms/{term.pk}/stay/")
    term.refresh_from_db()
    assert term.ends_on is None
