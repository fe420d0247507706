"""Whoever has nobody is an alarm within a minute, told once, and taken back when it is over."""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timedelta

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import cast
from youlin.domains.access.actor import SYSTEM
from youlin.domains.chiefs import actions, queries
from youlin.domains.chiefs.models import Appointment, CoverageGap
from youlin.domains.chiefs.queries.living import changes_since, permanent_now
from youlin.domains.messaging.models import Notice
from youlin.domains.residents import actions as residents
from youlin.domains.residents.models import Household
from youlin.domains.residents.queries import states_on
from youlin.domains.territory.models import Territory
from youlin.foundation import clock, outbox
from youlin.foundation.refusal import Refusal
from youlin.jobs.tick import tick

NOW = cast.START
TODAY = clock.day_of(NOW)
TOMORROW = TODAY + timedelta(days=1)


def resign(street: cast.Street, place: Territory, on: date = TODAY) -> None:
    seat = Appointment.objects.get(post__territory=place, kind="sitting", ends_on=None)
    actions.end_term(actor=SYSTEM, appointment=seat.pk, ends_on=on, reason="搬家", now=NOW)


def act(street: cast.Street, place: Territory, start: date, until: date) -> None:
    term = actions.NewTerm(street.post_of(place).pk, street.users["周邻长"].pk, "acting", start, until)
    actions.appoint(actor=street.actor("社区小覃"), term=term, now=NOW)


def told(now: datetime = NOW) -> int:
    """Whatever was announced is heard, as after a commit."""
    return outbox.dispatch_waiting(now=now)


class TestAnAlarm:
    def test_opens_at_the_instant_the_term_ended_though_it_is_seen_later(self, street: cast.Street) -> None:
        resign(street, street.lin1, on=TOMORROW)
        assert actions.check_coverage(now=NOW).opened == 0
        a_minute_past = clock.start_of(TOMORROW) + timedelta(minutes=1)
        assert actions.check_coverage(now=a_minute_past).opened == 1
        gap = CoverageGap.objects.get()
        assert (gap.neighbourhood_id, gap.because, gap.households) == (street.lin1.pk, "term_ended", 2)
        assert (gap.opened_at, gap.noticed_at) == (clock.start_of(TOMORROW), a_minute_past)

    def test_closes_when_somebody_acts_and_the_next_one_is_a_new_row(self, street: cast.Street) -> None:
        resign(street, street.lin1)
        actions.check_coverage(now=NOW)
        act(street, street.lin1, TOMORROW, TOMORROW + timedelta(days=3))
        later = clock.at(TOMORROW, 9)
        assert actions.check_coverage(now=later) == actions.Checked(0, 1)
        closed = CoverageGap.objects.get()
        assert (closed.closed_at, closed.closed_because) == (clock.start_of(TOMORROW), "covered")

        again = clock.at(TOMORROW + timedelta(days=3), 0, 1)
        assert actions.check_coverage(now=again).opened == 1
        assert [gap.because for gap in queries.history(street.lin1.pk)] == ["acting_ended", "term_ended"]

    def test_closes_when_nobody_lives_there_any_more(self, street: cast.Street) -> None:
        resign(street, street.lin2)
        actions.check_coverage(now=NOW)
        residents.change_residence(
            actor=street.actor("社区小覃"),
            household=street.zhao_home.pk,
            residence="moved",
            evidence="上门看过",
            found_on=TODAY,
            now=NOW,
        )
        assert actions.check_coverage(now=NOW).closed == 1
        assert CoverageGap.objects.get().closed_because == "nobody_lives"

    def test_a_neighbourhood_in_which_nobody_lives_is_none(self, street: cast.Street) -> None:
        resign(street, street.yanmen_lin)
        assert actions.check_coverage(now=NOW).opened == 0

    def test_where_nothing_changed_the_check_asks_once(
        self, street: cast.Street, django_assert_num_queries: Callable[[int], object]
    ) -> None:
        resign(street, street.lin1)
        actions.check_coverage(now=NOW)
        with django_assert_num_queries(1):  # type: ignore[attr-defined]
            assert actions.check_coverage(now=NOW + timedelta(minutes=1)) == actions.Checked(0, 0)


