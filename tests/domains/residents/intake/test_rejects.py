"""What was kept out comes back corrected, by the same door."""

import io

import pytest
from python_calamine import CalamineWorkbook

from tests.domains.residents.intake.bringing import FAMILY, LATER, bring, counts, roster, row, tallies
from tests.domains.residents.roster.papers import (
    LI,
    WANG,
    XIAOMAN,
    ZHAO,
    identity,
    read,
    workbook,
)
from youlin.domains.residents.intake.outcome import ImportOutcome
from youlin.domains.residents.models import Household, Resident
from youlin.domains.residents.roster import wording
from youlin.domains.residents.roster.book import RosterBook
from youlin.domains.residents.roster.rejects import write_rejects
from youlin.domains.territory.models import Territory


class TestTheRejectsComeBack:
    def rejects(self, outcome: ImportOutcome) -> bytes:
        target = io.BytesIO()
        write_rejects(outcome.book, target, wording.row_problem)
        return target.getvalue()

    def corrected(self, data: bytes, changes: dict[str, str]) -> RosterBook:
        page = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
        return read(
            workbook((page.name, [[changes.get(str(cell), cell) for cell in line] for line in page.to_python()]))
        )

    @pytest.mark.parametrize("numbers", [("00001", "00002"), ("", "")], ids=["numbered", "unnumbered"])
    def test_a_corrected_row_joins_its_household(self, quiet: Territory, numbers: tuple[str, str]) -> None:
        first, second = numbers
        outcome = bring(
            roster(
                row(first, "户主", "李邻长", LI),
                row(first, "父母", "王奶奶", WANG[:-1]),
                row(second, "户主", "赵大伯", ZHAO[:-1]),
                row(second, "孙子女", "刘小满", XIAOMAN),
            ),
            quiet,
        )
        assert tallies(outcome) == ((2, 0, 0), (2, 0, 0))
        again = bring(self.corrected(self.rejects(outcome), {WANG[:-1]: WANG, ZHAO[:-1]: ZHAO}), quiet, now=LATER)
        assert tallies(again) == ((0, 0, 2), (2, 0, 0))
        assert again.book.problems == []
        homes = {frozenset(home.members.values_list("name", flat=True)) for home in Household.objects.all()}
        assert homes == {frozenset({"李邻长", "王奶奶"}), frozenset({"刘小满", "赵大伯"})}

    def test_uncorrected_they_change_nothing(self, quiet: Territory) -> None:
        outcome = bring(
            roster(
                *FAMILY,
                row("00003", "户主", "", identity("19900101", 7)),
                row("00004", "户主", "李邻长", LI),
                row("00004", "配偶", "另一人", WANG),
            ),
            quiet,
        )
        before = counts()
        bring(self.corrected(self.rejects(outcome), {}), quiet, now=LATER)
        assert counts() == before

    def test_a_bad_phone_can_be_put_right_afterwards(self, quiet: Territory) -> None:
        outcome = bring(roster(row("00001", "户主", "李邻长", LI, phone="1400")), quiet)
        again = bring(self.corrected(self.rejects(outcome), {"1400": "14000000001"}), quiet, now=LATER)
        assert tallies(again)[1] == (0, 1, 0)
        assert Resident.objects.get().phone == "14000000001"
