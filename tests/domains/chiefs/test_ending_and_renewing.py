"""Terms end, go on, and are taken back; what a yearly appraisal does to them."""

from datetime import date, timedelta

import pytest

from tests.factories import cast
from youlin.domains.access.rules import Can
from youlin.domains.chiefs import actions, queries
from youlin.domains.chiefs.models import Appointment, Appraisal
from youlin.foundation import clock
from youlin.foundation.models import OutboxEvent
from youlin.foundation.refusal import Invalid, NotAllowed, NotThere, Refusal

NOW = cast.START
TODAY = clock.day_of(NOW)
SOON = TODAY + timedelta(days=10)


def sitting(street: cast.Street) -> Appointment:
    return Appointment.objects.filter(post=street.post_of(street.lin1), kind="sitting").latest("starts_on")


def answering(street: cast.Street, day: date) -> list[str]:
    post = street.post_of(street.lin1).pk
    return [one.name for one in queries.holders([post], day=day).get(post, [])]


class TestResigning:
    def test_a_chief_resigns_by_a_day_and_owes_no_reason(self, street: cast.Street) -> None:
        actions.resign(actor=street.actor("李邻长"), appointment=sitting(street).pk, ends_on=SOON, now=NOW)
        assert [answering(street, day) for day in (SOON - timedelta(days=1), SOON)] == [["李邻长"], []]
        assert sitting(street).end_reason == "本人辞任"
        assert not street.actor("李邻长", on=SOON).can(Can.USE_PHONE)

    def test_nobody_resigns_for_another(self, street: cast.Street) -> None:
        for who in ("周邻长", "田组长", "社区小覃"):
            with pytest.raises(NotThere):
                actions.resign(actor=street.actor(who), appointment=sitting(street).pk, ends_on=SOON, now=NOW)

    @pytest.mark.parametrize("day", [TODAY - timedelta(days=1), TODAY + timedelta(days=184)])
    def test_a_day_gone_or_half_a_year_away_is_refused(self, street: cast.Street, day: date) -> None:
        with pytest.raises(Invalid) as refused:
            actions.resign(actor=street.actor("李邻长"), appointment=sitting(street).pk, ends_on=day, now=NOW)
        assert refused.value.code == "day_out_of_reach"

    def test_until_that_day_it_can_be_taken_back(self, street: cast.Street) -> None:
        li = street.actor("李邻长")
        actions.resign(actor=li, appointment=sitting(street).pk, ends_on=SOON, now=NOW)
        actions.take_back_end(actor=li, appointment=sitting(street).pk, now=NOW)
        assert (answering(street, SOON), sitting(street).ends_on) == (["李邻长"], None)
        assert street.actor("李邻长", on=SOON).can(Can.USE_PHONE)

    def test_not_once_somebody_else_was_found(self, street: cast.Street) -> None:
        li, office = street.actor("李邻长"), street.actor("社区小覃")
        left = actions.resign(actor=li, appointment=sitting(street).pk, ends_on=SOON, now=NOW)
        term = actions.NewTerm(left.post_id, street.users["田组长"].pk, "sitting", SOON)
        actions.appoint(actor=office, term=term, now=NOW)
        with pytest.raises(Refusal) as refused:
            actions.take_back_end(actor=li, appointment=left.pk, now=NOW)
        assert refused.value.code == "post_taken"

    def test_what_the_office_ended_the_chief_does_not_take_back(self, street: cast.Street) -> None:
        office = street.actor("社区小覃")
        key = sitting(street).pk
        actions.end_term(actor=office, appointment=key, ends_on=SOON, reason="换届", now=NOW)
        with pytest.raises(NotAllowed):
            actions.take_back_end(actor=street.actor("李邻长"), appointment=key, now=NOW)
        actions.take_back_end(actor=office, appointment=key, now=NOW)
        assert answering(street, SOON) == ["李邻长"]

    def test_what_is_over_stays_over(self, street: cast.Street) -> None:
        key = sitting(street).pk
        with pytest.raises(Refusal) as refused:
            actions.take_back_end(actor=street.actor("社区小覃"), appointment=key, now=NOW)
        assert refused.value.code == "not_ended"
        actions.resign(actor=street.actor("李邻长"), appointment=key, ends_on=SOON, now=NOW)
        with pytest.raises(Refusal) as refused:
            actions.take_back_end(
                actor=street.actor("社区小覃"), appointment=key, now=clock.at(SOON + timedelta(days=1), 9)
            )
        assert refused.value.code == "end_passed"


