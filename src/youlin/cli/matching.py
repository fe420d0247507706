"""match: who in care is near to whom, and what is missing."""

from __future__ import annotations

import argparse
from functools import partial
from typing import TYPE_CHECKING
from uuid import uuid4

from django.utils.translation import gettext as _

from youlin.cli import output
from youlin.foundation import clock
from youlin.foundation.refusal import Invalid

if TYPE_CHECKING:
    from youlin.cli.verbs import Subparsers
    from youlin.domains.care.actions.matching import Solved
    from youlin.domains.territory.queries import Place


def match(verbs: Subparsers, common: argparse.ArgumentParser) -> None:
    """`youlin match`."""
    command = verbs.add_parser("match", parents=[common], help="give people in care the chief who is near and able")
    command.add_argument("--territory", metavar="CODE", help="a community or street; the only street by default")
    command.add_argument("--accept", action="store_true", help="let it hold; without it, only show")
    command.set_defaults(run=_match)


def _match(options: argparse.Namespace) -> None:
    from youlin.domains.access.actor import SYSTEM
    from youlin.domains.care.actions import matching as actions
    from youlin.domains.care.actions.matching.runs import figures
    from youlin.domains.care.queries import matching as queries

    place, now = _place(options.territory), clock.now()
    solved = [
        actions.solve(SYSTEM, community, day=clock.day_of(now), beat=partial(output.counting, community.full_name))
        for community in queries.communities(SYSTEM, place)
    ]
    found = figures(solved)
    moved = found["moved"]
    if options.accept:
        run = actions.begin_run(actor=SYSTEM, place=place.pk, client_id=uuid4(), now=now)
        actions.work_run(actor=SYSTEM, run=run.pk, beat=clock.now)
        moved, _stale = actions.accept(actor=SYSTEM, run=run.pk, batch=uuid4(), now=clock.now())
    result = {
        "people": found["people"],
        "matched": found["matched"],
        "unmatched": [left for one in solved for left in _unmatched(one)],
        "objective": found["objective"],
        "bound": found["bound"],
        "gap": found["gap"],
        "moved": moved,
    }
    words = _(
        "%(place)s：在关照 %(people)d 位，安排好 %(matched)d 位；换人 %(moved)d 位，"
        "一共走 %(objective)d 米，下界 %(bound)d 米。"
    )
    lines = [words % {**found, "moved": moved, "place": place.full_name}]
    if not options.accept and moved:
        lines.append(_("还没有改。加上 --accept 才算数。"))
    lines += [_("%(person)s：%(reason)s") % left for left in result["unmatched"]]  # type: ignore[attr-defined]
    output.show(result, "\n".join(lines), as_json=options.json)


def _unmatched(solved: Solved) -> list[dict[str, str]]:
    """People without a seat, and what their place lacks."""
    from youlin.domains.care.actions.matching.solving import names_of_places, shortage_told
    from youlin.domains.care.wording import shortage_text

    names = names_of_places(solved.missing)
    found = []
    for at in solved.matched.left:
        one = solved.given[at]
        want = next(want for want in solved.missing if at in want.people)
        found.append(
            {
                "person": one.plan.resident.name,
                "household": one.plan.resident.household.number,
                "reason": shortage_text(shortage_told(want, names)),
            }
        )
    return found


def _place(code: str | None) -> Place:
    from youlin.domains.territory import queries as territory
    from youlin.domains.territory.rules import Level

    if code:
        found = territory.by_code(code)
        if found.level not in (Level.SUBDISTRICT, Level.COMMUNITY):
            raise Invalid("place_too_small", _("就近匹配按社区或街道来算，请选一个社区或街道。"), field="territory")
        return found
    street = territory.the_subdistrict()
    if street is None:
        raise Invalid("territory_missing", _("这里不止一个街道，请用 --territory 写上编码。"), field="territory")
    return street
