"""The register at the desk: brought in with a look before it, taken home with telephones only by a choice on record."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.domains.chiefs.test_registers import empty, line, workbook
from tests.factories import cast
from youlin.domains.access.models import User
from youlin.domains.chiefs.models import Appointment
from youlin.foundation import crypto
from youlin.foundation.models import AuditEntry, Look

As = Callable[[str], Client]
PAGE = "/office/chiefs/register/"


@pytest.fixture(autouse=True)
def that_morning() -> Any:
    with time_machine.travel(cast.START, tick=False):
        yield


def text(response: Any) -> str:
    return str(response.content.decode())


def give_phone(street: cast.Street) -> None:
    User.objects.filter(pk=street.users["李邻长"].pk).update(
        phone="14000000021", phone_index=crypto.blind_index("14000000021", field="phone")
    )


def cells(response: Any) -> list[list[Any]]:
    return [
        list(row) for row in openpyxl.load_workbook(BytesIO(response.content)).worksheets[0].iter_rows(values_only=True)
    ]


def test_from_a_file_through_a_question_to_a_chief(street: cast.Street, logged_in: As) -> None:
    empty(street.lin1, street.lin2)
    desk = logged_in("社区小覃")
    rows = [
        line("彭春花", "邻长", "第1片", "老屋场组", "邻1", phone=14000000009),
        line("向大勇", "邻长", "第1片", "老屋场组", "邻22", phone="14000000010"),
    ]
    file = SimpleUploadedFile("三长名册.xlsx", workbook(rows))
    seen = desk.post(PAGE, {"file": file, "subdistrict": str(street.subdistrict.pk)}, follow=True)
    assert "还没有写入" in text(seen) and "彭春花" in text(seen)
    assert "“溪布社区 第1片 老屋场组 邻22”（1 行）是哪里" in text(seen)
    assert Appointment.objects.filter(user__display_name="彭春花").count() == 0

    run = seen.context["run"]
    done = desk.post(f"{PAGE}{run.pk}/confirm/", {"place-0": str(street.lin2.pk)}, follow=True)
    assert "已导入" in text(done) and "重设密码" in text(done)
    now = Appointment.objects.filter(ends_on=None, post__role="neighbourhood_chief")
    held = set(now.values_list("user__display_name", flat=True))
    assert {"彭春花", "向大勇"} <= held
    assert logged_in("岩门小吴").get(f"{PAGE}{run.pk}/").status_code == 404


def test_a_file_that_is_no_register_is_refused_and_nothing_is_kept(street: cast.Street, logged_in: As) -> None:
    file = SimpleUploadedFile("照片.png", b"\x89PNG....")
    answer = logged_in("社区小覃").post(PAGE, {"file": file, "subdistrict": str(street.subdistrict.pk)})
    assert answer.status_code == 422 and "这是一张图片" in text(answer)


def test_telephones_are_masked_and_in_full_only_with_each_look_on_record(street: cast.Street, logged_in: As) -> None:
    give_phone(street)
    desk = logged_in("社区小覃")
    masked = cells(desk.get(f"{PAGE}register.xlsx"))
    assert masked[0][0] == "溪布社区三长名册（2026-11-02）" and masked[1][5] == "联系电话"
    assert [row[5] for row in masked if row[1] == "李邻长"] == ["140****0021"]
    assert Look.objects.count() == 0

    assert desk.get(f"{PAGE}phones.xlsx").status_code == 405
    whole = cells(desk.post(f"{PAGE}phones.xlsx"))
    assert [row[5] for row in whole if row[1] == "李邻长"] == ["14000000021"]
    assert list(Look.objects.values_list("target", "field")) == [(street.users["李邻长"].pk, "phone")]
    assert AuditEntry.objects.filter(verb="export", changes__what="chiefs").count() == 2


def test_the_book_is_a_pdf_of_any_day_in_both_languages(street: cast.Street, logged_in: As) -> None:
    give_phone(street)
    desk = logged_in("街道老彭")
    for query in ("", f"?on={date(2025, 1, 1)}", f"?place={street.xibu.pk}"):
        address = f"{PAGE}book.pdf{query}"
        answer = desk.get(address)
        assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF")
    assert logged_in("岩门小吴").get(f"{PAGE}book.pdf?place={street.xibu.pk}").status_code == 404
