"""Campaigns: begin one, watch who is still missing, end it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from youlin.domains.access import queries as access
from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.cases.rules.ladder import Rung
from youlin.domains.cases.wording import rung_name
from youlin.domains.chiefs import queries as chiefs
from youlin.domains.insight.rules.effort import Job
from youlin.domains.outreach import media as files
from youlin.domains.outreach.actions import campaigns as actions
from youlin.domains.outreach.queries import campaigns as queries
from youlin.domains.residents import actions as residents
from youlin.domains.territory import queries as territory
from youlin.domains.territory.rules import Level
from youlin.foundation import clock
from youlin.foundation.pictures import MOST_BYTES
from youlin.web.office import listing, spending
from youlin.web.office.campaigns.forms import KINDS, CampaignForm, MaterialForm
from youlin.web.shared import campaigns as shared
from youlin.web.shared import charts, notices
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.forms import run
from youlin.web.shared.parts import Chip

USUAL_DAYS = 14
LEVELS = {"area": Level.AREA, "group": Level.GROUP, "neighbourhood": Level.NEIGHBOURHOOD}


@page(Can.LOG_SERVICE)
def campaigns(request: HttpRequest) -> HttpResponse:
    """Every campaign with how many were told and how many are missing; as a workbook with `?as=xlsx`."""
    actor = actor_of(request)
    rows = queries.campaigns(actor)
    if request.GET.get("as") == "xlsx":
        return listing.workbook(_("宣讲"), _campaign_head(), _campaign_lines(rows))
    listed = listing.page_of(request, rows)
    desk = actor.can(Can.USE_DESK)
    return render(
        request,
        "office/campaigns/campaigns.html",
        {
            "page": listed,
            "may_run": actor.can(Can.RUN_CAMPAIGNS),
            "hub": reverse("office:outreach") if desk else reverse("chief:me"),
            "hub_label": _("宣讲与会议") if desk else _("我的"),
            "export": listing.link(request, **{"as": "xlsx"}),
            "today": clock.day_of(clock.now()),
        },
    )


@page(Can.RUN_CAMPAIGNS)
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a campaign."""
    actor, now = actor_of(request), clock.now()
    today = clock.day_of(now)
    initial = {
        "starts_on": today.isoformat(),
        "ends_on": (today + timedelta(days=USUAL_DAYS)).isoformat(),
        "carried_by": Rung.NEIGHBOURHOOD.value,
    }
    places = _places(actor)
    reckoning = "reckon" in request.POST
    form = CampaignForm(request.POST or None, places=places, initial=initial)
    if request.method == "POST" and not reckoning and form.is_valid():
        given = form.cleaned_data
        new = actions.NewCampaign(
            client_id=form.identity(),
            territory=UUID(given["territory"]),
            topic=given["topic"],
            title=given["title"],
            message=given["message"],
            carried_by=Rung(given["carried_by"]),
            starts_on=given["starts_on"],
            ends_on=given["ends_on"],
            circumstances=tuple(given["circumstances"]),
            sweep=given["sweep"],
        )
        row = run(form, lambda: actions.begin_campaign(actor=actor, new=new, now=now))
        if row is not None:
            notices.done(request, _("开始了，去说的人马上收到通知。可以再放图片和录音。"))
            return redirect("office:campaign", row.pk)
    if reckoning:  # what was typed stays typed, and nothing is wrong with it yet
        form = CampaignForm(places=places, initial=form.typed())
    asked = request.POST or {**initial, "territory": places[0][0] if places else ""}
    values = {
        "form": form,
        "spending": _spending(actor, asked, today),
        "spending_url": reverse("office:campaign_cost"),
        "spending_params": "territory,circumstances,carried_by,starts_on,ends_on",
    }
    return render(request, "office/campaigns/new.html", values, status=422 if form.errors else 200)


@page(Can.RUN_CAMPAIGNS)
def cost(request: HttpRequest) -> HttpResponse:
    """What the campaign being written would take of its carriers."""
    return spending.part(request, _spending(actor_of(request), request.GET, clock.day_of(clock.now())))


def _spending(actor: Actor, asked: Any, today: date) -> spending.Spending | None:
    kinds = asked.getlist("circumstances") if isinstance(asked, QueryDict) else []

    def reach(place: UUID, rung: Rung) -> tuple[int, int]:
        return queries.reach(actor, place, circumstances=kinds, carried_by=rung)

    return spending.reckon(actor, asked, reach, job=Job.CAMPAIGN, today=today)


def _places(actor: Actor) -> list[tuple[str, str]]:
    found = [
        place
        for root in access.roots(actor, Can.RUN_CAMPAIGNS)
        for place in territory.within(root.path).filter(level__lte=Level.GROUP).order_by("path")
    ]
    return [(str(place.pk), place.full_name) for place in found]


