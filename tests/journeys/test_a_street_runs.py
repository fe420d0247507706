"""From the workbook that a community keeps to the bulletin of its street, by hand, in a browser, on the first day."""

import re
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import DESK, PHONE, House, walk

WORKBOOK = Path(__file__).resolve().parents[1] / "data" / "roster-sample.xlsx"
NEED = "村口的路灯三天不亮了，晚上老人走路看不见。"
# Lives alone. Nobody else in the workbook is called so, and no other neighbourhood has her house number: where two
# share one, a report from the street goes to their group, and this journey begins with a neighbourhood's chief.
SHEN = "沈妹"


@dataclass(frozen=True)
class Account:
    """Who logs in."""

    username: str
    password: str


def log_in(page: Page, house: House, account: Account) -> None:
    page.context.clear_cookies()
    page.goto(f"{house.url}/account/login/")
    page.fill("[name=username]", account.username)
    page.fill("[name=password]", account.password)
    page.press("[name=password]", "Enter")
    page.wait_for_url(re.compile("^(?!.*login)"))


def press(page: Page, name: str | re.Pattern[str], *, exact: bool = False) -> None:
    """Press a button and wait for the page that follows: going elsewhere at once would take the letter back."""
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=exact).click()


def bring_the_roster_in(desk: Page, house: House) -> None:
    desk.goto(f"{house.url}/office/roster/")
    desk.set_input_files("input[type=file]", WORKBOOK)
    press(desk, "先看看有什么不同")
    expect(desk.get_by_text("还没有写入")).to_be_visible(timeout=120_000)
    expect(desk.get_by_text("4200").first).to_be_visible()
    press(desk, "导入", exact=True)
    expect(desk.get_by_text("已导入", exact=True)).to_be_visible(timeout=240_000)


def take_everybody_into_care(desk: Page, house: House) -> str:
    """Returns the place that answers for 沈妹, who is now in care."""
    desk.goto(f"{house.url}/office/care/new/")
    press(desk, re.compile("^全部纳入"))
    desk.goto(f"{house.url}/office/care/?q={SHEN}")
    return desk.locator("tbody tr", has_text=SHEN).locator("td").nth(1).inner_text()


def appoint(desk: Page, house: House, post: str, name: str) -> Account:
    place = post.split(maxsplit=1)[0]
    desk.goto(f"{house.url}/office/chiefs/appoint/?q={place}")
    desk.get_by_role("link", name=post, exact=True).click()
    desk.locator("form.narrow [name=name]").fill(name)
    desk.locator("[name=phone]").fill("14000009999" if "组长" in post else "14000008888")
    press(desk, "任命", exact=True)
    written = dict(
        zip(
            desk.locator("dl.summary dt").all_inner_texts(),
            desk.locator("dl.summary dd").all_inner_texts(),
            strict=True,
        )
    )
    return Account(written["登录名"], written["初始密码"])


def report_from_the_street(phone: Page, house: House, place: str) -> tuple[str, str]:
    """A resident without an account says what is wrong; returns the number and the code."""
    phone.context.clear_cookies()
    phone.goto(house.url)
    phone.get_by_role("link", name=re.compile("我有事要说")).first.click()
    phone.locator("[name=text]").fill(NEED)
    phone.locator("[name=place]").fill(place)
    phone.locator("[name=phone]").fill("14000007777")
    press(phone, "说出去")
    number, code = phone.locator("dl.summary dd").all_inner_texts()
    return number, code


def track(phone: Page, house: House, number: str, code: str) -> None:
    phone.context.clear_cookies()
    phone.goto(f"{house.url}/track/")
    phone.get_by_label("编号").fill(number)
    phone.get_by_label("查询码").fill(code.lower())
    press(phone, "查一下")


def open_case(page: Page, house: House) -> None:
    page.goto(f"{house.url}/me/cases/")
    page.get_by_role("link", name=NEED[:12]).click()


def test_a_street_runs_from_the_roster_to_the_bulletin(empty_house: House, chromium_browser: Browser) -> None:
    house = empty_house
    street = ("--subdistrict", "430899001000", "--subdistrict-name", "锣溪街道")
    first = house.youlin("staff", "老彭", *street)
    peng = Account(first["username"], first["password"])
    for desk in walk(chromium_browser.new_context(viewport=DESK, locale="zh-CN")):  # type: ignore[arg-type]
        log_in(desk, house, peng)
        bring_the_roster_in(desk, house)
        place = take_everybody_into_care(desk, house)
        group = re.sub(r"邻\d+$", "", place)
        chief = appoint(desk, house, f"{place} 邻长", "李青山")
        above = appoint(desk, house, f"{group} 组长", "田永福")
        desk.goto(f"{house.url}/office/chiefs/coverage/")
        expect(desk.get_by_role("heading", name="没有邻长的邻")).to_be_visible()
        desk.goto(f"{house.url}/office/people/?q={SHEN}")
        door = desk.locator("tbody tr", has_text=place).locator("td").nth(1).inner_text()
    for phone in walk(chromium_browser.new_context(viewport=PHONE, locale="zh-CN")):  # type: ignore[arg-type]
        number, code = report_from_the_street(phone, house, door)

        log_in(phone, house, chief)
        open_case(phone, house)
        phone.get_by_text("这里办不了，上报").click()
        phone.get_by_label("为什么要上报").fill("要供电所来修，我办不了。")
        press(phone, "上报", exact=True)

        log_in(phone, house, above)
        open_case(phone, house)
        phone.get_by_label("怎么办的，怎么答复").first.fill("供电所今天下午换灯。")
        press(phone, "答复", exact=True)

        log_in(phone, house, chief)
        open_case(phone, house)
        expect(phone.get_by_text("供电所今天下午换灯。").first).to_be_visible()
        press(phone, "当面说了")

        track(phone, house, number, code)
        expect(phone.get_by_text("供电所今天下午换灯。").first).to_be_visible()
        expect(phone.get_by_text("田永福")).to_have_count(0)
        phone.get_by_text("很满意", exact=False).first.click()
        press(phone, "办好了")
        expect(phone.get_by_role("heading", level=1)).to_contain_text("已办结")

        log_in(phone, house, chief)
        phone.goto(f"{house.url}/me/neighbours/?q={SHEN}")
        phone.get_by_role("link", name=SHEN).first.click()
        phone.get_by_role("link", name="问候", exact=False).first.click()
        press(phone, "问候过了，都好")
        expect(phone.get_by_text(f"{SHEN}：问候，都好，已记下。")).to_be_visible()
    for desk in walk(chromium_browser.new_context(viewport=DESK, locale="zh-CN")):  # type: ignore[arg-type]
        log_in(desk, house, peng)
        desk.goto(f"{house.url}/office/figures/")
        expect(desk.get_by_text("锣溪街道").first).to_be_visible()
        desk.goto(f"{house.url}/office/figures/bulletin/")
        told = desk.get_by_text(re.compile("2名三长共摸排问题")).inner_text()
    figures = house.youlin("stats", "--from", "2020-01-01", "--to", "2099-12-31")
    assert figures["problems_found"] + figures["appeals_handled"] == 1
    assert "共摸排问题{problems_found}个，受理诉求{appeals_handled}件".format_map(figures) in told
