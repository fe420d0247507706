"""A street in which something waits behind every door of the phone."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from tests.domains.care.conftest import on
from tests.domains.care.test_patterns import many_visits
from tests.domains.care.test_supplies import lot, receive, winter
from tests.domains.cases import inspecting
from tests.factories import cast, door
from tests.factories.cast import START, Street
from youlin.domains.access.actor import SYSTEM
from youlin.domains.benefits import actions as benefits
from youlin.domains.care import actions as care
from youlin.domains.care.actions import patterns, rounds
from youlin.domains.cases import actions as cases
from youlin.domains.cases.actions import disputes
from youlin.domains.cases.rules.ladder import Rung
from youlin.domains.chiefs import actions as chiefs
from youlin.domains.chiefs.models import Appointment
from youlin.domains.messaging import actions as messaging
from youlin.domains.outreach.actions import campaigns, meetings, tasks
from youlin.domains.residents.models import Circumstance, Resident


def fill(street: Street) -> None:
    """People in care, a contact to take back, a case on each rung, a notice, things to bring, a question, a lead."""
    Resident.objects.filter(pk=street.liu.pk).update(relation="户主", health="健康")
    card = cast.circumstance(street.liu, "disabled")  # of grade two: an application that a chief may help with
    Circumstance.objects.filter(pk=card.pk).update(detail="肢体二级")
    care.open_plans(actor=SYSTEM, now=START)
    li, tian = street.actor("李邻长"), street.actor("田组长")
    done = care.NewContact(uuid4(), street.liu.pk, "visit", "met", on(4, 8), "fine")
    care.record_contacts(actor=li, contacts=[done], now=on(4))
    told = cases.NewCase(
        text="门口的路灯不亮",
        household=street.wang_home.pk,
        resident=street.wang.pk,
        reporter_name="王桂英",
        reporter_phone="14000000001",
    )
    cases.report(actor=li, case=told, now=on(4))
    away = cases.report(actor=li, case=cases.NewCase(text="水管漏水", household=street.liu_home.pk), now=on(4))
    cases.escalate(actor=li, case=away.pk, reason="要水电所来修，我办不了。", now=on(4))
    answered = cases.report(actor=li, case=cases.NewCase(text="井盖松了", household=street.wang_home.pk), now=on(4))
    cases.answer(actor=li, case=answered.pk, text="换了新的", told=True, now=on(4))
    back = cases.report(actor=li, case=cases.NewCase(text="树枝挡路", household=street.wang_home.pk), now=on(4))
    cases.escalate(actor=li, case=back.pk, reason="要大锯。", now=on(4))
    cases.answer(actor=tian, case=back.pk, text="锯掉了", told=False, now=on(4))
    messaging.tell(
        notices=[
            messaging.NewNotice(
                subdistrict=street.subdistrict.pk,
                user=street.users["李邻长"].pk,
                template="care.silence.greeting",
                dedupe="busy",
                params={"name": "王桂英", "days": 1},
                url=f"/me/people/{street.wang.pk}/",
            )
        ],
        now=on(4),
    )
    made = winter(street, lot(street))
    receive(street, made.deliveries.get(household=street.liu_home), now=on(4))
    rounds.share_calendar(actor=li, shows="count", now=on(4))
    chat = chiefs.NewChat(street.lin1.pk, "老屋场组邻1", on(4).date(), 2)
    chiefs.open_chat(actor=li, chat=chat, client_id=uuid4(), now=on(4))
    many_visits(street, at=on(4, 7))
    patterns.ask(now=on(4))
    zhou = street.actor("周邻长")
    days = chiefs.NewAbsence(on(3).date(), on(9).date(), uuid4(), street.users["田组长"].pk)
    chiefs.set_absence(actor=zhou, absence=days, now=on(3))
    seat = Appointment.objects.get(user=street.users["向片长"])
    chiefs.resign(actor=street.actor("向片长"), appointment=seat.pk, ends_on=on(20).date(), now=on(4))
    benefits.find_leads(actor=SYSTEM, subdistrict=street.subdistrict.pk, now=on(4))
    door.gather(li, door.opened(li, street.wang.pk, "dibao", now=on(4)), now=on(4))
    gather(street)


def gather(street: Street) -> None:
    """A quarrel, a round of inspections, a campaign at the doors, a meeting to come and one that gave a task."""
    li, tian, today = street.actor("李邻长"), street.actor("田组长"), on(4).date()
    cases.report(actor=li, case=cases.NewCase("两家为水沟吵架", kind="dispute", territory=street.lin1.pk), now=on(4))
    begun = cases.report(
        actor=li, case=cases.NewCase("两家为围墙吵架", kind="dispute", territory=street.lin1.pk), now=on(4)
    )
    quarrel = disputes.NewDispute("neighbour", "围墙纠纷", "墙挪了", case=begun.pk)
    disputes.open_dispute(actor=li, dispute=quarrel, now=on(4))
    inspecting.open_round(street)
    campaign = campaigns.NewCampaign(
        uuid4(), street.xibu.pk, "electricity", "冬季用电安全", "人走断电。", Rung.NEIGHBOURHOOD, today,
        today + timedelta(days=20),
    )  # fmt: skip
    campaigns.begin_campaign(actor=street.actor("社区小覃"), new=campaign, now=on(4))
    soon = meetings.NewMeeting(uuid4(), "courtyard", street.group.pk, "冬月屋场会", on(6), "坪里", ("路灯",))
    meetings.call_meeting(actor=tian, meeting=soon, now=on(4))
    held = meetings.NewMeeting(uuid4(), "push", street.subdistrict.pk, "推进会", on(4), "街道", ("火炉",))
    peng = street.actor("街道老彭")
    push = meetings.call_meeting(actor=peng, meeting=held, now=on(4))
    tasks.give_task(
        actor=peng, meeting=push.pk, post=street.post_of(street.lin1).pk, text="查一遍火炉",
        due_on=today + timedelta(days=3), now=on(4), client_id=uuid4(),
    )  # fmt: skip
