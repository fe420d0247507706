"""A selection round of the named cast: 邻2's post is empty, 赵大伯 and his neighbours may be put forward."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from tests.factories import cast
from youlin.domains.access.models import User
from youlin.domains.chiefs import actions as chiefs
from youlin.domains.chiefs.actions import selection as actions
from youlin.domains.chiefs.models import Candidature, Contest, Poll, SelectionRound
from youlin.domains.chiefs.rules.selection import days
from youlin.domains.chiefs.rules.selection.days import Calendar
from youlin.domains.chiefs.rules.selection.fitness import Answer, Condition, Criterion, Said, Standing
from youlin.domains.messaging.models import Posting
from youlin.domains.residents.models import Household, Resident
from youlin.foundation import clock
from youlin.foundation.refusal import Refusal


@dataclass
class Story:
    """A round on its way; `day` is today, and each helper does one thing of it."""

    street: cast.Street
    day: date
    homes: list[Household]
    people: list[Resident]
    round: SelectionRound
    contest_key: UUID
    method: str
    reviewer: str = "街道老彭"
    candidates: list[Candidature] = field(default_factory=list)

    @property
    def now(self) -> datetime:
        """Ten in the morning of the story's day."""
        return clock.at(self.day, 10)

    @property
    def contest(self) -> Contest:
        """The post as it stands."""
        return Contest.objects.select_related("round", "post__territory").get(pk=self.contest_key)

    @property
    def poll(self) -> Poll:
        """The latest vote."""
        return Poll.objects.filter(contest=self.contest_key).latest("number")

    def nominate(self, person: Resident, *, consents: bool = True) -> Candidature:
        """社区小覃 puts somebody forward; the nominee agrees by telephone."""
        wanted = actions.NewNomination(self.contest_key, "community", resident=person.pk, reason="热心")
        row = actions.nominate(actor=self.street.actor("社区小覃"), nomination=wanted, client_id=uuid4(), now=self.now)
        if consents:
            actions.consent(actor=self.street.actor("社区小覃"), candidature=row.pk, how="电话", now=self.now)
        self.candidates.append(row)
        return row

    def review(self, row: Candidature, *, standing: tuple[Standing, ...] = (), **answers: Answer) -> None:
        """街道老彭 reviews: everything yes unless said otherwise."""
        conditions = {one: Said(answers.get(one.value, Answer.YES), "问过本人和邻居") for one in Condition}
        found = actions.NewReview(conditions, dict.fromkeys(Criterion, "好"), frozenset(standing))
        actions.review(
            actor=self.street.actor(self.reviewer), candidature=row.pk, found=found, client_id=uuid4(), now=self.now
        )

    def close_nominations(self) -> None:
        """The day after the last one."""
        self.day = max(self.day, (self.contest.nominate_until or self.round.nominate_until) + timedelta(days=1))
        actions.close_nominations(actor=self.street.actor("社区小覃"), contest=self.contest_key, now=self.now)

    def put_up(self) -> None:
        """The list goes up on its day."""
        self.day = max(self.day, self.round.notice_from)
        actions.put_up(actor=self.street.actor("社区小覃"), contest=self.contest_key, now=self.now)

    def open_vote(self) -> None:
        """The vote begins once the notice has hung."""
        until = self.contest.notice_until
        assert until is not None
        self.day = max(self.day, until + timedelta(days=1))
        actions.open_vote(actor=self.street.actor("社区小覃"), contest=self.contest_key, now=self.now)

    def to_the_vote(self, number: int = 2) -> None:
        """Nominated, reviewed, on notice, open to vote on."""
        for person in self.people[:number]:
            self.nominate(person)
        self.close_nominations()
        for row in self.candidates:
            self.review(row)
        self.put_up()
        self.open_vote()

    def codes(self) -> dict[UUID, str]:
        """Fresh slips."""
        issued = actions.issue_codes(actor=self.street.actor("社区小覃"), contest=self.contest_key, now=self.now)
        return {one.household: one.code for one in issued}

    def close_vote(self) -> None:
        """The day after its last."""
        self.day = max(self.day, self.poll.closes_on + timedelta(days=1))
        actions.close_vote(actor=self.street.actor("社区小覃"), contest=self.contest_key, now=self.now)

    def vote_online(self, *choices: int | None) -> None:
        """One household after another chooses a candidate by number, or nobody."""
        slips = list(self.codes().values())
        for slip, choice in zip(slips, choices, strict=False):
            chosen = "" if choice is None else str(self.candidates[choice].pk)
            actions.cast(code=slip, choice=chosen, now=self.now)

    def elect(self, *choices: int | None) -> None:
        """The whole vote, online."""
        self.vote_online(*choices)
        self.close_vote()
        actions.decide_without_paper(actor=self.street.actor("社区小覃"), contest=self.contest_key, now=self.now)

    def recognise(self) -> None:
        """两委 agree."""
        decision = actions.Decision(self.day, "两委全体", "同意")
        actions.recognise(
            actor=self.street.actor("社区小覃"), contest=self.contest_key, decision=decision, now=self.now
        )

    def confirm(self) -> None:
        """The street agrees."""
        decision = actions.Decision(self.day, "彭、李", "同意")
        actions.confirm(actor=self.street.actor("街道老彭"), contest=self.contest_key, decision=decision, now=self.now)

    def appoint(self) -> chiefs.Slip:
        """The post is filled."""
        start = max(self.day, self.round.starts_on)
        taking = actions.TakingOffice(start, self.round.ends_on)
        return actions.appoint_elected(
            actor=self.street.actor("社区小覃"), contest=self.contest_key, taking=taking, now=self.now
        )


def calendar(day: date) -> Calendar:
    """The calendar that the desk proposes."""
    return days.proposed(day, years=5)


def begin(street: cast.Street, *, households: int = 7, method: str = "households", **rules: object) -> Story:
    """周邻长 leaves 邻2; a round is opened for the post. `people`: one grown-up in each household."""
    day = clock.day_of(cast.START)
    office = street.actor("社区小覃")
    post = street.post_of(street.lin2)
    term = post.appointments.get()
    chiefs.end_term(actor=office, appointment=term.pk, ends_on=day, reason="搬家", now=cast.START)
    homes = [street.zhao_home]
    people = [street.zhao]
    for place in range(1, households):
        home = cast.household(street.lin2, f"1{place:04}", f"溪布社区第1片老屋场组2{place}号")
        homes.append(home)
        people.append(cast.resident(home, f"候选{place}号", born=date(1970, 1, place), phone=f"1400000{place:04}"))
    wanted = actions.NewRound(
        title="邻2补选",
        posts=(post.pk,),
        calendar=calendar(day),
        method=method,
        training=("学会记问候", "认一遍邻里的门"),
        **rules,  # type: ignore[arg-type]
    )
    row = actions.open_round(actor=office, wanted=wanted, client_id=uuid4(), now=clock.at(day, 10))
    return Story(street, day, homes, people, row, row.contests.get().pk, method)


def account(street: cast.Street, name: str) -> User:
    """An account of the cast."""
    return street.users[name]


def refused(code: str) -> pytest.RaisesExc[Refusal]:
    """A step that is refused with this code."""
    return pytest.raises(Refusal, check=lambda error: error.code == code)


def hanging(story: Story) -> Posting:
    """The notice of the story's contest."""
    key = story.contest.posting
    assert key is not None
    return Posting.objects.get(pk=key)
