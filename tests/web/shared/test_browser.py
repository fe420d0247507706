"""The style guide in a real browser: every part, in every frame, by day and by night, small and large."""

import struct
import threading
from collections.abc import Iterator
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application
from django.test import override_settings
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect, sync_playwright

from tools import chromium

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("style")]

MODES = ("desk", "phone", "public")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SMALL_TARGETS = """() => [...document.querySelectorAll(
  "button, .button, .chip, .tabs a, .side a, .pages a, .back, summary, .door, select, textarea, .field input"
)].filter((one) => !["checkbox", "radio"].includes(one.type) && one.checkVisibility())
  .filter((one) => one.getBoundingClientRect().height < 43.9).map((one) => one.outerHTML.slice(0, 120))"""


class Quiet(WSGIRequestHandler):
    def log_message(self, *args: object) -> None:
        """Nothing."""


class Server(WSGIServer):
    request_queue_size = 50


@pytest.fixture(scope="module")
def house() -> Iterator[str]:
    """The pages, served without a database: the style guide needs none."""
    with override_settings(DEBUG=True, ALLOWED_HOSTS=["*"]):
        server = make_server(
            "127.0.0.1", 0, StaticFilesHandler(get_wsgi_application()), server_class=Server, handler_class=Quiet
        )
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for this file."""
    path = chromium.find()
    if path is None:
        pytest.fail(chromium.HOW_TO_GET_ONE)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield started
        started.close()


@pytest.fixture
def desk(browser: Browser, house: str) -> Iterator[Page]:
    """The style guide at a desk; an error in a script, or one that the policy stopped, ends the test."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN", timezone_id="Asia/Shanghai")
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.goto(f"{house}/style/")
    yield page
    context.close()
    assert wrong == []


def reader(browser: Browser, house: str, *, width: int, dark: bool = False, large: bool = False) -> BrowserContext:
    """A context for somebody's eyes."""
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme="dark" if dark else "light", reduced_motion="reduce"
    )
    if large:
        context.add_cookies([{"name": "youlin_large", "value": "1", "url": house}])
    return context


@pytest.mark.parametrize(("width", "dark"), [(360, False), (1440, True)], ids=["phone-day", "desk-night"])
@pytest.mark.parametrize("mode", MODES)
def test_axe_finds_nothing(browser: Browser, house: str, mode: str, width: int, dark: bool) -> None:
    context = reader(browser, house, width=width, dark=dark)
    page = context.new_page()
    page.goto(f"{house}/style/{mode}/")
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}}).response["violations"]
    context.close()
    assert [(one["id"], one["nodes"][0]["html"][:120]) for one in found] == []


@pytest.mark.parametrize(("width", "large"), [(320, False), (320, True), (768, True), (1440, False)])
@pytest.mark.parametrize("mode", MODES)
def test_nothing_runs_off_the_side_and_everything_can_be_hit(
    browser: Browser, house: str, mode: str, width: int, large: bool
) -> None:
    context = reader(browser, house, width=width, large=large)
    page = context.new_page()
    page.goto(f"{house}/style/{mode}/")
    over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    small = page.evaluate(SMALL_TARGETS)
    context.close()
    assert over <= 0
    assert small == []


