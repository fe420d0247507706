"""What stands around every page: language, large type, log-in, refusals, menus."""

from collections.abc import Callable

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path
from pytest_django import Settings

from tests.factories import cast
from tools import doors
from youlin.config.urls import handler404, handler500
from youlin.config.urls import urlpatterns as house
from youlin.foundation.refusal import Invalid, NotAllowed, NotThere, Refusal
from youlin.web.shared import nav, notices
from youlin.web.shared.access import public

__all__ = ["handler404", "handler500"]
KINDS = {kind.__name__: kind for kind in (Refusal, Invalid, NotThere, NotAllowed)}


@public
def refuse(request: HttpRequest, kind: str) -> HttpResponse:
    raise KINDS[kind]("no", "有人已经<办好>了。")


@public
def say(request: HttpRequest) -> HttpResponse:
    notices.done(request, "已记下", undo="/undo/7/")
    notices.warn(request, "照片没有传上")
    return HttpResponse()


@public
def fail(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


urlpatterns = [*house, path("t/refuse/<str:kind>/", refuse), path("t/say/", say), path("t/fail/", fail)]
here = pytest.mark.urls(__name__)


@pytest.mark.parametrize("address", ["/account/login/", "/nowhere/"])
def test_a_page_says_its_language_its_name_and_its_way_to_the_content(client: Client, db: None, address: str) -> None:
    html = client.get(address).content.decode()
    assert '<html lang="zh-Hans" class="public' in html
    assert 'href="#main"' in html
    assert 'id="main"' in html
    assert "· 友邻</title>" in html


def test_the_language_switch_lasts_and_comes_back_to_the_page(client: Client, db: None) -> None:
    answer = client.post("/language/", {"language": "en", "next": "/account/login/"})
    assert (answer.status_code, answer["Location"]) == (302, "/account/login/")
    html = client.get("/account/login/").content.decode()
    assert '<html lang="en"' in html
    assert "Log-in name" in html


def test_large_type_lasts_until_it_is_put_off(client: Client, db: None) -> None:
    answer = client.post("/display/", {"large": "1", "next": "/account/login/?x=1"})
    assert answer["Location"] == "/account/login/?x=1"
    assert 'class="public large"' in client.get("/account/login/").content.decode()
    client.post("/display/", {"large": "0"})
    assert "large" not in client.get("/account/login/").content.decode().split("<head>")[0]


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org/", "javascript:alert(1)"])
def test_a_switch_never_leads_out_of_the_house(client: Client, db: None, elsewhere: str) -> None:
    assert client.post("/display/", {"large": "1", "next": elsewhere})["Location"] == "/"


def test_a_switch_only_answers_to_its_button(client: Client, db: None) -> None:
    assert client.get("/display/").status_code == 405


@here
@pytest.mark.parametrize(("kind", "status"), [("Refusal", 409), ("Invalid", 422), ("NotAllowed", 403)])
def test_a_refusal_becomes_a_page_with_its_sentence_and_the_way_back(
    client: Client, db: None, kind: str, status: int
) -> None:
    answer = client.get(f"/t/refuse/{kind}/", headers={"referer": "http://testserver/me/"})
    assert answer.status_code == status
    html = answer.content.decode()
    assert "有人已经&lt;办好&gt;了。" in html
    assert 'href="http://testserver/me/"' in html


@here
def test_what_is_out_of_scope_looks_like_what_is_not_there(client: Client, db: None) -> None:
    hidden, missing = client.get("/t/refuse/NotThere/"), client.get("/nowhere/")
    assert hidden.status_code == missing.status_code == 404
    assert b"<h1>" in hidden.content
    assert "办好" not in hidden.content.decode()


@here
def test_a_way_back_to_another_house_is_not_offered(client: Client, db: None) -> None:
    assert (
        "example.org"
        not in client.get("/t/refuse/Refusal/", headers={"referer": "https://example.org/"}).content.decode()
    )


@here
def test_our_own_fault_is_said_as_such(client: Client, db: None) -> None:
    client.raise_request_exception = False
    answer = client.get("/t/fail/")
    assert answer.status_code == 500
    assert "不是您的错" in answer.content.decode()


@here
def test_what_was_done_is_said_on_the_next_page_with_its_undo_once(client: Client, db: None) -> None:
    client.get("/t/say/")
    html = client.get("/account/login/").content.decode()
    assert "已记下" in html
    assert 'action="/undo/7/"' in html
    assert html.count("撤回") == 1
    assert "toast-due" in html
    assert "已记下" not in client.get("/account/login/").content.decode()


@pytest.mark.parametrize(
    ("name", "door"), [("李邻长", "/me/"), ("向片长", "/me/"), ("社区小覃", "/office/"), ("街道老彭", "/office/")]
)
def test_everyone_comes_in_where_their_work_is(logged_in: Callable[[str], Client], name: str, door: str) -> None:
    assert logged_in(name).get("/account/")["Location"] == door


def test_an_account_without_a_post_is_told_so(street: cast.Street, client: Client) -> None:
    from youlin.domains.access import actions
    from youlin.domains.access.actor import SYSTEM

    [user] = actions.open_accounts(actor=SYSTEM, accounts=[actions.NewAccount("newcomer", "新人")], now=cast.START)
    client.force_login(user, backend="youlin.domains.access.sessions.Accounts")
    assert "还没有岗位" in client.get("/account/").content.decode()


def test_a_chief_logs_in_and_out(street: cast.Street, client: Client) -> None:
    user = street.users["李邻长"]
    answer = client.post("/account/login/", {"username": user.username, "password": cast.PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, "/account/")
    assert client.get("/account/login/").status_code == 302
    assert client.post("/account/logout/").status_code == 302
    assert client.get("/account/")["Location"].startswith("/account/login/")


def test_a_wrong_password_is_answered_in_plain_words(street: cast.Street, client: Client) -> None:
    user = street.users["李邻长"]
    html = client.post("/account/login/", {"username": user.username, "password": "x"}).content.decode()
    assert "登录名和密码对不上" in html
    assert f'value="{user.username}"' in html


def test_too_many_wrong_passwords_make_one_wait_and_say_how_long(
    street: cast.Street, client: Client, settings: Settings
) -> None:
    attempt = {"username": street.users["李邻长"].username, "password": "x"}
    answers = [client.post("/account/login/", attempt) for _ in range(settings.AXES_FAILURE_LIMIT)]
    assert [answer.status_code for answer in answers] == [200] * (settings.AXES_FAILURE_LIMIT - 1) + [429]
    assert "15 分钟" in answers[-1].content.decode()
    right = client.post("/account/login/", attempt | {"password": cast.PASSWORD})
    assert right.status_code == 429


def test_a_password_is_changed_and_this_browser_stays_in(logged_in: Callable[[str], Client]) -> None:
    client = logged_in("李邻长")
    words = {"old_password": cast.PASSWORD, "new_password1": "lantern-river-9", "new_password2": "lantern-river-9"}
    assert client.post("/account/password/", words | {"old_password": "x"}).status_code == 422
    assert client.post("/account/password/", words | {"new_password2": "other"}).status_code == 422
    assert client.post("/account/password/", words)["Location"] == "/account/"
    assert client.get("/account/password/").status_code == 200
    assert Client().post("/account/login/", {"username": "x", "password": cast.PASSWORD}).status_code == 200


def test_the_menu_shows_what_exists_and_may_be_opened(logged_in: Callable[[str], Client], street: cast.Street) -> None:
    client = logged_in("民政老杜")
    request = RequestFactory().get("/office/")
    request.user = street.users["民政老杜"]
    for place in nav.links("office", request):
        assert client.get(place.url).status_code != 404, f"{place.label} is in the menu and does not open"


def test_only_one_place_of_a_menu_is_the_present_one() -> None:
    urls = ["/office/", "/office/cases/", "/office/people/"]
    assert nav._current("/office/", urls) == "/office/"
    assert nav._current("/office/cases/17/", urls) == "/office/cases/"
    assert nav._current("/office/coverage/", urls) == ""


def test_each_page_of_the_desk_belongs_to_a_place_of_its_menu(street: cast.Street) -> None:
    rooms = {door.path.split("/")[2] for door in doors.doors() if door.path.startswith("/office/") and door.path[8:]}
    for room in sorted(rooms):
        request = RequestFactory().get(f"/office/{room}/a-page/")
        request.user = street.users["街道老彭"]
        assert sum(place.current for place in nav.links("office", request)) == 1, f"/office/{room}/ marks no place"


@pytest.mark.parametrize("mode", ["desk", "phone", "public"])
def test_the_style_guide_draws_every_part(client: Client, db: None, settings: Settings, mode: str) -> None:
    assert client.get(f"/style/{mode}/").status_code == 404
    settings.DEBUG = True
    html = client.get(f"/style/{mode}/").content.decode()
    assert f'class="{mode} "' in html
    assert "王奶奶" in html
