"""A desk that is worked without a mouse, and on paper: the keys of the list of cases, and what a printer gets."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import House
from tests.journeys.test_every_page import log_in

pytestmark = pytest.mark.sqlite_only  # keys and paper are the same on every database
IN_WORK = "() => document.activeElement.closest('[data-act]') !== null"
# What the demo's people come with, and its first letters as it is read; which of it a community has differs by the day.
READ = {
    "垃圾桶": "ljt", "摩托车": "mtc", "自来水": "zls", "外来人员": "wlry", "灯线老化": "dxlh", "堆满纸箱": "dmzx",
    "建筑渣土": "jzzt", "推销假药": "txjy", "高龄津贴": "gljt", "居住证明": "jzzm", "装个扶手": "zgfs", "医疗费": "ylf",
    "保洁岗": "bjg", "家里有人": "jlyr", "坏了的轮椅": "hldly", "外地打工": "wddg", "排水沟": "psg", "放音响": "fyx",
    "轮流照顾": "llzg", "运木料": "yml", "宅基地": "zjd", "土墙裂": "tql", "卧室取暖": "wsqn", "电动车": "ddc",
    "救生圈": "jsq", "煤气罐": "mqg", "医保今年": "ybjn", "残疾证": "cjz", "旧房改造": "jfgz", "三天不亮": "stbl",
}  # fmt: skip
FOCUSED = "() => document.activeElement.textContent.trim()"
PRINTED = "window.print = () => { document.documentElement.dataset.printed = '1'; }"


@pytest.fixture
def cases(desk: Page, demo_house: House) -> Page:
    """The list of cases at the community's desk, with all there are."""
    desk.add_init_script(PRINTED)
    log_in(desk, demo_house, "community_staff")
    desk.goto(f"{demo_house.url}/office/cases/?work=all")
    return desk


def numbers(page: Page) -> list[str]:
    return page.locator("tbody th a").all_inner_texts()


def test_rows_are_walked_ticked_opened_and_closed_without_a_mouse(cases: Page) -> None:
    listed = numbers(cases)
    assert len(listed) > 3
    focused: list[str] = []
    for key in ("j", "j", "k"):
        cases.keyboard.press(key)
        focused.append(cases.evaluate(FOCUSED))
    assert focused == [listed[0], listed[1], listed[0]]
    cases.keyboard.press("x")
    cases.keyboard.press("j")
    cases.keyboard.press("x")
    assert cases.locator("tbody input:checked").count() == 2
    expect(cases.locator("[data-chosen]")).to_contain_text("2")
    cases.keyboard.press("Enter")
    panel = cases.locator("[data-panel-box]")
    expect(panel).to_be_visible()
    expect(panel).to_contain_text(listed[1])
    cases.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    assert cases.evaluate(FOCUSED) == listed[1], "one is where one was"
    cases.keyboard.press("b")
    assert cases.evaluate("document.activeElement.form.matches('[data-bulk]')"), (
        "and what to do with the ticked is next"
    )


def test_an_open_record_is_worked_on_by_a_key(cases: Page) -> None:
    cases.goto(cases.url.replace("work=all", "work=mine"))
    cases.keyboard.press("j")
    cases.keyboard.press("e")
    assert cases.evaluate(IN_WORK) is False, "nothing is open yet"
    cases.keyboard.press("Enter")
    expect(cases.locator("[data-panel-body] [data-act]").first).to_be_attached()
    cases.keyboard.press("e")
    assert cases.evaluate(IN_WORK) is True
    assert cases.evaluate("document.activeElement.value ?? ''") == "", "the key itself is not written"
    cases.keyboard.press("Escape")
    address = cases.locator("tbody th a").first.evaluate("link => link.href")
    cases.goto(address)
    cases.keyboard.press("e")
    assert cases.evaluate(IN_WORK) is True


def test_search_is_a_key_away_and_reads_first_letters(cases: Page) -> None:
    everything, listed = numbers(cases), cases.locator("tbody").inner_text()
    word = next(word for word in READ if word in listed)
    cases.keyboard.press("/")
    cases.keyboard.type(READ[word])
    cases.keyboard.press("Enter")
    cases.wait_for_url(f"**q={READ[word]}*")
    found = numbers(cases)
    assert 0 < len(found) < len(everything)
    expect(cases.locator("tbody")).to_contain_text(word)


def test_letters_are_letters_where_one_writes_and_the_keys_can_be_put_off(cases: Page) -> None:
    cases.locator("[data-search]").focus()
    cases.keyboard.type("jx?")
    assert cases.locator("[data-search]").input_value() == "jx?"
    assert cases.locator("tbody input:checked").count() == 0
    cases.locator("h1").click()
    cases.keyboard.press("?")
    help_ = cases.locator("[data-keys-box]")
    expect(help_).to_be_visible()
    help_.locator("[data-keys-on]").uncheck()
    cases.keyboard.press("Escape")
    expect(help_).to_be_hidden()
    cases.reload()
    before = cases.evaluate(FOCUSED)
    for key in ("j", "x", "?"):
        cases.keyboard.press(key)
    assert cases.evaluate(FOCUSED) == before, "who put them off is left alone, on the next page too"
    expect(help_).to_be_hidden()


def test_who_types_is_offered_what_was_reported_already(cases: Page, demo_house: House) -> None:
    known = cases.locator("tbody tr").first
    number = known.locator("th a").inner_text()
    text = known.locator("td").nth(1).evaluate("cell => cell.firstChild.textContent.trim()")
    cases.goto(f"{demo_house.url}/office/cases/new/")
    expect(cases.locator("[data-likely]")).to_be_empty()
    cases.locator("[name=text]").press_sequentially(text)
    offered = cases.locator("[data-likely]")
    expect(offered).to_contain_text(number)
    assert offered.locator("a").first.get_attribute("href"), "it can be opened and looked at"
    assert cases.locator("[name=text]").input_value() == text, "and nothing of what was typed is lost"


def test_a_list_and_a_case_go_to_paper_without_their_furniture(cases: Page) -> None:
    rows = cases.locator("tbody tr").count()
    cases.locator("[data-print]").click()
    expect(cases.locator("html")).to_have_attribute("data-printed", "1")
    for address in (cases.url, cases.locator("tbody th a").first.evaluate("link => link.href")):
        cases.emulate_media(media="screen")
        cases.goto(address)
        cases.emulate_media(media="print")
        for furniture in (".side", ".top", ".chips", "form[data-bulk]", "main button"):
            for one in cases.locator(furniture).all():
                expect(one).to_be_hidden()
        expect(cases.locator("h1")).to_be_visible()
        assert len(cases.pdf(format="A4")) > 5_000
        if address.endswith("work=all"):
            assert cases.locator("tbody tr:visible").count() == rows
