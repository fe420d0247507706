"""Every page, as everyone who may open it, on a phone and at a desk: it fits, it reads, it is quiet.

Pages with a name in their address are found as people find them: the first link to each kind is followed. A page of
the desk is painted as the first sees it who may open it; for whoever comes after, its answer and its links are read.
"""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import APIResponse, Browser, Page, Response
from playwright.sync_api import Error as BrowserError

from tests.journeys.conftest import DESK, PHONE, House, walk
from tools import doors

# Pages look the same on every database; that each can be read from PostgreSQL, the guards ask.
pytestmark = pytest.mark.sqlite_only
AXE = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],  # what is well, it need not describe
}
NO_PAGE = re.compile(
    r"^/(?:api|health|open311|language|display|style)/|logout|/(?:likely|cost)/$|\.(?:json|xlsx|csv|ics|txt|js)$"
)
# Who may do most comes first: axe reads a page as the first who opens it sees it, with everything that can stand on it.
WHO_WALKS = (
    "subdistrict_staff",
    "community_staff",
    "department_staff",
    "area_chief",
    "neighbourhood_chief",
    None,
)


def open_to(role: str | None) -> list[str]:
    """The doors that `role` can open and nobody without a role could, as they are written in the source."""
    return [
        door.path
        for door in doors.doors()
        if not NO_PAGE.search(door.path)
        and doors.opens(door.permission, role) == "✓"
        and (role is None or door.permission != "public")
    ]


# By the attribute: the link of a drawing has an object for its href.
HREFS = "links => links.map(link => new URL(link.getAttribute('href'), document.baseURI).href)"
SHAPES = {"uuid": "[0-9a-f-]{36}"}


@dataclass(frozen=True)
class Opened:
    """A page behind its door. Where it was not painted, it was read as it came over the wire."""

    door: str
    path: str
    status: int
    html: str
    hrefs: list[str]
    painted: bool


