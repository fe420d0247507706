"""A chief is chosen by the neighbours: at the desk, on residents' phones, through the days that it takes."""

import json
import re
import subprocess
import sys
from typing import Any

from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import DESK, PHONE, House, walk
from tests.journeys.test_a_street_runs import Account, log_in, press

TITLE = "桂花邻补选"

# Somebody grown up of a neighbourhood whose chief is not the one that other journeys log in as; the chief leaves today.
VACANCY = """
from youlin.domains.chiefs.models import Appointment
from youlin.domains.chiefs import actions
from youlin.domains.access.actor import SYSTEM
from youlin.domains.residents.models import Resident
community = Appointment.objects.get(user__username={community!r}).post.territory.path
terms = Appointment.objects.filter(post__role="neighbourhood_chief", kind="sitting", ends_on=None)
terms = terms.exclude(user__username={chief!r}).filter(post__territory__path__startswith=community)
term = terms.select_related("post__territory").order_by("post__territory__path").last()
actions.end_term(actor=SYSTEM, appointment=term.pk, ends_on=clock.day_of(now), reason="搬家", now=now)
people = Resident.objects.filter(household__neighbourhood=term.post.territory, lives_here=True)
people = people.filter(household__residence="permanent", birth_date__lt="1990-01-01", birth_date__gt="1950-01-01")
person = people.exclude(name=term.user.display_name).order_by("name").first()
answer = {{"post": str(term.post_id), "place": term.post.territory.full_name, "name": person.name}}
"""

# The days pass: the round's own dates move back, as if it had begun earlier.
DAYS_PASS = """
from datetime import timedelta
from youlin.domains.chiefs.models import Contest, Poll, SelectionRound
from youlin.domains.chiefs.rules.selection.days import ORDER
from youlin.domains.messaging.models import Posting
def back(row, *names):
    days = {{name: getattr(row, name) - timedelta(days={days}) for name in names if getattr(row, name)}}
    type(row).objects.filter(pk=row.pk).update(**days)
round_ = SelectionRound.objects.get(title={title!r})
back(round_, *ORDER)
for contest in round_.contests.all():
    back(contest, "notice_from", "notice_until")
    for poll in contest.polls.all():
        back(poll, "opens_on", "closes_on")
    for posting in Posting.objects.filter(about=contest.pk):
        back(posting, "first_day", "last_day")
answer = True
"""

# What is printed on the slips: a PDF that a person reads, and this journey cannot.
SLIPS = """
from youlin.domains.access.actor import SYSTEM
from youlin.domains.chiefs.actions import selection
from youlin.domains.chiefs.models import Contest
contest = Contest.objects.get(round__title={title!r}).pk
answer = [one.code for one in selection.issue_codes(actor=SYSTEM, contest=contest, now=now)]
"""


