"""A roster at the desk: choose it, see the difference, say yes, get the rest back to correct."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.domains.residents.roster.papers import HEADER, LI, PLACE, WANG, workbook
from youlin.domains.residents.models import ImportRun, Resident
from youlin.foundation import clock
from youlin.foundation.db import new_id

LogIn = Callable[[str], Client]
NOW = clock.at(dt.date(2026, 11, 22), 9)
GOOD = [*PLACE, "00101", "户主", "李大山", "男", LI, "14000000001", "老屋场组101号"]
BAD = [*PLACE, "00102", "户主", "王二婶", "女", WANG[:-1], "", ""]


@pytest.fixture(autouse=True)
def a_morning(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.YOULIN_HOME = tmp_path
    with time_machine.travel(NOW, tick=False):
        yield


def paper(*rows: list[str], name: str = "花名册.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, workbook(("花名册", [HEADER, *rows])))


def send(browser: Client, *rows: list[str], **more: Any) -> Any:
    answer = browser.get("/office/roster/")
    street = answer.context["form"].fields["subdistrict"].initial
    return browser.post("/office/roster/", {"subdistrict": street, "file": paper(*rows), **more})


def test_from_the_file_to_the_result(logged_in: LogIn) -> None:
    browser = logged_in("街道老彭")
    page = browser.get(send(browser, GOOD, BAD).url)
    assert page.context["run"].stage == "preview"
    text = page.content.decode()
    assert "还没有写入" in text
    assert "身份证号位数不对，应是 18 位。请照证件重填。" in text
    assert not Resident.objects.filter(name="李大山").exists()
    page = browser.post(f"{page.request['PATH_INFO']}confirm/", follow=True)
    assert "已导入" in page.content.decode()
    assert Resident.objects.get(name="李大山").id_number == LI
    workbook_answer = browser.get(f"{page.redirect_chain[-1][0]}rejects/")
    assert workbook_answer["Content-Disposition"].startswith("attachment")
    assert workbook_answer.content[:2] == b"PK"


def test_no_identity_number_or_phone_is_on_any_of_its_pages(logged_in: LogIn) -> None:
    browser = logged_in("街道老彭")
    first = send(browser, GOOD, BAD).url
    browser.post(f"{first}confirm/")
    second = send(browser, [*GOOD[:9], "14000000009", *GOOD[10:]]).url
    for address in (first, second, "/office/roster/"):
        text = browser.get(address).content.decode()
        for hidden in (LI, WANG[:-1], "14000000001", "14000000009"):
            assert hidden not in text


def test_a_roster_that_says_the_same_needs_no_yes(logged_in: LogIn) -> None:
    browser = logged_in("街道老彭")
    browser.post(f"{send(browser, GOOD).url}confirm/")
    text = browser.get(send(browser, GOOD).url).content.decode()
    assert "和已有的资料一样" in text
    assert "confirm/" not in text


def test_what_would_change_is_shown_before_it_does(logged_in: LogIn) -> None:
    browser = logged_in("街道老彭")
    browser.post(f"{send(browser, GOOD).url}confirm/")
    text = browser.get(send(browser, [*GOOD[:10], "老屋场组202号"]).url).content.decode()
    assert "和已有资料不同的" in text
    assert "老屋场组101号" in text
    assert "老屋场组202号" in text


def test_no_is_no(logged_in: LogIn) -> None:
    browser = logged_in("街道老彭")
    address = send(browser, GOOD).url
    answer = browser.post(f"{address}cancel/", follow=True)
    assert "没有导入，上传的文件已删除。" in answer.content.decode()
    assert "这次导入取消了" in browser.get(address).content.decode()
    assert not Resident.objects.filter(name="李大山").exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "这个文件是空的。"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "这是一张图片，不是表格。"),
        ("今天天气很好\n".encode(), "没有找到花名册"),
    ],
)
def test_what_is_no_roster_gets_its_sentence(logged_in: LogIn, content: bytes, sentence: str) -> None:
    browser = logged_in("社区小覃")
    street = browser.get("/office/roster/").context["form"].fields["subdistrict"].initial
    file = SimpleUploadedFile("花名册.xlsx", content)
    answer = browser.post("/office/roster/", {"subdistrict": street, "file": file}, follow=True)
    assert sentence in answer.content.decode()


def test_no_file_at_all_is_asked_for(logged_in: LogIn) -> None:
    answer = logged_in("社区小覃").post("/office/roster/", {})
    assert answer.status_code == 422
    assert "请先选一个花名册文件。" in answer.content.decode()


def test_a_form_sent_twice_is_one_import(logged_in: LogIn) -> None:
    browser = logged_in("街道老彭")
    key = str(new_id())
    assert send(browser, GOOD, client_id=key).url == send(browser, GOOD, client_id=key).url
    assert ImportRun.objects.count() == 1


def test_with_nobody_in_the_background_one_word_and_one_button_help(
    logged_in: LogIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("youlin.jobs.rosters.async_task", lambda *_args, **_more: None)
    browser = logged_in("街道老彭")
    address = send(browser, GOOD).url
    assert "文件收到了，正在打开。" in browser.get(address).content.decode()
    with time_machine.travel(NOW + dt.timedelta(seconds=20), tick=False):
        assert "后台还没有动静" in browser.get(address).content.decode()
        page = browser.post(f"{address}now/", follow=True)
    assert "还没有写入" in page.content.decode()


def test_the_moving_part_moves_alone_and_the_page_turns_when_it_is_done(
    logged_in: LogIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("youlin.jobs.rosters.async_task", lambda *_args, **_more: None)
    browser = logged_in("街道老彭")
    address = send(browser, GOOD).url
    ImportRun.objects.update(done=1200, beat_at=NOW)
    part = browser.get(address, headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith("<section")
    assert "已读 1200 行。" in part
    ImportRun.objects.update(total=1200)
    assert "正在对照已有的资料" in browser.get(address).content.decode()
    ImportRun.objects.update(stage="importing", done=600)
    assert "正在核对第 600 行，共 1200 行。" in browser.get(address).content.decode()
    ImportRun.objects.update(done=1200)
    assert "1200 行都核对过了，正在写入。" in browser.get(address).content.decode()
    ImportRun.objects.update(stage="failed", problem="文件打不开。")
    assert browser.get(address, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    assert "文件打不开。" in browser.get(address).content.decode()


def test_strangers_find_nothing_there(logged_in: LogIn) -> None:
    address = send(logged_in("社区小覃"), GOOD).url
    for stranger in ("岩门小吴", "李邻长", "民政老杜"):
        browser = logged_in(stranger)
        assert browser.get(address).status_code == 404
        assert browser.get(f"{address}rejects/").status_code == 404
        assert browser.post(f"{address}confirm/").status_code == 404
    assert logged_in("李邻长").get("/office/roster/").status_code == 404


def test_the_list_of_imports_costs_the_same_however_long(logged_in: LogIn) -> None:
    browser = logged_in("街道老彭")

    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            browser.get("/office/roster/")
        return len(captured)

    send(browser, GOOD)
    few = statements()
    for _more in range(3):
        send(browser, GOOD)
    assert statements() == few


def test_in_english_it_speaks_english(logged_in: LogIn) -> None:
    browser = logged_in("街道老彭")
    browser.cookies["youlin_language"] = "en"
    address = send(browser, GOOD, BAD).url
    text = browser.get(address).content.decode()
    assert "Nothing is written yet" in text
    assert "The identity number does not have 18 characters." in text
    street = browser.get("/office/roster/").context["form"].fields["subdistrict"].initial
    picture = SimpleUploadedFile("a.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(50))
    failed = browser.post("/office/roster/", {"subdistrict": street, "file": picture}, follow=True)
    assert "This is a picture, not a table." in failed.content.decode()
