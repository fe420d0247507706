"""Selections under way on the last day, for posts that lost their chief: one votes, the next is on notice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from youlin.domains.access.actor import Actor
from youlin.domains.chiefs.actions import selection
from youlin.domains.chiefs.rules.selection.days import Calendar
from youlin.domains.chiefs.rules.selection.fitness import Answer, Condition, Criterion, Said, Standing
from youlin.domains.territory.rules import SEGMENT
from youlin.foundation import clock
from youlin.simulation.world import Dweller, Neighbourhood, World

BEGUN = (29, 12, 4)  # days before the last one: voting, on notice, taking names
LESSONS = ("看一遍三长职责和纪律", "学会在手机上记问候和走访", "由组长带着，把每一户的门认一遍")
REASONS = ("人热心，谁家有事都到", "在家时间多，腿脚好", "当过村民组长，办事公道")
CRITERIA = {
    Criterion.CHARACTER: "邻居都说公道",
    Criterion.TIME: "常年在家",
    Criterion.ABILITY: "会用手机，能写能说",
    Criterion.WILL: "本人愿意",
}


def select(world: World, places: Sequence[Neighbourhood]) -> None:
    """Begin a round for each of these, and take it as far as its days allow."""
    begun = [world.last_day - timedelta(days=ago) for ago in BEGUN]
    lived = [day for day in begun if day >= world.first_day]
    for place, day in zip(places, lived, strict=False):
        homes = {one.household: one for one in reversed(place.people) if 25 <= one.age <= 66}
        people = [*homes.values()][:3]
        if len(people) == len(REASONS):
            _Round(world, place, day).run(people)


class _Round:
    """One post's selection, by the desk of its community and of the street."""

    def __init__(self, world: World, place: Neighbourhood, begun: date) -> None:
        self.world, self.place, self.begun = world, place, begun
        self.community = world.answering(world.posts[place.path[: 3 * SEGMENT]])
        self.street = world.answering(world.posts[place.path[: 2 * SEGMENT]])

    def run(self, people: list[Dweller]) -> None:
        """Names, reviews, the notice, the vote."""
        begun, last = self.begun, self.world.last_day
        row = selection.open_round(
            actor=self.community,
            wanted=selection.NewRound(
                f"{self.place.name}邻长补选", (self.place.post,), self._calendar(), training=LESSONS
            ),
            client_id=self.world.identity(),
            now=clock.at(begun, 9),
        )
        contest: UUID = row.contests.get().pk
        candidates = [self._nominate(contest, one, reason) for one, reason in zip(people, REASONS, strict=True)]
        if begun + timedelta(days=8) > last:
            return
        selection.close_nominations(actor=self.community, contest=contest, now=clock.at(begun + timedelta(days=8), 9))
        for number, (candidate, person) in enumerate(zip(candidates, people, strict=True)):
            self._review(candidate, person, clear=number < 2)
        selection.put_up(actor=self.community, contest=contest, now=clock.at(begun + timedelta(days=9), 9))
        if begun + timedelta(days=26) <= last:
            self._vote(contest, candidates)

    def _calendar(self) -> Calendar:
        after = (7, 9, 9, 24, 26, 32, 36, 40, 42, 42 + 3 * 365)
        return Calendar(*(self.begun + timedelta(days=number) for number in after))

    def _nominate(self, contest: UUID, person: Dweller, reason: str) -> UUID:
        now = self.world.minute(self.begun + timedelta(days=2), 9, 17)
        wanted = selection.NewNomination(contest, "resident", resident=person.key, nominator="邻居", reason=reason)
        row = selection.nominate(actor=self.community, nomination=wanted, client_id=self.world.identity(), now=now)
        selection.consent(actor=self.community, candidature=row.pk, how="电话问过本人", now=now + timedelta(hours=1))
        return row.pk

    def _review(self, candidate: UUID, person: Dweller, *, clear: bool) -> None:
        """The third one holds another office, says the reviewer."""
        conditions = {one: Said(Answer.YES, "问过本人和邻居") for one in Condition}
        if not clear:
            conditions[Condition.NO_RELATIVE] = Said(Answer.NO, "和现任组长是兄弟，要回避")
        standing = frozenset({Standing.PARTY_MEMBER} if person.party else {Standing.WARM_HEARTED})
        selection.review(
            actor=self.street,
            candidature=candidate,
            found=selection.NewReview(conditions, CRITERIA, standing),
            client_id=self.world.identity(),
            now=self.world.minute(self.begun + timedelta(days=8), 10, 17),
        )

    def _vote(self, contest: UUID, candidates: list[UUID]) -> None:
        """Some have voted by the last day; their choice is kept in a sum, as everybody's."""
        begins = self.begun + timedelta(days=26)
        actor: Actor = self.community
        selection.open_vote(actor=actor, contest=contest, now=clock.at(begins, 9))
        slips = selection.issue_codes(actor=actor, contest=contest, now=clock.at(begins, 10))
        for place, slip in enumerate(slips[: len(slips) // 3]):
            choice = str(candidates[place % 2])
            selection.cast(code=slip.code, choice=choice, now=self.world.minute(begins, 11, 20))
