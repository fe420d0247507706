"""The workbook that stands for a street, against its truth. It is kept beside the project, with the issue's papers."""

import datetime as dt
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from youlin.domains.residents.roster.book import RosterBook, read_roster
from youlin.domains.residents.roster.kinds import NAMES

DATA = Path(__file__).resolve().parents[3] / "data"


@pytest.fixture(scope="module")
def truth() -> dict[str, Any]:
    path = DATA / "roster-sample.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def book() -> RosterBook:
    path = DATA / "roster-sample.xlsx"
    return read_roster(path, today=dt.date(2026, 11, 22))


def test_it_counts_what_the_truth_counts(book: RosterBook, truth: dict[str, Any]) -> None:
    assert book.rows == truth["rows"]
    assert len(book.households) == truth["households"]
    assert sum(household.residence == "registered_only" for household in book.households) == truth["paper_households"]
    assert book.people == truth["accepted_people"]
    assert book.rows - book.duplicates == truth["people"]
    assert book.cleaned == truth["cleaned"]


def test_it_knows_every_place(book: RosterBook, truth: dict[str, Any]) -> None:
    places = {household.place for household in book.households}
    assert len(places) == truth["neighbourhoods"]
    assert len({(place.community, place.area, place.group) for place in places}) == truth["groups"]
    assert len({(place.community, place.area) for place in places}) == truth["areas"]
    assert len({place.community for place in places}) == truth["communities"]


def test_it_names_every_bad_row_and_no_other(book: RosterBook, truth: dict[str, Any]) -> None:
    header = book.sheets[0].header.labels
    name, number = header.index("姓名"), header.index("公民身份号码")
    bad, again = [], []
    for problem in book.problems:
        cells = book.flagged[problem.sheet, problem.row].cells
        if problem.code == "duplicate":
            again.append(cells[number])
        else:
            bad.append([cells[name] or cells[number], problem.code])
    assert sorted(bad) == sorted(truth["bad"])
    assert sorted(map(str, again)) == sorted(truth["dups"])


def test_it_finds_who_needs_care(book: RosterBook, truth: dict[str, Any]) -> None:
    found = Counter(
        NAMES[kind]
        for household in book.households
        for member in household.members
        for kind, _detail in member.circumstances
    )
    assert found == truth["special_accepted"]
