"""Reads of hazards: the register, one record with what the actor may do, repeats at one place, and what waits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.cases.models import Case, Hazard, HazardEvent, HazardPhoto, Rectification, Severities, Topics
from youlin.domains.cases.queries import duty
from youlin.domains.cases.queries.hazard_terms import terms_of
from youlin.domains.cases.queries.ladders import ladders
from youlin.domains.cases.rules.hazards import LISTED, Fixer, HazardStatus, HazardStep, Severity, looks_at_own_work, may
from youlin.domains.cases.rules.ladder import Rung
from youlin.domains.cases.rules.terms import Terms, nearest
from youlin.domains.chiefs.models import Post
from youlin.domains.chiefs.queries import department_posts
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import SEGMENT
from youlin.foundation import clock
from youlin.foundation.db import under
from youlin.foundation.refusal import NotThere

__all__ = [
    "Counts",
    "Hazard",
    "Part",
    "Record",
    "Severities",
    "Topics",
    "Wanted",
    "by_place",
    "counts",
    "get",
    "hazards",
    "of_case",
    "of_home",
    "of_site",
    "photo",
    "record",
    "to_do",
    "to_do_count",
]

_LISTED = [one.value for one in LISTED]
_SHOWN = ("territory", "holder__territory", "household", "site", "case", "fixer_post__territory", "repeats")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to narrow the register to; empty means everything in sight."""

    text: str = ""
    status: str = ""
    topic: str = ""
    severity: str = ""
    place: UUID | None = None
    listed: bool = False
    late: bool = False
    repeated: bool = False


