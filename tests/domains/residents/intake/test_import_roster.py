"""A roster comes in whole, the second time it changes nothing, and what it does not say is not erased."""

import datetime as dt
import json
from collections import Counter
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.domains.residents.intake.bringing import (
    FAMILY,
    LATER,
    NOW,
    bring,
    counts,
    roster,
    row,
    tallies,
)
from tests.domains.residents.roster.papers import (
    LI,
    PLACE,
    WANG,
    XIAOMAN,
    ZHAO,
    identity,
    read,
    sheet,
    workbook,
)
from tests.factories.cast import Street
from youlin.domains.access.actor import SYSTEM
from youlin.domains.residents.intake.actions import import_roster
from youlin.domains.residents.models import Circumstance, Household, ResidenceFact, Resident
from youlin.domains.residents.roster.book import read_roster
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import Level
from youlin.foundation import clock
from youlin.foundation.db import new_id
from youlin.foundation.models import AuditEntry, OutboxEvent
from youlin.foundation.refusal import NotAllowed, NotThere


class TestTheFirstTime:
    def test_places_households_people_and_circumstances_come_in(self, quiet: Territory) -> None:
        outcome = bring(roster(*FAMILY), quiet)
        assert tallies(outcome) == ((2, 0, 0), (4, 0, 0))
        assert outcome.territories == {"communities": 1, "areas": 1, "groups": 1, "neighbourhoods": 1}
        assert outcome.registered_only == 1
        assert Territory.objects.get(level=Level.NEIGHBOURHOOD).full_name == "溪布社区第1片老屋场组邻1"
        home = Household.objects.get(number="00001")
        assert (home.residence, home.annual_income_fen, home.address) == ("permanent", 2_400_000, "老屋场组1号")
        assert home.community.name == "溪布社区"
        wang = Resident.objects.get(name="王奶奶")
        assert (wang.id_number, wang.sex, wang.birth_date, wang.relation) == (WANG, "2", dt.date(1943, 3, 2), "父母")
        assert (wang.name_pinyin, wang.note, wang.lives_here) == ("wnn", "爱听戏", True)

    def test_circumstances_have_a_day_and_a_source(self, quiet: Territory) -> None:
        outcome = bring(roster(*FAMILY), quiet)
        found = set(Circumstance.objects.values_list("resident__name", "kind", "detail", "since", "source"))
        day = dt.date(2026, 11, 22)
        assert found == {
            ("王奶奶", "elder_alone", "", day, "花名册"),
            ("刘小满", "left_behind_child", "", day, "花名册"),
            ("刘小满", "disabled", "肢体四级", day, "花名册"),
        }
        assert outcome.as_json()["circumstances"] == {"独居老人": 1, "留守儿童": 1, "残疾人": 1}

    def test_the_residence_of_each_household_is_a_fact_from_that_day_on(self, quiet: Territory) -> None:
        bring(roster(*FAMILY), quiet)
        facts = ResidenceFact.objects.values_list("household__number", "residence", "found_on", "evidence")
        day = dt.date(2026, 11, 22)
        assert set(facts) == {("00001", "permanent", day, "花名册"), ("00002", "registered_only", day, "花名册")}

    def test_identity_numbers_and_phones_are_ciphertext_in_the_table(self, quiet: Territory) -> None:
        bring(roster(*FAMILY), quiet)
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM residents_resident")
            stored = " ".join(str(value) for line in cursor.fetchall() for value in line)
        assert WANG not in stored
        assert "14000000001" not in stored

    def test_it_is_on_record_without_anybodys_number(self, quiet: Territory) -> None:
        bring(roster(*FAMILY), quiet)
        entries = list(
            AuditEntry.objects.filter(verb__in=("roster.import", "household.add")).values_list("verb", "changes")
        )
        assert Counter(verb for verb, _changes in entries) == {"household.add": 2, "roster.import": 1}
        assert LI not in json.dumps(list(AuditEntry.objects.values_list("changes", flat=True)))

    def test_a_roster_without_neighbourhoods_waits_to_be_divided(self, quiet: Territory) -> None:
        header = ["姓名", "身份证号", "与户主关系"]
        bring(read(workbook(("老屋场组", [["溪布社区老屋场组花名册"], header, ["李邻长", LI, "户主"]]))), quiet)
        home = Household.objects.get()
        assert home.neighbourhood.full_name == "溪布社区老屋场组未分邻"
        assert home.number == "老屋场组-001"

    def test_the_street_must_be_known(self, quiet: Territory) -> None:
        with pytest.raises(NotThere):
            import_roster(actor=SYSTEM, book=roster(*FAMILY), subdistrict=new_id(), now=NOW)


