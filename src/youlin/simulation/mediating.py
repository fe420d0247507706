"""Quarrels and how they go on: one settled, one whose promise is late, one refused, one just asked, one tense."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.cases import actions as cases
from youlin.domains.cases.actions import disputes
from youlin.domains.cases.queries import disputes as queries
from youlin.domains.chiefs import queries as posts
from youlin.domains.territory.rules import SEGMENT
from youlin.foundation import clock
from youlin.simulation.world import Dweller, Neighbourhood, World

HALL = "老屋场组村民活动室"


@dataclass(frozen=True, slots=True)
class Quarrel:
    """What a story is about."""

    kind: str
    title: str
    facts: str
    people: int = 2


DRAIN = Quarrel("neighbour", "排水沟走向引起的邻里纠纷", "上家砌院墙时把水沟改了道，下雨水往下家院里灌。", 6)
BAMBOO = Quarrel("land", "竹山地界纠纷", "两家的界石被挪过，挖冬笋时吵起来。", 4)
NOISE = Quarrel("property", "夜间切割噪音纠纷", "作坊夜里切石料，隔壁老人睡不好，已经吵过两回。", 3)
WAGES = Quarrel("wage", "装修工钱拖欠纠纷", "装修完工三个月，还差四千二百元工钱没结。")
SUPPORT = Quarrel("family", "三兄弟轮流照料老人的纠纷", "老人摔伤以后谁来照料、药费怎么分，三兄弟说不拢。", 4)


@dataclass(slots=True)
class Mediating:
    """Five quarrels in the chief's own corner, each step on its evening."""

    world: World
    home: Neighbourhood
    agenda: dict[date, list[Callable[[datetime], None]]] = field(default_factory=dict)
    paths: dict[UUID, str] = field(default_factory=dict)  # where a person lives

    def plan(self, *, chiefs: set[UUID]) -> None:
        """Spread the steps over the last weeks; in a short life they come closer together."""
        everybody = [one for place in (self.home, *self.world.neighbourhoods) for one in place.people]
        self.paths = {one.key: place.path for place in self.world.neighbourhoods for one in place.people}
        homes = {one.household for one in everybody if one.key in chiefs}  # a chief's own home is nobody's other side
        grown = [one for one in everybody if one.age >= 18 and one.household not in homes]
        people = list({one.household: one for one in reversed(grown)}.values())[::-1]  # one a home, the nearest first
        own, group = self.home.post, self._above(1)
        self._at(20, lambda now: self._drain(people[0], people[1], own, group, now))
        self._at(9, self._keep_first)
        self._at(26, lambda now: self._support(people[2:5], now))
        self._at(12, lambda now: self._wages(people[5], now))
        self._at(3, lambda now: self._bamboo(people[6], people[7], own, now))
        self._at(5, lambda now: self._noise(people[8], own, now))

    def evening(self, day: date) -> None:
        """What happens after work."""
        for number, step in enumerate(self.agenda.pop(day, [])):
            step(clock.at(day, 19, 40 + number))

    # ------------------------------------------------------------------------------------------------ stories
    def _drain(self, upper: Dweller, lower: Dweller, own: UUID, group: UUID, now: datetime) -> None:
        """Settled in writing; one promise was kept, the other is late."""
        chief = self.world.answering(own)
        row = self._begin(chief, DRAIN, now)
        parties = [self._party(chief, row, side, one, now) for side, one in (("a", upper), ("b", lower))]
        mediator = self._ready(chief, row, parties, group, now)
        self._sit(mediator, row, parties, "水沟还原，院墙不动；下家把堆在沟边的柴搬走。", now)
        today = clock.day_of(now)
        terms = [
            disputes.NewTerm(parties[1], "把堆在沟边的柴火搬到自家院内", today + timedelta(days=10)),
            disputes.NewTerm(parties[0], "请人把水沟还原到原来的走向，并用水泥抹边", today + timedelta(days=17)),
        ]
        facts = "甲方砌院墙时改了水沟，乙方院内进水。甲方承认改道不妥，乙方承认柴火堵了沟口。"
        new = disputes.NewAgreement("written", facts, today, terms)
        disputes.agree(actor=mediator, dispute=row, agreement=new, now=now)
        for party in parties:
            disputes.receive(actor=mediator, dispute=row, party=party, received_on=today, now=now)
        disputes.record_wish(actor=mediator, dispute=row, party=parties[0], wishes=True, now=now)

    def _keep_first(self, now: datetime) -> None:
        for row in self._running(DRAIN):
            term = queries.record(self.world.answering(self.home.post), row).waiting_terms[0]
            disputes.keep_term(
                actor=self.world.answering(self.home.post), dispute=row, term=term.pk, done_on=clock.day_of(now),
                text="柴火搬走了，邻长看过。", now=now,
            )  # fmt: skip

    def _support(self, brothers: Sequence[Dweller], now: datetime) -> None:
        """Settled by word of mouth, and kept."""
        desk = self.world.answering(self._above(3))
        row = self._begin(desk, SUPPORT, now, at_desk=True)
        sides = ("a", "b", "third")
        parties = [self._party(desk, row, side, one, now) for side, one in zip(sides, brothers, strict=True)]
        mediator = self._ready(desk, row, parties, self._above(2), now)
        self._sit(mediator, row, parties, "三家轮流，每家一个月，药费三家平摊。", now)
        today = clock.day_of(now)
        terms = [disputes.NewTerm(parties[0], "从本月起先照料一个月，以后按月轮流", today)]
        new = disputes.NewAgreement("oral", "老人摔伤后照料和药费没有说定，三方都愿意分担。", today, terms)
        disputes.agree(actor=mediator, dispute=row, agreement=new, now=now)
        term = queries.record(mediator, row).waiting_terms[0]
        disputes.keep_term(actor=mediator, dispute=row, term=term.pk, done_on=today, text="老人当晚接过去了。", now=now)

    def _wages(self, worker: Dweller, now: datetime) -> None:
        """The other side does not want to talk: the ways of the law are told."""
        desk, today = self.world.answering(self._above(3)), clock.day_of(now)
        row = self._begin(desk, WAGES, now, at_desk=True)
        first = self._party(desk, row, "a", worker, now)
        firm = disputes.NewParty("b", "organisation", "武溪区某装饰服务部", note="负责人在外地")
        other = disputes.add_party(actor=desk, dispute=row, party=firm, now=now)
        disputes.record_will(actor=desk, dispute=row, party=first, will="willing", asked_on=today, now=now)
        if other is not None:
            disputes.record_will(
                actor=desk, dispute=row, party=other.pk, will="refused", asked_on=today, text="电话里说走法律程序",
                now=now,
            )  # fmt: skip
        disputes.tell_routes(actor=desk, dispute=row, party=first, told_on=today, now=now)

    def _bamboo(self, one: Dweller, other: Dweller, own: UUID, now: datetime) -> None:
        """Just being asked."""
        desk, today = self.world.answering(self._above(3)), clock.day_of(now)
        row = self._begin(desk, BAMBOO, now, at_desk=True)
        parties = [self._party(desk, row, side, person, now) for side, person in (("a", one), ("b", other))]
        disputes.record_will(actor=desk, dispute=row, party=parties[0], will="willing", asked_on=today, now=now)
        disputes.record_will(
            actor=desk, dispute=row, party=parties[1], will="unsure", asked_on=today, text="要等儿子回来商量", now=now
        )
        self._propose(desk, row, own, now)

    def _noise(self, elder: Dweller, own: UUID, now: datetime) -> None:
        """They sat down once, and it may turn violent."""
        chief = self.world.answering(own)
        row = self._begin(chief, NOISE, now)
        first = self._party(chief, row, "a", elder, now)
        shop = disputes.NewParty("b", "outsider", "石料作坊覃师傅", note="租住在组里，老家外县")
        other = disputes.add_party(actor=chief, dispute=row, party=shop, now=now)
        parties = [first] + ([other.pk] if other is not None else [])
        mediator = self._ready(chief, row, parties, own, now)
        self._sit(mediator, row, parties, "作坊愿意晚上八点后不切料，设备搬不搬还没说定。", now)
        disputes.warn(actor=mediator, dispute=row, text="两家年轻人在微信里互相放话", now=now)

    # ------------------------------------------------------------------------------------------------ helpers
    def _at(self, days_before: int, step: Callable[[datetime], None]) -> None:
        days = (self.world.last_day - self.world.first_day).days
        day = self.world.last_day - timedelta(days=min(days_before, days))
        self.agenda.setdefault(day, []).append(step)

    def _above(self, rungs: int) -> UUID:
        return self.world.posts[self.home.path[: -rungs * SEGMENT]]

    def _begin(self, actor: Actor, quarrel: Quarrel, now: datetime, *, at_desk: bool = False) -> UUID:
        case = territory = None
        if at_desk:
            [territory] = posts.places_of([self._above(3)])
        else:
            said = cases.NewCase(text=quarrel.title, kind="dispute", territory=self.home.key)
            case = cases.report(actor=actor, case=said, now=now).pk
        new = disputes.NewDispute(
            quarrel.kind, quarrel.title, quarrel.facts, quarrel.people, case=case, territory=territory
        )
        return disputes.open_dispute(actor=actor, dispute=new, now=now).pk

    def _party(self, actor: Actor, row: UUID, side: str, person: Dweller, now: datetime) -> UUID:
        # Who lives elsewhere is not on this roster, and is put down by name alone.
        known = actor.can_at(Can.SEE_HOUSEHOLDS, self.paths[person.key])
        new = disputes.NewParty(
            side, "resident" if known else "outsider", person.name, person.phone,
            resident=person.key if known else None,
        )  # fmt: skip
        made = disputes.add_party(actor=actor, dispute=row, party=new, now=now)
        if made is None:
            raise ValueError("a fresh write is new")
        return made.pk

    def _propose(self, actor: Actor, row: UUID, post: UUID, now: datetime) -> Actor:
        holder = self.world.answering(post)
        found = queries.candidates(queries.get(actor, row), now=now)
        term = next(one.pk for one in found if one.user_id == holder.user_id)
        disputes.propose(actor=actor, dispute=row, appointment=term, way="chosen", related=False, now=now)
        return holder

    def _ready(self, actor: Actor, row: UUID, parties: Sequence[UUID], post: UUID, now: datetime) -> Actor:
        """Everybody is willing, and accepts who holds a post."""
        today = clock.day_of(now)
        for party in parties:
            disputes.record_will(actor=actor, dispute=row, party=party, will="willing", asked_on=today, now=now)
        holder = self._propose(actor, row, post, now)
        [mediator] = queries.record(actor, row).mediators
        disputes.accept(actor=actor, dispute=row, mediator=mediator.pk, now=now)
        return holder

    def _sit(self, actor: Actor, row: UUID, parties: Sequence[UUID], minutes: str, now: datetime) -> None:
        session = disputes.NewSession(now - timedelta(minutes=30), HALL, parties, minutes)
        disputes.hold_session(actor=actor, dispute=row, session=session, now=now)

    def _running(self, quarrel: Quarrel) -> list[UUID]:
        desk = self.world.answering(self._above(3))
        rows = queries.disputes(desk, queries.Wanted(stage="performing"))
        return [row.pk for row in rows if row.title == quarrel.title]
