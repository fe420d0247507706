"""Activities with people who came and some who will, certificates of service, and what neighbours agreed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from youlin.domains.access.actor import Actor
from youlin.domains.outreach import actions as outreach
from youlin.domains.outreach.queries.volunteering import Activity, SignUp
from youlin.domains.territory.rules import SEGMENT
from youlin.foundation import clock
from youlin.simulation.world import Dweller, Neighbourhood, World

BACK = 8  # days before the last, on which the first activity is called
NEEDED = 6
COVENANT = """一、红白喜事从简，不请流水席。
二、垃圾不下河，屋前屋后自己扫。
三、谁家老人独自在家，隔壁早晚应一声。
四、夏天不让孩子独自下塘，看见了就喊住。"""


@dataclass(slots=True)
class Volunteering:
    """What the community and the group of the chief on show call people to; without dice."""

    world: World
    home: Neighbourhood
    came: list[SignUp] = field(default_factory=list)
    called: Activity | None = None

    def evening(self, day: date) -> None:
        """One activity from the call to the certificates, and on the last day two ahead."""
        ago, lived = (self.world.last_day - day).days, (self.world.last_day - self.world.first_day).days
        back = min(BACK, lived)
        if ago == back and back >= 2:
            self._first(day)
        elif ago == back - 1 and self.called is not None:
            self._served(self.called)
        if ago == 0:
            self._ahead(clock.at(day, 17, 30))
            self._agreed(day)

    def _first(self, day: date) -> None:
        begins = clock.at(day + timedelta(days=1), 14)
        self.called = self._call("一起清村口的水沟", "村口大樟树下", begins, clock.at(day, 18))
        for person in self._grown()[:NEEDED]:
            self.came.append(self._sign(self.called, person, clock.at(day, 18, 30)))

    def _served(self, activity: Activity) -> None:
        """All but the last came; the first has the certificate, the second waits for it."""
        now = activity.ends_at + timedelta(minutes=30)
        minutes: dict[UUID, int | None] = {one.pk: 120 for one in self.came[:-1]}
        minutes |= {one.pk: None for one in self.came[-1:]}
        outreach.check_off(actor=self._above(1), activity=activity.pk, came=minutes, now=now)
        for place, one in enumerate(self.came[:2]):
            asked = outreach.ask_certificate(holder=one.holder, client_id=self.world.identity(), now=now)
            if place == 0:
                outreach.issue_certificate(actor=self._above(3), certificate=asked.pk, now=now + timedelta(hours=1))

    def _ahead(self, now: datetime) -> None:
        sunday = clock.at(clock.day_of(now) + timedelta(days=4), 9)
        for title, where, begins in (
            ("给独居老人晒被子、擦窗户", "老屋场坪里集合", sunday),
            ("冬季防火上门看一遍", "社区服务站", sunday + timedelta(days=7)),
        ):
            row = self._call(title, where, begins, now)
            for person in self._grown()[2:4]:
                self._sign(row, person, now + timedelta(minutes=20))

    def _agreed(self, day: date) -> None:
        """A covenant of the community, read by everybody."""
        desk, now = self._above(3), clock.at(day, 17)
        place = next(grant.territory for grant in desk.grants if grant.path == self.home.path[: -3 * SEGMENT])
        version = outreach.write_covenant(
            actor=desk,
            territory=place,
            kind="village",
            text=COVENANT,
            agreed_on=self.world.first_day,
            agreed_how="各组屋场会举手，户户有人到",
            now=now,
            client_id=self.world.identity(),
        )
        outreach.publish_covenant(actor=desk, covenant=version.covenant_id, version=version.pk, now=now)
        outreach.review_covenant(
            actor=desk, covenant=version.covenant_id, on=day, outcome="kept", note="喊孩子那条再说一说，别的照旧",
            next_on=day + timedelta(days=180), now=now, client_id=self.world.identity(),
        )  # fmt: skip

    def _call(self, title: str, where: str, begins: datetime, now: datetime) -> Activity:
        group = self._above(1)
        place = next(grant.territory for grant in group.grants if self.home.path.startswith(grant.path))
        new = outreach.NewActivity(
            territory=place,
            title=title,
            place=where,
            starts_at=begins,
            ends_at=begins + timedelta(hours=2),
            places=NEEDED,
            text="带手套，午饭前结束，大家互相照应。",
        )
        return outreach.call(actor=group, activity=new, now=now, client_id=self.world.identity())

    def _sign(self, activity: Activity, person: Dweller, now: datetime) -> SignUp:
        return outreach.sign_up_public(
            activity=activity.pk, name=person.name, phone=person.phone, now=now, client_id=self.world.identity()
        )

    def _grown(self) -> list[Dweller]:
        """Grown people of the place, one a telephone."""
        grown = {one.phone: one for one in self.home.people if one.age >= 18 and one.phone}
        return sorted(grown.values(), key=lambda one: one.phone)

    def _above(self, rungs: int) -> Actor:
        return self.world.answering(self.world.posts[self.home.path[: -rungs * SEGMENT]])