class TestTheSecondTime:
    def test_nothing_changes(self, quiet: Territory) -> None:
        bring(roster(*FAMILY), quiet)
        before = counts()
        outcome = bring(roster(*FAMILY), quiet, now=LATER)
        assert tallies(outcome) == ((0, 0, 2), (0, 0, 4))
        assert outcome.nothing_new
        assert counts() == before

    def test_the_same_in_another_order_and_in_other_words_changes_nothing(self, quiet: Territory) -> None:
        bring(roster(*FAMILY), quiet)
        before = counts()
        again = roster(*(["溪布居委会", "第一片", "老屋场 组", "1邻", *line[4:]] for line in reversed(FAMILY)))
        assert tallies(bring(again, quiet, now=LATER)) == ((0, 0, 2), (0, 0, 4))
        assert counts() == before

    def test_households_without_numbers_are_found_by_their_people(self, quiet: Territory) -> None:
        unnumbered = [[*line[:4], "", *line[5:]] for line in FAMILY]
        bring(roster(*unnumbered), quiet)
        before = counts()
        turned = [*unnumbered[3:], *unnumbered[:3]]
        assert tallies(bring(roster(*turned), quiet, now=LATER)) == ((0, 0, 2), (0, 0, 4))
        assert counts() == before

    def test_people_without_numbers_are_found_by_name_birthday_and_household(self, quiet: Territory) -> None:
        header = ["社区", "户编号", "姓名", "身份证号", "出生日期"]
        book = sheet(["溪布社区", "1", "赵大伯", "", "1951.1.1"], header=header)
        bring(book, quiet)
        assert tallies(bring(book, quiet)) == ((0, 0, 1), (0, 0, 1))

    def test_a_number_that_was_missing_is_added_to_the_same_person(self, quiet: Territory) -> None:
        header = ["社区", "户编号", "姓名", "身份证号", "出生日期"]
        bring(sheet(["溪布社区", "1", "赵大伯", "", "1951.1.1"], header=header), quiet)
        outcome = bring(sheet(["溪布社区", "1", "赵大伯", ZHAO, ""], header=header), quiet)
        assert tallies(outcome)[1] == (0, 1, 0)
        assert Resident.objects.get().id_number == ZHAO

    def test_groups_that_count_from_one_each_stay_apart(self, quiet: Territory) -> None:
        other = ("溪布社区", "第1片", "桥头组", "邻1")
        first = roster(row("1", "户主", "李邻长", LI))
        second = roster(row("1", "户主", "赵大伯", ZHAO, place=other))
        assert tallies(bring(first, quiet))[0] == (1, 0, 0)
        assert tallies(bring(second, quiet))[0] == (1, 0, 0)
        assert tallies(bring(second, quiet))[0] == tallies(bring(first, quiet))[0] == (0, 0, 1)
        assert set(Household.objects.values_list("number", flat=True)) == {"1", "桥头组-1"}


