"""Away with cover: the cover sees the people of those days and nothing after; nobody has two who answer, or none."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from tests.factories import cast
from youlin.domains.access.actor import SYSTEM
from youlin.domains.access.rules import Can
from youlin.domains.care import actions as care_actions
from youlin.domains.care import queries as care
from youlin.domains.chiefs import actions, queries
from youlin.domains.chiefs.models import Absence, Appointment
from youlin.domains.chiefs.rules import Because
from youlin.foundation import clock, db
from youlin.foundation.models import AuditEntry, OutboxEvent
from youlin.foundation.refusal import Invalid, NotAllowed, NotThere, Refusal

NOW = cast.START
TODAY = clock.day_of(NOW)
LEAVES, BACK = TODAY + timedelta(days=2), TODAY + timedelta(days=6)


def away(
    street: cast.Street,
    cover: str | None = "周邻长",
    *,
    who: str = "李邻长",
    start: date = LEAVES,
    end: date = BACK,
    client_id: UUID | None = None,
) -> Absence:
    asked = actions.NewAbsence(start, end, client_id or db.new_id(), street.users[cover].pk if cover else None)
    return actions.set_absence(actor=street.actor(who, on=start), absence=asked, now=NOW)[0]


def answering(street: cast.Street, day: date) -> list[str]:
    post = street.post_of(street.lin1).pk
    return [one.name for one in queries.holders([post], day=day).get(post, [])]


def test_who_covers_answers_on_those_days_alone(street: cast.Street) -> None:
    away(street)
    days = [LEAVES - timedelta(days=1), LEAVES, BACK - timedelta(days=1), BACK]
    assert [answering(street, day) for day in days] == [["李邻长"], ["周邻长"], ["周邻长"], ["李邻长"]]


def test_the_cover_sees_the_people_on_those_days_and_nothing_after(street: cast.Street) -> None:
    care_actions.open_plans(actor=SYSTEM, now=NOW)
    away(street)
    seen = {
        day: {plan.resident.name for plan in care.plans(street.actor("周邻长", on=day))}
        for day in (TODAY, LEAVES, BACK)
    }
    assert seen == {TODAY: set(), LEAVES: {"王桂英", "刘小满"}, BACK: set()}
    assert not street.actor("周邻长", on=BACK).can_at(Can.SEE_HOUSEHOLDS, street.lin1.path)


def test_a_chief_away_with_cover_leaves_nobody_uncovered_and_without_cover_it_shows(street: cast.Street) -> None:
    one = away(street)
    assert queries.coverage(SYSTEM, day=LEAVES).uncovered == ()
    actions.end_absence(actor=street.actor("李邻长"), absence=one.pk, now=NOW)

    away(street, None)
    found = queries.coverage(SYSTEM, day=LEAVES)
    assert [home.number for home in found.uncovered] == ["00001", "00002"]
    assert {(home.reason.because, home.reason.day) for home in found.uncovered} == {(Because.AWAY, BACK)}
    assert queries.gaps(queries.count(SYSTEM, day=LEAVES).empty, day=LEAVES)[0].reason.because is Because.AWAY
    assert queries.coverage(SYSTEM, day=BACK).uncovered == ()


def test_residents_are_shown_who_covers_and_without_cover_who_is_next_above(street: cast.Street) -> None:
    away(street)
    covered = queries.chief_for(street.lin1, LEAVES)
    assert covered is not None and (covered.name, covered.is_acting) == ("周邻长", True)
    actions.give_back(actor=street.actor("周邻长", on=LEAVES), absence=Absence.objects.get().pk, now=NOW)
    above = queries.chief_for(street.lin1, LEAVES)
    assert above is not None and above.name == "田组长"


def test_back_early_the_keys_of_the_cover_are_gone_the_same_day(street: cast.Street) -> None:
    one = away(street)
    home_early = clock.at(LEAVES + timedelta(days=1), 9)
    li = street.actor("李邻长", on=LEAVES)
    actions.end_absence(actor=li, absence=one.pk, now=home_early)
    actions.end_absence(actor=li, absence=one.pk, now=home_early)  # pressed twice

    assert answering(street, LEAVES) == ["周邻长"]
    assert answering(street, LEAVES + timedelta(days=1)) == ["李邻长"]
    assert not street.actor("周邻长", on=LEAVES + timedelta(days=1)).can_at(Can.SEE_HOUSEHOLDS, street.lin1.path)
    assert OutboxEvent.objects.filter(kind="chiefs.AbsenceEnded").count() == 1


def test_undone_before_the_first_day_it_never_was(street: cast.Street) -> None:
    one = away(street)
    actions.end_absence(actor=street.actor("李邻长"), absence=one.pk, now=NOW)
    assert [answering(street, day) for day in (LEAVES, BACK)] == [["李邻长"], ["李邻长"]]
    assert not street.actor("周邻长", on=LEAVES).can_at(Can.SEE_HOUSEHOLDS, street.lin1.path)
    away(street)  # and may be said anew


def test_the_same_form_twice_is_one_absence(street: cast.Street) -> None:
    key = db.new_id()
    assert away(street, client_id=key).pk == away(street, client_id=key).pk
    assert Appointment.objects.filter(kind="acting").count() == 1


def test_who_cannot_cover_says_so_and_the_gap_shows(street: cast.Street) -> None:
    one = away(street)
    with pytest.raises(NotThere):
        actions.give_back(actor=street.actor("田组长"), absence=one.pk, now=NOW)
    actions.give_back(actor=street.actor("周邻长", on=LEAVES), absence=one.pk, now=NOW)

    assert [row.pk for row in queries.uncovered_absences(street.actor("社区小覃"), day=TODAY)] == [one.pk]
    assert answering(street, LEAVES) == []
    actions.find_cover(actor=street.actor("社区小覃"), absence=one.pk, cover=street.users["田组长"].pk, now=NOW)
    assert answering(street, LEAVES) == ["田组长"]
    with pytest.raises(Refusal) as refused:
        actions.find_cover(actor=street.actor("李邻长"), absence=one.pk, cover=street.users["周邻长"].pk, now=NOW)
    assert refused.value.code == "already_covered"


def test_who_covers_cannot_go_away_before_somebody_else_does(street: cast.Street) -> None:
    away(street)
    with pytest.raises(Refusal) as refused:
        away(street, "田组长", who="周邻长")
    assert refused.value.code == "covers_others" and "邻1 邻长" in refused.value.message


def test_who_is_away_is_not_asked_to_cover(street: cast.Street) -> None:
    away(street, "田组长", who="周邻长")
    days = queries.Days(LEAVES, BACK)
    post = street.post_of(street.lin1)
    names = [one.name for one in queries.candidates([post], away=street.users["李邻长"].pk, days=days)]
    assert names == ["田组长", "向片长"]
    with pytest.raises(NotThere):
        away(street)
    with pytest.raises(Refusal) as refused:
        term = actions.NewTerm(post.pk, street.users["周邻长"].pk, "acting", LEAVES, BACK)
        actions.appoint(actor=street.actor("社区小覃"), term=term, now=NOW)
    assert refused.value.code == "cover_away"


def test_the_nearest_are_proposed_first(street: cast.Street) -> None:
    days = queries.Days(LEAVES, BACK)
    found = queries.candidates([street.post_of(street.lin1)], away=street.users["李邻长"].pk, days=days)
    assert [one.name for one in found] == ["周邻长", "田组长", "向片长"]


@pytest.mark.parametrize(
    ("start", "end", "code"),
    [
        (TODAY - timedelta(days=1), TODAY + timedelta(days=1), "absence_in_past"),
        (TODAY, TODAY, "absence_backwards"),
        (TODAY, TODAY + timedelta(days=93), "absence_too_long"),
        (TODAY + timedelta(days=200), TODAY + timedelta(days=201), "absence_too_far"),
    ],
)
def test_days_that_cannot_be_are_told_with_what_to_do(street: cast.Street, start: date, end: date, code: str) -> None:
    asked = actions.NewAbsence(start, end, db.new_id())
    with pytest.raises(Invalid) as refused:
        actions.set_absence(actor=street.actor("李邻长"), absence=asked, now=NOW)
    assert refused.value.code == code


def test_two_absences_do_not_overlap(street: cast.Street) -> None:
    away(street)
    with pytest.raises(Refusal) as refused:
        away(street, start=BACK - timedelta(days=1), end=BACK + timedelta(days=2))
    assert refused.value.code == "already_away"
    away(street, start=BACK, end=BACK + timedelta(days=2))


def test_the_office_says_it_for_a_chief_who_telephoned_and_no_other_office_does(street: cast.Street) -> None:
    asked = actions.NewAbsence(LEAVES, BACK, db.new_id(), street.users["周邻长"].pk)
    who = street.users["李邻长"].pk
    with pytest.raises(NotThere):
        actions.set_absence(actor=street.actor("岩门小吴"), absence=asked, user=who, now=NOW)
    with pytest.raises(NotAllowed):
        actions.set_absence(actor=street.actor("田组长"), absence=asked, user=who, now=NOW)
    actions.set_absence(actor=street.actor("社区小覃"), absence=asked, user=who, now=NOW)
    assert answering(street, LEAVES) == ["周邻长"]
    entry = AuditEntry.objects.get(verb="absence.set")
    assert (entry.actor_name, entry.changes["who"]) == ("社区小覃", "李邻长")


def test_a_new_chief_relieves_whoever_stood_in(street: cast.Street) -> None:
    office, post = street.actor("社区小覃"), street.post_of(street.lin1)
    sits = Appointment.objects.get(post=post, kind="sitting")
    actions.end_term(actor=office, appointment=sits.pk, ends_on=TODAY, reason="搬家", now=NOW)
    stand_in = actions.NewTerm(post.pk, street.users["周邻长"].pk, "acting", TODAY, TODAY + timedelta(days=180))
    actions.appoint(actor=office, term=stand_in, now=NOW)
    begins = TODAY + timedelta(days=20)
    actions.appoint(actor=office, term=actions.NewTerm(post.pk, street.users["田组长"].pk, "sitting", begins), now=NOW)

    assert answering(street, begins - timedelta(days=1)) == ["周邻长"]
    assert answering(street, begins) == ["田组长"]
    assert not street.actor("周邻长", on=begins).can_at(Can.SEE_HOUSEHOLDS, street.lin1.path)


def test_who_leaves_the_post_need_not_be_away_from_it(street: cast.Street) -> None:
    away(street)
    sits = Appointment.objects.get(post=street.post_of(street.lin1), kind="sitting")
    actions.resign(actor=street.actor("李邻长"), appointment=sits.pk, ends_on=LEAVES, now=NOW)
    assert answering(street, LEAVES) == []
    assert not street.actor("周邻长", on=LEAVES).can_at(Can.SEE_HOUSEHOLDS, street.lin1.path)
