"""From a span to a published bulletin with a story, and what residents see of it; the template; the feed."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from io import BytesIO
from xml.etree import ElementTree as ET

import docx
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.domains.insight.test_bulletins import begun, closed, own_template
from tests.factories import cast
from tests.factories.paper import text_of
from youlin.domains.insight import actions, queries
from youlin.domains.insight.models import Issue
from youlin.domains.messaging import actions as messaging

As = Callable[[str], Client]
NOW = cast.START + timedelta(days=1)


@pytest.fixture(autouse=True)
def the_next_morning() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def test_a_span_becomes_a_bulletin_with_a_story_that_everybody_reads(street: cast.Street, logged_in: As) -> None:
    desk, case = logged_in("街道老彭"), closed(street)
    span = "?from=2026-11-01&to=2026-11-30"
    assert "做成一期，加故事" in desk.get(f"/office/figures/bulletin/{span}").content.decode()
    made = desk.post(f"/office/bulletins/new/{span}")
    issue = Issue.objects.get()
    assert made.headers["Location"] == f"/office/bulletins/{issue.pk}/"

    assert case.number in desk.get(f"/office/bulletins/{issue.pk}/stories/").content.decode()
    room = f"/office/bulletins/{issue.pk}/stories/{case.pk}/"
    page = desk.get(room).content.decode()
    assert "原来是怎么说的" in page and "某某" in page
    wrong = desk.post(room, {"title": "灯亮了", "text": "王桂英的灯亮了。"})
    assert wrong.status_code == 422 and "“王桂英”的名字" in wrong.content.decode()
    done = desk.post(room, {"title": "灯亮了", "text": "一位老人的灯亮了。"}, follow=True).content.decode()
    assert "一位老人的灯亮了。" in done and f"{room}drop/" in done

    assert Client().get(f"/bulletins/{issue.pk}/").status_code == 404
    desk.post(f"/office/bulletins/{issue.pk}/publish/", {"title": "十一月简报"})
    read = Client().get(f"/bulletins/{issue.pk}/").content.decode()
    assert "十一月简报" in read and "一位老人的灯亮了。" in read
    assert "不写明" in read and "摸排问题1" not in read  # one problem could point at somebody
    for form in ("docx", "pdf", "html"):
        assert Client().get(f"/bulletins/{issue.pk}/{form}/").status_code == 200
    paper = docx.Document(BytesIO(Client().get(f"/bulletins/{issue.pk}/docx/").content))
    cells = {cell.text for table in paper.tables for row in table.rows for cell in row.cells}
    assert "不写明" in cells and "1 个" not in cells
    said = text_of(Client().get(f"/bulletins/{issue.pk}/pdf/").content)
    assert "不写明" in said and "一位老人的灯亮了。" in said and "1 个" not in said
    assert "1 个" in text_of(desk.get(f"/office/bulletins/{issue.pk}/file/pdf/").content), (
        "the office's own has every number"
    )
    page = Client().get(f"/bulletins/{issue.pk}/html/").content.decode()
    assert "一位老人的灯亮了。" in page and "“不写明”的，是少于 5 的数" in page
    inside = desk.get(f"/office/bulletins/{issue.pk}/").content.decode()
    assert "1 个" in inside and "1 个" not in desk.get(f"/office/bulletins/{issue.pk}/?for=outside").content.decode()
    assert "十一月简报" in Client().get("/news/").content.decode()

    desk.post(f"/office/bulletins/{issue.pk}/withdraw/", {"reason": "写错了一处"})
    assert Client().get(f"/bulletins/{issue.pk}/").status_code == 404
    assert Client().get(f"/bulletins/{issue.pk}/pdf/").status_code == 404
    assert "十一月简报" not in Client().get("/news/").content.decode()
    assert "撤下了" in desk.get("/office/bulletins/").content.decode()


def test_the_feed_has_bulletins_and_notices_and_nothing_withdrawn(street: cast.Street, logged_in: As) -> None:
    peng = street.actor("街道老彭")
    messaging.put_up(
        actor=peng, kind="general", territory=street.subdistrict.pk, about=None, title="停水通知", text="周三停水。",
        lines=[], days=15, now=NOW,
    )  # fmt: skip
    issue = begun(street)
    actions.publish(actor=peng, issue=issue.pk, title="十一月简报", now=NOW + timedelta(hours=1))

    def titles() -> list[str]:
        answer = Client().get("/news/feed.xml")
        assert answer.headers["Content-Type"].startswith("application/atom+xml")
        names = {"a": "http://www.w3.org/2005/Atom"}
        entries = ET.fromstring(answer.content).findall("a:entry", names)  # our own
        assert all(entry.find("a:link", names) is not None for entry in entries)
        return [entry.findtext("a:title", namespaces=names) or "" for entry in entries]

    assert titles() == ["十一月简报", "停水通知"]
    answer = Client().get("/news/rss.xml")
    assert answer.headers["Content-Type"].startswith("application/rss+xml")
    items = ET.fromstring(answer.content).findall("channel/item")  # our own
    assert [item.findtext("title") for item in items] == titles()
    assert all((item.findtext("link") or "").startswith("http://testserver/") for item in items)
    actions.withdraw_issue(actor=peng, issue=issue.pk, reason="改一处", now=NOW + timedelta(hours=2))
    assert titles() == ["停水通知"]


def test_files_come_in_three_forms_and_only_to_who_makes_them(street: cast.Street, logged_in: As) -> None:
    issue, desk = begun(street), logged_in("街道老彭")
    for form in ("docx", "pdf", "html"):
        assert desk.get(f"/office/bulletins/{issue.pk}/file/{form}/").status_code == 200
    assert desk.get(f"/office/bulletins/{issue.pk}/file/odt/").status_code == 404
    for nobody in ("岩门小吴", "民政老杜", "县里老胡"):
        assert logged_in(nobody).get(f"/office/bulletins/{issue.pk}/").status_code == 404


def test_the_template_is_fetched_changed_refused_taken_and_brought_back(street: cast.Street, logged_in: As) -> None:
    desk, room = logged_in("街道老彭"), "/office/bulletins/template/"
    mine = docx.Document(BytesIO(desk.get(f"{room}file/own/").content))
    assert "{{ sheet.sentence }}" in [one.text for one in mine.paragraphs]

    def send(data: bytes) -> tuple[int, str]:
        answer = desk.post(room, {"file": SimpleUploadedFile("红头.docx", data)}, follow=True)
        return answer.status_code, answer.content.decode()

    status, said = send(own_template("{{ sheet.sentense }}"))
    assert status == 422 and "简报没有这一项" in said
    status, said = send(own_template("锣溪街道文件", "{{ sheet.sentence }}"))
    assert status == 200 and "用的是街道自己的模板" in said and f"{room}default/" in said
    assert desk.get(f"{room}file/pdf/").content.startswith(b"%PDF-")
    assert "锣溪街道文件" in desk.get("/office/figures/bulletin/html/").content.decode()

    back = desk.post(f"{room}default/", follow=True).content.decode()
    assert "用的是原来的模板" in back and f"{room}1/" in back
    desk.post(f"{room}1/")
    assert queries.template(street.subdistrict.pk) is not None
    assert logged_in("社区小覃").get(room).status_code == 404