class TestWhatChanged:
    def test_a_changed_cell_is_updated_and_told(self, quiet: Territory) -> None:
        bring(roster(*FAMILY), quiet)
        changed = [
            row("00001", "户主", "李邻长", LI, phone="14000000009", income=30000),
            *FAMILY[1:3],
            row("00002", "户主", "赵大伯", ZHAO, address="老屋场组2号"),
        ]
        outcome = bring(roster(*changed), quiet, now=LATER)
        assert tallies(outcome) == ((0, 2, 0), (0, 1, 3))
        assert {(change.who, change.field, change.before, change.after) for change in outcome.changes} == {
            ("00001", "annual_income_fen", "2400000", "3000000"),
            ("00002", "residence", "registered_only", "permanent"),
            ("李邻长", "phone", "", ""),
        }
        assert Resident.objects.get(name="李邻长").phone == "14000000009"
        assert Resident.objects.get(name="王奶奶").id_number == WANG

    def test_a_changed_residence_is_one_more_fact_and_an_announcement(self, quiet: Territory) -> None:
        bring(roster(*FAMILY), quiet)
        bring(roster(*FAMILY[:3], row("00002", "户主", "赵大伯", ZHAO, address="老屋场组2号")), quiet, now=LATER)
        facts = (
            ResidenceFact.objects.filter(household__number="00002").order_by("id").values_list("residence", flat=True)
        )
        assert list(facts) == ["registered_only", "permanent"]
        assert OutboxEvent.objects.filter(kind="residents.ResidenceChanged").count() == 1

    def test_an_empty_cell_erases_nothing(self, quiet: Territory) -> None:
        bring(roster(*FAMILY), quiet)
        bare = sheet([*PLACE, "00001", "", "李邻长", "", LI, "", ""])
        assert tallies(bring(bare, quiet, now=LATER)) == ((0, 0, 1), (0, 0, 1))
        li = Resident.objects.get(name="李邻长")
        assert (li.phone, li.relation, li.household.annual_income_fen) == ("14000000001", "户主", 2_400_000)

    def test_nobody_is_removed_by_a_shorter_roster(self, quiet: Territory) -> None:
        bring(roster(*FAMILY), quiet)
        bring(roster(FAMILY[0]), quiet, now=LATER)
        assert Resident.objects.count() == 4
        assert Circumstance.objects.filter(until__isnull=True).count() == 3

    def test_a_person_who_moved_to_another_household_moves(self, quiet: Territory) -> None:
        bring(roster(*FAMILY), quiet)
        moved = [FAMILY[0], FAMILY[2], FAMILY[3], row("00002", "其他", "王奶奶", WANG, address="老屋场组2号")]
        outcome = bring(roster(*moved), quiet, now=LATER)
        assert Resident.objects.get(name="王奶奶").household.number == "00002"
        assert ("王奶奶", "household", "00001", "00002") in {
            (change.who, change.field, change.before, change.after) for change in outcome.changes
        }

    def test_who_moved_is_announced_so_that_care_goes_along(self, quiet: Territory) -> None:
        bring(roster(*FAMILY), quiet)
        moved = row("00002", "其他", "王奶奶", WANG, address="老屋场组2号", calls="独居老人")
        bring(roster(FAMILY[0], FAMILY[3], moved), quiet, now=LATER)
        told = OutboxEvent.objects.get(kind="residents.PeopleMoved").payload
        assert told == {"households": [str(Household.objects.get(number="00002").pk)]}

    def test_a_household_that_moved_keeps_its_past(self, quiet: Territory) -> None:
        bring(roster(*FAMILY), quiet)
        elsewhere = ("溪布社区", "第1片", "桥头组", "邻2")
        outcome = bring(roster(*([*elsewhere, *line[4:]] for line in FAMILY[:3])), quiet, now=LATER)
        assert tallies(outcome)[0] == (0, 1, 0)
        assert Household.objects.get(number="00001").neighbourhood.full_name == "溪布社区第1片桥头组邻2"
        assert ResidenceFact.objects.filter(household__number="00001").count() == 2
        assert OutboxEvent.objects.filter(kind="residents.HouseholdMoved").count() == 1

    def test_a_changed_grade_ends_the_old_circumstance_and_begins_a_new_one(self, quiet: Territory) -> None:
        bring(roster(*FAMILY), quiet)
        again = row("00001", "子女", "刘小满", XIAOMAN, calls="留守儿童、残疾人", grade="肢体三级")
        outcome = bring(roster(FAMILY[0], again), quiet, now=LATER)
        grades = Circumstance.objects.filter(kind="disabled").order_by("id").values_list("detail", "until")
        assert list(grades) == [("肢体四级", dt.date(2026, 12, 1)), ("肢体三级", None)]
        assert tallies(outcome)[1] == (0, 1, 1)

    def test_one_number_under_another_name_stays_out_and_is_told(self, quiet: Territory) -> None:
        bring(roster(*FAMILY), quiet)
        before = counts()
        outcome = bring(roster(row("00001", "户主", "李某某", LI)), quiet, now=LATER)
        assert [(problem.code, problem.kept) for problem in outcome.book.problems] == [("id_conflict", False)]
        assert ("花名册", 2) in outcome.book.flagged
        assert counts() == before

    def test_a_roster_brings_nobody_back_from_the_dead(self, quiet: Territory) -> None:
        bring(roster(*FAMILY), quiet)
        Resident.objects.filter(name="王奶奶").update(
            lives_here=False, left_on=dt.date(2026, 11, 30), left_because="died"
        )
        outcome = bring(roster(*FAMILY), quiet, now=LATER)
        assert tallies(outcome)[1] == (0, 0, 4)
        assert not Resident.objects.get(name="王奶奶").lives_here

    def test_who_is_away_from_a_lived_in_home_is_marked_so(self, quiet: Territory) -> None:
        away = row("00001", "子女", "刘小满", XIAOMAN, lives="否", state="")
        bring(roster(FAMILY[0], away, FAMILY[3]), quiet)
        assert dict(Resident.objects.values_list("name", "lives_here")) == {
            "李邻长": True,
            "刘小满": False,
            "赵大伯": True,  # a household on paper says so itself
        }


