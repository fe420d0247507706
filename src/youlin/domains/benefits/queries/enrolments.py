"""Who receives what since when, what became of it, lists taken in and where they differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.benefits.models import Difference, Enrolment, EnrolmentEvent, RegisterList
from youlin.domains.benefits.queries import own
from youlin.domains.benefits.queries.figures import counts
from youlin.foundation.refusal import NotThere

GRACE_MOST = "dibao.grace.most"
SEALED = ("resident__id_number", "resident__phone")  # no list needs them, and each would be deciphered


def receiving(day: date | None) -> Q:
    """Who receives on a day: no end is known, or it lies ahead (an exit grace). Without a day only the former."""
    return Q(until__isnull=True) | Q(until__gt=day) if day else Q(until__isnull=True)


def enrolments(actor: Actor, *, day: date, programme: str = "", state: str = "", name: str = "") -> QuerySet[Enrolment]:
    """Who in sight receives what, by programme and name; `state`: now, grace (being softened out), over."""
    rows = Enrolment.objects.visible_to(actor).select_related("resident", "household__neighbourhood").defer(*SEALED)
    if programme:
        rows = rows.filter(programme=programme)
    if name:
        rows = rows.filter(resident__name__icontains=name)
    if state == "now":
        rows = rows.filter(receiving(day))
    elif state == "grace":
        rows = rows.filter(stopped_on__isnull=False, until__gt=day)
    elif state == "over":
        rows = rows.filter(until__lte=day)
    return rows.order_by("programme", "resident__name_pinyin", "resident__name", "-since", "pk")


def enrolment_counts(actor: Actor, day: date) -> Counter[str]:
    """How many people receive what, in sight, by programme. One query."""
    rows = Enrolment.objects.visible_to(actor).filter(receiving(day)).order_by().values_list("programme")
    return Counter(dict(rows.annotate(number=Count("pk"))))


def enrolment(actor: Actor, key: UUID) -> Enrolment:
    """One enrolment with what became of it, its reviews and appeals. Raises NotThere."""
    found = (
        Enrolment.objects.visible_to(actor)
        .select_related("resident", "household__neighbourhood", "subdistrict")
        .defer(*SEALED)
        .prefetch_related(
            Prefetch("events", EnrolmentEvent.objects.order_by("recorded_at", "id")), "reviews", "appeals"
        )
        .filter(pk=key)
        .first()
    )
    if found is None:
        raise NotThere("enrolment_unknown", _("没有这条享受记录。"))
    return found


def of_people(actor: Actor, people: Iterable[UUID]) -> QuerySet[Enrolment]:
    """Everything that these people receive or received, the latest first."""
    return Enrolment.objects.visible_to(actor).filter(resident__in=list(people)).order_by("-since", "programme", "pk")


def grace_of(row: Enrolment, day: date) -> int | None:
    """Months of exit grace for an enrolment; 0 where its programme has none, None where the place has not said."""
    programme = own.programme(row.programme, row.subdistrict_id)
    if programme is None or not programme.grace:
        return 0
    return counts(row.subdistrict, day, [programme.grace])[programme.grace]


def lists(actor: Actor) -> QuerySet[RegisterList]:
    """Lists taken in, the latest first, with `open_count` of differences that nobody has settled."""
    rows = RegisterList.objects.visible_to(actor)
    open_ = Count("differences", filter=Q(differences__state=Difference.States.OPEN))
    return rows.annotate(apart=Count("differences"), open_count=open_).order_by("-taken_at", "-id")


def register_list(actor: Actor, key: UUID) -> RegisterList:
    """One list. Raises NotThere."""
    found = lists(actor).filter(pk=key).first()
    if found is None:
        raise NotThere("list_unknown", _("没有这份名单。"))
    return found


def differences(made: RegisterList, *, kind: str = "", state: str = "") -> QuerySet[Difference]:
    """Its differences in the order of the sheet; those of the record after them. The caller may see the list."""
    rows = made.differences.select_related("resident__household__neighbourhood").defer(*SEALED)
    if kind:
        rows = rows.filter(kind=kind)
    if state:
        rows = rows.filter(state=state)
    return rows.order_by("state", "kind", "row", "name", "pk")


def settled_lists(places: Iterable[UUID | None], programmes: Iterable[str]) -> dict[tuple[UUID | None, str], date]:
    """The day of the latest list without an open difference: who is not on it, does not receive. One query."""
    open_ = Difference.objects.filter(taken_from=OuterRef("pk"), state=Difference.States.OPEN)
    rows = RegisterList.objects.filter(~Exists(open_), subdistrict__in=places, programme__in=programmes)
    found: dict[tuple[UUID | None, str], date] = {}
    for place, programme, as_of in rows.values_list("subdistrict", "programme", "as_of"):
        found[place, programme] = max(as_of, found.get((place, programme), as_of))
    return found
