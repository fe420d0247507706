"""Reading of letters: the street's hours and words, everybody's own consent, the desk's log, and how many were told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.models import RoleGrant
from youlin.domains.access.queries import in_force
from youlin.domains.access.rules import CHIEF_ROLES, Can
from youlin.domains.messaging.models import (
    Consent,
    ConsoleLetter,
    Letter,
    LetterHours,
    LetterText,
    LetterWish,
    Notice,
)
from youlin.domains.messaging.rules.letters import Hours, State
from youlin.domains.territory.models import Territory
from youlin.foundation import clock
from youlin.foundation.db import under
from youlin.foundation.refusal import NotThere

__all__ = [
    "Burden",
    "Consent",
    "ConsoleLetter",
    "Letter",
    "LetterText",
    "Own",
    "burden",
    "given_up",
    "hours_of",
    "letter",
    "letters",
    "own",
    "sheets",
    "standing",
    "street_of",
    "texts",
    "versions",
]


def street_of(actor: Actor) -> UUID:
    """The street in which an account serves, of two the first; for a county the county itself. Raises NotThere."""
    for grant in actor.grants:
        if grant.subdistrict is not None:
            return grant.subdistrict
    if actor.grants:
        return actor.grants[0].territory
    raise NotThere("no_street", _("您现在没有在街道里任职，没有要发给您的消息。"))


def hours_of(streets: Iterable[UUID]) -> dict[UUID, Hours]:
    """The hours of streets that set their own. One query."""
    rows = LetterHours.objects.filter(subdistrict__in=list(streets))
    return {row.subdistrict_id: Hours(row.quiet_from, row.quiet_until, row.digest) for row in rows}


def texts(streets: Iterable[UUID]) -> dict[tuple[UUID, str], str]:
    """The words that streets put in place of the default ones, by street and template. One query."""
    newest = (
        LetterText.objects.filter(subdistrict=OuterRef("subdistrict"), template=OuterRef("template"))
        .order_by("-version")
        .values("version")[:1]
    )
    rows = LetterText.objects.filter(subdistrict__in=list(streets), version=Subquery(newest)).exclude(text="")
    return {(row.subdistrict_id, row.template): row.text for row in rows}


def versions(street: UUID, template: str) -> list[LetterText]:
    """Every version of a template's words, the newest first."""
    return list(LetterText.objects.filter(subdistrict=street, template=template).order_by("-version"))


@dataclass(frozen=True, slots=True)
class Own:
    """What somebody decided about letters to themselves."""

    agreed: Mapping[str, datetime]  # channel -> since when
    hour: int
    usual_hour: int
    quiet: Hours


def own(actor: Actor) -> Own:
    """The actor's own consent and hour. Raises NotThere for who serves in no street."""
    street = street_of(actor)
    hours = hours_of([street]).get(street, Hours())
    running = Consent.objects.filter(subdistrict=street, user=actor.user_id, withdrawn_at=None)
    wish = LetterWish.objects.filter(subdistrict=street, user=actor.user_id).first()
    return Own(
        agreed=dict(running.values_list("channel", "given_at")),
        hour=wish.digest if wish else hours.digest,
        usual_hour=hours.digest,
        quiet=hours,
    )


def letters(actor: Actor, *, state: str = "", channel: str = "") -> QuerySet[Letter]:
    """The log of the actor's street, newest first."""
    rows = Letter.objects.visible_to(actor).select_related("user")
    if state:
        rows = rows.filter(state=state)
    if channel:
        rows = rows.filter(channel=channel)
    return rows.order_by("-made_at", "-id")


def standing(actor: Actor, *, now: datetime) -> dict[str, int]:
    """How many letters stand in each state, and `held` of those that wait: for an hour, or for the next try."""
    rows = Letter.objects.visible_to(actor)
    found = dict(rows.order_by().values("state").annotate(n=Count("pk")).values_list("state", "n"))
    return found | {"held": rows.filter(state=State.QUEUED, due_at__gt=now).count()}


def given_up(actor: Actor) -> int:
    """How many letters were given up and nobody has looked after since."""
    return Letter.objects.visible_to(actor).filter(state=State.GIVEN_UP).count()


def letter(actor: Actor, key: UUID) -> Letter:
    """One letter with its log and what came back. Raises NotThere."""
    found = (
        Letter.objects.visible_to(actor).filter(pk=key).select_related("user").prefetch_related("steps", "replies")
    ).first()
    if found is None:
        raise NotThere("letter_unknown", _("没有这条消息。"))
    return found


def sheets(actor: Actor, *, open_only: bool = False) -> QuerySet[ConsoleLetter]:
    """What lies on the outbox page, newest first."""
    rows = ConsoleLetter.objects.visible_to(actor).select_related("user")
    return (rows.filter(passed_on_at=None) if open_only else rows).order_by("-at", "-id")


@dataclass(frozen=True, slots=True)
class Burden:
    """One day: how many chiefs there are, how many of them were told something, how much in all and at most."""

    day: date
    chiefs: int
    told: int
    notices: int
    most: int

    @property
    def each(self) -> float:
        """Notices per chief in office, to one place."""
        return round(self.notices / self.chiefs, 1) if self.chiefs else 0.0


def burden(actor: Actor, *, last: date, days: int) -> list[Burden]:
    """Notices to chiefs day by day, the newest first; sums and the highest, never a person. Two queries."""
    paths = actor.paths(Can.CONFIGURE)
    roots = list(Territory.objects.filter(path__in=paths).values_list("path", flat=True))
    chiefs: set[UUID] = set()
    for path in roots:
        held = RoleGrant.objects.filter(in_force(last), under("territory__path", path), role__in=CHIEF_ROLES)
        chiefs |= set(held.values_list("user", flat=True))
    first = last - timedelta(days=days - 1)
    rows = (
        Notice.objects.filter(
            user__in=chiefs, at__gte=clock.start_of(first), at__lt=clock.end_of(last), subdistrict__path__in=roots
        )
        .annotate(day=TruncDate("at", tzinfo=clock.SHANGHAI))
        .order_by()
        .values("day", "user")
        .annotate(n=Count("pk"))
    )
    counts: dict[date, list[int]] = {}
    for row in rows:
        counts.setdefault(row["day"], []).append(row["n"])
    found = [last - timedelta(days=back) for back in range(days)]
    return [
        Burden(day, len(chiefs), len(counted), sum(counted), max(counted, default=0))
        for day in found
        for counted in [counts.get(day, [])]
    ]
