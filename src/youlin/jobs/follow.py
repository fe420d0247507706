"""The reactions themselves: each takes an event and its instant, and calls one action of another domain."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.utils.translation import gettext as _

from youlin.domains.access import queries as access
from youlin.domains.access.actor import SYSTEM
from youlin.domains.access.rules import CHIEF_ROLES, Can, Role
from youlin.domains.care import actions as care
from youlin.domains.care import queries as care_queries
from youlin.domains.care.events import (
    AnsweringChanged,
    ContactsRecorded,
    PlanEnded,
    PlanPaused,
    QuestionsAsked,
    QuestionsSettled,
    SilenceRaised,
    SilenceWithdrawn,
    SurgeCalled,
    UrgentReported,
)
from youlin.domains.care.queries import matching
from youlin.domains.cases import actions as cases
from youlin.domains.cases.events import AuthorityMissed
from youlin.domains.chiefs import actions as chiefs
from youlin.domains.chiefs import queries as chiefs_queries
from youlin.domains.messaging import actions as messaging
from youlin.domains.messaging import queries as messaging_queries
from youlin.domains.messaging.events import ObjectionMade
from youlin.domains.messaging.rules.letters import Pace
from youlin.domains.residents.events import (
    CircumstancesEnded,
    HouseholdMoved,
    HouseholdsMoved,
    PeopleMoved,
    ResidenceChanged,
)
from youlin.domains.territory.events import TerritoriesAdded
from youlin.foundation import clock


def posts_for_new_places(event: TerritoriesAdded, now: datetime) -> None:
    """Every place has a post, also while nobody sits in it."""
    chiefs.open_posts(actor=SYSTEM, territories=list(event.territories), now=now)


class Stepped(Protocol):
    """An announcement of cases: keys of the steps they took."""

    @property
    def steps(self) -> tuple[UUID, ...]:
        """Keys of case events."""


def tell_of_case(event: Stepped, now: datetime) -> None:
    """Whoever must act on a case next hears of it."""
    cases.tell_holders(steps=event.steps, link=case_page, now=now)


def tell_of_late_authority(event: AuthorityMissed, now: datetime) -> None:
    """The subdistrict is reminded of whom the law wants told of a danger."""
    cases.tell_of_late_authorities(duties=event.duties, link=case_page, now=now)


def case_page(chief: bool, case: UUID | None) -> str:
    """Where an account reads of a case, or of all that wait for it: a chief on the phone, staff at the desk."""
    room = "/me/cases/" if chief else "/office/cases/"
    if case is None:
        return room if chief else f"{room}?work=mine"
    return f"{room}{case}/"


def care_with_household(event: HouseholdMoved | ResidenceChanged, now: datetime) -> None:
    """A plan goes with the household to its new chief, and ends when nobody lives there any more."""
    care.follow_households(actor=SYSTEM, households=[event.household], now=now)


def care_with_people(event: PeopleMoved | HouseholdsMoved, now: datetime) -> None:
    """A plan goes with its person, or with many households at once, and ends when the person lives here no more."""
    care.follow_households(actor=SYSTEM, households=event.households, now=now)


def tell_of_objection(event: ObjectionMade, now: datetime) -> None:
    """The desk that is nearest to a public notice hears that somebody objects to it."""
    made = messaging_queries.objection(event.objection)
    if made is None:
        return
    desks = chiefs_queries.posts_above(made.posting.territory)
    desk = desks.get(Role.COMMUNITY_STAFF) or desks.get(Role.SUBDISTRICT_STAFF)
    held = access.users_holding([desk.pk], today=clock.day_of(now)) if desk else []
    messaging.tell(
        notices=[
            messaging.NewNotice(
                subdistrict=made.subdistrict_id,
                user=grant.user_id,
                template="posting.objection",
                dedupe=f"objection:{made.pk}",
                params={"title": made.posting.title},
                url=f"/office/notices/{made.posting_id}/",
            )
            for grant in held
        ],
        now=now,
    )


def care_with_circumstances(event: CircumstancesEnded, now: datetime) -> None:
    """A plan rests on what still calls for care, and ends where nothing does."""
    care.follow_circumstances(actor=SYSTEM, residents=event.residents, now=now)


def case_of_urgent(event: UrgentReported, now: datetime) -> None:
    """Whoever was found in urgent need has a case from that second, in the name of who found them."""
    finder = access.actor_of(event.by, today=clock.day_of(now)) if event.by else SYSTEM
    finder = finder if finder.can(Can.WORK_CASES) else SYSTEM  # a term that ended since then silences nothing
    words = event.note or _("问候或上门时发现情况紧急，还没有写明。")
    case = cases.NewCase(
        text=f"{event.resident_name}：{words}",
        urgency="urgent",
        place=event.address,
        resident=event.resident,
        source="care",
        happened_at=event.happened_at,
    )
    cases.report(actor=finder, case=case, now=now, client_id=event.contact)


def tell_of_silence(event: SilenceRaised, now: datetime) -> None:
    """The rung that a silence has reached hears of it, each alarm once."""
    messaging.tell(
        notices=[
            messaging.NewNotice(
                subdistrict=letter.subdistrict,
                user=letter.user,
                template=f"care.silence.{letter.kind}",
                dedupe=care_queries.notice_keys([letter.alarm])[0],
                params={"name": letter.name, "days": letter.level},
                url=person_page(letter.role in CHIEF_ROLES, letter.resident),
                pace=Pace.SOON,
            )
            for letter in care_queries.letters(event.alarms, now=now)
        ],
        now=now,
    )


def take_back_silence(event: SilenceWithdrawn, now: datetime) -> None:
    """What was told of a silence that was none is taken back, for everybody to see."""
    messaging.withdraw(dedupes=care_queries.notice_keys(event.alarms), now=now)


def silence_broken(event: ContactsRecorded, now: datetime) -> None:
    """Whoever was told of a silence need not read of it once somebody went."""
    over = care_queries.settled_by(contacts=event.contacts)
    messaging.settle(dedupes=care_queries.notice_keys(over), now=now)


def silence_over(event: PlanEnded | PlanPaused, now: datetime) -> None:
    """Nor once nothing is due any more, or not for a while."""
    over = care_queries.settled_by(plans=[event.plan])
    messaging.settle(dedupes=care_queries.notice_keys(over), now=now)


def tell_of_surge(event: SurgeCalled, now: datetime) -> None:
    """Whoever answers for people whom a surge concerns hears of it at once: how many they are."""
    messaging.tell(
        notices=[
            messaging.NewNotice(
                subdistrict=call.subdistrict,
                user=call.user,
                template="care.surge",
                dedupe=f"care.surge:{event.surge}",
                params={"kind": call.kind, "n": call.people},
                url="/me/",
                pace=Pace.NOW,
            )
            for call in care_queries.calls(event.surge, now=now)
        ],
        now=now,
    )


def tell_of_new_chief(event: AnsweringChanged, now: datetime) -> None:
    """Whoever looks after somebody from now on hears of it, and whoever did until now."""
    occasion = clock.day_of(now)
    messaging.tell(
        notices=[
            messaging.NewNotice(
                subdistrict=letter.subdistrict,
                user=letter.user,
                template=f"care.match.{letter.how}",
                dedupe=f"care.match:{letter.resident}:{occasion}:{letter.place}:{letter.how}",
                params={"name": letter.name, "other": letter.other},
                url=person_page(True, letter.resident),
            )
            for letter in matching.letters(event.plans, event.left, event.entered, now=now)
        ],
        now=now,
    )


def tell_of_questions(event: QuestionsAsked, now: datetime) -> None:
    """The 邻长 and the 组长 are asked what they know of somebody whom nobody reaches."""
    messaging.tell(
        notices=[
            messaging.NewNotice(
                subdistrict=asking.subdistrict,
                user=asking.user,
                template=f"care.question.{asking.kind}",
                dedupe=care_queries.question_keys([asking.question])[0],
                params={"name": asking.name},
                url=f"/me/questions/{asking.question}/",
            )
            for asking in care_queries.askings(event.questions, now=now)
        ],
        now=now,
    )


def settle_questions(event: QuestionsSettled, now: datetime) -> None:
    """What was answered, or proved groundless, need not be read any more."""
    messaging.settle(dedupes=care_queries.question_keys(event.questions), now=now)


def person_page(chief: bool, resident: UUID) -> str:
    """Where an account reads of a person: a chief on the phone, staff at the desk."""
    return f"/me/people/{resident}/" if chief else f"/office/people/{resident}/"