def hazards(actor: Actor, wanted: Wanted, *, now: datetime) -> QuerySet[Hazard]:
    """The register in sight: of what is listed the nearest day first, else the latest found. One query and its page."""
    rows = Hazard.objects.visible_to(actor)
    if wanted.listed:
        rows = rows.filter(status__in=_LISTED)
    if wanted.late:
        rows = rows.filter(due_at__lte=now)
    if wanted.repeated:
        rows = rows.filter(repeats__isnull=False)
    for name in ("status", "topic", "severity"):
        if value := getattr(wanted, name):
            rows = rows.filter(**{name: value})
    if wanted.place is not None:
        path = Territory.objects.filter(pk=wanted.place).values_list("path", flat=True).first()
        rows = rows.filter(under("territory__path", path)) if path else rows.none()
    words = wanted.text.replace("\0", "").strip()
    if words:
        rows = rows.filter(Q(number__icontains=words) | Q(text__icontains=words) | Q(where__icontains=words))
    order = ("due_at", "pk") if wanted.listed or wanted.late else ("-found_at", "-pk")
    return rows.select_related(*_SHOWN).order_by(*order)


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers for chips."""

    listed: int
    late: int
    fixed: int
    repeated: int


def counts(actor: Actor, *, now: datetime) -> Counts:
    """How many are listed, late, wait for a second look, and came back. One query."""
    found = Hazard.objects.visible_to(actor).aggregate(
        listed=Count("pk", filter=Q(status__in=_LISTED)),
        late=Count("pk", filter=Q(due_at__lte=now)),
        fixed=Count("pk", filter=Q(status=HazardStatus.FIXED.value)),
        repeated=Count("pk", filter=Q(repeats__isnull=False)),
    )
    return Counts(**found)


def to_do(actor: Actor, *, now: datetime, limit: int = 50) -> list[Hazard]:
    """Listed hazards that a post of the actor watches over or must remove, the nearest day first."""
    return list(_to_do(actor, now).select_related(*_SHOWN).order_by("due_at", "pk")[:limit])


def to_do_count(actor: Actor, *, now: datetime) -> int:
    """How many of them there are."""
    return _to_do(actor, now).count()


def _to_do(actor: Actor, now: datetime) -> QuerySet[Hazard]:
    posts = duty.posts_of(actor, today=clock.day_of(now))
    rows = Hazard.objects.visible_to(actor).filter(status__in=_LISTED)
    return rows.filter(Q(holder__in=posts) | Q(fixer_post__in=posts, status=HazardStatus.ORDERED.value))


@dataclass(frozen=True, slots=True)
class Part:
    """How many hazards a place has."""

    place: Territory
    listed: int
    late: int
    removed: int


def by_place(actor: Actor, path: str, *, now: datetime) -> list[Part]:
    """Hazards by the places next below a path, in the order of the street. Two queries."""
    rows = Hazard.objects.visible_to(actor).filter(under("territory__path", path)).order_by()
    sums: dict[str, list[int]] = {}
    counted = rows.values_list("territory__path").annotate(
        listed=Count("pk", filter=Q(status__in=_LISTED)),
        late=Count("pk", filter=Q(due_at__lte=now)),
        removed=Count("pk", filter=Q(status=HazardStatus.REMOVED.value)),
    )
    for found, *numbers in counted:
        part = sums.setdefault(found[: len(path) + SEGMENT], [0, 0, 0])
        sums[found[: len(path) + SEGMENT]] = [a + b for a, b in zip(part, numbers, strict=True)]
    return [Part(place, *sums[place.path]) for place in Territory.objects.filter(path__in=sums).order_by("path")]


def get(actor: Actor, key: UUID) -> Hazard:
    """A hazard in sight. Raises NotThere."""
    found = Hazard.objects.visible_to(actor).filter(pk=key).select_related(*_SHOWN).first()
    if found is None:
        raise NotThere("hazard_unknown", _("没有这处隐患，或者它不归您这里看。"))
    return found


@dataclass(frozen=True, slots=True)
class Record:
    """A hazard with everything a page shows of it. `can`: steps that the actor may take now."""

    hazard: Hazard
    trail: list[HazardEvent]
    orders: list[Rectification]
    photos: list[HazardPhoto]
    before: list[Hazard]  # others at the same home or site, the latest first
    terms: Terms
    can: frozenset[HazardStep]
    own_work: bool  # the actor fixed it, so that somebody else must look
    departments: list[Post]


def record(actor: Actor, key: UUID, *, now: datetime) -> Record:
    """One hazard, and what the actor may do with it. A fixed number of queries. Raises NotThere."""
    hazard = get(actor, key)
    trail = list(HazardEvent.objects.filter(hazard=hazard).select_related("to_post__territory").order_by("seq"))
    orders = list(Rectification.objects.filter(hazard=hazard).select_related("fixer_post").order_by("attempt"))
    mine = _rungs(actor, hazard, now)
    own = _own_work(hazard, orders, actor, mine)
    terms = nearest(terms_of([hazard.subdistrict_id]), path=hazard.territory.path, severity=Severity(hazard.severity))
    can = _can(actor, hazard, set(mine), own)
    return Record(
        hazard=hazard,
        trail=trail,
        orders=orders,
        photos=list(HazardPhoto.objects.filter(hazard=hazard).order_by("added_at", "pk")),
        before=_before(actor, hazard),
        terms=terms,
        can=can,
        own_work=own,
        departments=department_posts(hazard.subdistrict) if HazardStep.ORDER in can else [],
    )


def _rungs(actor: Actor, hazard: Hazard, now: datetime) -> dict[Rung, UUID]:
    ladder = ladders([hazard.territory.path])[hazard.territory.path]
    posts = duty.posts_of(actor, today=clock.day_of(now))
    return {rung: post.pk for rung, post in ladder.items() if actor.everywhere or post.pk in posts}


def _own_work(hazard: Hazard, orders: list[Rectification], actor: Actor, mine: dict[Rung, UUID]) -> bool:
    last = orders[-1] if orders else None
    if last is None or hazard.status != HazardStatus.FIXED:
        return False
    fixer = Fixer(last.fixed_by, last.fixer_post_id, last.fixer_name)
    return looks_at_own_work(fixer, account=actor.user_id, posts=set(mine.values()), name=actor.name)


def _can(actor: Actor, hazard: Hazard, mine: set[Rung], own_work: bool) -> frozenset[HazardStep]:
    """The steps a page offers; the actions decide again."""
    status = HazardStatus(hazard.status)
    can = {HazardStep.FIX, HazardStep.NOTE} if actor.can(Can.WORK_CASES) else set()
    if any(rung >= hazard.rung for rung in mine):
        can |= {HazardStep.ORDER} | (set() if hazard.extended else {HazardStep.EXTEND})
    if mine and not own_work:
        can |= {HazardStep.PASS, HazardStep.FAIL}
    if any(rung >= max(hazard.rung, Rung.COMMUNITY) for rung in mine) and hazard.found_by != actor.user_id:
        can.add(HazardStep.DISMISS)
    return frozenset(step for step in can if may(status, step))


def _before(actor: Actor, hazard: Hazard) -> list[Hazard]:
    if hazard.household_id is None and hazard.site_id is None:
        return []
    rows = Hazard.objects.visible_to(actor).exclude(pk=hazard.pk)
    same = rows.filter(household=hazard.household_id) if hazard.household_id else rows.filter(site=hazard.site_id)
    return list(same.order_by("-found_at", "-pk")[:10])


def of_case(actor: Actor, case: Case) -> Hazard | None:
    """The hazard that a case is in the register as."""
    return Hazard.objects.visible_to(actor).filter(case=case).first()


def of_site(actor: Actor, site: UUID) -> list[Hazard]:
    """What was found at a site, the latest first."""
    return list(Hazard.objects.visible_to(actor).filter(site=site).select_related(*_SHOWN).order_by("-found_at", "-pk"))


def of_home(actor: Actor, households: Iterable[UUID]) -> list[Hazard]:
    """What was found at homes, the latest first."""
    rows = Hazard.objects.visible_to(actor).filter(household__in=list(households))
    return list(rows.select_related(*_SHOWN).order_by("-found_at", "-pk")[:20])


def photo(actor: Actor, hazard: UUID, key: UUID) -> HazardPhoto:
    """A picture of a hazard in sight. Raises NotThere."""
    found = HazardPhoto.objects.filter(pk=key, hazard__in=Hazard.objects.visible_to(actor).filter(pk=hazard)).first()
    if found is None:
        raise NotThere("photo_unknown", _("没有这张照片。"))
    return found
