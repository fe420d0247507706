"""今天要办: what needs me, by lateness; then the figures. Each part shows to who may see what it leads to."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from youlin.domains.access import queries as access
from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.care import queries as care
from youlin.domains.cases import queries as cases
from youlin.domains.cases.queries import disputes
from youlin.domains.cases.queries.departments import only_departments
from youlin.domains.chiefs import queries as chiefs
from youlin.domains.chiefs.queries import adjusting
from youlin.domains.chiefs.wording import reason_text
from youlin.domains.insight import queries as insight
from youlin.domains.insight import wording as insight_wording
from youlin.domains.messaging import queries as messaging
from youlin.domains.outreach.queries import volunteering
from youlin.domains.residents.intake import runs
from youlin.domains.residents.queries import checks
from youlin.foundation import clock
from youlin.web.office.benefits.waiting import policies
from youlin.web.office.departments import front
from youlin.web.office.selection.waiting import waiting
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.cases import showing
from youlin.web.shared.parts import Figure

SHOWN = 8
FIGURE_DAYS = 30


@page(Can.USE_DESK)
def home(request: HttpRequest) -> HttpResponse:
    """What waits for this desk today; a department's desk has a first page of its own."""
    actor, now = actor_of(request), clock.now()
    if only_departments(actor):
        return front.show(request)
    parts = (
        _untold(actor),
        _surges(actor, now),
        _silences(actor, now),
        _cases(actor, now),
        _disputes(actor, now),
        policies(actor, now),
        _gaps(actor),
        _terms(actor, now),
        waiting(actor),
        _imports(actor),
        _doubts(actor),
        _adjustments(actor),
        _unplanned(actor, now),
        _letters(actor),
        _certificates(actor, now),
    )
    values = {name: value for part in parts for name, value in part.items()}
    wanting = (
        "forgotten", "case_count", "dispute_count", "gap_count", "terms_count", "selection_count", "imports",
        "policy_count", "reviews_late",
        "unplanned", "doubts", "adjustments", "undelivered",
        "untold", "surges", "certificates_late",
    )  # fmt: skip
    quiet = not any(values[name] for name in wanting)
    return render(
        request,
        "office/home.html",
        values
        | {
            "figures": _figures(actor, now),
            "days": FIGURE_DAYS,
            "quiet": quiet,
            "now": now,
            "may_find": actor.can(Can.EDIT_HOUSEHOLDS),
        },
    )


def _surges(actor: Actor, now: datetime) -> dict[str, object]:
    """Surges that run today, with how many people are still unheard."""
    return {"surges": care.tallies(actor, day=clock.day_of(now)) if actor.can(Can.MANAGE_CARE) else []}


def _silences(actor: Actor, now: datetime) -> dict[str, object]:
    """People whose silence rose as far as this desk."""
    found = care.overdue_for_supervisor(actor, now=now) if actor.can(Can.MANAGE_CARE) else []
    return {"forgotten": found[:SHOWN], "forgotten_count": len(found)}


def _cases(actor: Actor, now: datetime) -> dict[str, object]:
    if not actor.can(Can.WORK_CASES):
        return {"cases": [], "case_count": 0}
    rows = cases.mine(actor, now=now)[:SHOWN]
    return {
        "cases": [(case, showing.state(case, now)) for case in rows],
        "case_count": cases.counts(actor, now=now).mine,
    }


def _disputes(actor: Actor, now: datetime) -> dict[str, object]:
    """Promises of an agreement that nobody kept, and agreements that the court could soon no longer confirm."""
    if not actor.can(Can.WORK_CASES):
        return {"disputes": [], "dispute_count": 0}
    rows = disputes.late(actor, now=now)
    return {"disputes": rows[:SHOWN], "dispute_count": rows.count()}


def _untold(actor: Actor) -> dict[str, object]:
    """Dangerous cases of which an authority still has to be told."""
    return {"untold": cases.waiting(actor).count() if actor.can(Can.SEE_CASES) else 0}


def _gaps(actor: Actor) -> dict[str, object]:
    """Neighbourhoods in which nobody answers, as the check of each minute found them."""
    if not actor.can(Can.APPOINT):
        return {"gaps": [], "gap_count": 0}
    shown, count = chiefs.alarms(actor, most=SHOWN)
    return {"gaps": [(gap, reason_text(gap.reason)) for gap in shown], "gap_count": count}


def _terms(actor: Actor, now: datetime) -> dict[str, object]:
    """Chiefs who are away without cover, and terms that run out."""
    if not actor.can(Can.APPOINT):
        return {"uncovered": [], "ending": [], "terms_count": 0}
    today = clock.day_of(now)
    uncovered = list(chiefs.uncovered_absences(actor, day=today))
    ending = chiefs.running_out(actor, day=today)
    return {
        "uncovered": uncovered[:SHOWN],
        "ending": ending[: SHOWN - len(uncovered[:SHOWN])],
        "terms_count": len(uncovered) + len(ending),
    }


def _imports(actor: Actor) -> dict[str, object]:
    if not actor.can(Can.IMPORT_ROSTER):
        return {"imports": []}
    return {"imports": list(runs.runs(actor).filter(stage=runs.Stages.PREVIEW)[:SHOWN])}


def _adjustments(actor: Actor) -> dict[str, object]:
    """How many neighbourhoods somebody should decide about."""
    return {"adjustments": adjusting.waiting(actor) if actor.can(Can.APPOINT) else 0}


def _letters(actor: Actor) -> dict[str, object]:
    """What I was told and have not read; and how many messages did not reach anybody."""
    undelivered = messaging.given_up(actor) if actor.can(Can.CONFIGURE) else 0
    return {"unread": messaging.unread_count(actor), "undelivered": undelivered}


def _certificates(actor: Actor, now: datetime) -> dict[str, object]:
    """How many certificates of service wait longer than was promised."""
    return {"certificates_late": volunteering.overdue(actor, today=clock.day_of(now))}


def _doubts(actor: Actor) -> dict[str, object]:
    """How many households ask to be looked at."""
    may = actor.can(Can.EDIT_HOUSEHOLDS)
    return {"doubts": checks.doubtful(actor, checks.Doubt()).count() if may else 0}


def _unplanned(actor: Actor, now: datetime) -> dict[str, object]:
    """How many people in a circumstance nobody has taken into care yet."""
    may = actor.can(Can.MANAGE_CARE)
    return {"unplanned": len(care.without_plan(actor, day=clock.day_of(now))) if may else 0}


def _figures(actor: Actor, now: datetime) -> list[Figure]:
    """The figures of the last thirty days, each leading to its records."""
    roots = access.roots(actor, Can.SEE_FIGURES)
    if not roots:
        return []
    today = clock.day_of(now)
    first = today - timedelta(days=FIGURE_DAYS - 1)
    span = f"from={first.isoformat()}&to={today.isoformat()}"
    found = insight.figures(actor, roots[0], insight.period_of(first, today))
    return [
        Figure(insight_wording.name(key), value, f"{reverse('office:figure_records', args=[key.value])}?{span}")
        for key, value in found.items()
    ]
