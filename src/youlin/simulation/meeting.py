"""Meetings: a courtyard meeting and the next one, an analysis meeting, and a street's meeting that gives out tasks."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from youlin.domains.access.actor import Actor
from youlin.domains.cases import actions as cases
from youlin.domains.chiefs import queries as posts
from youlin.domains.outreach.actions import meetings, tasks
from youlin.domains.outreach.queries import meetings as queries
from youlin.domains.territory.rules import SEGMENT
from youlin.foundation import clock
from youlin.foundation.db import new_id
from youlin.simulation.world import Neighbourhood, World

YARD = "老屋场坪里"
CAME = 0.6  # of those who are on a list
RAISED = (
    ("problem", "村口到3号的水沟淤住了，下雨漫到路上", "请了两位师傅，周末清一遍，以后每季度清一次。"),
    ("appeal", "活动室晚上能不能多开两个小时", "从下周起开到晚上九点，钥匙在组长那里。"),
)
TASKS = ("把邻里每户的火炉、电热毯看一遍", "核对独居老人的联系电话", "发完防诈骗明白纸")


@dataclass(slots=True)
class Gathering:
    """Who meets when, around the chief on show."""

    world: World
    home: Neighbourhood
    rng: Random = field(init=False)
    raised: list[UUID] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Dice of its own, so that no other story changes."""
        self.rng = Random(f"meetings/{self.world.first_day}/{len(self.world.neighbourhoods)}")

    def evening(self, day: date) -> None:
        """What takes place after work, and on the last day what is called for the next ones."""
        ago = (self.world.last_day - day).days
        first = min(21, (self.world.last_day - self.world.first_day).days)
        if ago == first:
            self._courtyard(clock.at(day, 19))
            self._push(clock.at(day, 15))
        elif ago == max(first - 2, 1) and self.raised:
            self._answer(clock.at(day, 18, 30))
        elif ago == 7:
            self._analysis(clock.at(day, 16))
        if ago == 0:
            self._next(clock.at(day, 9))

    def _courtyard(self, now: datetime) -> None:
        chief = self._chief(1)
        row = self._call(chief, 1, "courtyard", "秋收后屋场会", YARD, now, ("冬天用火用电怎么小心", "水沟轮流清不清"))
        self._tick(chief, row, now)
        items = queries.record(chief, row).items
        present = queries.record(chief, row).present
        first = meetings.Said("讲了炉子通风、电热毯人走断电，大家答应互相看一眼。")
        meetings.note_item(actor=chief, meeting=row, item=items[0].row.pk, said=first, now=now)
        hands = (max(present - 2, 0), min(present, 1), min(max(present - 1, 0), 1))
        vote = meetings.Said("上家下家都说了话，同意轮流。", "水沟每季度清一次，各户轮流出工", hands)
        meetings.note_item(actor=chief, meeting=row, item=items[1].row.pk, said=vote, now=now)
        for (kind, text, _answer), who in zip(RAISED, self.home.people, strict=False):
            case = meetings.raise_case(
                actor=chief, meeting=row, text=text, kind=kind, by=who.name, now=now, client_id=new_id()
            )
            self.raised.append(case.pk)
        meetings.count_guests(actor=chief, meeting=row, guests=2, chair=chief.name, now=now)
        later = now + timedelta(minutes=90)
        meetings.close_meeting(
            actor=chief, meeting=row, minutes="先讲冬天防火，再商量清沟，最后大家提了两件事，都记下了。", now=later
        )

    def _answer(self, now: datetime) -> None:
        for case, (_kind, _text, answer) in zip(self.raised, RAISED, strict=True):
            cases.answer(actor=self._chief(1), case=case, text=answer, now=now)

    def _push(self, now: datetime) -> None:
        street = self._chief(4)
        row = self._call(street, 4, "push", "冬季平安推进会", "街道三楼会议室", now, ("入冬火灾防范", "独居老人问候"))
        self._tick(street, row, now)
        day = clock.day_of(now)
        seats = (self.home.post, self._post(1), self.home.post)
        for number, (text, post) in enumerate(zip(TASKS, seats, strict=True)):
            due = min(day + timedelta(days=7 + 9 * number), self.world.last_day + timedelta(days=3))
            task = tasks.give_task(
                actor=street, meeting=row, post=post, text=text, due_on=due, now=now, client_id=new_id()
            )
            if number == 0:
                chief = self.world.answering(post)
                tasks.finish_task(actor=chief, task=task.pk, note="十户都看了，两家换了插座。", now=now)
        later = now + timedelta(minutes=80)
        meetings.close_meeting(actor=street, meeting=row, minutes="通报了上月情况，交办三件事，月底再看。", now=later)

    def _analysis(self, now: datetime) -> None:
        desk = self._chief(3)
        row = self._call(desk, 3, "analysis", "十一月民情分析会", "社区会议室", now, ("各组听到的", "要上报的"))
        self._tick(desk, row, now)
        later = now + timedelta(minutes=60)
        meetings.close_meeting(
            actor=desk, meeting=row, minutes="反映集中在路灯和水沟，两件已经在办，一件请街道城管办看。", now=later
        )

    def _next(self, now: datetime) -> None:
        """The next ones are called: what was answered and given out stands on their agenda."""
        soon = now + timedelta(days=4)
        self._call(self._chief(1), 1, "courtyard", "冬月屋场会", YARD, now, ("过年前的卫生", "居民公约要不要改"), soon)
        self._call(self._chief(4), 4, "push", "年底推进会", "街道三楼会议室", now, ("春节前安全检查",), soon)

    # ------------------------------------------------------------------------------------------------ helpers
    def _post(self, rungs: int) -> UUID:
        return self.world.posts[self.home.path[: -rungs * SEGMENT]]

    def _chief(self, rungs: int) -> Actor:
        return self.world.answering(self._post(rungs))

    def _call(
        self, actor: Actor, rungs: int, kind: str, title: str, place: str, now: datetime, topics: tuple[str, ...],
        starts_at: datetime | None = None,
    ) -> UUID:  # fmt: skip
        [territory] = posts.places_of([self._post(rungs)])
        new = meetings.NewMeeting(new_id(), kind, territory, title, starts_at or now, place, topics)
        return meetings.call_meeting(actor=actor, meeting=new, now=now).pk

    def _tick(self, actor: Actor, meeting: UUID, now: datetime) -> None:
        """Most of a list come, of a long one the first forty that are asked."""
        row, people = queries.expected(actor, meeting, now=now)
        field_name = "household" if row.kind == "courtyard" else "post"
        for one in people[:40]:
            if self.rng.random() < CAME:
                key = {field_name: one.key}
                meetings.mark_present(actor=actor, meeting=meeting, here=True, now=now, **key)