class TestRenewing:
    def test_a_renewed_term_is_a_new_row_that_begins_when_the_old_one_is_over(self, street: cast.Street) -> None:
        office, old = street.actor("社区小覃"), sitting(street)
        again = actions.renew(actor=office, appointment=old.pk, ends_on=date(2035, 1, 1), now=NOW)
        old.refresh_from_db()
        assert (old.ends_on, again.starts_on, again.user_id) == (date(2031, 1, 1), date(2031, 1, 1), old.user_id)
        assert answering(street, date(2030, 12, 31)) == answering(street, date(2031, 1, 1)) == ["李邻长"]

    def test_six_years_are_refused(self, street: cast.Street) -> None:
        with pytest.raises(Invalid) as refused:
            actions.renew(
                actor=street.actor("社区小覃"), appointment=sitting(street).pk, ends_on=date(2036, 1, 2), now=NOW
            )
        assert refused.value.code == "term_too_long"
        assert sitting(street).ends_on is None  # nothing half done

    def test_what_was_ended_early_is_not_renewed(self, street: cast.Street) -> None:
        office, old = street.actor("社区小覃"), sitting(street)
        actions.end_term(actor=office, appointment=old.pk, ends_on=SOON, reason="换届", now=NOW)
        with pytest.raises(Refusal) as refused:
            actions.renew(actor=office, appointment=old.pk, ends_on=date(2031, 1, 1), now=NOW)
        assert refused.value.code == "already_ended"

    def test_terms_that_run_out_are_listed_ninety_days_ahead(self, street: cast.Street) -> None:
        office = street.actor("社区小覃")
        last = date(2031, 1, 1) - timedelta(days=90)
        names = {one.term.user.display_name for one in queries.running_out(office, day=last)}
        assert names == {"李邻长", "周邻长", "田组长", "向片长"}
        assert not queries.running_out(office, day=last - timedelta(days=1))
        assert not queries.running_out(street.actor("李邻长"), day=last)
        actions.renew(actor=office, appointment=sitting(street).pk, ends_on=date(2035, 1, 1), now=NOW)
        assert "李邻长" not in {one.term.user.display_name for one in queries.running_out(office, day=last)}

    def test_an_acting_term_that_runs_out_leaves_nobody_and_is_listed(self, street: cast.Street) -> None:
        office, old = street.actor("社区小覃"), sitting(street)
        actions.end_term(actor=office, appointment=old.pk, ends_on=TODAY, reason="换届", now=NOW)
        acting = actions.NewTerm(old.post_id, street.users["周邻长"].pk, "acting", TODAY, SOON)
        actions.appoint(actor=office, term=acting, now=NOW)
        assert [(one.term.kind, one.runs_out_on) for one in queries.running_out(office, day=TODAY)] == [
            ("acting", SOON)
        ]


class TestAppraisals:
    def say(self, street: cast.Street, year: int, verdict: str, day: date, note: str = "三个月没有上过门") -> Appraisal:
        said = actions.NewAppraisal(sitting(street).pk, year, verdict, day, note)
        return actions.appraise(actor=street.actor("社区小覃", on=day), appraisal=said, now=clock.at(day, 10))

    def test_two_years_in_a_row_end_the_term(self, street: cast.Street) -> None:
        first, second = date(2026, 12, 20), date(2027, 12, 20)
        self.say(street, 2026, "not_up_to_it", first)
        assert answering(street, first) == ["李邻长"]
        self.say(street, 2027, "not_up_to_it", second)
        assert answering(street, second) == []
        assert sitting(street).end_reason == "连续两年评议不称职"
        assert OutboxEvent.objects.filter(kind="chiefs.TermEnded").count() == 1

    def test_a_year_between_breaks_the_row(self, street: cast.Street) -> None:
        for year, verdict in ((2026, "not_up_to_it"), (2027, "up_to_it"), (2028, "not_up_to_it")):
            self.say(street, year, verdict, date(year, 12, 20))
        assert answering(street, date(2029, 1, 1)) == ["李邻长"]

    def test_a_correction_gives_the_term_back(self, street: cast.Street) -> None:
        self.say(street, 2026, "not_up_to_it", date(2026, 12, 20))
        self.say(street, 2027, "not_up_to_it", date(2027, 12, 20))
        self.say(street, 2027, "up_to_it", date(2027, 12, 20), "记错了人")
        assert answering(street, date(2027, 12, 21)) == ["李邻长"]
        assert street.actor("李邻长", on=date(2027, 12, 21)).can(Can.USE_PHONE)
        assert Appraisal.objects.filter(year=2027).count() == 2  # the first word stays on record

    def test_it_counts_across_a_renewal(self, street: cast.Street) -> None:
        office, old = street.actor("社区小覃"), sitting(street)
        self.say(street, 2026, "not_up_to_it", date(2026, 12, 20))
        actions.renew(
            actor=office,
            appointment=old.pk,
            ends_on=date(2031, 6, 1),
            starts_on=date(2027, 6, 1),
            now=clock.at(date(2027, 5, 1), 9),
        )
        self.say(street, 2027, "not_up_to_it", date(2027, 12, 20))
        assert answering(street, date(2027, 12, 20)) == []

    def test_the_appraised_reads_it_and_a_neighbour_does_not(self, street: cast.Street) -> None:
        self.say(street, 2026, "up_to_it", TODAY, "")
        assert [(one.year, one.verdict) for one in queries.my_appraisals(street.actor("李邻长"))] == [
            (2026, "up_to_it")
        ]
        assert queries.my_appraisals(street.actor("周邻长")) == []
        assert queries.appraisals_of(street.actor("田组长"), [sitting(street).pk]) == []

    def test_the_same_word_twice_changes_nothing(self, street: cast.Street) -> None:
        one = self.say(street, 2026, "up_to_it", TODAY)
        assert self.say(street, 2026, "up_to_it", TODAY).pk == one.pk

    @pytest.mark.parametrize(
        ("year", "verdict", "day", "note", "code"),
        [
            (2026, "not_up_to_it", TODAY, "", "note_missing"),
            (2026, "excellent", TODAY, "", "verdict_missing"),
            (2025, "up_to_it", TODAY, "", "year_outside"),
            (2027, "up_to_it", TODAY, "", "year_outside"),
        ],
    )
    def test_what_cannot_be_is_refused(
        self, street: cast.Street, year: int, verdict: str, day: date, note: str, code: str
    ) -> None:
        with pytest.raises(Invalid) as refused:
            self.say(street, year, verdict, day, note)
        assert refused.value.code == code
