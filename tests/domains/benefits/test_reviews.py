"""Who receives is looked at again when the rule says so; a look never cuts."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.domains.benefits.test_registers import ZHAO, enrol, numbered, receipt
from tests.factories import cast
from youlin.domains.access.actor import SYSTEM
from youlin.domains.benefits import actions, queries
from youlin.domains.benefits.models import Enrolment, EnrolmentEvent, Review
from youlin.domains.messaging.models import Notice
from youlin.domains.residents.models import Resident
from youlin.foundation.refusal import Invalid, NotAllowed, NotThere, Refusal

NOW = cast.START
TODAY = date(2026, 11, 2)


def opened(street: cast.Street, now: Any = NOW) -> int:
    return actions.open_reviews(actor=SYSTEM, subdistrict=street.subdistrict.pk, now=now)


@pytest.fixture
def held(street: cast.Street) -> Enrolment:
    """赵大伯 receives since 20 November 2025: a year is over on 20 November 2026."""
    row = actions.Receipt("赵大伯", numbered(street.zhao, ZHAO), date(2025, 11, 20), 40_000)
    [found] = enrol(street, [row], programme="dibao")
    return found


def record(street: cast.Street, row: Review, who: str = "社区小覃", **changes: Any) -> Review:
    said = {"finding": "same", "done_on": TODAY, "note": ""}
    return actions.record_review(
        actor=street.actor(who), review=row.pk, found=actions.Found(**{**said, **changes}), now=NOW
    )


def test_a_review_opens_a_month_ahead_and_once(street: cast.Street, held: Enrolment) -> None:
    assert opened(street, NOW - timedelta(days=30)) == 0
    assert opened(street) == 1
    assert opened(street, NOW + timedelta(days=1)) == 0
    row = Review.objects.get()
    assert (row.why, row.due_on) == ("period", date(2026, 11, 20))


def test_the_desk_of_the_community_hears_of_it_once(street: cast.Street, held: Enrolment) -> None:
    from youlin.foundation import outbox

    opened(street)
    outbox.dispatch_waiting(now=NOW)
    notice = Notice.objects.get(template="review.due")
    assert (notice.user.display_name, notice.params) == ("社区小覃", {"n": 1, "day": "2026-11-20"})


def test_a_finding_is_written_down_and_nothing_is_cut(street: cast.Street, held: Enrolment) -> None:
    opened(street)
    row = Review.objects.get()
    with pytest.raises(Invalid) as refused:
        record(street, row, finding="changed")
    assert refused.value.code == "note_missing"
    done = record(street, row, finding="changed", note="儿子回来了，已报区民政局")
    assert record(street, row, finding="changed", note="儿子回来了，已报区民政局").recorded_at == done.recorded_at
    with pytest.raises(Refusal):
        record(street, row)
    held.refresh_from_db()
    assert held.until is None
    assert EnrolmentEvent.objects.get(what="reviewed").note == "情况有变，已报主管部门，儿子回来了，已报区民政局"


def test_the_next_one_counts_from_the_last(street: cast.Street, held: Enrolment) -> None:
    opened(street)
    record(street, Review.objects.get())
    assert opened(street) == 0
    assert opened(street, NOW + timedelta(days=340)) == 1
    assert Review.objects.get(done_on=None).due_on == date(2027, 11, 2)


def test_a_death_in_the_home_is_looked_into_within_three_months(street: cast.Street, held: Enrolment) -> None:
    other = cast.resident(street.zhao_home, "赵大妈")
    Resident.objects.filter(pk=other.pk).update(left_on=date(2026, 10, 5), left_because="died")
    assert opened(street) == 2
    assert Review.objects.get(why="death").due_on == date(2027, 1, 5)


def test_a_programme_without_a_figure_has_no_reviews_by_itself(street: cast.Street) -> None:
    enrol(street, [receipt("赵大伯", numbered(street.zhao, ZHAO))], programme="disabled_care")
    assert opened(street) == 0


def test_a_review_belongs_to_the_staff_of_its_place(street: cast.Street, held: Enrolment) -> None:
    opened(street)
    row = Review.objects.get()
    with pytest.raises(NotThere):
        record(street, row, who="岩门小吴")
    with pytest.raises(NotAllowed):
        record(street, row, who="周邻长")


def test_a_hundred_times_the_people_open_in_as_many_queries(
    street: cast.Street, held: Enrolment, django_assert_max_num_queries: Any
) -> None:
    people = [cast.resident(street.zhao_home, f"赵{n}") for n in range(60)]
    Enrolment.objects.bulk_create(
        Enrolment(
            subdistrict_id=held.subdistrict_id, household_id=held.household_id, resident=one, programme="dibao",
            since=date(2025, 11, 1), source="名单", recorded_at=NOW,
        )
        for one in people
    )  # fmt: skip
    with django_assert_max_num_queries(16):
        assert opened(street) == 61


def test_the_list_shows_what_is_late_first(street: cast.Street, held: Enrolment) -> None:
    opened(street)
    desk = street.actor("社区小覃")
    assert queries.late_reviews(desk, TODAY) == 0
    assert queries.late_reviews(desk, date(2026, 11, 21)) == 1
    assert not queries.reviews(street.actor("岩门小吴"), day=TODAY).exists()
