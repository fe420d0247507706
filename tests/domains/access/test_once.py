"""What a page asks several times is asked once; whoever may change something asks each time."""

from typing import Any

from django.urls import reverse

from tests.factories import cast
from youlin.domains.access.actor import Actor
from youlin.domains.cases.queries import duty
from youlin.foundation import clock

DAY = clock.day_of(cast.START)


def test_a_page_that_reads_remembers_and_whoever_acts_does_not() -> None:
    asked: list[int] = []

    def ask() -> int:
        asked.append(len(asked))
        return asked[-1]

    acting = Actor(None, "覃")
    assert [acting.once("what", ask), acting.once("what", ask)] == [0, 1]
    reading = acting.reading()
    assert [reading.once("what", ask), reading.once("what", ask), reading.once("other", ask)] == [2, 2, 3]
    assert acting.reading().once("what", ask) == 4, "and the next page asks anew"
    assert reading == acting


def test_the_posts_one_answers_for_are_looked_up_once_a_page(
    street: cast.Street, django_assert_num_queries: Any
) -> None:
    reading = street.actor("李邻长").reading()
    first = duty.posts_of(reading, today=DAY)
    first.clear()  # what one reader does with it is nobody else's business
    with django_assert_num_queries(0):
        again = duty.posts_of(reading, today=DAY)
    assert again
    with django_assert_num_queries(1):
        seats = duty.seats_of(reading, today=DAY)
        assert duty.seats_of(reading, today=DAY) == seats
    assert {seat.pk for seat in seats} <= again


def test_a_letter_that_changes_something_is_read_by_who_looks_anew(street: cast.Street, rf: Any) -> None:
    from youlin.web.shared.access import actor_of

    for method, remembers in (("get", True), ("head", True), ("post", False)):
        request = getattr(rf, method)(reverse("chief:today"))
        request.user = street.users["李邻长"]
        assert (actor_of(request).memory is not None) is remembers, method