def inside(house: House, what: str, **said: object) -> Any:
    """Run a few lines in the house; what it calls `answer` comes back."""
    head = "import django, json; django.setup()\nfrom youlin.foundation import clock\nnow = clock.now()\n"
    code = f"{head}{what.format(**said)}\nprint(json.dumps(answer))"
    done = subprocess.run([sys.executable, "-c", code], env=house.env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def account(house: House, role: str) -> Account:
    kept = house.account(role)
    return Account(kept["username"], kept["password"])


def open_contest(desk: Page, house: House, place: str) -> None:
    desk.goto(f"{house.url}/office/chiefs/selection/")
    desk.get_by_role("link", name=TITLE).click()
    desk.get_by_role("link", name=f"{place} 邻长").click()


def put_forward(phone: Page, house: House, name: str) -> None:
    """A neighbour names somebody; nobody has an account."""
    phone.context.clear_cookies()
    phone.goto(f"{house.url}/selection/")
    phone.get_by_role("link", name=TITLE).click()
    phone.get_by_role("link", name="推荐一位，或自己报名").click()
    phone.locator("[name=name]").fill(name)
    phone.locator("[name=nominator]").fill("田婶")
    press(phone, "提名", exact=True)
    expect(phone.get_by_role("heading", level=1)).to_contain_text("提名收到了")


def vote(phone: Page, house: House, code: str, name: str) -> None:
    phone.goto(f"{house.url}/selection/vote/")
    phone.locator("[name=code]").fill(code.lower())
    press(phone, "看候选人")
    phone.get_by_label(name).check()
    press(phone, "投这一票")
    expect(phone.get_by_role("heading", level=1)).to_contain_text("投好了")


def agree_and_review(desk: Page, house: House, place: str, name: str) -> None:
    """Ask the nominee, find the person in the roster, review."""
    open_contest(desk, house, place)
    desk.get_by_role("link", name=name).click()
    desk.get_by_role("link", name="记本人同意").click()
    desk.locator("[name=how]").fill("电话问过")
    press(desk, "记下")
    desk.get_by_role("link", name="对上花名册").click()
    with desk.expect_navigation():
        group = re.sub(r"邻\d+$", "", place)
        desk.locator("li.cell", has_text=group).get_by_role("button").first.click()
    desk.get_by_role("link", name="写审查意见").click()
    for condition in ("age", "lives_here", "consent", "no_relative", "no_record"):
        desk.locator(f"[name={condition}][value=yes]").check()
    for criterion in ("character", "time", "ability", "will"):
        desk.locator(f"[name={criterion}]").fill("邻居都说好")
    press(desk, "记下")
    expect(desk.get_by_role("heading", name=re.compile("审查意见"))).to_contain_text("通过")


def decide(desk: Page, button: str) -> None:
    """One body's decision."""
    desk.get_by_role("link", name=button).click()
    desk.locator("[name=people]").fill("参加会议的人")
    press(desk, "记下")


def test_a_chief_is_chosen_from_the_first_name_to_the_record(demo_house: House, chromium_browser: Browser) -> None:
    house = demo_house
    community, street = account(house, "community_staff"), account(house, "subdistrict_staff")
    chief = account(house, "neighbourhood_chief").username
    found = inside(house, VACANCY, community=community.username, chief=chief)
    place, name = found["place"], found["name"]
    for desk in walk(chromium_browser.new_context(viewport=DESK, locale="zh-CN")):  # type: ignore[arg-type]
        for phone in walk(chromium_browser.new_context(viewport=PHONE, locale="zh-CN")):  # type: ignore[arg-type]
            log_in(desk, house, community)
            desk.goto(f"{house.url}/office/chiefs/")
            desk.get_by_role("link", name="选举换届").click()
            desk.get_by_role("link", name="开一轮选举").first.click()
            desk.locator(f"[name=post][value='{found['post']}']").check()
            desk.get_by_role("button", name="下一步，定日程").first.click()
            desk.locator("[name=title]").fill(TITLE)
            desk.locator("[name=quorum_percent]").fill("5")
            press(desk, "开始提名")

            put_forward(phone, house, name)
            agree_and_review(desk, house, place, name)
            inside(house, DAYS_PASS, days=20, title=TITLE)
            open_contest(desk, house, place)
            press(desk, "提名截止，开始审查")
            press(desk, "公示候选人", exact=True)
            phone.goto(f"{house.url}/selection/")
            phone.get_by_role("link", name=TITLE).click()
            expect(phone.get_by_text(name)).to_be_visible()

            inside(house, DAYS_PASS, days=40, title=TITLE)
            open_contest(desk, house, place)
            press(desk, "开始投票")
            [code, *_others] = inside(house, SLIPS, title=TITLE)
            vote(phone, house, code, name)

            inside(house, DAYS_PASS, days=40, title=TITLE)
            open_contest(desk, house, place)
            press(desk, "投票截止，开始计票")
            desk.get_by_role("link", name="没有纸票，直接算结果").click()
            press(desk, "记下")
            decide(desk, "记两委认定")
            expect(desk.get_by_text("请街道审核。")).to_be_visible()

            log_in(desk, house, street)
            open_contest(desk, house, place)
            decide(desk, "记街道审核")
            desk.get_by_role("link", name="任命", exact=True).click()
            press(desk, "记下")
            expect(desk.get_by_role("heading", level=1)).to_contain_text(name)
            open_contest(desk, house, place)
            expect(desk.get_by_text("已任命").first).to_be_visible()
            with desk.expect_navigation():
                desk.get_by_role("button", name="做完了").first.click()
            desk.goto(f"{house.url}/office/chiefs/selection/")
            desk.get_by_role("link", name=TITLE).click()
            desk.get_by_role("link", name="全程记录").click()
            expect(desk.get_by_role("cell", name="已到任")).to_be_visible()
            expect(desk.get_by_text("街道审核通过").first).to_be_visible()
