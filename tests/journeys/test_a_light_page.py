"""What a page costs a phone that comes for the first time, on the wire: all of it, and what it waits for."""

import gzip
import json
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.journeys.conftest import PHONE, House
from tests.journeys.test_every_page import log_in

pytestmark = pytest.mark.sqlite_only  # what goes over the wire is the same from every database
LIMIT = 100_000
PACK_LIMIT = 150_000
MOST_SHEETS = 3  # that a page waits for
PAGES = ("/me/", "/me/neighbours/", "/me/cases/", "/me/cases/new/", "/me/mine/", "/me/supplies/")
BLOCKING = """() => performance.getEntriesByType("resource")
  .filter((one) => one.renderBlockingStatus === "blocking").map((one) => new URL(one.name).pathname)"""


@dataclass
class Wire:
    """What came over it, with its head, and who asked for it."""

    sizes: dict[str, int] = field(default_factory=dict)
    asked_by: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def listen(self, page: Page) -> None:
        """Count what the browser receives, compressed as it came, from an empty cache."""
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.setCacheDisabled", {"cacheDisabled": True})
        session.on("Network.requestWillBeSent", self._asked)
        session.on("Network.loadingFinished", self._arrived)

    def _asked(self, event: dict[str, Any]) -> None:
        self.names[event["requestId"]] = event["request"]["url"]
        self.asked_by[event["request"]["url"]] = event["initiator"]["type"]

    def _arrived(self, event: dict[str, Any]) -> None:
        self.sizes[self.names[event["requestId"]]] = event["encodedDataLength"]


@pytest.fixture(scope="module")
def chief(demo_house: House, chromium_browser: Browser) -> BrowserContext:
    """Somebody's phone, logged in."""
    context = chromium_browser.new_context(viewport=PHONE, locale="zh-CN")  # type: ignore[arg-type]
    page = context.new_page()
    log_in(page, demo_house, "neighbourhood_chief")
    page.close()
    return context


@pytest.mark.parametrize("path", PAGES)
def test_a_page_weighs_little_and_is_there_after_one_round_trip(
    demo_house: House, chief: BrowserContext, path: str
) -> None:
    page, wire = chief.new_page(), Wire()
    wire.listen(page)
    page.goto(demo_house.url + path, wait_until="networkidle")
    waited_for = page.evaluate(BLOCKING)
    page.close()
    assert sum(wire.sizes.values()) < LIMIT, wire.sizes
    assert len(waited_for) <= MOST_SHEETS
    assert all(name.endswith(".css") for name in waited_for)
    # The document itself names each of them, so all are asked for at once: none brings another.
    assert {wire.asked_by[url] for url in wire.asked_by if url.endswith(".css") or ".css?" in url} == {"parser"}


def test_the_pack_comes_compressed_and_once(demo_house: House, chief: BrowserContext) -> None:
    asked = chief.request.get(f"{demo_house.url}/me/pack/", headers={"Accept-Encoding": "gzip"})
    assert asked.headers["content-encoding"] == "gzip"
    told = json.loads(asked.body())
    assert len(told["homes"]) >= 10
    assert len(gzip.compress(asked.body())) < PACK_LIMIT / 10
    again = chief.request.get(f"{demo_house.url}/me/pack/", headers={"If-None-Match": asked.headers["etag"]})
    assert again.status == 304
    assert again.body() == b""
