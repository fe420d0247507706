"""The proposals by kind and state, and one of them with every home it moves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from youlin.domains.access import queries as access
from youlin.domains.access.rules import Can
from youlin.domains.chiefs.queries import Adjustment, adjusting
from youlin.domains.residents import queries as residents
from youlin.domains.territory import queries as territory
from youlin.foundation import clock
from youlin.web.office import listing
from youlin.web.office.adjustments import wording
from youlin.web.shared.access import actor_of, page

States, Kinds = adjusting.States, adjusting.Kinds


@page(Can.APPOINT)
def adjustments(request: HttpRequest) -> HttpResponse:
    """What waits to be decided; as a workbook with `?as=xlsx`."""
    actor, today = actor_of(request), clock.day_of(clock.now())
    state, kind = request.GET.get("state", States.OPEN), request.GET.get("kind", "")
    state = state if state in States.values else States.OPEN
    wanted = adjusting.AdjustmentsWanted(
        state=state, kind=kind if kind in Kinds.values else "", place=listing.key(request.GET.get("place"))
    )
    rows = adjusting.adjustments(actor, wanted)
    if request.GET.get("as") == "xlsx":
        head = [
            _("邻"),
            _("建议"),
            _("为什么"),
            _("户数变化"),
            _("换邻的户"),
            _("关照对象"),
            _("未办完事项"),
            _("到哪一步"),
        ]
        return listing.workbook(_("邻的调整"), head, _lines(rows))
    listed = listing.page_of(request, rows)
    roots = access.roots(actor, Can.APPOINT)
    place = wanted.place or (roots[0].pk if roots else None)
    return render(
        request,
        "office/adjustments/adjustments.html",
        {
            "page": listed,
            "lines": [(row, wording.why(row.kind, row.facts), wording.sizes(row.effect)) for row in listed],
            "states": listing.chips(request, "state", _states(), _("等您定的")),
            "kinds": listing.chips(request, "kind", Kinds.choices, _("不论哪种")),
            "places": listing.place_chips(request, actor, Can.APPOINT),
            "state": state,
            "decidable": state in (States.OPEN, States.STUCK),
            "undoable": state in (States.APPLIED, States.ACCEPTED, States.DECLINED, States.STUCK),
            "bounds_at": place,
            "export": listing.link(request, **{"as": "xlsx"}),
            "today": today,
        },
    )


def _states() -> list[tuple[str, object]]:
    return [(value, label) for value, label in States.choices if value != States.OPEN]


def _lines(rows: Iterable[Adjustment]) -> Iterator[list[object]]:
    for row in rows:
        effect = row.effect
        yield [
            row.place.full_name,
            row.get_kind_display(),
            wording.why(row.kind, row.facts),
            wording.sizes(effect),
            effect.get("households", 0),
            effect.get("people_in_care", 0),
            effect.get("open_cases", 0),
            row.get_state_display(),
        ]


@page(Can.APPOINT)
def adjustment(request: HttpRequest, adjustment: UUID) -> HttpResponse:
    """One proposal: why, what changes, which homes move where."""
    actor = actor_of(request)
    row = adjusting.adjustment(actor, adjustment)
    moves = row.done.get("moves") or row.plan.get("moves") or {}
    goals = {home: goal[1] if isinstance(goal, list) else goal for home, goal in moves.items()}
    keys = [key for goal in set(goals.values()) if (key := listing.key(goal))]
    names = {str(place.pk): place.full_name for place in territory.several(keys)}
    homes = residents.homes_by_key(actor, [UUID(home) for home in goals])
    return render(
        request,
        "office/adjustments/adjustment.html",
        {
            "row": row,
            "why": wording.why(row.kind, row.facts),
            "rows": wording.rows(row.effect),
            "moves": [(home, names.get(goals[str(home.pk)], goals[str(home.pk)])) for home in homes],
            "undoable": row.state in (States.APPLIED, States.ACCEPTED, States.DECLINED, States.STUCK),
        },
    )
