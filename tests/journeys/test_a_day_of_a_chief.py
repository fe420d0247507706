"""A 邻长 goes through today's list on the phone: two taps a greeting, four a visit, until nobody is left."""

import re
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import House

MOST = 12  # people; a list of today that is longer is another story


class Thumb:
    """Taps, and counts them."""

    def __init__(self) -> None:
        self.taps = 0

    def tap(self, what: Locator) -> None:
        what.tap()
        self.taps += 1


def arrive(phone: Page, house: House, role: str) -> None:
    account = house.account(role)
    phone.goto(f"{house.url}/account/login/")
    phone.fill("[name=username]", account["username"])
    phone.fill("[name=password]", account["password"])
    phone.press("[name=password]", "Enter")
    phone.wait_for_url(f"{house.url}/me/")


def waiting(phone: Page) -> Locator:
    """The buttons of those who are late or due today: the full ones; tomorrow's are drawn second."""
    return phone.locator(".cell-action a.button:not(.second)")


def test_everybody_on_the_list_is_seen_with_few_taps(phone: Page, demo_house: House) -> None:
    arrive(phone, demo_house, "neighbourhood_chief")
    if not waiting(phone).count():
        pytest.fail("the demo leaves its 邻长 nobody to greet today")
    for _person in range(MOST):
        if not waiting(phone).count():
            break
        before = waiting(phone).count()
        thumb, button = Thumb(), waiting(phone).first
        is_visit = "上门" in button.inner_text()
        thumb.tap(button)
        with phone.expect_request(lambda asked: asked.method == "POST") as sent:
            if is_visit:
                thumb.tap(phone.get_by_text("都好", exact=True))
                thumb.tap(phone.get_by_role("button", name="记下", exact=True))
            else:
                thumb.tap(phone.get_by_role("button", name="问候过了，都好"))
        # The office is told what it took: as many taps as were made, and how many fields the form had.
        said = parse_qs(sent.value.post_data or "")["effort"][0].split(",")
        assert int(said[1]) == thumb.taps
        expect(phone.get_by_text(re.compile("，都好，已记下。"))).to_be_visible()
        assert thumb.taps <= (4 if is_visit else 2)
        assert waiting(phone).count() == before - 1
    expect(phone.get_by_text("今天没有要问候的人")).to_be_visible()
    expect(phone.get_by_text("今天已记下")).to_be_visible()


def test_a_number_is_looked_at_on_purpose(phone: Page, demo_house: House) -> None:
    arrive(phone, demo_house, "neighbourhood_chief")
    phone.get_by_role("link", name="邻里").tap()
    phone.wait_for_url(f"{demo_house.url}/me/neighbours/")
    phone.locator(".cell-title[href^='/me/neighbours/']").first.tap()  # above them may stand households to be checked
    phone.wait_for_url(re.compile(r"/me/neighbours/[0-9a-f-]{36}/$"))
    phone.locator(".cell-title").first.tap()
    phone.wait_for_url(re.compile(r"/me/people/[0-9a-f-]{36}/$"))
    expect(phone.locator("#phone")).not_to_contain_text(re.compile(r"140\d{8}"))
    reveal = phone.get_by_role("button", name="看号码，打电话")
    if reveal.count():
        reveal.tap()
        expect(phone.locator("a[href^='tel:140']")).to_be_visible()
