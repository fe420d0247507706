"""A complaint about a chief: whoever is meant is written down, and no rung that they hold begins with it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from youlin.domains.cases.actions.bench import Bench
from youlin.domains.cases.models import Case, Complained
from youlin.domains.cases.rules.ladder import Rung
from youlin.domains.chiefs.models import Appointment
from youlin.domains.chiefs.queries import in_office


def complained_of(case: Case, *, day: date) -> set[UUID]:
    """Who is in office at the post that a case complains of; nobody where it complains of none. One query."""
    if case.about_post_id is None:
        return set()
    return set(Appointment.objects.filter(in_office(day), post=case.about_post_id).values_list("user", flat=True))


def rungs_without(bench: Bench, users: Collection[UUID], *, day: date) -> list[Rung]:
    """The rungs above a place that nobody of these holds; the subdistrict is always one. One query."""
    if not users:
        return list(bench.ladder)
    posts = [post.pk for post in bench.ladder.values()]
    held = Appointment.objects.filter(in_office(day), post__in=posts, user__in=users)
    theirs = set(held.values_list("post", flat=True))
    return [rung for rung, post in bench.ladder.items() if post.pk not in theirs or rung is Rung.SUBDISTRICT]


def write_down(case: Case, users: Collection[UUID]) -> None:
    """Keep who is meant, so that they never see it, in no later office either."""
    Complained.objects.bulk_create(
        [Complained(subdistrict_id=case.subdistrict_id, case=case, user=user) for user in sorted(users)],
        ignore_conflicts=True,
    )
