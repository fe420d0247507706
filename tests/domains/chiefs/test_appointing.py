"""Posts: who gets in, who is refused and in what words, who loses the keys."""

import threading
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import OperationalError, connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import cast
from youlin.domains.access import queries as access
from youlin.domains.access.models import User
from youlin.domains.access.rules import Can
from youlin.domains.chiefs import actions, queries
from youlin.domains.chiefs.models import Appointment
from youlin.domains.territory.models import Territory
from youlin.foundation import clock
from youlin.foundation.models import AuditEntry
from youlin.foundation.refusal import Invalid, NotAllowed, NotThere, Refusal

NOW = cast.START
TODAY = clock.day_of(NOW)


def term(street: cast.Street, who: str, start: date, end: date | None = None, kind: str = "sitting") -> actions.NewTerm:
    return actions.NewTerm(street.post_of(street.lin1).pk, street.users[who].pk, kind, start, end)


def sitting(street: cast.Street) -> Appointment:
    return Appointment.objects.get(post=street.post_of(street.lin1), kind="sitting")


def test_every_place_under_the_street_has_one_post(street: cast.Street) -> None:
    for place in (street.subdistrict, street.xibu, street.area, street.group, street.lin1, street.lin2):
        assert queries.post_at(place) is not None
    assert actions.open_posts(actor=street.actor("街道老彭"), territories=[street.lin1.pk], now=NOW) == 0


def test_a_taken_post_is_refused_with_a_sentence_that_says_what_to_do(street: cast.Street) -> None:
    with pytest.raises(Refusal) as refused:
        actions.appoint(actor=street.actor("社区小覃"), term=term(street, "周邻长", TODAY), now=NOW)

    assert refused.value.code == "post_taken"
    assert "邻1 邻长" in refused.value.message and "先办离任" in refused.value.message


def test_the_next_chief_begins_on_the_day_the_last_one_leaves(street: cast.Street) -> None:
    office = street.actor("社区小覃")
    leaves = TODAY + timedelta(days=7)
    actions.end_term(actor=office, appointment=sitting(street).pk, ends_on=leaves, reason="搬家", now=NOW)
    actions.appoint(actor=office, term=term(street, "周邻长", leaves), now=NOW)
    post = street.post_of(street.lin1).pk

    assert [one.name for one in queries.holders([post], day=TODAY)[post]] == ["李邻长"]
    assert [one.name for one in queries.holders([post], day=leaves)[post]] == ["周邻长"]


def test_who_resigns_loses_the_keys_on_that_day(street: cast.Street) -> None:
    actions.end_term(
        actor=street.actor("社区小覃"), appointment=sitting(street).pk, ends_on=TODAY, reason="身体原因", now=NOW
    )
    assert not street.actor("李邻长", on=TODAY).can(Can.SEE_HOUSEHOLDS)
    assert street.actor("李邻长", on=TODAY - timedelta(days=1)).can(Can.SEE_HOUSEHOLDS)


def test_a_stand_in_answers_first_and_until_a_day(street: cast.Street) -> None:
    until = TODAY + timedelta(days=10)
    actions.appoint(actor=street.actor("社区小覃"), term=term(street, "周邻长", TODAY, until, "acting"), now=NOW)
    post = street.post_of(street.lin1).pk

    assert [one.name for one in queries.holders([post], day=TODAY)[post]] == ["周邻长", "李邻长"]
    assert [one.name for one in queries.holders([post], day=until)[post]] == ["李邻长"]
    assert street.actor("周邻长").can_at(Can.SEE_HOUSEHOLDS, street.lin1.path)
    assert not street.actor("周邻长", on=until).can_at(Can.SEE_HOUSEHOLDS, street.lin1.path)


def test_one_person_may_stand_in_for_several_and_again_later(street: cast.Street) -> None:
    office = street.actor("社区小覃")
    first, second = TODAY + timedelta(days=5), TODAY + timedelta(days=9)
    group = street.post_of(street.group).pk
    actions.appoint_many(
        actor=office,
        terms=[
            term(street, "周邻长", TODAY, first, "acting"),
            term(street, "周邻长", first, second, "acting"),
            actions.NewTerm(group, street.users["周邻长"].pk, "acting", TODAY, first),
        ],
        now=NOW,
    )
    assert len(queries.posts_held_by(street.users["周邻长"].pk, day=TODAY)) == 3


