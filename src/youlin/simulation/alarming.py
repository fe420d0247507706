"""What cannot wait for the ladder, or for its chief: danger told past it, a complaint in confidence, a call noted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from youlin.domains.access.actor import Actor
from youlin.domains.cases import actions as cases
from youlin.domains.cases.queries import Case
from youlin.domains.cases.queries.authorities import duties_of
from youlin.domains.cases.rules.danger import Told
from youlin.domains.cases.rules.ladder import Rung
from youlin.domains.territory.rules import SEGMENT
from youlin.foundation import clock
from youlin.simulation.world import Neighbourhood, World

FIRST = 5  # days before the last
MINUTE = timedelta(minutes=1)


@dataclass(slots=True)
class Alarming:
    """What comes up around the chief on show; the same on every street, without dice."""

    world: World
    home: Neighbourhood

    def evening(self, day: date) -> None:
        """One danger that was dealt with, and on the last day one of which an authority still has to be told."""
        ago = (self.world.last_day - day).days
        if ago == min(FIRST, (self.world.last_day - self.world.first_day).days):
            self._violence(clock.at(day, 19, 10))
            self._complaint(clock.at(day, 19, 20))
        if ago == 0:
            self._call(clock.at(day, 15, 5))
            self._children(clock.at(day, 18, 30))

    def _violence(self, now: datetime) -> None:
        """Somebody next door says it at the open door, without a name; both authorities are told within the hour."""
        new = cases.NewCase(
            text="楼上又在打人，听见女人哭，孩子也在屋里。",
            place=self.home.people[0].address,
            territory=self.home.key,
            danger="violence",
            secrecy="anonymous",
        )
        case, street = cases.report_public(case=new, now=now, client_id=self.world.identity()), self._above(4)
        self._told(street, case, ((6, Told.PHONE, "110 接警员"), (20, Told.PHONE, "妇联值班同志")), now)
        said = "民警当场处置并出具告诫书，妇联把母子接到亲戚家，约好明天再去看。"
        cases.answer(actor=street, case=case.pk, text=said, now=now + 70 * MINUTE)

    def _complaint(self, now: datetime) -> None:
        """Of a group chief, in confidence: it never reaches whom it is about."""
        new = cases.NewCase(
            text="组里分米油，组长先给自家亲戚，问了也不说怎么定的。",
            place=self.home.people[-1].address,
            territory=self.home.key,
            about_rung=Rung.GROUP,
            secrecy="confidential",
            reporter_name=self.home.people[-1].name,
            reporter_phone=self.home.people[-1].phone,
        )
        cases.report_public(case=new, now=now, client_id=self.world.identity())

    def _call(self, now: datetime) -> None:
        """Somebody rings the community, and wants to be rung back."""
        caller = self.home.people[0]
        new = cases.NewCase(
            text="打电话来问：老人去县医院复查，有没有车可以顺路带一段。",
            territory=self.home.key,
            source="call",
            call_back=True,
            reporter_name=caller.name,
            reporter_phone=caller.phone,
        )
        cases.report(actor=self._above(3), case=new, now=now, client_id=self.world.identity())

    def _children(self, now: datetime) -> None:
        """The chief on show finds children alone: the police are told, 民政 is not yet."""
        new = cases.NewCase(
            text="两个孩子被锁在家里一整天，最小的发烧，大人电话打不通。",
            place=self.home.people[1].address,
            territory=self.home.key,
            danger="minor",
        )
        chief = self.world.answering(self.home.post)
        case = cases.report(actor=chief, case=new, now=now, client_id=self.world.identity())
        self._told(self._above(4), case, ((5, Told.PHONE, "110 接警员"),), now)

    def _told(self, actor: Actor, case: Case, calls: tuple[tuple[int, Told, str], ...], now: datetime) -> None:
        for duty, (minutes, means, who) in zip(duties_of(case), calls, strict=False):
            at = now + minutes * MINUTE
            cases.tell_authority(actor=actor, case=case.pk, duty=duty.pk, means=means, told_to=who, now=at)

    def _above(self, rungs: int) -> Actor:
        """Who answers so many rungs above the neighbourhood."""
        return self.world.answering(self.world.posts[self.home.path[: -rungs * SEGMENT]])
