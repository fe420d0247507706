"""Somebody without an account reports, is taken for a person, and reads what became of it: with script and without."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import PHONE, House, walk
from youlin.domains.cases.rules.proof import BITS, solves

pytestmark = pytest.mark.sqlite_only  # the proof is the same on every database
NUMBERS = "二三四五六七八"


def say(page: Page, house: House, text: str) -> None:
    page.goto(f"{house.url}/report/")
    page.fill("[name=text]", text)
    page.fill("[name=place]", "村口大樟树下")


def receipt(page: Page) -> None:
    """The number and the code stand there, and open the case."""
    page.wait_for_url(re.compile(r"/report/[^/]+/$"))
    expect(page.locator("main")).to_contain_text(re.compile(r"\d{4}-\d{6}"))
    page.locator("main a[href*='/track/']").first.click()
    expect(page.locator("main")).to_contain_text(re.compile(r"\d{4}-\d{6}"))


def test_with_script_nothing_is_asked_and_the_work_was_done(phone: Page, demo_house: House) -> None:
    say(phone, demo_house, "桥头的石板松了，走上去会翘。")
    expect(phone.locator("[data-proof-question]")).to_be_hidden()
    serial = phone.locator("[data-proof]").get_attribute("data-serial") or ""
    solution = phone.locator("[data-proof-solution]")
    expect(solution).not_to_have_value("")
    assert solves(serial, solution.input_value())
    assert phone.locator("[data-proof]").get_attribute("data-bits") == str(BITS)
    phone.click("main form button")
    receipt(phone)


def test_whoever_is_quicker_than_the_script_waits_and_is_not_asked_twice(phone: Page, demo_house: House) -> None:
    phone.goto(f"{demo_house.url}/report/")
    # Filled in by the browser itself and sent at once: no field had the focus, so no work was begun.
    phone.evaluate("""() => {
      const form = document.querySelector("[data-proof]").form;
      form.elements.text.value = "井盖不见了一半。"; form.elements.place.value = "村口大樟树下";
      form.requestSubmit(form.querySelector("button"));
    }""")
    receipt(phone)


def test_without_script_a_sum_is_asked_and_words_stay_when_it_is_wrong(
    chromium_browser: Browser, demo_house: House
) -> None:
    context = chromium_browser.new_context(viewport=PHONE, locale="zh-CN", java_script_enabled=False)  # type: ignore[arg-type]
    for page in walk(context):
        say(page, demo_house, "路边的树倒了半边，压着电线。")
        question = page.locator("[data-proof-question]")
        expect(question).to_be_visible()
        page.fill("[name=proof_answer]", "99")
        page.click("main form button.wide")
        expect(page.locator("[name=text]")).to_have_value("路边的树倒了半边，压着电线。")
        asked = re.search(f"([{NUMBERS}])加([{NUMBERS}])等于几", question.inner_text())
        assert asked is not None
        page.fill("[name=proof_answer]", str(sum(NUMBERS.index(one) + 2 for one in asked.groups())))
        page.click("main form button.wide")
        receipt(page)