@pytest.mark.parametrize(
    ("start", "end", "kind", "code"),
    [
        (TODAY, TODAY, "acting", "term_backwards"),
        (TODAY, TODAY - timedelta(days=3), "acting", "term_backwards"),
        (TODAY, None, "acting", "acting_end_missing"),
        (TODAY, date(2033, 1, 1), "acting", "term_too_long"),
        (TODAY, None, "staff", "kind_unfit"),
        (TODAY, None, "king", "kind_unfit"),
    ],
)
def test_a_term_that_cannot_be_is_refused(
    street: cast.Street, start: date, end: date | None, kind: str, code: str
) -> None:
    with pytest.raises(Invalid) as refused:
        actions.appoint(actor=street.actor("社区小覃"), term=term(street, "周邻长", start, end, kind), now=NOW)
    assert refused.value.code == code


def test_the_other_community_s_post_is_not_there(street: cast.Street) -> None:
    with pytest.raises(NotThere):
        actions.appoint(actor=street.actor("岩门小吴"), term=term(street, "周邻长", TODAY), now=NOW)


def test_a_chief_appoints_nobody(street: cast.Street) -> None:
    with pytest.raises(NotAllowed):
        actions.appoint(actor=street.actor("李邻长"), term=term(street, "周邻长", TODAY), now=NOW)


def test_either_all_terms_of_a_batch_or_none(street: cast.Street) -> None:
    free = street.post_of(street.lin2).pk
    seat = Appointment.objects.get(post=free)
    office = street.actor("社区小覃")
    actions.end_term(actor=office, appointment=seat.pk, ends_on=TODAY, reason="换届", now=NOW)
    before = Appointment.objects.count()
    good = actions.NewTerm(free, street.users["李邻长"].pk, "sitting", TODAY)
    with pytest.raises(Refusal):
        actions.appoint_many(actor=office, terms=[good, term(street, "周邻长", TODAY)], now=NOW)
    assert Appointment.objects.count() == before


def test_the_last_one_at_the_street_s_desk_cannot_leave(street: cast.Street) -> None:
    last = Appointment.objects.get(user=street.users["街道老彭"])
    with pytest.raises(Refusal) as refused:
        actions.end_term(actor=street.actor("街道老彭"), appointment=last.pk, ends_on=TODAY, reason="退休", now=NOW)
    assert refused.value.code == "last_one"


def test_an_ended_term_is_not_ended_again(street: cast.Street) -> None:
    office, seat = street.actor("社区小覃"), sitting(street)
    actions.end_term(actor=office, appointment=seat.pk, ends_on=TODAY, reason="搬家", now=NOW)
    with pytest.raises(Refusal) as refused:
        actions.end_term(actor=office, appointment=seat.pk, ends_on=TODAY, reason="搬家", now=NOW)
    assert refused.value.code == "already_ended"
    assert AuditEntry.objects.filter(verb="post.end_term").count() == 1


CALLS = st.lists(
    st.tuples(st.sampled_from(["appoint", "act", "end"]), st.integers(0, 60), st.integers(1, 40), st.booleans()),
    max_size=10,
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CALLS)
def test_no_two_sit_on_one_day_whatever_is_asked_in_whatever_order(
    street: cast.Street, calls: list[tuple[str, int, int, bool]]
) -> None:
    Appointment.objects.filter(post=street.post_of(street.lin1)).update(ends_on=date(2026, 1, 1))
    office = street.actor("社区小覃")
    mine: list[UUID] = []
    for verb, offset, length, open_end in calls:
        start = TODAY + timedelta(days=offset)
        end = None if open_end and verb == "appoint" else start + timedelta(days=length)
        try:
            if verb == "end" and mine:
                key = mine[offset % len(mine)]
                actions.end_term(actor=office, appointment=key, ends_on=start, reason="换届", now=NOW)
            elif verb != "end":
                kind = "acting" if verb == "act" else "sitting"
                mine.append(actions.appoint(actor=office, term=term(street, "周邻长", start, end, kind), now=NOW).pk)
        except Refusal:
            continue
    rows = Appointment.objects.filter(pk__in=mine)
    for kind in ("sitting", "acting"):
        spans = [(row.starts_on, row.ends_on or date.max) for row in rows if row.kind == kind]
        for offset in range(120):
            day = TODAY + timedelta(days=offset)
            assert sum(start <= day < end for start, end in spans) <= 1
    Appointment.objects.filter(pk__in=mine).update(ends_on=date(2026, 1, 1), starts_on=date(2026, 1, 1))


