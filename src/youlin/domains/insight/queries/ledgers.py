"""Which ledgers there are, what each is filled with, and what is still asked of whom."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import CAPABILITIES, Can
from youlin.domains.insight.ledgers import facts
from youlin.domains.insight.ledgers.disputes import disputes
from youlin.domains.insight.ledgers.facts import Known
from youlin.domains.insight.ledgers.shape import Shape
from youlin.domains.insight.ledgers.standard import STANDARDS, Standard
from youlin.domains.insight.models import Ledger, LedgerFill, LedgerQuestion, LedgerVersion
from youlin.domains.insight.rules.ledgers import TRAITS, Column, Fact, Subject
from youlin.domains.residents.models import Circumstance, Resident
from youlin.domains.residents.rules import age_on
from youlin.domains.residents.rules.details import Detail
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import Level
from youlin.foundation.db import under
from youlin.foundation.refusal import NotThere

__all__ = [
    "ONLY",
    "Asked",
    "LedgerFill",
    "LedgerVersion",
    "Plan",
    "asked",
    "asked_of",
    "columns_of",
    "fills",
    "ledger",
    "ledgers",
    "lines",
    "plan",
    "questions_of",
    "shape_of",
    "streets",
    "to_ask",
    "unknown",
    "versions",
]

ONLY = Circumstance.Kinds.choices  # of people: whom a ledger may be narrowed to


@dataclass(frozen=True, slots=True)
class Plan:
    """A ledger ready to be filled: `key` is that of the page, a code for one that the house brings."""

    key: str
    name: str
    subject: Subject
    only: tuple[str, ...]
    columns: list[Column]
    version: LedgerVersion | None = None
    standard: Standard | None = None

    @property
    def ready(self) -> bool:
        """Whether somebody said what the columns mean."""
        return self.standard is not None or (self.version is not None and self.version.settled)

    def template(self) -> tuple[bytes, Shape]:
        """The workbook, and where its rows lie."""
        if self.standard is not None:
            return self.standard.drawn()
        if self.version is None:
            raise unknown()
        return base64.b64decode(self.version.content), shape_of(self.version)


def unknown() -> NotThere:
    """There is no such ledger, or it is another street's."""
    return NotThere("ledger_unknown", _("没有这个台账。"))


def shape_of(version: LedgerVersion) -> Shape:
    """The shape as it was kept."""
    kept = dict(version.shape)
    kept["labels"] = tuple((place, above, below) for place, above, below in kept["labels"])
    kept["formulas"] = frozenset(kept["formulas"])
    return Shape(**kept)


def columns_of(version: LedgerVersion) -> list[Column]:
    """The columns as they were kept."""
    return [Column(place, label, Fact(fact), constant) for place, label, fact, constant in version.columns]


def streets(actor: Actor) -> QuerySet[Territory]:
    """The streets whose ledgers the actor keeps."""
    rows = Territory.objects.filter(level=Level.SUBDISTRICT).order_by("rank")
    if actor.everywhere:
        return rows
    own = {grant.subdistrict for grant in actor.grants if Can.FILL_LEDGERS in CAPABILITIES[grant.role]}
    return rows.filter(pk__in=[street for street in own if street is not None])


def ledgers(actor: Actor) -> QuerySet[LedgerVersion]:
    """The newest version of each ledger of the own streets, by name, with its ledger."""
    newest = LedgerVersion.objects.filter(ledger=OuterRef("ledger")).order_by("-number").values("pk")[:1]
    rows = LedgerVersion.objects.filter(subdistrict__in=streets(actor), pk=Subquery(newest)).defer("content")
    return rows.select_related("ledger").order_by("ledger__name")


def ledger(actor: Actor, key: UUID) -> Ledger:
    """One of the own streets' ledgers. Raises NotThere."""
    found = Ledger.objects.filter(pk=key, subdistrict__in=streets(actor)).first()
    if found is None:
        raise unknown()
    return found


def versions(actor: Actor, key: UUID) -> QuerySet[LedgerVersion]:
    """The versions of a ledger, the newest first. Raises NotThere."""
    return LedgerVersion.objects.filter(ledger=ledger(actor, key)).select_related("ledger").order_by("-number")