class TestALetter:
    def test_goes_to_both_desks_once_a_neighbourhood_and_is_taken_back(self, street: cast.Street) -> None:
        resign(street, street.lin1)
        told()
        tick(now=NOW + timedelta(minutes=1))
        letters = Notice.objects.filter(template="chiefs.coverage.one")
        assert Counter(letter.user_id for letter in letters) == {
            street.users["社区小覃"].pk: 1,
            street.users["街道老彭"].pk: 1,
        }
        assert letters[0].params == {"place": "溪布社区第1片老屋场组邻1", "places": 1, "homes": 2}

        act(street, street.lin1, TODAY, TOMORROW)
        told()
        told()  # the check announces in its turn
        assert letters.filter(withdrawn_at=None).count() == 0

    def test_many_at_once_are_one_letter_taken_back_with_the_last_of_them(self, street: cast.Street) -> None:
        places = [
            Territory.objects.create(
                level=80,
                parent=street.group,
                subdistrict=street.subdistrict,
                path=street.group.path + f"{number:012x}",
                name=f"邻{number}",
                full_name=f"溪布社区第1片老屋场组邻{number}",
                door_code=f"T{number:05}",
            )
            for number in range(10, 17)
        ]
        actions.open_posts(actor=SYSTEM, territories=[place.pk for place in places], now=NOW)
        for number, place in enumerate(places):
            cast.household(place, f"2{number:04}", f"老屋场组{number + 50}号")
        tick(now=NOW)
        told()
        letters = Notice.objects.filter(template="chiefs.coverage.many")
        assert letters.count() == 2
        assert letters[0].params == {"place": "溪布社区", "places": 7, "homes": 7}
        for number, place in enumerate(places):
            term = actions.NewTerm(street.post_of(place).pk, street.users["周邻长"].pk, "sitting", TODAY)
            actions.appoint(actor=street.actor("社区小覃"), term=term, now=NOW)
            told()
            told()
            assert letters.filter(withdrawn_at=None).count() == (0 if number == 6 else 2)

    def test_says_what_to_do_and_leads_there(self, street: cast.Street, logged_in: Callable[[str], Client]) -> None:
        resign(street, street.lin1)
        told()
        tick(now=NOW)
        letter = Notice.objects.filter(user=street.users["社区小覃"]).latest("at")
        page = logged_in("社区小覃").get(letter.url)
        assert "邻1" in page.content.decode()
        assert f"/office/chiefs/appoint/?post={street.post_of(street.lin1).pk}" in page.content.decode()


def reference(day: date) -> dict[str, int]:
    """Permanent households by neighbourhood on a day, one by one, from the facts."""
    changed = states_on(SYSTEM, day)
    paths = dict(Territory.objects.values_list("pk", "path"))
    counted: Counter[str] = Counter()
    for home in Household.objects.all():
        then, where = changed.get(home.pk, (home.residence, home.neighbourhood_id))
        if then == "permanent":
            counted[paths[where]] += 1
    return dict(counted)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["appoint", "act", "end", "residence", "move", "night"]), st.integers(0, 40), st.integers(0, 9)
    ),
    max_size=12,
)


def step(street: cast.Street, verb: str, number: int, choice: int, now: datetime) -> None:
    """One change as a desk makes it; what cannot be is refused, and changes nothing."""
    day, office = clock.day_of(now), street.actor("社区小覃")
    home = (street.wang_home, street.liu_home, street.zhao_home)[choice % 3]
    place = (street.lin1, street.lin2)[number % 2]
    if verb == "residence":
        residence = Household.Residence.values[number % 5]
        residents.change_residence(
            actor=office, household=home.pk, residence=residence, evidence="上门", found_on=day, now=now
        )
    elif verb == "move":
        residents.move_household(
            actor=office, household=home.pk, neighbourhood=place.pk, evidence="搬家", moved_on=day, now=now
        )
    elif verb == "end":
        seat = Appointment.objects.get(post__territory=place, ends_on=None)
        on = day + timedelta(days=choice)
        actions.end_term(actor=office, appointment=seat.pk, ends_on=on, reason="换届", now=now)
    else:
        kind, start = ("sitting" if verb == "appoint" else "acting"), day + timedelta(days=choice % 4)
        until = None if kind == "sitting" else start + timedelta(days=1 + number)
        term = actions.NewTerm(street.post_of(place).pk, street.users["周邻长"].pk, kind, start, until)
        actions.appoint(actor=office, term=term, now=now)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_after_any_changes_and_a_check_the_alarms_are_what_is_uncovered(
    street: cast.Street, steps: list[tuple[str, int, int]]
) -> None:
    now = NOW
    with transaction.atomic():
        for verb, number, choice in steps:
            if verb == "night":
                now += timedelta(days=1 + number % 9)
            with suppress(Refusal, Appointment.DoesNotExist):
                if verb != "night":
                    step(street, verb, number, choice, now)
            actions.check_coverage(now=now)
            found = queries.count(SYSTEM, day=clock.day_of(now))
            assert queries.reconciled(SYSTEM, [one.path for one in found.waiting]).good
            assert len(queries.coverage(SYSTEM, day=clock.day_of(now)).uncovered) == found.total.uncovered
        for gap in CoverageGap.objects.all():
            assert gap.opened_at <= gap.noticed_at and (gap.closed_at is None or gap.opened_at <= gap.closed_at)
        past_days_are_told_as_the_facts_tell_them(street, clock.day_of(now))
        transaction.set_rollback(True)


def past_days_are_told_as_the_facts_tell_them(street: cast.Street, today: date) -> None:
    for back in (0, 1, 3, 8, 40):
        day = today - timedelta(days=back)
        counted = Counter(permanent_now([street.county.path]))
        for path, change in changes_since([street.subdistrict.pk], day).items():
            counted[path] += change
        assert {path: homes for path, homes in counted.items() if homes} == reference(day)
        whole = queries.coverage(SYSTEM, day=day)
        assert whole.permanent_households == sum(counted.values())
        assert len(whole.uncovered) == sum(gap.households for gap in whole.gaps)


def test_two_checks_at_once_open_an_alarm_once(street: cast.Street) -> None:
    resign(street, street.lin1)
    actions.check_coverage(now=NOW)
    actions.check_coverage(now=NOW, places=[street.lin1.pk])
    assert CoverageGap.objects.count() == 1
    with pytest.raises(Exception, match=r"(?i)unique|one_open_gap"):
        CoverageGap.objects.create(
            subdistrict=street.subdistrict,
            neighbourhood=street.lin1,
            because="term_ended",
            households=1,
            opened_at=NOW,
            noticed_at=NOW,
        )
