"""Reads of inspections: checklists, sites, rounds with how far they are, doors that wait, and what was found at one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, F, Max, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.cases.models import (
    Checklist,
    ChecklistItem,
    Hazard,
    Inspection,
    InspectionAnswer,
    InspectionDoor,
    InspectionRound,
    Rungs,
    Severities,
    Site,
    Targets,
    Topics,
)
from youlin.domains.cases.queries import duty
from youlin.domains.cases.rules.hazards import LISTED
from youlin.domains.cases.rules.inspecting import SITES_OF, Target, Topic
from youlin.domains.cases.rules.ladder import RUNG_OF, Rung, posts_above
from youlin.domains.cases.standard import STANDARDS
from youlin.domains.residents.models import Household
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import SEGMENT, Level
from youlin.foundation import clock
from youlin.foundation.db import under
from youlin.foundation.refusal import NotThere

__all__ = [
    "Checklist",
    "ChecklistItem",
    "Inspection",
    "InspectionAnswer",
    "InspectionDoor",
    "InspectionRound",
    "Line",
    "Part",
    "Rungs",
    "Severities",
    "Sheet",
    "Site",
    "Targets",
    "Topics",
    "answers",
    "board",
    "carried_by_me",
    "checked_by_me",
    "door",
    "doors",
    "homes_of",
    "my_doors_count",
    "questions",
    "reach",
    "round_of",
    "rounds",
    "sheet",
    "sheets",
    "site",
    "sites",
    "sites_of",
    "versions",
]

WAITING = InspectionDoor.States.WAITING


# ------------------------------------------------------------------------------------------- what a round goes to
def homes_of(place: Territory) -> QuerySet[Household]:
    """The homes that a round through a place looks at."""
    return Household.objects.filter(under("neighbourhood__path", place.path), residence=Household.Residence.PERMANENT)


def sites_of(place: Territory, topic: Topic) -> QuerySet[Site]:
    """The sites in a place that a topic is about."""
    found = Site.objects.filter(under("territory__path", place.path), closed_on__isnull=True)
    kinds = SITES_OF.get(topic)
    return found if kinds is None else found.filter(kind__in=[kind.value for kind in kinds])


def reach(actor: Actor, place: UUID, *, sheet: Sheet, carried_by: Rung) -> tuple[int, int]:
    """How many doors a round would have, and how many posts would share them. Two queries. Raises NotThere."""
    found = Territory.objects.filter(pk=place).first()
    if found is None or not actor.can_at(Can.RUN_INSPECTIONS, found.path):
        raise NotThere("territory_unknown", _("没有这个辖区。"))
    if sheet.target == Target.HOUSEHOLD:
        paths = list(homes_of(found).values_list("neighbourhood__path", flat=True))
    else:
        paths = list(sites_of(found, Topic(sheet.topic)).values_list("territory__path", flat=True))
    return len(paths), posts_above(paths, carried_by)


# ------------------------------------------------------------------------------------------------ checklists
@dataclass(frozen=True, slots=True)
class Line:
    """One question of a checklist."""

    text: str
    wrong: str
    severity: str
    at_once: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A checklist in force in a street: its own latest version, or the one that Youlin brings along (version 0)."""

    code: str
    name: str
    topic: str
    target: str
    source: str
    version: int
    key: UUID | None
    lines: tuple[Line, ...]

    @property
    def topic_name(self) -> str:
        """What it is about, in words."""
        return str(Topics(self.topic).label)

    @property
    def target_name(self) -> str:
        """What it goes to, in words."""
        return str(Targets(self.target).label)


def sheets(subdistrict: UUID) -> list[Sheet]:
    """Every checklist in force in a street, those that come along first. Two queries."""
    own = {one.code: one for one in _latest(Checklist.objects.filter(subdistrict=subdistrict))}
    standard = [own.pop(code) if code in own else _standard(code) for code in STANDARDS]
    return [*standard, *sorted(own.values(), key=lambda one: one.name)]


def sheet(subdistrict: UUID, code: str) -> Sheet:
    """One checklist in force. Raises NotThere."""
    found = next(iter(_latest(Checklist.objects.filter(subdistrict=subdistrict, code=code))), None)
    if found is None and code not in STANDARDS:
        raise NotThere("checklist_unknown", _("没有这份检查表。"))
    return found or _standard(code)