@page(Can.LOG_SERVICE)
def board(request: HttpRequest, campaign: UUID) -> HttpResponse:
    """The board, the doors, what was noted last; as a workbook with `?as=xlsx`."""
    actor, now = actor_of(request), clock.now()
    found: Any = queries.campaign(actor, campaign)
    state = request.GET.get("state", "missing")
    rows = queries.doors(actor, campaign, state=state, place=listing.key(request.GET.get("place")))
    if request.GET.get("as") == "xlsx":
        residents.note_export(actor=actor, what="campaigns", now=now)
        return listing.workbook(found.title, _head(), _lines(rows))
    listed = listing.page_of(request, rows)
    chips = [("missing", _("还没说到")), ("told", _("说过了")), ("refused", _("不愿意听")), ("all", _("全部"))]
    return render(
        request,
        "office/campaigns/board.html",
        _live(request, actor, found)
        | {
            "carrier": rung_name(found.carried_by),
            "kinds": [KINDS(kind).label for kind in found.circumstances if kind in KINDS.values],
            "materials": queries.materials([campaign]).get(campaign, []),
            "page": listed,
            "chips": [Chip(label, listing.link(request, state=name), state == name) for name, label in chips],
            "places": listing.place_chips(request, actor, Can.LOG_SERVICE),
            "may_run": actor.can_at(Can.RUN_CAMPAIGNS, found.territory.path) and found.closed_at is None,
            "material_form": MaterialForm(),
            "export": listing.link(request, **{"as": "xlsx"}),
            "today": clock.day_of(now),
        },
    )


@page(Can.LOG_SERVICE)
def live(request: HttpRequest, campaign: UUID) -> HttpResponse:
    """The part of the board that changes by the minute; asked for again by the page."""
    actor = actor_of(request)
    return render(request, "office/campaigns/live.html", _live(request, actor, queries.campaign(actor, campaign)))


def _live(request: HttpRequest, actor: Actor, row: Any) -> dict[str, object]:
    now = clock.now()
    by = request.GET.get("by", "group")
    parts = queries.board(actor, row.pk, LEVELS.get(by, Level.GROUP))
    names = chiefs.names_at(actor, [part.place.pk for part in parts if part.missing], day=clock.day_of(now))
    words = [(_("按片"), "area"), (_("按组"), "group"), (_("按邻"), "neighbourhood")]
    return {
        "campaign": row,
        "all": sum(part.doors for part in parts),
        "told": sum(part.told for part in parts),
        "missing": sum(part.missing for part in parts),
        "silent": queries.silent_places(actor, row.pk) if row.sweep and row.closed_at is None else 0,
        "parts": [(part, names.get(part.place.pk, "")) for part in sorted(parts, key=lambda one: -one.missing)],
        "levels": [
            Chip(label, f"{reverse('office:campaign', args=[row.pk])}{listing.link(request, by=name)}", name == by)
            for label, name in words
        ],
        "newest": queries.newest(actor, row.pk, limit=10 if row.sweep else 4),
        "course": _course(actor, row),
        "live_url": f"{reverse('office:campaign_live', args=[row.pk])}?by={by}",
        "now": now,
    }


def _course(actor: Actor, row: Any) -> object:
    points = queries.course(actor, row, now=clock.now())
    if len(points) < 2:
        return None
    several_a_day = (points[-1][0] - points[0][0]).days < len(points)
    shape = "%H:%M" if row.sweep else "%m-%d %H:%M" if several_a_day else "%m-%d"
    labels = [f"{at.astimezone(clock.SHANGHAI):{shape}}" for at, _n in points]
    series = charts.Series(_("说到了"), [number for _at, number in points], "done")
    return charts.lines(_("说到了多少户"), labels, [series], head=_("到什么时候"), unit=_("户"))


@page(Can.RUN_CAMPAIGNS)
@require_POST
def material(request: HttpRequest, campaign: UUID) -> HttpResponse:
    """Give it a picture or a short sound."""
    form = MaterialForm(request.POST, request.FILES)
    if form.is_valid():
        given = {
            name: form.cleaned_data[name].read(most + 1)
            for name, most in (("picture", MOST_BYTES), ("audio", files.MOST_AUDIO))
            if form.cleaned_data[name]
        }
        for name, data in given.items():
            actions.add_material(actor=actor_of(request), campaign=campaign, now=clock.now(), **{name: data})
        if given:
            notices.done(request, _("放好了，三长在手机上看得到。"))
        else:
            notices.warn(request, _("还没有选图片或录音。"))
    return redirect("office:campaign", campaign)


@page(Can.LOG_SERVICE)
def media(request: HttpRequest, campaign: UUID, digest: str) -> HttpResponseBase:
    """A picture or a sound of a campaign."""
    return shared.send(request, campaign, digest)


@page(Can.RUN_CAMPAIGNS)
@require_POST
def close(request: HttpRequest, campaign: UUID) -> HttpResponse:
    """End a campaign."""
    actions.close_campaign(actor=actor_of(request), campaign=campaign, now=clock.now())
    notices.warn(request, _("这次宣讲结束了。"))
    return redirect("office:campaign", campaign)


def _campaign_head() -> list[str]:
    return [_("题目"), _("哪一类"), _("哪里"), _("一共"), _("说到了"), _("还没说到"), _("从哪天"), _("到哪天")]


def _campaign_lines(rows: Iterable[Any]) -> Iterator[list[object]]:
    for row in rows:
        days = (row.starts_on.isoformat(), row.ends_on.isoformat())
        counts = (row.all_doors, row.told, row.missing)
        yield [row.title, row.get_topic_display(), row.territory.full_name, *counts, *days]


def _head() -> list[str]:
    return [_("属于"), _("住址"), _("说到了没有"), _("什么时候"), _("谁去的")]


def _lines(rows: Iterable[queries.CampaignDoor]) -> Iterator[list[object]]:
    for row in rows:
        at = row.changed_at
        yield [
            row.territory.full_name,
            row.household.address or row.household.number,
            row.get_state_display(),
            f"{at.astimezone(clock.SHANGHAI):%Y-%m-%d %H:%M}" if at else "",
            row.by_name,
        ]
