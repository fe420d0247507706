"""What is on public notice: for everybody what shows on a day, for the desk all of it with its objections."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.messaging.models import Objection, Posting
from youlin.domains.residents.models import Resident
from youlin.domains.residents.rules import grown_up_if_born_by
from youlin.domains.territory.rules import prefixes
from youlin.foundation.db import under
from youlin.foundation.refusal import NotThere

__all__ = [
    "Objection",
    "Posting",
    "minors_within",
    "objection",
    "objections",
    "of",
    "posting",
    "postings",
    "public_posting",
    "showing",
    "waiting",
]


def showing(day: date, *, path: str = "", kinds: Iterable[str] = ()) -> QuerySet[Posting]:
    """What everybody may read on a day, newest first: by itself gone after its last day.

    With a place's path: what concerns that place, put up there, above or below it. For pages without log-in.
    """
    rows = Posting.objects.filter(first_day__lte=day, last_day__gte=day, take_downs=None).select_related("territory")
    if path:
        rows = rows.filter(under("territory__path", path) | Q(territory__path__in=prefixes(path)))
    wanted = list(kinds)
    return (rows.filter(kind__in=wanted) if wanted else rows).order_by("-first_day", "-id")


def public_posting(key: UUID, day: date) -> tuple[Posting, bool]:
    """One posting and whether it still shows; what is over shows its title and nothing more. Raises NotThere."""
    found = Posting.objects.filter(pk=key, first_day__lte=day).select_related("territory").first()
    if found is None:
        raise _unknown()
    return found, found.last_day >= day and not found.take_downs.exists()


def of(about: UUID) -> QuerySet[Posting]:
    """Every posting about a row of another domain, newest first, for whoever may see that row."""
    return Posting.objects.filter(about=about).select_related("territory").order_by("-put_up_at", "-id")


def postings(actor: Actor, *, state: str = "", day: date) -> QuerySet[Posting]:
    """The desk's postings with `objection_count` and `unanswered`, newest first; `state`: showing, over, objected."""
    rows = Posting.objects.visible_to(actor).select_related("territory")
    if state == "showing":
        rows = rows.filter(last_day__gte=day, take_downs=None)
    elif state == "over":
        rows = rows.filter(Q(last_day__lt=day) | Q(take_downs__isnull=False))
    if state == "objected":
        rows = rows.filter(pk__in=Objection.objects.filter(answers=None).values("posting"))
    return (
        rows.annotate(
            objection_count=Count("objections", distinct=True),
            unanswered=Count("objections", filter=Q(objections__answers=None), distinct=True),
        )
        .prefetch_related("take_downs")
        .order_by("-put_up_at", "-id")
    )


def posting(actor: Actor, key: UUID) -> Posting:
    """One posting in sight, with its taking down and its objections. Raises NotThere."""
    found = (
        Posting.objects.visible_to(actor)
        .filter(pk=key)
        .select_related("territory")
        .prefetch_related("take_downs", Prefetch("objections", _objections()))
        .first()
    )
    if found is None:
        raise _unknown()
    return found


def objections(actor: Actor, *, about: UUID | None = None, open_only: bool = False) -> QuerySet[Objection]:
    """Objections in sight with their answers, oldest first; to the postings about one row, where it is named."""
    rows = _objections().filter(posting__in=Posting.objects.visible_to(actor)).select_related("posting__territory")
    if about is not None:
        rows = rows.filter(posting__about=about)
    return rows.filter(answers=None) if open_only else rows


def objection(key: UUID) -> Objection | None:
    """One objection with its answer, for who holds its receipt."""
    return _objections().filter(pk=key).select_related("posting__territory").first()


def waiting(actor: Actor) -> int:
    """How many objections in sight nobody has answered yet."""
    return objections(actor, open_only=True).count()


def minors_within(path: str, day: date) -> set[str]:
    """Names of those under 18 who live at or below a place, without those that a grown-up there has too."""
    grown = grown_up_if_born_by(day)
    here = Resident.objects.filter(under("household__neighbourhood__path", path), lives_here=True)
    young = set(here.filter(birth_date__gt=grown).values_list("name", flat=True))
    return young - set(here.filter(name__in=young).exclude(birth_date__gt=grown).values_list("name", flat=True))


def _objections() -> QuerySet[Objection]:
    return Objection.objects.prefetch_related("answers").order_by("at", "id")


def _unknown() -> NotThere:
    return NotThere("posting_unknown", _("没有这份公示。"))