def versions(subdistrict: UUID, code: str) -> QuerySet[Checklist]:
    """Every version that a street wrote, the latest first."""
    return Checklist.objects.filter(subdistrict=subdistrict, code=code).order_by("-version")


def _latest(rows: QuerySet[Checklist]) -> list[Sheet]:
    last = rows.filter(subdistrict=OuterRef("subdistrict"), code=OuterRef("code")).order_by("-version")
    latest = rows.filter(pk=Subquery(last.values("pk")[:1])).prefetch_related(
        Prefetch("items", ChecklistItem.objects.order_by("seq"), "questions")
    )
    return [
        Sheet(
            row.code,
            row.name,
            row.topic,
            row.target,
            row.source,
            row.version,
            row.pk,
            tuple(Line(item.text, item.wrong, item.severity, item.at_once) for item in row.questions),
        )
        for row in latest
    ]


def _standard(code: str) -> Sheet:
    one = STANDARDS[code]
    lines = tuple(Line(item.text, item.wrong, item.severity.value, item.at_once) for item in one.questions)
    return Sheet(code, one.name, one.topic.value, one.target.value, "", 0, None, lines)


# ----------------------------------------------------------------------------------------------------- sites
def sites(actor: Actor, *, place: UUID | None = None, kind: str = "", closed: bool = False) -> QuerySet[Site]:
    """Sites in sight with `open_hazards` and `all_hazards`, in the order of the street."""
    rows = Site.objects.visible_to(actor).filter(closed_on__isnull=not closed)
    if place is not None:
        path = Territory.objects.filter(pk=place).values_list("path", flat=True).first()
        rows = rows.filter(under("territory__path", path)) if path else rows.none()
    if kind in Site.Kinds.values:
        rows = rows.filter(kind=kind)
    ours = Hazard.objects.filter(site=OuterRef("pk")).order_by().values("site")
    listed = ours.filter(status__in=[one.value for one in LISTED])
    return (
        rows.annotate(
            open_hazards=Subquery(listed.annotate(n=Count("pk")).values("n")),
            all_hazards=Subquery(ours.annotate(n=Count("pk")).values("n")),
        )
        .select_related("territory")
        .order_by("territory__path", "name", "pk")
    )


def site(actor: Actor, key: UUID) -> Site:
    """One site in sight. Raises NotThere."""
    found = Site.objects.visible_to(actor).filter(pk=key).select_related("territory").first()
    if found is None:
        raise NotThere("site_unknown", _("没有这个地点。"))
    return found


# ---------------------------------------------------------------------------------------------------- rounds
def rounds(actor: Actor) -> QuerySet[InspectionRound]:
    """Rounds in sight with `all_doors`, `waiting`, `failed`: those that still run first, then the latest."""
    return (
        InspectionRound.objects.visible_to(actor)
        .select_related("territory", "checklist")
        .annotate(
            all_doors=Count("doors"),
            waiting=Count("doors", filter=Q(doors__state=WAITING)),
            failed=Count("doors", filter=Q(doors__state=InspectionDoor.States.FAILED)),
        )
        .order_by(F("closed_at").desc(nulls_first=True), "-ends_on", "-pk")
    )


def round_of(actor: Actor, key: UUID) -> InspectionRound:
    """One round in sight, counted. Raises NotThere."""
    found = rounds(actor).filter(pk=key).first()
    if found is None:
        raise NotThere("round_unknown", _("没有这一轮检查。"))
    return found


def doors(actor: Actor, key: UUID, *, state: str = "", place: str = "") -> QuerySet[InspectionDoor]:
    """The doors of a round in sight, in the order of the street; below a path, in one state, if asked."""
    rows = InspectionDoor.objects.visible_to(actor).filter(round=key)
    if state in InspectionDoor.States.values:
        rows = rows.filter(state=state)
    if place:
        rows = rows.filter(under("territory__path", place))
    return _shown(rows).order_by("territory__path", "household__number", "site__name", "pk")


def _shown(rows: QuerySet[InspectionDoor]) -> QuerySet[InspectionDoor]:
    stands = Inspection.objects.filter(taken_back_at__isnull=True, absent=False)
    return rows.select_related("territory", "household", "site", "round__checklist").prefetch_related(
        Prefetch("inspections", stands.prefetch_related("hazards"), "standing")
    )


