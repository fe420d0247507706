"""A picture of a page: where one starts, as whom, in which light, and the steps from there."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

Step = Callable[[Page], None]

LOOKS = {
    "phone": "手机 phone",
    "phone-large": "手机大字 phone, large type",
    "phone-dark": "手机夜间 phone, dark",
    "phone-en": "手机英文 phone, English",
    "desk": "电脑 desk",
    "desk-dark": "电脑夜间 desk, dark",
    "desk-en": "电脑英文 desk, English",
}
BOTH = ("phone", "desk")


@dataclass(frozen=True)
class Picture:
    """A page: where one starts, as whom, and the steps from there to what is shown."""

    name: str
    title: str
    path: str
    who: str | None = None
    looks: tuple[str, ...] = BOTH
    steps: tuple[Step, ...] = ()
    writes: bool = False  # leaves something behind, so it is taken after all others


def follow(selector: str) -> Step:
    """Go where the first link that `selector` finds leads."""

    def step(page: Page) -> None:
        href = page.locator(selector).first.get_attribute("href")
        page.goto(page.evaluate("href => new URL(href, location.href).href", href))

    return step


def press(selector: str) -> Step:
    """Press the first thing that `selector` finds."""
    return lambda page: page.locator(selector).first.click()


def write(selector: str, text: str) -> Step:
    """Write `text` into a field."""
    return lambda page: page.locator(selector).first.fill(text)


def rest(page: Page) -> None:
    """Wait until what was pressed has opened."""
    page.wait_for_timeout(800)


SEND = press("main form button.button")
CHAT = """王桂英 9:02
桥头的路灯又不亮了，晚上看不见
覃大山 9:05
3栋楼下煤气味很大，赶紧来人
田四 9:06
好的收到"""
SAID = (
    write("[name=text]", "二楼楼道的灯坏了三天，晚上老人上下楼看不见。"),
    write("[name=place]", "岩门社区第3片桥头组19号"),
    write("[name=name]", "覃先生"),
)
SOMEBODY = follow("main a[href*='/me/people/']:not([href$='/visit/']):not([href$='/greet/'])")
IN_CARE = follow("main a[href*='/care/people/']")
NEIGHBOUR, GROUP, AREA = "neighbourhood_chief", "group_chief", "area_chief"
COMMUNITY, STREET, DEPARTMENT = "community_staff", "subdistrict_staff", "department_staff"