@pytest.mark.parametrize("mode", MODES)
def test_without_script_everything_can_be_read_and_the_menu_opens(browser: Browser, house: str, mode: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto(f"{house}/style/{mode}/")
    assert page.get_by_role("button", name="问候过了，都好").first.is_visible()
    assert page.get_by_role("button", name="筛一下").is_visible()
    if mode == "desk":
        page.get_by_role("button", name="菜单").click()
        assert page.locator("#menu").is_visible()
    context.close()


def test_a_form_is_sent_once_with_the_moment_of_the_tap(desk: Page) -> None:
    sent: list[Request] = []
    desk.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    # An answer that leaves the page where it is: the thumb comes down again.
    desk.route("**/style/", lambda route: route.fulfill(status=204))
    with desk.expect_request(lambda request: request.method == "POST"):
        desk.evaluate("""() => {
            const button = document.querySelector(".cell-action .button");
            button.click(); button.click();
        }""")
    desk.evaluate("() => fetch(location.href)")  # what was sent before it has been seen with it
    assert len(sent) == 1
    assert "happened_at=20" in (sent[0].post_data or "")
    assert "%2B08%3A00" in (sent[0].post_data or "")


def test_a_record_opens_at_the_side_and_gives_the_focus_back(desk: Page) -> None:
    link = desk.get_by_role("link", name="YL-0341")
    link.click()
    panel = desk.locator("[data-panel-box]")
    panel.get_by_role("heading", name="王奶奶").first.wait_for()
    assert panel.is_visible()
    desk.keyboard.press("Escape")
    assert panel.is_hidden()
    assert link.evaluate("link => link === document.activeElement")


def test_the_keys_work_and_can_be_switched_off(desk: Page) -> None:
    desk.keyboard.press("/")
    assert desk.locator("[data-search]").evaluate("one => one === document.activeElement")
    desk.keyboard.type("?")
    assert desk.locator("[data-search]").input_value() == "?"
    desk.locator("#main").focus()
    desk.keyboard.press("?")
    dialog = desk.locator("[data-keys-box]")
    assert dialog.is_visible()
    dialog.get_by_label("用快捷键").uncheck()
    dialog.get_by_role("button", name="关上").click()
    desk.locator("#main").focus()
    desk.keyboard.press("?")
    assert dialog.is_hidden()


def test_a_large_picture_is_made_small_before_it_is_sent(desk: Page) -> None:
    width, height = 2400, 1600
    size = width * height * 3
    head = b"BM" + struct.pack("<IHHI", 54 + size, 0, 0, 54)
    body = struct.pack("<IiiHHIIiiII", 40, width, height, 1, 24, 0, size, 2835, 2835, 0, 0)
    photo = head + body + bytes(range(240)) * (size // 240)
    assert len(photo) > 10_000_000
    chooser = desk.locator("#id_picture")
    chooser.set_input_files({"name": "IMG_1.bmp", "mimeType": "image/bmp", "buffer": photo})
    expect(chooser).not_to_have_js_property("value", "C:\\fakepath\\IMG_1.bmp", timeout=60_000)
    assert chooser.evaluate("one => one.files[0].size") < 1_000_000
    assert chooser.evaluate("one => one.files[0].name") == "IMG_1.jpg"
    longest = chooser.evaluate(
        "async one => { const b = await createImageBitmap(one.files[0]); return Math.max(b.width, b.height) }"
    )
    assert longest == 1600


def test_a_time_becomes_relative_and_keeps_the_exact_one(desk: Page) -> None:
    time = desk.locator("time[data-relative]").first
    assert time.inner_text().replace(" ", "") == "3分钟前"
    assert (time.get_attribute("title") or "").startswith(("今天", "昨天"))


def test_the_error_summary_takes_the_focus_and_leads_to_the_field(desk: Page) -> None:
    assert desk.locator("[data-problems]").evaluate("one => one === document.activeElement")
    desk.locator("[data-problems] a").first.click()
    assert desk.locator("#broken_text").evaluate("one => one === document.activeElement")


def test_a_password_can_be_looked_at_and_is_hidden_again_when_sent(browser: Browser, house: str) -> None:
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    page.goto(f"{house}/account/login/")
    field = page.locator("#id_password")
    page.get_by_label("看看密码").check()
    assert field.get_attribute("type") == "text"
    page.get_by_label("看看密码").uncheck()
    assert field.get_attribute("type") == "password"
    context.close()


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_an_apostrophe_in_english_is_no_wider_than_a_letter_and_chinese_keeps_its_own_type(
    browser: Browser, house: str, language: str
) -> None:
    context = browser.new_context(locale=language, extra_http_headers={"Accept-Language": language})
    page = context.new_page()
    page.goto(f"{house}/style/")
    first = page.evaluate("getComputedStyle(document.body).fontFamily").split(",")
    widths = page.evaluate(
        """() => ["’", "邻"].map((one) => {
            const span = document.body.appendChild(document.createElement("span"));
            span.textContent = one;
            return span.getBoundingClientRect().width;
        })"""
    )
    context.close()
    if language == "en":
        assert widths[0] < widths[1] / 2
    else:
        assert '"PingFang SC"' in first[1]  # no Latin type is asked before a Chinese one