@dataclass(frozen=True, slots=True)
class Part:
    """How a round stands in one place."""

    place: Territory
    doors: int
    waiting: int
    failed: int
    last: datetime | None

    @property
    def done(self) -> int:
        """Doors that were looked at."""
        return self.doors - self.waiting


def board(actor: Actor, key: UUID, level: Level = Level.NEIGHBOURHOOD) -> list[Part]:
    """How a round stands, place by place of a level, in the order of the street. Two queries."""
    length = (level - Level.COUNTY + 10) // 10 * SEGMENT
    rows = InspectionDoor.objects.visible_to(actor).filter(round=key).order_by()
    counts: Iterable[Mapping[str, object]] = rows.values("territory__path").annotate(
        n=Count("pk"),
        waiting=Count("pk", filter=Q(state=WAITING)),
        failed=Count("pk", filter=Q(state=InspectionDoor.States.FAILED)),
        last=Max("changed_at"),
    )
    sums: dict[str, list[Mapping[str, object]]] = {}
    for row in counts:
        sums.setdefault(str(row["territory__path"])[:length], []).append(row)
    places = Territory.objects.filter(path__in=sums).order_by("path")
    return [_part(place, sums[place.path]) for place in places]


def _part(place: Territory, rows: list[Mapping[str, object]]) -> Part:
    def total(name: str) -> int:
        return sum(int(str(row[name])) for row in rows)

    last = max((row["last"] for row in rows if isinstance(row["last"], datetime)), default=None)
    return Part(place, total("n"), total("waiting"), total("failed"), last)


# ---------------------------------------------------------------------------------------------- on the phone
def _mine(actor: Actor, today: date) -> Q:
    """Doors that the actor carries: those of a round for a rung, below a post of that rung that is theirs today."""
    found = Q(pk__in=())
    for post in duty.seats_of(actor, today=today):
        rung = RUNG_OF.get(post.role)  # type: ignore[call-overload]  # a role as stored
        if rung is not None:
            found |= Q(round__carried_by=rung) & under("territory__path", post.territory.path)
    return found


def _waiting(actor: Actor, now: datetime) -> QuerySet[InspectionDoor]:
    today = clock.day_of(now)
    running = Q(state=WAITING, round__closed_at__isnull=True, round__starts_on__lte=today)
    return InspectionDoor.objects.visible_to(actor).filter(_mine(actor, today), running)


def carried_by_me(actor: Actor, *, now: datetime, limit: int = 300) -> list[InspectionDoor]:
    """Doors that wait for the actor, round by round, in the order of the street. A fixed number of queries."""
    order = ("round__ends_on", "round", "territory__path", "household__number", "site__name", "pk")
    return list(_shown(_waiting(actor, now)).order_by(*order)[:limit])


def my_doors_count(actor: Actor, *, now: datetime) -> int:
    """How many doors wait for the actor."""
    return _waiting(actor, now).count()


def checked_by_me(actor: Actor, *, limit: int = 10) -> list[Inspection]:
    """What the actor looked at, the latest first."""
    if actor.user_id is None:
        return []
    rows = Inspection.objects.filter(by=actor.user_id, taken_back_at__isnull=True, absent=False)
    shown = rows.select_related("door__household", "door__site", "door__round", "door__territory")
    return list(shown.order_by("-received_at", "-pk")[:limit])


def door(actor: Actor, key: UUID) -> InspectionDoor:
    """One door in sight, with the inspection that stands. Raises NotThere."""
    found = _shown(InspectionDoor.objects.visible_to(actor).filter(pk=key)).first()
    if found is None:
        raise NotThere("door_unknown", _("没有这一处要查的。"))
    return found


def questions(door: InspectionDoor) -> list[ChecklistItem]:
    """What is asked at a door, in order."""
    return list(ChecklistItem.objects.filter(checklist=door.round.checklist_id).order_by("seq"))


def answers(inspections: Iterable[UUID]) -> list[InspectionAnswer]:
    """What was answered at inspections, in the order of the questions."""
    rows = InspectionAnswer.objects.filter(inspection__in=list(inspections)).select_related("item")
    return list(rows.order_by("inspection", "item__seq"))
