"""Telling who must know of a step: who watches over a hazard, who must remove it, who should look again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from uuid import UUID

from youlin.domains.access.rules import CHIEF_ROLES
from youlin.domains.cases.models import HazardEvent
from youlin.domains.cases.queries import duty
from youlin.domains.cases.queries.hazard_terms import last_day
from youlin.domains.cases.queries.ladders import ladders
from youlin.domains.cases.rules.hazards import HazardStep
from youlin.domains.cases.rules.ladder import Rung, next_up
from youlin.domains.chiefs.models import Post
from youlin.domains.chiefs.queries import Holder, holders
from youlin.domains.messaging import actions as messaging
from youlin.foundation import clock

# (the account's holder is a chief, key of the hazard or None for the list) -> address of the page to open
Link = Callable[[bool, UUID | None], str]
MANY = 10  # more letters than this at one moment become one
TO_WATCHER = frozenset({HazardStep.FIND, HazardStep.RAISE, HazardStep.CLIMB, HazardStep.OVERDUE, HazardStep.FAIL})


def tell_watchers(*, steps: tuple[UUID, ...], link: Link, now: datetime) -> None:
    """Tell of steps; telling twice is telling once. Nobody is told of what they did themselves."""
    rows = list(HazardEvent.objects.filter(pk__in=steps).select_related("hazard__territory").order_by("id"))
    above = ladders({row.hazard.territory.path for row in rows})
    wanted = [(row, post) for row in rows for post in _posts(row, above[row.hazard.territory.path])]
    posts = Post.objects.filter(pk__in={post for _row, post in wanted}).select_related("territory")
    answering = duty.standing_in(posts, today=clock.day_of(now))
    people = holders(set(answering.values()), day=clock.day_of(now))
    roles = dict(Post.objects.filter(pk__in=set(answering.values())).values_list("pk", "role"))
    letters: dict[tuple[UUID, bool], list[HazardEvent]] = {}
    for row, post in wanted:
        for holder in _others(row, people.get(answering[post], []) if post in answering else []):
            letters.setdefault((holder.user, roles[holder.post] in CHIEF_ROLES), []).append(row)
    messaging.tell(notices=[one for key, wrote in letters.items() for one in _write(*key, wrote, link)], now=now)


def _posts(row: HazardEvent, ladder: dict[Rung, Post]) -> Iterator[UUID]:
    """Posts to tell of a step."""
    step, hazard = HazardStep(row.kind), row.hazard
    if step in TO_WATCHER:
        yield row.to_post_id
    if step in (HazardStep.ORDER, HazardStep.FAIL) and hazard.fixer_post_id is not None:
        yield hazard.fixer_post_id
    if step is HazardStep.FIX:
        yield from _lookers(row, ladder)
    if step is HazardStep.PASS:  # whoever is nearest to the door can say there that it is over
        yield ladder[min(ladder)].pk
    if step is HazardStep.EXTEND and (upper := next_up(Rung(row.to_rung), ladder)) is not None:
        yield ladder[upper].pk


def _lookers(row: HazardEvent, ladder: dict[Rung, Post]) -> Iterator[UUID]:
    """Who should look again: the watcher, and the rung above, since the watcher may be who fixed it."""
    yield row.to_post_id
    if (upper := next_up(Rung(row.to_rung), ladder)) is not None:
        yield ladder[upper].pk


def _others(row: HazardEvent, people: list[Holder]) -> Iterator[Holder]:
    for holder in people:
        if holder.user != row.actor:
            yield holder


def _write(user: UUID, chief: bool, wrote: list[HazardEvent], link: Link) -> Iterator[messaging.NewNotice]:
    if len(wrote) > MANY:
        first = wrote[0]
        yield messaging.NewNotice(
            subdistrict=first.subdistrict_id,
            user=user,
            template="hazards.many",
            dedupe=f"hazards.many:{first.pk}",
            params={"n": len(wrote)},
            url=link(chief, None),
        )
        return
    for row in wrote:
        yield messaging.NewNotice(
            subdistrict=row.subdistrict_id,
            user=user,
            template=f"hazards.{row.kind}",
            dedupe=f"hazards.{row.kind}:{row.pk}",
            params={
                "number": row.hazard.number,
                "topic": row.hazard.topic,
                "until": day.isoformat() if (day := last_day(row.due_at)) else "",
            },
            url=link(chief, row.hazard_id),
        )
