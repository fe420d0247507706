"""What came of an import."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from youlin.domains.residents.roster import wording
from youlin.domains.residents.roster.book import RosterBook
from youlin.domains.residents.roster.kinds import NAMES


@dataclass(slots=True)
class Tally:
    """How many records were new, changed, or already said the same."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0


@dataclass(slots=True)
class Change:
    """One thing that is, or would be, different: for the preview. Holds no hidden field."""

    what: str  # household, person
    where: str
    who: str
    field: str
    before: str
    after: str


@dataclass(slots=True)
class ImportOutcome:
    """The counts of an import, the rows that need another look, and what changed in what was known."""

    book: RosterBook
    dry_run: bool
    territories: dict[str, int] = field(default_factory=dict)
    new_territories: list[str] = field(default_factory=list)
    new_places: dict[str, int] = field(default_factory=dict)  # each new or grown place, and its new neighbourhoods
    households: Tally = field(default_factory=Tally)
    people: Tally = field(default_factory=Tally)
    registered_only: int = 0
    circumstances: Counter[str] = field(default_factory=Counter)
    changes: list[Change] = field(default_factory=list)

    @property
    def kept_out(self) -> int:
        """How many rows did not go in."""
        return len({(problem.sheet, problem.row) for problem in self.book.problems if not problem.kept})

    @property
    def nothing_new(self) -> bool:
        """Whether the database would be as it was."""
        tallies = (self.households, self.people)
        return not self.new_territories and not any(tally.created or tally.updated for tally in tallies)

    def as_json(self) -> dict[str, object]:
        """The document that `youlin import roster --json` prints."""
        homes, people = self.households, self.people
        return {
            "rows": self.book.rows,
            "sheets": len(self.book.sheets),
            "territories": self.territories,
            "households": {
                "created": homes.created,
                "updated": homes.updated,
                "unchanged": homes.unchanged,
                "registered_only": self.registered_only,
            },
            "people": {"created": people.created, "updated": people.updated, "unchanged": people.unchanged},
            "circumstances": {NAMES[kind]: count for kind, count in sorted(self.circumstances.items())},
            "cleaned": self.book.cleaned,
            "rejected": [
                {
                    "sheet": problem.sheet,
                    "row": problem.row,
                    "column": problem.column,
                    "code": problem.code,
                    "message": wording.row_problem(problem),
                }
                for problem in self.book.problems
            ],
            "duplicates": self.book.duplicates,
        }