class TestARehearsal:
    def test_it_shows_the_same_and_leaves_no_trace(self, quiet: Territory) -> None:
        before = counts()
        rehearsal = bring(roster(*FAMILY), quiet, dry_run=True)
        assert counts() == before
        assert rehearsal.new_territories == [
            "溪布社区",
            "溪布社区第1片",
            "溪布社区第1片老屋场组",
            "溪布社区第1片老屋场组邻1",
        ]
        assert rehearsal.as_json() == bring(roster(*FAMILY), quiet).as_json()

    def test_what_it_says_of_changes_is_what_then_happens(self, quiet: Territory) -> None:
        bring(roster(*FAMILY), quiet)
        elsewhere = ("溪布社区", "第2片", "桥头组", "邻4")
        changed = [
            row("00001", "户主", "李邻长", LI, phone="14000000009", income=30000),
            row("00002", "其他", "王奶奶", WANG, address="老屋场组2号"),
            row("00001", "子女", "刘小满", XIAOMAN, calls="残疾人", grade="肢体三级"),
            row("00002", "户主", "赵大伯", ZHAO, address="老屋场组2号"),
            row("00003", "户主", "新来的", identity("19900101", 7), place=elsewhere),
        ]
        before = counts()
        rehearsal = bring(roster(*changed), quiet, now=LATER, dry_run=True)
        assert counts() == before
        real = bring(roster(*changed), quiet, now=LATER)
        assert rehearsal.as_json() == real.as_json()
        assert rehearsal.changes == real.changes
        assert rehearsal.new_places == real.new_places == {"溪布社区第2片": 0, "溪布社区第2片桥头组": 1}

    def test_it_only_reads_so_that_nobody_waits_for_it(self, quiet: Territory) -> None:
        with CaptureQueriesContext(connection) as captured:
            bring(roster(*FAMILY), quiet, dry_run=True)
        # A cursor on the server (PostgreSQL) is declared, and reads too.
        assert {query["sql"].split()[0] for query in captured} <= {"SELECT", "DECLARE"}
        assert not any("FOR UPDATE" in query["sql"] for query in captured)


