"""How many unfinished cases belong to homes and to places. For whoever plans changes."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Count

from youlin.domains.cases.models import Case
from youlin.domains.cases.rules.states import Status
from youlin.domains.chiefs.models import Post

UNFINISHED = [Status.OPEN.value, Status.ANSWERED.value, Status.TOLD.value]


def running_in(households: Iterable[UUID]) -> dict[UUID, int]:
    """How many unfinished cases are about each of these homes. One query."""
    rows = Case.objects.filter(household__in=list(households), status__in=UNFINISHED).order_by()
    return dict(rows.values("household").annotate(number=Count("pk")).values_list("household", "number"))


def running_at(place: UUID) -> int:
    """How many unfinished cases the post of a place holds."""
    posts = Post.objects.filter(territory=place, department="")
    return Case.objects.filter(holder__in=posts, status__in=UNFINISHED).count()