@pytest.mark.django_db(transaction=True)
def test_of_two_who_press_at_once_one_gets_the_post() -> None:
    street = cast.street()
    office = street.actor("社区小覃")
    actions.end_term(actor=office, appointment=sitting(street).pk, ends_on=TODAY, reason="换届", now=NOW)
    outcomes: list[str] = []
    start = threading.Barrier(2)
    wanted = {who: term(street, who, TODAY) for who in ("周邻长", "田组长")}

    def press(who: str) -> None:
        start.wait()
        while len(outcomes) < 2:
            try:
                actions.appoint(actor=office, term=wanted[who], now=NOW)
                outcomes.append("in")
            except Refusal as refusal:
                outcomes.append(refusal.code)
            except OperationalError:  # SQLite in memory does not wait for a lock, a file does
                continue
            break
        connections["default"].close()

    presses = [threading.Thread(target=press, args=(who,)) for who in wanted]
    for one in presses:
        one.start()
    for one in presses:
        one.join()
    assert sorted(outcomes) == ["in", "post_taken"]


class TestAppointingAPerson:
    def test_a_resident_becomes_a_chief_with_a_name_and_a_first_password(self, street: cast.Street) -> None:
        empty(street)
        slip = appoint(street, resident=street.zhao.pk)

        assert (slip.name, slip.username, slip.post_name) == ("赵大伯", "zhaodabo", "溪布社区第1片老屋场组邻1 邻长")
        user = User.objects.get(username="zhaodabo")
        assert user.check_password(slip.password) and len(slip.password) >= 12
        assert slip.password not in user.password
        assert access.actor_of(user.pk, today=TODAY).can_at(Can.SEE_HOUSEHOLDS, street.lin1.path)

    def test_who_has_an_account_keeps_it(self, street: cast.Street) -> None:
        empty(street)
        first = appoint(street, resident=street.zhao.pk)
        actions.end_term(
            actor=street.actor("社区小覃"), appointment=first.appointment.pk, ends_on=TODAY, reason="写错了", now=NOW
        )
        again = appoint(street, resident=street.zhao.pk)
        assert (again.username, again.password) == (first.username, "")

    def test_the_same_name_and_telephone_are_the_same_person(self, street: cast.Street) -> None:
        empty(street, street.lin1, street.lin2)
        first = appoint(street, name="彭春花", phone="140 0000 0009")
        again = appoint(street, street.lin2, name="彭春花", phone="14000000009")
        other = User.objects.filter(display_name="彭春花")
        assert first.username == again.username == other.get().username

    def test_a_namesake_gets_another_log_in_name(self, street: cast.Street) -> None:
        empty(street, street.lin1, street.lin2)
        assert appoint(street, name="彭春花", phone="14000000009").username == "pengchunhua"
        assert appoint(street, street.lin2, name="彭春花", phone="14000000010").username == "pengchunhua2"

    @pytest.mark.parametrize("phone", ["李邻长的电话", "140", "14000000009和14000000010"])
    def test_a_telephone_typed_as_text_is_told_and_nothing_is_left_behind(
        self, street: cast.Street, phone: str
    ) -> None:
        empty(street)
        before = User.objects.count()
        with pytest.raises(Invalid) as refused:
            appoint(street, name="彭春花", phone=phone)
        assert (refused.value.code, refused.value.field) == ("phone_bad", "phone")
        assert User.objects.count() == before

    def test_a_taken_post_leaves_no_account_behind(self, street: cast.Street) -> None:
        before = User.objects.count()
        with pytest.raises(Refusal):
            appoint(street, name="彭春花")
        assert User.objects.count() == before

    def test_a_resident_of_another_community_is_not_there(self, street: cast.Street) -> None:
        post = street.post_of(street.yanmen_lin)
        person = actions.NewPerson(post=post.pk, starts_on=TODAY, resident=street.zhao.pk)
        with pytest.raises(NotThere):
            actions.appoint_person(actor=street.actor("岩门小吴"), person=person, now=NOW)


def empty(street: cast.Street, *places: Territory) -> None:
    for seat in Appointment.objects.filter(post__territory__in=places or [street.lin1]):
        actions.end_term(actor=street.actor("社区小覃"), appointment=seat.pk, ends_on=TODAY, reason="换届", now=NOW)


def appoint(street: cast.Street, place: object = None, **who: object) -> actions.Slip:
    post = street.post_of(place or street.lin1)  # type: ignore[arg-type]
    person = actions.NewPerson(post=post.pk, starts_on=TODAY, **who)  # type: ignore[arg-type]
    return actions.appoint_person(actor=street.actor("社区小覃"), person=person, now=NOW)
