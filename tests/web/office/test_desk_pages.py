"""The desk: each page opens for who may, says what waits, and keeps what was typed."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import openpyxl
import pytest
from django.test import Client

from tests.factories import cast
from youlin.domains.chiefs import actions as chiefs
from youlin.domains.chiefs.models import Appointment
from youlin.domains.residents.models import Household, Resident
from youlin.foundation import clock
from youlin.foundation.values import check_character

As = Callable[[str], Client]
PAGES = [
    "/office/",
    "/office/people/",
    "/office/people/?q=%E7%8E%8B",
    "/office/people/?residence=permanent&circumstance=elder_alone",
    "/office/people/residents/",
    "/office/people/residents/?q=wgy",
    "/office/chiefs/",
    "/office/chiefs/?state=empty",
    "/office/chiefs/?q=%E6%9D%8E&role=neighbourhood_chief",
    "/office/chiefs/coverage/",
    "/office/chiefs/coverage/?as=households&on=2025-01-01",
    "/office/chiefs/appoint/",
    "/office/care/",
    "/office/care/?late=1",
    "/office/care/new/",
    "/office/settings/",
    "/office/settings/places/",
    "/office/settings/staff/",
    "/office/settings/audit/",
    "/office/settings/looks/",
]


@pytest.mark.parametrize("who", ["社区小覃", "街道老彭"])
def test_every_page_of_the_desk_opens(logged_in: As, who: str) -> None:
    desk = logged_in(who)
    assert [path for path in PAGES if desk.get(path).status_code != 200] == []


def test_everything_about_one_thing_opens(street: cast.Street, logged_in: As) -> None:
    office = logged_in("街道老彭")
    post = street.post_of(street.lin1)
    term = Appointment.objects.get(post=post)
    for path in (
        f"/office/people/households/{street.wang_home.pk}/",
        f"/office/people/households/{street.wang_home.pk}/move/",
        f"/office/people/households/{street.wang_home.pk}/residence/",
        f"/office/people/residents/{street.wang.pk}/",
        f"/office/people/residents/{street.liu.pk}/",
        f"/office/people/residents/{street.wang.pk}/circumstances/",
        f"/office/people/circumstances/{street.wang.circumstances.get().pk}/end/",
        f"/office/chiefs/posts/{post.pk}/",
        f"/office/chiefs/terms/{term.pk}/end/",
        f"/office/chiefs/appoint/?post={post.pk}&q=%E8%B5%B5",
        f"/office/chiefs/appoint/?post={post.pk}&resident={street.zhao.pk}",
        f"/office/care/people/{street.wang.pk}/",
        "/office/care/cadences/",
        f"/office/settings/places/?place={street.xibu.pk}",
        f"/office/settings/places/{street.xibu.pk}/new/",
        f"/office/settings/places/{street.xibu.pk}/station/",
        f"/office/settings/staff/departments/{street.subdistrict.pk}/",
    ):
        assert office.get(path).status_code == 200, path


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined,no-any-return]


class TestLooking:
    def test_a_number_is_masked_until_asked_for_and_the_asking_is_kept(
        self, street: cast.Street, logged_in: As
    ) -> None:
        office, page = logged_in("社区小覃"), f"/office/people/residents/{street.wang.pk}/"
        assert "140****0001" in text(office.get(page)) and "14000000001" not in text(office.get(page))

        shown = office.post(f"{page}reveal/", {"field": "phone"})
        assert "14000000001" in text(shown)
        assert shown["Cache-Control"] == "no-store"
        assert "14000000001" not in text(office.get(page))
        assert "社区小覃" in text(logged_in("街道老彭").get("/office/settings/looks/"))

    def test_a_child_s_number_stays_hidden_without_a_reason(self, street: cast.Street, logged_in: As) -> None:
        street.liu.phone = "14000000007"
        street.liu.save()
        asked = logged_in("社区小覃").post(f"/office/people/residents/{street.liu.pk}/reveal/", {"field": "phone"})
        assert asked.status_code == 422
        assert "14000000007" not in text(asked) and "未满 14 岁" in text(asked)

    def test_a_field_that_is_none_is_not_shown(self, street: cast.Street, logged_in: As) -> None:
        asked = logged_in("社区小覃").post(f"/office/people/residents/{street.wang.pk}/reveal/", {"field": "password"})
        assert asked.status_code == 422

    @pytest.mark.parametrize("who", ["李邻长", "岩门小吴", "民政老杜", "县里老胡"])
    def test_out_of_scope_nothing_is_there(self, street: cast.Street, logged_in: As, who: str) -> None:
        other = logged_in(who)
        for path in (
            f"/office/people/households/{street.wang_home.pk}/",
            f"/office/people/residents/{street.wang.pk}/",
            f"/office/care/people/{street.wang.pk}/",
        ):
            assert other.get(path).status_code == 404, path
        assert other.post(f"/office/people/residents/{street.wang.pk}/reveal/", {"field": "phone"}).status_code == 404

    def test_an_exported_list_holds_no_number_and_is_on_record(self, street: cast.Street, logged_in: As) -> None:
        office = logged_in("社区小覃")
        book = openpyxl.load_workbook(BytesIO(office.get("/office/people/?as=xlsx").content))
        cells = [str(cell.value) for row in book.active.iter_rows() for cell in row]  # type: ignore[union-attr]
        assert "00001" in cells and not any("14000000001" in cell for cell in cells)
        assert "导出名单" in text(office.get("/office/settings/audit/"))


class TestComingAndGoing:
    def test_a_home_and_its_people_are_written_down_once_however_often_it_is_sent(
        self, street: cast.Street, logged_in: As
    ) -> None:
        office = logged_in("社区小覃")
        home = {"client_id": str(uuid4()), "neighbourhood": str(street.lin2.pk), "address": "老屋场组十九号"}
        for _press in range(2):
            page = office.post("/office/people/households/new/", home, follow=True)
        assert "X0001" in text(page) and "请接着登记" in text(page)
        assert Household.objects.filter(address="老屋场组十九号").count() == 1

        address = page.redirect_chain[-1][0]
        number = f"43089919900101003{check_character('43089919900101003')}"
        person = {"client_id": str(uuid4()), "name": "单小梅", "id_number": number, "relation": "户主"}
        for _press in range(2):
            office.post(f"{address}people/", person)
        found = Resident.objects.get(name="单小梅")
        assert (found.sex, str(found.birth_date), found.name_pinyin) == ("1", "1990-01-01", "sxm")
        assert "单小梅" in text(office.get("/office/people/?q=sxm"))
        again = office.post(f"{address}people/", person | {"client_id": str(uuid4())})
        assert again.status_code == 422 and "已经登记过" in text(again)

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ({"name": ""}, "请写上姓名"),
            ({"name": "吴二", "id_number": "43089919900101009"}, "身份证号不对"),
            ({"name": "吴二", "phone": "没有电话"}, "电话不对"),
            ({"name": "吴二", "birth_date": "2099-01-01"}, "日期还没有到"),
            ({"name": "吴二", "birth_date": "属马"}, "日子不对"),
        ],
    )
    def test_what_cannot_be_is_told(self, street: cast.Street, logged_in: As, typed: dict[str, str], said: str) -> None:
        answer = logged_in("社区小覃").post(f"/office/people/households/{street.wang_home.pk}/people/", typed)
        assert answer.status_code == 422 and said in text(answer)

    def test_a_number_that_is_taken_and_a_place_that_is_not_one_s_own(self, street: cast.Street, logged_in: As) -> None:
        page = "/office/people/households/new/"
        home = {"neighbourhood": str(street.lin2.pk), "address": "老屋场组20号", "number": "00001"}
        taken = logged_in("社区小覃").post(page, home)
        assert taken.status_code == 422 and "已有编号为 00001 的户" in text(taken) and "老屋场组20号" in text(taken)
        assert logged_in("岩门小吴").post(page, home).status_code == 422
        assert not Household.objects.filter(address="老屋场组20号").exists()

    def test_who_died_is_in_nobody_s_care_any_more(
        self, street: cast.Street, logged_in: As, django_capture_on_commit_callbacks: Any
    ) -> None:
        office = logged_in("社区小覃")
        office.post("/office/care/new/", {"all": "1"})
        with django_capture_on_commit_callbacks(execute=True):
            page = office.post(
                f"/office/people/residents/{street.wang.pk}/departure/",
                {"because": "died", "left_on": "2026-11-02"},
                follow=True,
            )
        assert "已经不在这里的人" in text(page)
        assert "王桂英" not in text(office.get("/office/care/"))
        assert "不住在这里" in text(office.get(f"/office/people/residents/{street.wang.pk}/"))


class TestAppointing:
    def test_from_an_empty_post_to_a_chief_who_logs_in(self, street: cast.Street, logged_in: As) -> None:
        office = logged_in("社区小覃")
        seat = Appointment.objects.get(post__territory=street.lin1)
        today = clock.day_of(clock.now())
        left = office.post(
            f"/office/chiefs/terms/{seat.pk}/end/", {"ends_on": today.isoformat(), "reason": "搬家"}, follow=True
        )
        assert "离任已办好" in text(left)
        chiefs.check_coverage(now=clock.now())  # as after the commit
        assert "溪布社区第1片老屋场组邻1" in text(office.get("/office/"))

        form = f"/office/chiefs/appoint/?post={seat.post_id}&resident={street.zhao.pk}"
        assert "空着就用花名册里的电话" in text(office.get(form))
        slip = office.post(form, {"starts_on": today.isoformat(), "kind": "sitting"})
        assert slip.status_code == 200 and slip["Cache-Control"] == "no-store"
        said = slip.context["slip"]
        assert said.password in text(slip) and said.username == "zhaodabo"

        chief = Client()
        chief.post("/account/login/", {"username": said.username, "password": said.password})
        assert chief.get("/me/").status_code == 200
        assert logged_in("李邻长").get("/me/").status_code == 404

    def test_a_taken_post_keeps_what_was_typed(self, street: cast.Street, logged_in: As) -> None:
        post = street.post_of(street.lin1).pk
        typed = {"name": "彭春花", "phone": "14000000009", "kind": "sitting", "starts_on": "2026-11-02"}
        answer = logged_in("社区小覃").post(f"/office/chiefs/appoint/?post={post}", typed)
        assert answer.status_code == 422
        assert "已经有人" in text(answer) and "彭春花" in text(answer)

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ({"name": "彭春花", "starts_on": "下周一", "kind": "sitting"}, "日子不对"),
            ({"name": "", "starts_on": "2026-11-02", "kind": "sitting"}, "请写上姓名"),
            (
                {
                    "name": "彭春花",
                    "phone": "村口小卖部",
                    "starts_on": "2026-11-02",
                    "kind": "acting",
                    "ends_on": "2026-12-01",
                },
                "电话不对",
            ),
            ({"name": "彭春花", "starts_on": "2026-11-02", "kind": "acting"}, "代理要有一个结束的日子"),
            (
                {"name": "彭春花", "starts_on": "2026-11-02", "kind": "acting", "ends_on": "2026-10-01"},
                "离任日要晚于到任日",
            ),
        ],
    )
    def test_what_cannot_be_is_told_in_a_sentence(
        self, street: cast.Street, logged_in: As, typed: dict[str, str], said: str
    ) -> None:
        post = street.post_of(street.lin1).pk
        answer = logged_in("社区小覃").post(f"/office/chiefs/appoint/?post={post}", typed)
        assert answer.status_code == 422
        assert said in text(answer)

    def test_a_forgotten_password_is_replaced_by_the_community_for_its_chiefs_only(
        self, street: cast.Street, logged_in: As
    ) -> None:
        office = logged_in("社区小覃")
        post, user = street.post_of(street.lin1), street.users["李邻长"]
        slip = office.post(f"/office/chiefs/posts/{post.pk}/password/{user.pk}/")
        user.refresh_from_db()
        assert user.check_password(slip.context["slip"].password)
        other = logged_in("岩门小吴").post(f"/office/chiefs/posts/{post.pk}/password/{user.pk}/")
        assert other.status_code == 404


class TestCare:
    def test_everybody_in_need_is_taken_in_at_once_and_only_once(self, street: cast.Street, logged_in: As) -> None:
        office = logged_in("社区小覃")
        assert "王桂英" in text(office.get("/office/care/new/"))
        assert "2 位老乡已纳入关照" in text(office.post("/office/care/new/", {"all": "1"}, follow=True))
        assert "该纳入的都纳入了" in text(office.get("/office/care/new/"))
        assert "0 位老乡" in text(office.post("/office/care/new/", {"all": "1"}, follow=True))
        assert "王桂英" in text(office.get("/office/care/"))

    def test_only_those_ticked_are_taken_in(self, street: cast.Street, logged_in: As) -> None:
        office = logged_in("社区小覃")
        assert "还没有勾选" in text(office.post("/office/care/new/", {"chosen": "1"}, follow=True))
        office.post("/office/care/new/", {"chosen": "1", "resident": str(street.wang.pk)})
        assert "刘小满" in text(office.get("/office/care/new/"))

    def test_a_cadence_of_words_is_refused_and_one_of_days_is_kept(self, street: cast.Street, logged_in: As) -> None:
        office = logged_in("街道老彭")
        typed = {"place": str(street.xibu.pk), "circumstance": "", "greeting_days": "每天", "visit_days": "5"}
        assert "天数请写数字" in text(office.post("/office/care/cadences/", typed))
        office.post("/office/care/cadences/", typed | {"greeting_days": "2"})
        assert "溪布社区" in text(office.get("/office/care/cadences/"))

    def test_care_pauses_and_ends(self, street: cast.Street, logged_in: As) -> None:
        office = logged_in("社区小覃")
        office.post("/office/care/new/", {"all": "1"})
        page = f"/office/care/people/{street.wang.pk}/"
        until = clock.day_of(clock.now()) + timedelta(days=10)
        paused = office.post(f"{page}pause/", {"until": until.isoformat(), "reason": "住院"}, follow=True)
        assert "暂停到" in text(paused)
        assert "现在不在关照里" in text(office.post(f"{page}end/", {"reason": "搬去女儿家"}, follow=True))


class TestSettingUp:
    def test_a_place_comes_with_its_post(self, street: cast.Street, logged_in: As) -> None:
        office = logged_in("社区小覃")
        page = f"/office/settings/places/{street.group.pk}/new/"
        assert "已经加好" in text(office.post(page, {"name": "邻3"}, follow=True))
        assert "溪布社区第1片老屋场组邻3" in text(office.get("/office/chiefs/?state=empty"))
        again = office.post(page, {"name": "邻 3"})
        assert again.status_code == 422 and "已经有" in text(again)

    def test_a_clock_is_set_for_a_place_and_holds_below_it(self, street: cast.Street, logged_in: As) -> None:
        office, page = logged_in("街道老彭"), f"/office/settings/clocks/?place={street.xibu.pk}"
        wrong = office.post(page, {"rung": "1", "urgency": "normal", "hours": "一天"})
        assert wrong.status_code == 422 and "小时数请写数字" in text(wrong)
        assert "时限要在" in text(office.post(page, {"rung": "1", "urgency": "normal", "hours": "0"}))
        office.post(page, {"rung": "1", "urgency": "normal", "hours": "17"})
        assert "17 小时" in text(office.get(page)) and "这里定的" in text(office.get(page))
        assert "17 小时" in text(office.get(f"/office/settings/clocks/?place={street.lin1.pk}"))
        assert "17 小时" not in text(office.get(f"/office/settings/clocks/?place={street.yanmen.pk}"))
        assert logged_in("社区小覃").get(page).status_code == 404

    def test_another_community_s_tree_is_not_there(self, street: cast.Street, logged_in: As) -> None:
        other = logged_in("岩门小吴")
        assert other.get(f"/office/settings/places/?place={street.group.pk}").status_code == 404
        assert other.post(f"/office/settings/places/{street.group.pk}/new/", {"name": "邻3"}).status_code == 404

    def test_a_department_gets_a_desk_and_somebody_at_it(self, street: cast.Street, logged_in: As) -> None:
        office = logged_in("街道老彭")
        office.post(f"/office/settings/staff/departments/{street.subdistrict.pk}/", {"department": "综治办"})
        assert "综治办" in text(office.get("/office/settings/staff/"))
        post = chiefs.open_department(
            actor=street.actor("街道老彭"), subdistrict=street.subdistrict, department="综治办", now=clock.now()
        )
        slip = office.post(f"/office/chiefs/appoint/?post={post.pk}", {"name": "田建国", "starts_on": "2026-11-02"})
        assert slip.context["slip"].password

    def test_a_station_is_told_and_taken_away(self, street: cast.Street, logged_in: As) -> None:
        office, page = logged_in("社区小覃"), f"/office/settings/places/{street.xibu.pk}/station/"
        office.post(page, {"address": "居委会一楼", "hours": "周一到周五"})
        assert "居委会一楼" in text(office.get(f"/office/settings/places/?place={street.xibu.pk}"))
        office.post(page, {"address": ""})
        assert "居委会一楼" not in text(office.get(f"/office/settings/places/?place={street.xibu.pk}"))


@pytest.mark.parametrize(
    "path",
    [
        "/office/people/?place=nowhere&residence=castle&page=zwölf",
        "/office/people/?place=00000000-0000-0000-0000-000000000000",
        "/office/people/?q=%27%3B--",
        "/office/chiefs/?role=king&state=dead&place=x",
        "/office/chiefs/coverage/?on=tomorrow&page=999",
        "/office/care/?circumstance=bored",
        "/office/settings/audit/?from=x&to=y&q=%25",
    ],
)
def test_a_mistyped_address_still_opens_a_page(street: cast.Street, logged_in: As, path: str) -> None:
    assert logged_in("街道老彭").get(path).status_code == 200


def test_what_needs_me_stands_first_and_a_quiet_desk_says_so(street: cast.Street, logged_in: As) -> None:
    assert "还没纳入关照" in text(logged_in("社区小覃").get("/office/"))
    assert "今天没有等您办的事" in text(logged_in("岩门小吴").get("/office/"))


def test_a_department_sees_its_cases_and_a_county_its_figures(street: cast.Street, logged_in: As) -> None:
    department, county = logged_in("民政老杜").get("/office/"), logged_in("县里老胡").get("/office/")
    assert department.status_code == county.status_code == 200
    assert "王桂英" not in text(department) + text(county)
    assert 'action="/office/people/"' not in text(department) + text(county)  # a box that would lead nowhere
    assert "开展微服务" in text(county) and "开展微服务" not in text(department)
