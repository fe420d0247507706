"""A run of matching: asked for at the desk, worked out in the background, kept until somebody decided.

Whoever begins claims the run by compare-and-set, and gives signs of life; a run without one for STALE may be claimed
again, and begins anew. A run writes nothing but its proposals: who answers for whom changes when a human says so.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.care.actions.matching.solving import Solved, chief_of, names_of_places, shortage_told, solve
from youlin.domains.care.models import CarePlan, MatchProposal, MatchRun
from youlin.domains.care.queries.matching import communities
from youlin.domains.care.queries.matching import run as run_in_sight
from youlin.domains.territory import queries as territory
from youlin.domains.territory.rules import Level
from youlin.foundation import audit, clock
from youlin.foundation.audit import Deed
from youlin.foundation.db import under
from youlin.foundation.refusal import Invalid, NotThere

STALE: Final = timedelta(minutes=3)
Stages, States = MatchRun.Stages, MatchProposal.States


def begin_run(*, actor: Actor, place: UUID, client_id: UUID, now: datetime) -> MatchRun:
    """Ask for a run over a community or a street; the same `client_id` twice is one run. Raises NotThere, Invalid."""
    where = territory.get(place)
    if where.subdistrict_id is None or not actor.can_at(Can.MANAGE_CARE, where.path):
        raise NotThere("territory_unknown", _("没有这个辖区。"))
    if where.level not in (Level.SUBDISTRICT, Level.COMMUNITY):
        raise Invalid("place_too_small", _("就近匹配按社区或街道来算，请选一个社区或街道。"), field="place")
    with transaction.atomic():
        run, made = MatchRun.objects.get_or_create(
            pk=client_id,
            defaults={
                "subdistrict_id": where.subdistrict_id,
                "territory": where,
                "total": CarePlan.objects.filter(
                    under("neighbourhood__path", where.path), ends_on__isnull=True
                ).count(),
                "by": actor.user_id,
                "by_name": actor.name,
                "started_at": now,
            },
        )
        if made:
            audit.record([Deed("care.match_run", "match_run", run.pk, where.pk)], actor=actor, now=now)
    return run_in_sight(actor, run.pk)


def work_run(*, actor: Actor, run: UUID, beat: Callable[[], datetime]) -> bool:
    """Work a run out. False where there is nothing to do or somebody is at it. `beat` tells the time."""
    now = beat()
    waiting = Q(beat_at__isnull=True) | Q(beat_at__lt=now - STALE)
    if not MatchRun.objects.filter(waiting, pk=run, stage=Stages.WORKING).update(beat_at=now):
        return False
    found = run_in_sight(actor, run)
    try:
        _work(actor, found, beat)
    except Exception:
        words = _("匹配时出了意外，谁由谁照看都没有变。请再试一次；还是不行，请联系系统管理员。")
        MatchRun.objects.filter(pk=run).update(stage=Stages.FAILED, problem=words, finished_at=beat())
        raise
    return True


def _work(actor: Actor, run: MatchRun, beat: Callable[[], datetime]) -> None:
    began = beat()
    MatchProposal.objects.filter(run=run).delete()
    done, solved = 0, []
    for community in communities(actor, run.territory):

        def tell(seated: int, before: int = done) -> None:
            MatchRun.objects.filter(pk=run.pk).update(done=before + seated, beat_at=beat())

        one = solve(actor, community, day=clock.day_of(began), beat=tell)
        done += len(one.given)
        solved.append(one)
        MatchProposal.objects.bulk_create([_row(run, one, at) for at in range(len(one.given))], batch_size=500)
    with transaction.atomic():
        # What an older run proposed and nobody took up is past; what was decided stays.
        older = MatchProposal.objects.filter(run__territory=run.territory, decided_at__isnull=True).exclude(run=run)
        older.delete()
        MatchRun.objects.filter(pk=run.pk).update(
            stage=Stages.DONE,
            done=done,
            total=done,
            outcome=figures(solved) | {"seconds": round((beat() - began).total_seconds(), 2)},
            finished_at=beat(),
        )


def figures(solved: list[Solved]) -> dict[str, object]:
    """The figures of a run: all lengths in metres, changes and missing skills counted in."""
    objective = sum(one.matched.objective for one in solved)
    bound = sum(one.matched.bound for one in solved)
    missing = [want for one in solved for want in one.missing]
    names = names_of_places(missing)
    left = sum(len(one.matched.left) for one in solved)
    people = sum(len(one.given) for one in solved)
    return {
        "people": people,
        "matched": people - left,
        "left": left,
        "moved": sum(len(one.moved) for one in solved),
        "objective": objective,
        "bound": bound,
        "gap": round((objective - bound) / objective, 6) if objective else 0.0,
        "missing": [shortage_told(want, names) for want in missing],
    }


def _row(run: MatchRun, solved: Solved, at: int) -> MatchProposal:
    one = solved.given[at]
    place = solved.place_of(one.number)
    same = place is not None and place.pk == one.plan.neighbourhood_id
    return MatchProposal(
        subdistrict_id=one.plan.subdistrict_id,
        run=run,
        plan=one.plan,
        before_id=one.plan.neighbourhood_id,
        after=place,
        chief=chief_of(solved, one.number),
        metres=one.metres,
        why=one.why,
        state=States.LEFT if place is None else States.SAME if same else States.OPEN,
    )
