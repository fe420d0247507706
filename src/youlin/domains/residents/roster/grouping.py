"""Which rows are one household.

A household is told by its number, by merged cells, or begins at its 户主. What belongs to the household (number, place,
address, income) is taken from the rows as typed, before anybody judges the people in them: when the 户主's row stays
out, the others still find their household.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from youlin.domains.residents.roster import clean
from youlin.domains.residents.roster.cells import Cells
from youlin.domains.residents.roster.columns import Field
from youlin.domains.residents.roster.place import Place, place_in, place_key, with_level
from youlin.domains.residents.roster.rows import RosterRow, RowReader
from youlin.domains.residents.rules.positions import Point

_LEVELS = (
    (Field.PLACE, ""),
    (Field.COMMUNITY, "community"),
    (Field.AREA, "area"),
    (Field.GROUP, "group"),
    (Field.NEIGHBOURHOOD, "neighbourhood"),
)


@dataclass(slots=True)
class RosterHousehold:
    """A household as the roster tells of it. `number` is empty where the community wrote none."""

    key: int  # its order in the book
    mark: str  # by which rows of a rejects workbook find together again
    place: Place
    number: str = ""
    address: str = ""
    income_fen: int | None = None
    point: Point | None = None
    anchor: str = ""  # an identity number of somebody who lives in it and is already in, as typed
    members: list[RosterRow] = field(default_factory=list)

    @property
    def residence(self) -> str:
        """Permanent where anybody lives there; else what the first who was asked about says; empty if nobody told."""
        told = [member.residence for member in self.members if member.residence]
        if not told:
            return ""
        return "permanent" if "permanent" in told else told[0]

    @property
    def head(self) -> RosterRow | None:
        """The 户主, where that row went in."""
        return next((member for member in self.members if member.is_head), None)


class Households:
    """All households of a book, found again across its sheets by place and number."""

    def __init__(self) -> None:
        self.all: list[RosterHousehold] = []
        self._by_number: dict[tuple[str, ...], RosterHousehold] = {}

    def numbered(self, place: Place, number: str, mark: str) -> RosterHousehold:
        """The household with this number at this place, new if not met before."""
        key = (*(place_key(name) for name in (place.community, place.area, place.group, place.neighbourhood)), number)
        found = self._by_number.get(key)
        if found is None:
            found = self._by_number[key] = self.begin(place, mark)
            found.number = number
        return found

    def begin(self, place: Place, mark: str) -> RosterHousehold:
        """A household of its own."""
        self.all.append(RosterHousehold(len(self.all), mark, place))
        return self.all[-1]


class Grouper:
    """Goes down one sheet and says of each row which household it belongs to."""

    def __init__(self, reader: RowReader, context: Place, households: Households) -> None:
        self.reader = reader
        self.context = context
        self.households = households
        self.place = context
        self.current: RosterHousehold | None = None
        self.told_by = ("", "", "")  # mark, head's name, address of the row above
        self.fixes = 0

    def household_of(self, number: int, cells: Cells) -> RosterHousehold | None:
        """The household of a row; None where nothing tells it."""
        place = self._place(cells)
        household = self._find(number, cells, place)
        if household is not None:
            self._learn(household, cells)
        self.current = household
        self.place = place
        return household

    def _find(self, row: int, cells: Cells, place: Place) -> RosterHousehold | None:
        cell, columns = self.reader.cell, self.reader.columns
        written, fixes = clean.code(cell(cells, Field.HOUSEHOLD))
        is_head = clean.relation(clean.plain(cell(cells, Field.RELATION))) == "户主"
        mark = clean.plain(cell(cells, Field.MARK)).strip()
        origin = mark or f"{self.reader.sheet}-{row}"
        if not place.community:
            return None
        if written:
            self.fixes += fixes if self.current is None or self.current.number != written else 0
            return self.households.numbered(place, written, origin)
        head_name = clean.name(cell(cells, Field.HEAD_NAME)).text
        address = clean.text(cell(cells, Field.ADDRESS)).text
        above, self.told_by = self.told_by, (mark, head_name, address)
        if mark:
            same = mark == above[0] and self.current is not None
            return self.current if same else self.households.begin(place, origin)
        if is_head or (Field.NAME not in columns and head_name):
            return self.households.begin(place, origin)
        if Field.RELATION in columns or Field.HOUSEHOLD in columns:
            return self.current if place == self.place else None
        told = (head_name, above[1]) if Field.HEAD_NAME in columns else (address, above[2])
        if not told[0]:
            return self.current if Field.HEAD_NAME in columns and place == self.place else None
        same = told[0] == told[1] and place == self.place and self.current is not None
        return self.current if same else self.households.begin(place, origin)

    def _place(self, cells: Cells) -> Place:
        """The place of a row: its own cells, else the row above, else what the sheet says of itself."""
        cell, columns = self.reader.cell, self.reader.columns
        told = _told(tuple((level, clean.plain(cell(cells, meant))) for meant, level in _LEVELS if meant in columns))
        if told.community and told.area and told.group and told.neighbourhood:
            return told
        if not told.community and not self.place.community:
            told = told.filled_by(place_in(clean.plain(cell(cells, Field.ADDRESS)).strip()))
        return _inherit(told, self.place).filled_by(self.context)

    def _learn(self, household: RosterHousehold, cells: Cells) -> None:
        cell = self.reader.cell
        if not household.address:
            household.address = clean.text(cell(cells, Field.ADDRESS)).text[:200]
        if household.income_fen is None and Field.INCOME in self.reader.columns:
            try:
                household.income_fen = clean.income(
                    cell(cells, Field.INCOME), months=self.reader.months, wan=self.reader.wan
                )
            except clean.BadCell:
                household.income_fen = None  # reported with the row it stands in
        if household.point is None:
            try:
                household.point = self.reader.point(cells)
            except clean.BadCell:
                household.point = None  # as above
        if not household.anchor:
            household.anchor = clean.plain(cell(cells, Field.ANCHOR)).strip()


@lru_cache(maxsize=8192)
def _told(words: tuple[tuple[str, str], ...]) -> Place:
    """The place that the cells of a row name, each with its level."""
    told = Place()
    for level, written in words:
        if written.strip():
            told = with_level(told, level, written.strip()) if level else place_in(written.strip()).filled_by(told)
    return told


def _inherit(told: Place, above: Place) -> Place:
    """A cell left empty means "as above", but never below a level at which the row tells another place."""
    inherited: dict[str, str] = {}
    same = True
    for level in ("community", "area", "group", "neighbourhood"):
        own, upper = getattr(told, level), getattr(above, level)
        inherited[level] = own or (upper if same else "")
        same = same and (not own or own == upper)
    return Place(**inherited)
