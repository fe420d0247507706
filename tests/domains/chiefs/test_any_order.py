"""In whatever order people are appointed, leave, go away and neighbourhoods change: one answers, or nobody."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import cast
from youlin.domains.access.actor import SYSTEM
from youlin.domains.access.models import RoleGrant
from youlin.domains.chiefs import actions, queries
from youlin.domains.chiefs.models import Absence, Adjustment, Appointment
from youlin.domains.chiefs.rules import Seat, Term, answerer
from youlin.domains.residents.models import Household, ResidenceFact
from youlin.domains.residents.queries import states_on
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import Level
from youlin.foundation import clock, db
from youlin.foundation.refusal import Refusal
from youlin.jobs import adjusting

NOW = cast.START
TODAY = clock.day_of(NOW)
DAYS = [TODAY + timedelta(days=offset) for offset in range(0, 60, 3)]
PEOPLE = ("李邻长", "周邻长", "田组长", "向片长")

VERBS = (
    *("appoint", "act", "end_", "resign", "away", "back", "give_back", "renew", "stay"),
    *("look", "agree", "undo", "grow"),
)
STEPS = st.lists(
    st.tuples(st.sampled_from(VERBS), st.integers(0, 3), st.integers(0, 30), st.integers(1, 25)), max_size=12
)


class Told(Exception):
    """Ends a life; whatever it did is undone."""


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_no_post_has_two_and_no_household_is_in_two_or_in_none(
    street: cast.Street, steps: list[tuple[str, int, int, int]]
) -> None:
    try:
        with transaction.atomic():
            for number, (verb, who, offset, length) in enumerate(steps):
                try:
                    with transaction.atomic():
                        doing = Doing(street, who, TODAY + timedelta(days=offset), length, number)
                        getattr(doing, verb)()
                except Refusal:
                    continue
            one_answers(street)
            one_place_for_each_home()
            raise Told
    except Told:
        pass


class Doing:
    """One thing that people do; what is refused changes nothing."""

    def __init__(self, street: cast.Street, who: int, start: date, length: int, number: int) -> None:
        self.street, self.who, self.start, self.length, self.number = street, who, start, length, number
        self.end = start + timedelta(days=length)
        self.office, self.name = street.actor("社区小覃"), PEOPLE[who]
        self.place = street.lin1 if who % 2 else street.lin2
        self.user = street.users[self.name].pk

    def some(self, table: type[Absence] | type[Adjustment] | type[Appointment]) -> Any:
        """One of the rows there are; none where there are none."""
        rows: list[Any] = list(table.objects.order_by("id"))
        if table is Appointment:
            rows = [row for row in rows if row.post.territory_id in (self.street.lin1.pk, self.street.lin2.pk)]
        if not rows:
            raise Refusal("nothing", "")
        return rows[(self.who + self.length) % len(rows)]

    def term(self, kind: str) -> actions.NewTerm:
        return actions.NewTerm(self.street.post_of(self.place).pk, self.user, kind, self.start, self.end)

    def appoint(self) -> None:
        actions.appoint(actor=self.office, term=self.term("sitting"), now=NOW)

    def act(self) -> None:
        actions.appoint(actor=self.office, term=self.term("acting"), now=NOW)

    def end_(self) -> None:
        key = self.some(Appointment).pk
        actions.end_term(actor=self.office, appointment=key, ends_on=self.start, reason="换届", now=NOW)

    def resign(self) -> None:
        key = self.some(Appointment).pk
        actions.resign(actor=self.street.actor(self.name), appointment=key, ends_on=self.start, now=NOW)

    def renew(self) -> None:
        key = self.some(Appointment).pk
        actions.renew(actor=self.office, appointment=key, ends_on=self.end, starts_on=self.start, now=NOW)

    def stay(self) -> None:
        actions.take_back_end(actor=self.office, appointment=self.some(Appointment).pk, now=NOW)

    def away(self) -> None:
        cover = self.street.users[PEOPLE[(self.who + 1 + self.length % 3) % 4]].pk if self.length % 4 else None
        said = actions.NewAbsence(self.start, self.end, db.new_id(), cover)
        actions.set_absence(actor=self.office, absence=said, user=self.user, now=NOW)

    def back(self) -> None:
        actions.end_absence(actor=self.office, absence=self.some(Absence).pk, now=NOW)

    def give_back(self) -> None:
        row = self.some(Absence)
        if row.cover is not None:
            coverer = next(one for one, account in self.street.users.items() if account.pk == row.cover.user_id)
            actor = self.street.actor(coverer, on=row.cover.starts_on)
            actions.give_back(actor=actor, absence=row.pk, now=NOW)

    def grow(self) -> None:
        for home in range(self.length):
            cast.household(self.place, f"8{self.number:02}{home:03}", "")

    def look(self) -> None:
        adjusting.propose_adjustments(now=NOW)

    def agree(self) -> None:
        chosen = [self.some(Adjustment).pk]
        peng = self.street.actor("街道老彭")
        actions.accept_adjustments(actor=peng, adjustments=chosen, apply_on=TODAY, now=NOW)
        actions.apply_due(actor=SYSTEM, now=NOW)

    def undo(self) -> None:
        actions.undo_adjustment(actor=self.street.actor("街道老彭"), adjustment=self.some(Adjustment).pk, now=NOW)


def one_answers(street: cast.Street) -> None:
    """A post has one who answers or nobody on each day, by the rule and by the queries; the keys follow the terms."""
    rows = list(Appointment.objects.filter(kind__in=["sitting", "acting"]).select_related("post"))
    away = [(one.post_id, one.user_id, Term(one.starts_on, one.ends_on)) for one in Absence.objects.all()]
    grants = {row.origin: (row.starts_on, row.ends_on) for row in RoleGrant.objects.all()}
    assert all(grants[row.pk] == (row.starts_on, row.ends_on) for row in rows)
    posts = {row.post_id for row in rows}
    for day in DAYS:
        held = queries.holders(posts, day=day)
        for post in posts:
            mine = [row for row in rows if row.post_id == post]
            sitting = [row for row in mine if row.kind == "sitting" and Term(row.starts_on, row.ends_on).holds_on(day)]
            acting = [row for row in mine if row.kind == "acting" and Term(row.starts_on, row.ends_on).holds_on(day)]
            assert len(sitting) <= 1 and len(acting) <= 1
            seats = [Seat(row.user_id, Term(row.starts_on, row.ends_on), row.kind == "acting") for row in mine]
            gone = [(user, days) for where, user, days in away if where == post]
            first = held[post][0].user if held.get(post) else None
            assert first == answerer(seats, gone, day)
    covered = queries.coverage(SYSTEM, day=TODAY)
    assert covered.covered + len(covered.uncovered) == covered.permanent_households == Household.objects.count()


def one_place_for_each_home() -> None:
    """Every household lies in one open neighbourhood, today and, by what was found, on any other day."""
    assert not Household.objects.filter(neighbourhood__closed_on__isnull=False).exists()
    last = {row.household_id: row.neighbourhood_id for row in ResidenceFact.objects.order_by("id")}
    now_at = dict(Household.objects.values_list("pk", "neighbourhood"))
    assert all(now_at[home] == place for home, place in last.items())
    for day in (TODAY - timedelta(days=1), TODAY):
        places = {place for _residence, place in states_on(SYSTEM, day).values()}
        then = Territory.objects.filter(pk__in=places, level=Level.NEIGHBOURHOOD).exclude(closed_on__lte=day)
        assert then.count() == len(places)
