"""Open cases go with their household into another neighbourhood: whoever answers for the home answers for its cases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.cases.actions.bench import MOVING, Bench, lay, write
from youlin.domains.cases.models import Case
from youlin.domains.cases.rules.ladder import Rung
from youlin.domains.cases.rules.states import Status, Step
from youlin.domains.chiefs.models import Post
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import Level

UNFINISHED = [Status.OPEN.value, Status.ANSWERED.value, Status.TOLD.value]


def follow_households(*, actor: Actor, households: Iterable[UUID], now: datetime) -> int:
    """Let unfinished cases about households belong to where these live now; twice is once. Returns how many went."""
    rows = Case.objects.filter(
        ~Q(territory=F("household__neighbourhood")),
        household__in=list(households),
        territory__level=Level.NEIGHBOURHOOD,
        status__in=UNFINISHED,
    )
    with transaction.atomic():
        found = list(rows.select_for_update(of=("self",)).select_related("household__neighbourhood", "territory"))
        targets = {case.pk: case.household.neighbourhood for case in found if case.household}
        return _go(found, targets, actor, now)


def follow_places(*, actor: Actor, places: Mapping[UUID, UUID], now: datetime) -> int:
    """Let unfinished cases about a place, and no household, go from closed neighbourhoods (keys) to others (values)."""
    rows = Case.objects.filter(household__isnull=True, territory__in=places, status__in=UNFINISHED)
    with transaction.atomic():
        found = list(rows.select_for_update(of=("self",)).select_related("territory"))
        known = Territory.objects.in_bulk(list(places.values()))
        return _go(found, {case.pk: known[places[case.territory_id]] for case in found}, actor, now)


def _go(cases: list[Case], targets: Mapping[UUID, Territory], actor: Actor, now: datetime) -> int:
    if not cases:
        return 0
    before = {case.pk: case.territory.full_name for case in cases}
    for case in cases:
        case.territory = targets[case.pk]
    benches = lay(cases)
    for bench in benches:
        _refit(bench, before[bench.case.pk], actor, now)
    write(benches, actor=actor, now=now, changed=(*MOVING, "territory"))
    return len(benches)


def _refit(bench: Bench, left: str, actor: Actor, now: datetime) -> None:
    """Each rung the case came by is now the post of that rung above the new place; the clock goes on as it was."""
    for rung, held in bench.trail.items():
        post: Post | None = bench.ladder.get(rung)
        if rung is not Rung.DEPARTMENT and post is not None and held.post_id != post.pk:
            held.post = post
            bench.touched.add(rung)
    bench.case.holder = bench.ladder.get(bench.rung, bench.case.holder)
    words = _("这一户从%(left)s划到%(entered)s，事项跟着走。") % {
        "left": left,
        "entered": bench.case.territory.full_name,
    }
    bench.step(Step.NOTE, at=now, doer=actor, text=words)