def plan(actor: Actor, key: str) -> Plan:
    """A ledger by its key or code. Raises NotThere."""
    standard = STANDARDS.get(key)
    if standard is not None:
        return Plan(key, standard.name, standard.subject, standard.only, standard.columns, standard=standard)
    try:
        version = versions(actor, UUID(key)).first()
    except ValueError as error:
        raise unknown() from error
    if version is None:
        raise unknown()
    only = (version.only,) if version.only else ()
    return Plan(key, version.ledger.name, Subject(version.subject), only, columns_of(version), version=version)


def fills(actor: Actor, key: str = "") -> QuerySet[LedgerFill]:
    """Who filled what, newest first, of places in sight; of one ledger if given."""
    seen = Q(pk__in=())
    for path in actor.paths(Can.FILL_LEDGERS):
        seen |= under("territory__path", path)
    rows = LedgerFill.objects.all() if actor.everywhere else LedgerFill.objects.filter(seen)
    if key:
        rows = rows.filter(standard=key) if key in STANDARDS else rows.filter(version__ledger=UUID(key))
    return rows.select_related("territory", "version__ledger").defer("version__content").order_by("-at", "-pk")


def lines(actor: Actor, plan: Plan, place: Territory, *, day: date) -> list[Known]:
    """What is known for each row. Raises NotThere for a place out of sight."""
    if not actor.can_at(Can.FILL_LEDGERS, place.path):
        raise NotThere("territory_unknown", _("没有这个辖区。"))
    if plan.subject is Subject.PEOPLE:
        return facts.people(actor, place, plan.columns, plan.only, day)
    if plan.subject is Subject.HOMES:
        return facts.homes(actor, place, plan.columns, day)
    if plan.subject is Subject.PLACES:
        return facts.places(actor, place, plan.columns, day)
    return disputes(actor, place, day)


def to_ask(plan: Plan, known: Sequence[Known], *, day: date) -> list[tuple[Resident, Detail]]:
    """Whose empty cells somebody can fill in: nobody younger than a question's age, nobody who answered it before."""
    asking = [(column.fact, detail) for column in plan.columns if (detail := TRAITS[column.fact].asked)]
    return [
        (line.person, detail)
        for line in known
        if line.person is not None
        for fact, detail in asking
        if line.values.get(fact) in ("", None)
        and detail.value not in line.said
        and _old_enough(line.person, TRAITS[fact].from_age, day)
    ]


def _old_enough(person: Resident, from_age: int, day: date) -> bool:
    age = age_on(person.birth_date, day)
    return age is None or age >= from_age


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody of whom something is asked, and what."""

    person: Resident
    details: list[Detail]
    ledgers: list[str]


def asked(actor: Actor, place: UUID | None = None) -> QuerySet[Resident]:
    """People in sight of whom a ledger asks something, by house."""
    waiting = LedgerQuestion.objects.visible_to(actor).filter(settled_at=None).values("resident")
    rows = Resident.objects.visible_to(actor).filter(pk__in=waiting, lives_here=True)
    if place is not None:
        path = Territory.objects.filter(pk=place).values_list("path", flat=True).first()
        rows = rows.filter(under("household__neighbourhood__path", path)) if path else rows.none()
    return rows.select_related("household__neighbourhood").order_by(
        "household__neighbourhood__path", "household__number", "name"
    )


def questions_of(actor: Actor, people: Iterable[Resident]) -> list[Asked]:
    """What is asked of each of these, and by which ledger. One query."""
    known = list(people)
    rows = (
        LedgerQuestion.objects.visible_to(actor).filter(resident__in=known, settled_at=None).order_by("asked_at", "id")
    )
    by_person: dict[UUID, list[LedgerQuestion]] = {}
    for row in rows:
        by_person.setdefault(row.resident_id, []).append(row)
    return [
        Asked(
            person,
            [Detail(row.kind) for row in by_person.get(person.pk, ())],
            list(dict.fromkeys(row.ledger for row in by_person.get(person.pk, ()))),
        )
        for person in known
    ]


def asked_of(actor: Actor, resident: UUID) -> Asked:
    """What is asked of one person. Raises NotThere where nothing is, or they are out of sight."""
    person = asked(actor).filter(pk=resident).first()
    if person is None:
        raise NotThere("question_unknown", _("这里没有要补的了。"))
    return questions_of(actor, [person])[0]
