"""The register, one hazard, where they lie, and the notice of rectification on paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from youlin.domains.access import queries as access
from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.cases.papers.rectification import notice_pdf
from youlin.domains.cases.queries import hazards as queries
from youlin.domains.cases.queries.hazard_terms import last_day
from youlin.domains.chiefs.wording import post_name
from youlin.domains.territory import queries as territory
from youlin.foundation import clock
from youlin.web.office import listing
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.hazards import finding, showing, working
from youlin.web.shared.papers import pdf
from youlin.web.shared.parts import Chip

ROOM = working.Room(template="office/hazards/hazard.html", names="office")
MOST = 20_000


@page(Can.WORK_CASES)
def hazards(request: HttpRequest) -> HttpResponse:
    """The register, narrowed and searched; as a workbook with `?as=xlsx`."""
    actor, now = actor_of(request), clock.now()
    wanted = _wanted(request)
    rows = queries.hazards(actor, wanted, now=now)
    if request.GET.get("as") == "xlsx":
        return listing.workbook(_("隐患台账"), _head(), _lines(rows[:MOST]))
    listed = listing.page_of(request, rows)
    return render(
        request,
        "office/hazards/hazards.html",
        {
            "page": listed,
            "lines": showing.lines(listed.object_list, now),
            "work": _work(request, actor, wanted, now),
            "topics": listing.chips(request, "topic", queries.Topics.choices, _("所有类别")),
            "severities": listing.chips(request, "severity", queries.Severities.choices, _("不论轻重")),
            "places": listing.place_chips(request, actor, Can.SEE_CASES) if actor.can(Can.SEE_CASES) else [],
            "may_find": actor.can(Can.SEE_CASES),
            "may_run": actor.can(Can.RUN_INSPECTIONS),
            "q": listing.words(request),
            "narrowed": any(request.GET.get(name) for name in ("q", "work", "topic", "severity", "place")),
            "more": bool(wanted.topic or wanted.severity),
            "export": listing.link(request, **{"as": "xlsx"}),
            "today": clock.day_of(now),
        },
    )


def _wanted(request: HttpRequest) -> queries.Wanted:
    asked, work = request.GET, request.GET.get("work", "")
    return queries.Wanted(
        text=listing.words(request),
        status={"fixed": "fixed", "removed": "removed"}.get(work, ""),
        topic=asked.get("topic", ""),
        severity=asked.get("severity", ""),
        place=listing.key(asked.get("place")),
        listed=not work and not asked.get("q"),
        late=work == "late",
        repeated=work == "repeated",
    )


def _work(request: HttpRequest, actor: Actor, wanted: queries.Wanted, now: datetime) -> list[Chip]:
    count, chosen = queries.counts(actor, now=now), request.GET.get("work", "")

    def chip(label: str, name: str, number: int | None = None) -> Chip:
        return Chip(label, listing.link(request, work=name or None, q=None), chosen == name, number)

    return [
        Chip(_("挂着的"), listing.link(request, work=None, q=None), wanted.listed, count.listed),
        chip(_("过了期的"), "late", count.late),
        chip(_("待复查"), "fixed", count.fixed),
        chip(_("又出现的"), "repeated", count.repeated),
        chip(_("已消除"), "removed"),
        chip(_("全部"), "all"),
    ]


@page(Can.WORK_CASES)
def hazard(request: HttpRequest, hazard: UUID) -> HttpResponse:
    """One hazard, and the next thing to do with it."""
    return working.show(request, ROOM, hazard)


@page(Can.WORK_CASES)
@require_POST
def step(request: HttpRequest, hazard: UUID, step: str) -> HttpResponse:
    """Take a step."""
    return working.take(request, ROOM, hazard, step)


@page(Can.WORK_CASES)
def photo(request: HttpRequest, hazard: UUID, picture: UUID) -> HttpResponseBase:
    """A photograph of a hazard."""
    return working.photo(request, hazard, picture)


@page(Can.SEE_CASES)
def found(request: HttpRequest) -> HttpResponse:
    """Note a hazard; from a case, only what it is about and how bad."""
    asked = finding.ask(request, ROOM)
    if asked.made is not None:
        notices.done(request, _("已记进隐患台账，%(number)s。") % {"number": asked.made.number})
        return redirect("office:hazard", asked.made.pk)
    return render(request, "office/hazards/new.html", asked.values, status=422 if asked.form.errors else 200)


@page(Can.SEE_CASES)
def places(request: HttpRequest) -> HttpResponse:
    """Where hazards lie, place by place below the chosen one; each line leads to its register."""
    actor, now = actor_of(request), clock.now()
    chosen = listing.key(request.GET.get("place"))
    roots = access.roots(actor, Can.SEE_CASES)
    place = territory.get(chosen) if chosen else roots[0]
    lines = queries.by_place(actor, place.path, now=now)
    return render(
        request,
        "office/hazards/places.html",
        {
            "place": place,
            "places": listing.place_chips(request, actor, Can.SEE_CASES),
            "lines": lines,
            "today": clock.day_of(now),
        },
    )


@page(Can.WORK_CASES)
def notice(request: HttpRequest, hazard: UUID) -> HttpResponse:
    """隐患整改通知书, to print and hand over: what, where, who, by when, and who looks again."""
    record = queries.record(actor_of(request), hazard, now=clock.now())
    row = record.hazard
    made = notice_pdf(record, title=showing.title(row), fixer=showing.fixer(row), day=clock.day_of(clock.now()))
    return pdf(made, f"{_('隐患整改通知书')} {row.number}")


def _head() -> list[str]:
    return [
        _("编号"),
        _("类别"),
        _("有多严重"),
        _("是什么隐患"),
        _("属于"),
        _("具体位置"),
        _("发现"),
        _("谁发现的"),
        _("谁来整改"),
        _("期限"),
        _("进展"),
        _("谁盯着"),
        _("第几次整改"),
        _("消除"),
        _("又出现了，上一次是"),
        _("对应的事项"),
    ]


def _lines(rows: Iterable[queries.Hazard]) -> Iterator[list[object]]:
    for row in rows:
        due = last_day(row.due_at)
        yield [
            row.number,
            row.get_topic_display(),
            row.get_severity_display(),
            showing.title(row),
            row.territory.full_name,
            row.where,
            f"{row.found_at.astimezone(clock.SHANGHAI):%Y-%m-%d %H:%M}",
            row.found_by_name,
            showing.fixer(row),
            due.isoformat() if due else "",
            row.get_status_display(),
            post_name(row.holder),
            row.attempt or "",
            f"{row.removed_at.astimezone(clock.SHANGHAI):%Y-%m-%d}" if row.removed_at else "",
            row.repeats.number if row.repeats else "",
            row.case.number if row.case else "",
        ]