class Links(HTMLParser):
    """Where the links of a page lead."""

    def __init__(self, base: str) -> None:
        super().__init__()
        self.base, self.found = base, list[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        href = dict(attrs).get("href")
        if tag == "a" and href is not None:
            self.found.append(urljoin(self.base, href))


def pages(page: Page, house: House, role: str | None, seen: Container[str] = ()) -> Iterator[tuple[Opened, list[str]]]:
    """Each page of `role`, while it is open, and what is wrong with its answer and its links.

    First those with a plain address, then one of each kind that they lead to. What is `seen` need not be painted.
    """
    found = open_to(role)
    closed = {door.path for door in doors.doors() if doors.opens(door.permission, role) == "·"}
    plain = [(path, path) for path in found if "<" not in path]
    kinds = {path: re.compile(re.sub(r"<(\w+):\w+>", shape_of, path)) for path in found if "<" in path}
    while plain:
        door, path = plain.pop(0)
        opened = read(page, house, door, path) if door in seen else paint(page, house, door, path)
        if opened is None:
            continue
        links = [urlsplit(href) for href in opened.hrefs if href.startswith(house.url)]
        wrong = [] if opened.status == 200 else [f"answers {opened.status}"]
        wrong += ["shows a variable that is not there"] if "INVALID[" in opened.html else []
        yield opened, wrong + [f"leads to a closed door, {link.path}" for link in links if link.path in closed]
        for link in links:
            for kind in [kind for kind, shape in kinds.items() if shape.fullmatch(link.path)]:
                del kinds[kind]
                plain.append((kind, f"{link.path}?{link.query}" if link.query else link.path))


def paint(page: Page, house: House, door: str, path: str) -> Opened | None:
    """Open a page; None where the door only takes letters, or hands out a paper or a picture."""
    # A picture that is opened by itself the browser dresses in a page of its own, which is not ours to judge.
    if "<" in door and not is_page(page.request.get(house.url + path)):
        return None
    try:
        answer = page.goto(house.url + path)
    except BrowserError:
        told = page.request.get(house.url + path)  # a download
        if not is_page(told):
            return None
        raise
    assert answer is not None
    hrefs = page.eval_on_selector_all("a[href]", HREFS)
    return Opened(door, path, answer.status, page.content(), hrefs, True) if is_page(answer) else None


def read(page: Page, house: House, door: str, path: str) -> Opened | None:
    """Fetch a page as whoever is logged in, without painting it."""
    answer = page.request.get(house.url + path)
    if not is_page(answer):
        return None
    links = Links(answer.url)
    links.feed(answer.text())
    return Opened(door, path, answer.status, answer.text(), links.found, False)


def is_page(answer: Response | APIResponse) -> bool:
    return answer.status != 405 and answer.headers.get("content-type", "text/html").startswith("text/html")


def shape_of(hole: re.Match[str]) -> str:
    """What may stand where a door has a name in its address."""
    return SHAPES.get(hole[1], "[^/]+")


def trouble(page: Page, size: Any, *, read: bool) -> list[str]:
    """What is wrong with the open page as it is painted on a screen of `size`, and with `read`, as axe reads it."""
    page.set_viewport_size(size)
    found = []
    if page.evaluate("document.documentElement.scrollWidth") > size["width"]:
        found.append("is wider than the screen")
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    found += [f"has a table that hangs over: {name}" for name in page.evaluate(HANGING) if size == PHONE]
    if read:
        results = page.evaluate("async options => (await axe.run(document, options)).violations", AXE)
        found += [f"{wrong['id']}: {wrong['nodes'][0]['html'][:120]}" for wrong in results]
    return [f"{size['width']}: {wrong}" for wrong in found]


@pytest.fixture(scope="session")
def read_already() -> set[str]:
    """The doors behind which axe has read in this run. Whoever walks alone reads everything."""
    return set()


def of_the_desk(seen: set[str]) -> set[str]:
    """What need not be painted twice: the subdistrict's desk has seen each of these with the most that can stand on it.

    A chief's phone is painted for every chief: it must be hit and read by the old.
    """
    return {door for door in seen if door.startswith("/office/")}


# What a finger must hit: the whole row where a row is the link, the label where a box has one. A link inside a sentence
# is read before it is hit, and the sentence is not made of stone (WCAG 2.5.8).
SMALL_TARGETS = """() => {
  const area = (one) => one.matches(".cell-title") ? one.closest(".cell")
    : ["checkbox", "radio"].includes(one.type)
      ? one.closest("label, .choice") ?? document.querySelector(`label[for="${one.id}"]`) ?? one : one;
  const inSentence = (one) => getComputedStyle(one).display === "inline"
    && one.parentElement.textContent.trim().length > one.textContent.trim().length;
  return [...document.querySelectorAll("a[href], button, select, textarea, summary, input:not([type=hidden])")]
    .filter((one) => one.checkVisibility() && !one.closest(".skip, .unseen") && !inSentence(one))
    .map((one) => [area(one).getBoundingClientRect(), one.outerHTML.slice(0, 90)])
    .filter(([box]) => box.width < 43.9 || box.height < 43.9)
    .map(([box, html]) => `${Math.round(box.width)}×${Math.round(box.height)} ${html}`);
}"""
# A table that does not become cards where it has no room: on a telephone nobody pushes it sideways.
HANGING = """() => [...document.querySelectorAll(".sheet-scroll")]
  .filter((frame) => frame.scrollWidth > frame.clientWidth + 1)
  .map((frame) => frame.getAttribute("aria-label"))"""
SMALL_TEXT = """() => {
  const found = new Set(), walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const one = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !one.checkVisibility()) continue;
    if (one.closest(".skip, .unseen, option, svg")) continue;
    if (parseFloat(getComputedStyle(one).fontSize) < 17.9) found.add(one.className || one.tagName);
  }
  return [...found];
}"""
TOO_WIDE = "document.documentElement.scrollWidth - innerWidth"
LARGE = "on => document.documentElement.classList.toggle('large', on)"


def hard_for_old_hands(page: Page) -> list[str]:
    """What somebody of 75 with a cheap phone could not hit, read, or would have to push sideways for."""
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    found = [f"too small to hit: {target}" for target in page.evaluate(SMALL_TARGETS)]
    found += [f"too small to read: {name}" for name in page.evaluate(SMALL_TEXT)]
    for large in (False, True):
        page.evaluate(LARGE, large)
        for width in (320, 360):
            page.set_viewport_size({"width": width, "height": 740})
            if page.evaluate(TOO_WIDE) > 0:
                found.append(f"is wider than {width}" + (" in large type" if large else ""))
    page.evaluate(LARGE, False)
    return found


def log_in(page: Page, house: House, role: str) -> None:
    """Arrive as somebody with `role`."""
    account = house.account(role)
    page.goto(f"{house.url}/account/login/")
    page.fill("[name=username]", account["username"])
    page.fill("[name=password]", account["password"])
    page.press("[name=password]", "Enter")
    page.wait_for_url(re.compile("^(?!.*login)"))


@pytest.mark.parametrize("role", WHO_WALKS, ids=lambda role: role or "resident")
def test_every_page_fits_and_can_be_read_by_everyone(
    demo_house: House, chromium_browser: Browser, read_already: set[str], role: str | None
) -> None:
    found: dict[str, list[str]] = {}
    count = 0
    axe = Axe().axe_script
    for page in walk(chromium_browser.new_context(locale="zh-CN", reduced_motion="reduce")):
        if role is not None:
            log_in(page, demo_house, role)
        for opened, wrong in pages(page, demo_house, role, seen=of_the_desk(read_already)):
            count += 1
            if opened.painted:
                unread = opened.door not in read_already
                if unread:
                    page.evaluate(axe)
                    read_already.add(opened.door)
                wrong += hard_for_old_hands(page) if opened.path.startswith("/me/") else []
                wrong += [line for size in (PHONE, DESK) for line in trouble(page, size, read=unread)]
            if wrong:
                found[opened.path] = wrong
    assert found == {}
    assert count > 3
