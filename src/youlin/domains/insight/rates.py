"""Honest rates of cases: one query. What is late and unfinished counts against them, however the rest went."""

from __future__ import annotations

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.cases.models import Case, CaseEvent
from youlin.domains.insight.rules import CONTENT_FROM, Rate, Share, days_of
from youlin.domains.territory.models import Territory
from youlin.foundation import clock
from youlin.foundation.db import under
from youlin.foundation.refusal import NotThere
from youlin.foundation.values import Period

MISSED = (CaseEvent.Steps.CLIMB, CaseEvent.Steps.OVERDUE)


def rates(actor: Actor, territory: Territory, period: Period) -> list[Rate]:
    """Rates of the cases that were reported in a place and a span, withdrawn ones aside. Raises NotThere.

    A case counts once it was answered or a clock of it ran out; one whose first clock still runs says nothing yet.
    """
    if not actor.can_at(Can.SEE_FIGURES, territory.path):
        raise NotThere("territory_unknown", _("没有这个辖区。"))
    first, last = days_of(period)
    missed = Exists(
        CaseEvent.objects.filter(case=OuterRef("pk"), kind__in=MISSED).filter(
            Q(at__lte=OuterRef("first_answer_at")) | Q(case__first_answer_at__isnull=True)
        )
    )
    answered, rated = Q(first_answer_at__isnull=False), Q(rating__isnull=False) | Q(reopened__gt=0)
    counted = Case.objects.filter(
        under("territory__path", territory.path),
        reported_at__gte=clock.start_of(first),
        reported_at__lt=clock.end_of(last),
    ).exclude(status=Case.Statuses.WITHDRAWN)
    found = counted.annotate(missed=missed).aggregate(
        all=Count("pk", filter=answered | Q(missed=True)),
        answered=Count("pk", filter=answered),
        on_time=Count("pk", filter=answered & Q(missed=False)),
        finished=Count("pk", filter=Q(status=Case.Statuses.CLOSED) & (answered | Q(missed=True))),
        rated=Count("pk", filter=rated),
        content=Count("pk", filter=Q(rating__gte=CONTENT_FROM, reopened=0)),
    )
    return [
        Rate(Share.ANSWERED, found["answered"], found["all"]),
        Rate(Share.ON_TIME, found["on_time"], found["all"]),
        Rate(Share.FINISHED, found["finished"], found["all"]),
        Rate(Share.CONTENT, found["content"], found["rated"]),
    ]
