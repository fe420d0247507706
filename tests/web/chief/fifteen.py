"""李邻长 answers for fifteen households, as many as a chief should ever have; and what a year leaves behind there."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from tests.domains.care.conftest import day, on
from tests.domains.care.test_supplies import lot, winter
from tests.domains.cases import inspecting
from tests.factories import cast
from tests.factories.cast import START, Street
from youlin.domains.access.actor import SYSTEM
from youlin.domains.care import actions as care
from youlin.domains.care.models import CarePlan
from youlin.domains.cases import actions as cases
from youlin.domains.cases.rules.ladder import Rung
from youlin.domains.outreach.actions import campaigns
from youlin.domains.residents.models import Household, Resident

HOMES = 15
CONTACTS_EACH = 30
CASES_EACH = 3
WORDS = "在门口晒太阳，说腿比上个月好些，药还够吃一个星期"


def fill(street: Street) -> None:
    """Households of three, one of each in care, each person with a long note, and a campaign."""
    for place in range(HOMES - 2):
        number = f"9{place:04}"
        home = cast.household(street.lin1, number, f"溪布社区第1片老屋场组桥头路{number}号附2")
        for one in range(3):
            person = cast.resident(
                home, f"住户{number}{one}", sex="2", born=date(1941, 2, 3 + one), phone=f"1400{place:03}{one:04}"
            )
            Resident.objects.filter(pk=person.pk).update(
                note=f"耳朵背，敲门要重一点；狗拴在后院，第{place}家" * 6, health="高血压，腿脚不便", relation="户主"
            )
            if not one:
                cast.circumstance(person, "elder_alone")
    care.open_plans(actor=SYSTEM, now=START)
    tell(street, "冬季用电安全")


def tell(street: Street, title: str, now: datetime = START) -> Any:
    """A campaign through the community, carried by 邻长."""
    new = campaigns.NewCampaign(
        uuid4(), street.xibu.pk, "electricity", title, "人走断电。电热毯不折着用。" * 9, Rung.NEIGHBOURHOOD,
        on(0).date(), on(20).date(),
    )  # fmt: skip
    return campaigns.begin_campaign(actor=street.actor("社区小覃"), new=new, now=now)


def live(street: Street) -> None:
    """Contacts and cases of months at each door; a surge, things to bring, a round of inspections, more to tell."""
    li = street.actor("李邻长")
    people = list(CarePlan.objects.filter(neighbourhood=street.lin1).values_list("resident", flat=True))
    care.record_contacts(
        actor=SYSTEM,
        contacts=[
            care.NewContact(
                client_id=uuid4(),
                resident=person,
                kind="visit",
                outcome="met",
                happened_at=START - timedelta(days=3 * number, minutes=17),
                wellbeing="fine",
                note=f"{WORDS}{number}",
            )
            for person in people
            for number in range(1, CONTACTS_EACH + 1)
        ],
        now=START,
    )
    for person in people:
        knocks = [care.NewContact(uuid4(), person, "visit", "not_home", on(1, hour)) for hour in (9, 11, 15)]
        care.record_contacts(actor=li, contacts=knocks, now=on(1, 18))
    for home in Household.objects.filter(neighbourhood=street.lin1):
        for number in range(CASES_EACH):
            told = cases.NewCase(text=f"门口的路灯第{number}次不亮了，晚上走路看不见。" * 4, household=home.pk)
            cases.report(actor=li, case=told, now=on(2))
    cold = care.NewSurge(client_id=uuid4(), place=street.xibu.pk, kind="cold", last=day(5))
    care.call_surge(actor=street.actor("社区小覃"), surge=cold, now=on(2))
    winter(street, lot(street, quantity=4 * HOMES), lot(street, "棉被", 4 * HOMES))
    inspecting.open_round(street)
    for title in ("防溺水", "防电信诈骗", "过年用火"):
        tell(street, title)