class TestWhoMay:
    def test_a_community_brings_in_its_own(self, street: Street) -> None:
        outcome = import_roster(
            actor=street.actor("社区小覃"), book=roster(*FAMILY), subdistrict=street.subdistrict.pk, now=NOW
        )
        assert outcome.people.created == 4

    def test_and_nobody_elses(self, street: Street) -> None:
        book = roster(row("9", "户主", "李邻长", LI, place=("岩门社区", "第1片", "桥头组", "邻1")))
        before = counts()
        with pytest.raises(NotAllowed) as refused:
            import_roster(actor=street.actor("社区小覃"), book=book, subdistrict=street.subdistrict.pk, now=NOW)
        assert "岩门社区" in refused.value.message
        assert counts() == before

    def test_a_new_community_is_for_the_street(self, street: Street) -> None:
        book = roster(row("9", "户主", "李邻长", LI, place=("画卷社区", "第1片", "桥头组", "邻1")))
        with pytest.raises(NotAllowed):
            import_roster(actor=street.actor("社区小覃"), book=book, subdistrict=street.subdistrict.pk, now=NOW)
        import_roster(actor=street.actor("街道老彭"), book=book, subdistrict=street.subdistrict.pk, now=NOW)
        assert Territory.objects.filter(name="画卷社区").exists()

    def test_a_chief_brings_in_nothing(self, street: Street) -> None:
        with pytest.raises(NotAllowed):
            import_roster(
                actor=street.actor("李邻长"), book=roster(*FAMILY), subdistrict=street.subdistrict.pk, now=NOW
            )


def test_the_number_of_statements_does_not_grow_with_the_roster(quiet: Territory) -> None:
    def statements(size: int, start: int) -> int:
        people = [
            row(f"{start + serial:05}", "户主", f"居民{start + serial}", identity(f"19{50 + start // 200}0101", serial))
            for serial in range(size)
        ]
        book = roster(*people)
        with CaptureQueriesContext(connection) as captured:
            bring(book, quiet)
        return len(captured)

    statements(5, 0)
    assert statements(10, 200) == statements(40, 400)


SAMPLE = Path(__file__).resolve().parents[3] / "data"


def test_the_sample_street_comes_in_as_its_truth_says(quiet: Territory) -> None:
    path = SAMPLE / "roster-sample.xlsx"
    truth = json.loads((SAMPLE / "roster-sample.json").read_text(encoding="utf-8"))
    book = read_roster(path, today=clock.day_of(NOW))
    outcome = bring(book, quiet)
    told = outcome.as_json()
    assert told["rows"] == truth["rows"]
    assert told["territories"] == {name: truth[name] for name in ("communities", "areas", "groups", "neighbourhoods")}
    assert told["households"] == {
        "created": truth["households"],
        "updated": 0,
        "unchanged": 0,
        "registered_only": truth["paper_households"],
    }
    assert told["people"] == {"created": truth["accepted_people"], "updated": 0, "unchanged": 0}
    assert told["circumstances"] == truth["special_accepted"]
    assert (told["cleaned"], told["duplicates"]) == (truth["cleaned"], len(truth["dups"]))
    assert outcome.kept_out == len(truth["bad"]) + len(truth["dups"])
    assert Household.objects.filter(residence="registered_only").count() == truth["paper_households"]
    before = counts()
    again = bring(read_roster(path, today=clock.day_of(NOW)), quiet, now=LATER)
    assert tallies(again) == ((0, 0, truth["households"]), (0, 0, truth["accepted_people"]))
    assert counts() == before
