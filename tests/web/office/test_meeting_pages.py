"""Meetings on the phone and at the desk: called, ticked, voted, minuted, and what was given out."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from tests.factories import cast
from youlin.domains.cases.models import Case
from youlin.domains.outreach.actions import meetings as actions
from youlin.domains.outreach.models import Meeting, MeetingTask
from youlin.foundation import clock

NOW = cast.START
As = Callable[[str], Client]


@pytest.fixture(autouse=True)
def on_monday_morning() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def said(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined,no-any-return]


def called(street: cast.Street, place: object, who: str, kind: str = "courtyard") -> Meeting:
    new = actions.NewMeeting(uuid4(), kind, place.pk, "冬月会", NOW, "坪里", ("路灯",))  # type: ignore[attr-defined]
    return actions.call_meeting(actor=street.actor(who), meeting=new, now=NOW)


def test_a_group_chief_holds_a_courtyard_meeting_on_the_phone(street: cast.Street, logged_in: As) -> None:
    tian = logged_in("田组长")
    typed = {
        "kind": "courtyard", "title": "冬月屋场会", "starts_at": "2026-11-02T08:00", "place": "老屋场坪里",
        "topics": "路灯\n清沟", "territory": street.group.pk,
    }  # fmt: skip
    assert tian.post("/me/meetings/new/", typed | {"title": ""}).status_code == 422
    tian.post("/me/meetings/new/", typed)
    row = Meeting.objects.get()
    page = f"/me/meetings/{row.pk}/"
    assert "冬月屋场会" in said(tian.get("/me/meetings/")) and "1. 路灯" in said(tian.get(page))
    assert "王" in said(tian.get(f"{page}presence/")) or "老屋场组1号" in said(tian.get(f"{page}presence/"))
    ticked = tian.post(f"{page}presence/", {"household": street.wang_home.pk, "here": "1"}, follow=True)
    assert "到了 1" in said(ticked) and "点错了" in said(ticked)

    def do(deed: str, **values: object) -> str:
        return said(tian.post(f"{page}do/{deed}/", values, follow=True))

    item = row.items.get(number=1)
    hands = {"hands_for": "2", "hands_against": "0", "hands_abstaining": "0"}
    wrong = do("say", item=item.pk, said="都说要装", decision="装两盏灯", **hands)
    assert "举手的比到场的还多" in wrong and "都说要装" in wrong
    assert "赞成 1" in do("say", item=item.pk, said="都说要装", decision="装两盏灯", **(hands | {"hands_for": "1"}))
    assert "已记成事项" in do("raise", text="3号门口的沟堵了", kind="problem", by="赵大伯")
    assert Case.objects.get().source == "meeting"
    assert "旁听" in do("present", chair="田组长", guests="3")
    assert "还没有开" not in do("close", minutes="说了路灯和沟")
    row.refresh_from_db()
    assert row.state == "held"
    assert tian.get(f"{page}agenda/").content.startswith(b"%PDF") and tian.get(f"{page}minutes/").status_code == 200
    assert logged_in("岩门邻长").get(page).status_code == 404


def test_a_streets_meeting_gives_out_what_a_chief_taps_done(street: cast.Street, logged_in: As) -> None:
    row, peng = called(street, street.subdistrict, "街道老彭", "push"), logged_in("街道老彭")
    page = f"/office/meetings/{row.pk}/"
    assert "李邻长" in said(peng.get(page))  # among those to whom something can be given
    post = street.post_of(street.lin1)
    due = (clock.day_of(NOW) + timedelta(days=3)).isoformat()
    done = peng.post(f"{page}do/task/", {"post": post.pk, "text": "查一遍火炉", "due_on": due}, follow=True)
    assert "已交办" in said(done) and "查一遍火炉" in said(peng.get("/office/meetings/tasks/"))
    li, task = logged_in("李邻长"), MeetingTask.objects.get()
    assert "还有 3 天" in said(li.get("/me/meetings/tasks/"))
    tapped = li.post(f"/me/meetings/tasks/{task.pk}/done/", {"note": "十户都查了"}, follow=True)
    assert "下次会上就知道" in said(tapped) and "十户都查了" in said(tapped)
    assert "查一遍火炉" not in said(peng.get("/office/meetings/tasks/"))
    assert "十户都查了" in said(peng.get("/office/meetings/tasks/?view=all"))
    li.post(f"/me/meetings/tasks/{task.pk}/undo/")
    task.refresh_from_db()
    assert task.done_at is None
    assert logged_in("周邻长").post(f"/me/meetings/tasks/{task.pk}/done/").status_code == 404


def test_a_desk_puts_a_meeting_on_notice_and_takes_the_list_along(street: cast.Street, logged_in: As) -> None:
    qin = logged_in("社区小覃")
    assert "还没有会议" in said(qin.get("/office/meetings/")) and "会议" in said(qin.get("/office/outreach/"))
    row = called(street, street.xibu, "社区小覃")
    assert "已贴到公示栏" in said(qin.post(f"/office/meetings/{row.pk}/notice/", follow=True))
    assert "冬月会" in said(qin.get("/office/meetings/?kind=courtyard&state=called"))
    for path in ("/office/meetings/", "/office/meetings/tasks/"):
        assert qin.get(f"{path}?as=xlsx").content.startswith(b"PK")
    off = qin.post(f"/office/meetings/{row.pk}/do/cancel/", {"reason": "下大雨"}, follow=True)
    assert "下大雨" in said(off) and "取消了" in said(off)


def test_lists_and_ticks_ask_as_often_for_many_as_for_few(
    street: cast.Street, logged_in: As, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    tian = logged_in("田组长")
    rows = [called(street, street.group, "田组长") for _n in range(4)]
    for number in range(8):
        cast.household(street.lin1, f"1{number}", f"老屋场组1{number}号")
    tian.get("/me/meetings/")
    with django_assert_max_num_queries(9):  # type: ignore[attr-defined]
        tian.get("/me/meetings/")
    with django_assert_max_num_queries(9):  # type: ignore[attr-defined]
        assert said(tian.get(f"/me/meetings/{rows[0].pk}/presence/")).count("到了</button>") == 11
