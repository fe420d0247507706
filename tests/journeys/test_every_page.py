"""Every page that needs no name in its address, as everyone who may open it: it fits, it reads, it is quiet."""

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.journeys.conftest import DESK, PHONE, House, walk
from tools import doors

AXE = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
NO_PAGE = re.compile(r"<|^/(?:api|health|open311|language|display|style)/|logout|\.(?:json|xlsx|csv|ics|txt|js)$")
WHO_WALKS = {
    None: PHONE,
    "neighbourhood_chief": PHONE,
    "area_chief": PHONE,
    "community_staff": DESK,
    "subdistrict_staff": DESK,
}


def pages(role: str | None) -> list[str]:
    """The pages that somebody with `role` can open and nobody without a role could."""
    found = [
        door for door in doors.doors() if not NO_PAGE.search(door.path) and doors.opens(door.permission, role) == "✓"
    ]
    return [door.path for door in found if role is None or door.permission != "public"]


def trouble(page: Any, address: str, width: int) -> list[str]:
    """What is wrong with a page as it is painted."""
    if page.request.get(address).status == 405:
        return []  # a door that only takes letters
    answer = page.goto(address)
    found = [] if answer is not None and answer.status < 400 else [f"answers {answer.status if answer else 'nothing'}"]
    if page.evaluate("document.documentElement.scrollWidth") > width:
        found.append(f"is wider than {width} pixels")
    if "INVALID[" in page.content():
        found.append("shows a variable that is not there")
    results = Axe().run(page, options=AXE).response["violations"]
    return found + [f"{wrong['id']}: {wrong['nodes'][0]['html'][:120]}" for wrong in results]


@pytest.mark.parametrize("role", WHO_WALKS, ids=lambda role: role or "resident")
def test_every_page_fits_and_can_be_read_by_everyone(
    demo_house: House, chromium_browser: Browser, role: str | None
) -> None:
    found: dict[str, list[str]] = {}
    size = WHO_WALKS[role]
    for page in walk(chromium_browser.new_context(viewport=size, locale="zh-CN")):  # type: ignore[arg-type]
        if role is not None:
            account = demo_house.account(role)
            page.goto(f"{demo_house.url}/account/login/")
            page.fill("[name=username]", account["username"])
            page.fill("[name=password]", account["password"])
            page.press("[name=password]", "Enter")
            page.wait_for_url(re.compile("^(?!.*login)"))
        for path in pages(role):
            wrong = trouble(page, demo_house.url + path, size["width"])
            if wrong:
                found[path] = wrong
    assert found == {}
