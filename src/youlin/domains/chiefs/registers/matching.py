"""From rows to posts and people that are known. What cannot be told for sure is asked, never guessed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from uuid import UUID

from youlin.domains.access.actor import Actor
from youlin.domains.access.models import User
from youlin.domains.access.rules import CHIEF_ROLES, LEVEL_OF, Can
from youlin.domains.chiefs import rules
from youlin.domains.chiefs.models import Appointment, Post
from youlin.domains.chiefs.registers.reading import RegisterBook, RegisterRow
from youlin.domains.residents.models import Resident
from youlin.domains.residents.roster.place import Place, place_key
from youlin.domains.residents.roster.rows import RowProblem
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import Level
from youlin.foundation import crypto

_ATTRIBUTES = {
    Level.COMMUNITY: "community",
    Level.AREA: "area",
    Level.GROUP: "group",
    Level.NEIGHBOURHOOD: "neighbourhood",
}
PROPOSED = 3


@dataclass(frozen=True, slots=True)
class Match:
    """A row that can go in: its post, the person as far as known, and whether it says something new."""

    row: RegisterRow
    post: Post
    resident: Resident | None
    user: User | None
    term: rules.Term
    new: bool


@dataclass(slots=True)
class Unmatched:
    """A place that the tree does not know: how it is written, in how many rows, and what may be meant."""

    written: str
    rows: int = 0
    proposals: list[tuple[UUID, str]] = field(default_factory=list)


@dataclass(slots=True)
class Plan:
    """What taking a register in would do."""

    matches: list[Match] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    unmatched: list[Unmatched] = field(default_factory=list)

    @property
    def arriving(self) -> list[Match]:
        """The rows that put somebody in a post."""
        return [match for match in self.matches if match.new]


def plan(
    actor: Actor, book: RegisterBook, street: Territory, *, today: date, chosen: Mapping[str, UUID] | None = None
) -> Plan:
    """Match the rows of a register. `chosen` says which place is meant by a name that the tree does not know.

    A constant number of queries.
    """
    return _Planner(actor, book, street, today, chosen or {}).run()


class _Planner:
    def __init__(
        self, actor: Actor, book: RegisterBook, street: Territory, today: date, chosen: Mapping[str, UUID]
    ) -> None:
        self.actor, self.book, self.street, self.today, self.chosen = actor, book, street, today, chosen
        self.made = Plan()
        self.unmatched: dict[str, Unmatched] = {}
        self.places = {row.pk: row for row in Territory.objects.filter(subdistrict=street).order_by("rank")}
        self.below: dict[tuple[UUID, int, str], list[Territory]] = {}
        for place in self.places.values():
            above: UUID | None = place.parent_id
            while above is not None:
                self.below.setdefault((above, place.level, place_key(place.name)), []).append(place)
                above = self.places[above].parent_id if above in self.places and above != street.pk else None
        posts = Post.objects.visible_to(actor).filter(subdistrict=street, role__in=CHIEF_ROLES)
        self.posts = {post.territory_id: post for post in posts.select_related("territory")}
        self.terms: dict[UUID, list[Appointment]] = {}
        for term in Appointment.objects.filter(post__in=posts).select_related("user"):
            self.terms.setdefault(term.post_id, []).append(term)
        numbers = {row: self._index(row) for row in book.rows if row.id_number}
        known = Resident.objects.filter(subdistrict=street, id_index__in=set(numbers.values()))
        self.residents = {person.id_index: person for person in known}
        self.users = self._accounts()

    def _index(self, row: RegisterRow) -> str:
        return crypto.blind_index(row.id_number.value, field="id_number") if row.id_number else ""

    def _accounts(self) -> dict[tuple[str, str], User]:
        """Accounts by name and telephone together."""
        phones = {crypto.blind_index(row.phone, field="phone") for row in self.book.rows if row.phone}
        rows = User.objects.filter(phone_index__in=phones, is_active=True)
        return {(user.display_name, user.phone): user for user in rows}

    def run(self) -> Plan:
        for row in self.book.rows:
            place = self._find(row)
            if place is not None:
                self._match(row, place)
        self.made.unmatched = list(self.unmatched.values())
        return self.made

    def _wrong(self, row: RegisterRow, code: str, **params: str | int) -> None:
        self.made.problems.append(RowProblem(row.sheet, row.row, "", code, False, "", params))

    # ------------------------------------------------------------------------------------------------- places
    def _find(self, row: RegisterRow) -> Territory | None:
        """The place of a row: step by step down the tree; a level left out is skipped where only one place fits."""
        wanted, here = LEVEL_OF[row.role], self.street
        for level, attribute in _ATTRIBUTES.items():
            name = getattr(row.place, attribute)
            if level > wanted or not name:
                continue
            found = self.below.get((here.pk, level, place_key(name)), [])
            direct = [place for place in found if place.parent_id == here.pk] or found
            if len(direct) != 1:
                return self._ask(row, here, wanted)
            here = direct[0]
        return here

    def _ask(self, row: RegisterRow, above: Territory, level: Level) -> Territory | None:
        written = written_out(row.place)
        if written in self.chosen:
            place = self.places.get(self.chosen[written])
            return place if place is not None and place.level == level else None
        asked = self.unmatched.setdefault(written, Unmatched(written))
        asked.rows += 1
        if not asked.proposals:
            inside = [
                place for place in self.places.values() if place.level == level and place.path.startswith(above.path)
            ]
            asked.proposals = _nearest(getattr(row.place, _ATTRIBUTES[level]), inside)
        self._wrong(row, "place_unknown", place=written)
        return None

    # ------------------------------------------------------------------------------------------------- people
    def _match(self, row: RegisterRow, place: Territory) -> None:
        post = self.posts.get(place.pk)
        if post is None or not self.actor.can_at(Can.APPOINT, place.path):
            self._wrong(row, "not_yours", place=place.full_name)
            return
        resident = self.residents.get(self._index(row)) if row.id_number else None
        if resident is not None and resident.name != row.name:
            self._wrong(row, "id_conflict")
            return
        kind = Appointment.Kinds.ACTING if row.acting else Appointment.Kinds.SITTING
        chair = [term for term in self.terms.get(post.pk, ()) if term.kind == kind]
        user = self._account(row, resident)
        term = rules.Term(row.since or self.today, row.until)
        if any(self._same(held, row, user) and self._now(held) for held in chair):
            self.made.matches.append(Match(row, post, resident, user, term, new=False))
            return
        now = next((held for held in chair if self._now(held)), None)
        if now is not None:
            self._wrong(row, "post_taken", who=now.user.display_name, place=place.full_name)
        elif term.ends_on is not None and term.ends_on <= max(term.starts_on, self.today):
            self._wrong(row, "term_over")
        elif row.acting and term.ends_on is None:
            self._wrong(row, "acting_end_missing")
        elif rules.too_long(term):
            self._wrong(row, "term_too_long")
        elif rules.taken(term, [rules.Term(held.starts_on, held.ends_on) for held in chair]):
            last = max(held.ends_on or held.starts_on for held in chair)
            self._wrong(row, "starts_too_early", day=last.isoformat())
        else:
            self.made.matches.append(Match(row, post, resident, user, term, new=True))

    def _account(self, row: RegisterRow, resident: Resident | None) -> User | None:
        if resident is not None:
            held = next(
                (term.user for terms in self.terms.values() for term in terms if term.resident_id == resident.pk), None
            )
            if held is not None:
                return held
        phone = row.phone or (resident.phone if resident else "")
        return self.users.get((row.name, phone)) if phone else None

    def _now(self, held: Appointment) -> bool:
        return held.ends_on is None or held.ends_on > self.today

    def _same(self, held: Appointment, row: RegisterRow, user: User | None) -> bool:
        """Whether who holds the chair is who the row means: the account, or the name where no number speaks against."""
        if user is not None and held.user_id == user.pk:
            return True
        phones = {held.user.phone, row.phone} - {""}
        return held.user.display_name == row.name and len(phones) <= 1


def written_out(place: Place) -> str:
    """A place as the register writes it."""
    return " ".join(filter(None, (place.community, place.area, place.group, place.neighbourhood)))


def _nearest(name: str, places: Sequence[Territory]) -> list[tuple[UUID, str]]:
    """Places that may be meant, the most alike first."""
    by_name: dict[str, list[Territory]] = {}
    for place in places:
        by_name.setdefault(place.name, []).append(place)
    alike = get_close_matches(name, list(by_name), n=PROPOSED, cutoff=0.3)
    found = [place for one in alike for place in by_name[one]] or list(places)
    return [(place.pk, place.full_name) for place in found[:PROPOSED]]
