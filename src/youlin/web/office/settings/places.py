"""The tree of places with what lies below each; adding one; where the chiefs are found."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from youlin.domains.access import queries as access
from youlin.domains.access.rules import Can
from youlin.domains.chiefs import actions, queries
from youlin.domains.territory import queries as territory
from youlin.domains.territory.rules import SEGMENT, Level, child_level
from youlin.foundation import clock
from youlin.foundation.refusal import NotThere
from youlin.web.office import listing
from youlin.web.office.asking import ask
from youlin.web.office.settings.forms import MergeForm, PlaceForm, RenameForm, StationForm
from youlin.web.shared.access import actor_of, page


@page(Can.APPOINT)
def places(request: HttpRequest) -> HttpResponse:
    """One place, and what lies next below it."""
    actor = actor_of(request)
    chosen = listing.key(request.GET.get("place"))
    root = territory.get(chosen) if chosen else access.roots(actor, Can.APPOINT)[0]
    _require(request, root)
    return render(
        request,
        "office/settings/places.html",
        {
            "root": root,
            "chips": listing.place_chips(request, actor, Can.APPOINT),
            "lines": queries.tree(actor, root=root, depth=1),
            "may_rename": root.level > Level.SUBDISTRICT,
            "may_merge": root.level == Level.NEIGHBOURHOOD and root.closed_on is None,
            "below": level_name(child_level(Level(root.level))),
        },
    )


@page(Can.APPOINT)
def add(request: HttpRequest, place: UUID) -> HttpResponse:
    """Add a place below another; its post comes with it."""
    actor, parent = actor_of(request), territory.get(place)
    _require(request, parent)
    form = PlaceForm(request.POST or None)
    return ask(
        request,
        form,
        lambda: actions.open_place(
            actor=actor,
            place=actions.NewPlace(place, form.cleaned_data["name"], form.cleaned_data["code"]),
            now=clock.now(),
        ),
        back=f"{reverse('office:places')}?place={place}",
        title=_("加一个%(level)s") % {"level": level_name(child_level(Level(parent.level)))},
        kicker=parent.full_name,
        hint=_("加好以后就有一个岗位，可以马上任命。"),
        done=_("已经加好。"),
    )


@page(Can.APPOINT)
def rename(request: HttpRequest, place: UUID) -> HttpResponse:
    """Give a place another name."""
    actor, where = actor_of(request), territory.get(place)
    _require(request, where)
    form = RenameForm(request.POST or None, initial={"name": where.name})
    return ask(
        request,
        form,
        lambda: actions.rename_place(actor=actor, place=place, name=form.cleaned_data["name"], now=clock.now()),
        back=f"{reverse('office:places')}?place={place}",
        title=_("改名"),
        kicker=where.full_name,
        hint=_("下面各处的全名跟着改。户的门牌地址不变。"),
        done=_("名称已改。"),
    )


@page(Can.APPOINT)
def merge(request: HttpRequest, place: UUID) -> HttpResponse:
    """Merge a neighbourhood into another of its community."""
    actor, where = actor_of(request), territory.get(place)
    _require(request, where)
    community = where.path[: -SEGMENT * 3]
    others = [
        (str(one.pk), one.full_name)
        for one in territory.neighbourhoods(where.subdistrict_id)
        if one.pk != place and one.path.startswith(community) and actor.can_at(Can.APPOINT, one.path)
    ]
    form = MergeForm(request.POST or None, places=others)
    return ask(
        request,
        form,
        lambda: actions.merge_places(actor=actor, place=place, into=UUID(form.cleaned_data["into"]), now=clock.now()),
        back=f"{reverse('office:places')}?place={where.parent_id}",
        title=_("并入另一个邻"),
        kicker=where.full_name,
        hint=_("户、关照和事项都跟着走，这个邻的邻长离任。改错了，到“邻的调整”里撤回。"),
        done=_("已经并好。"),
        onward=lambda row: reverse("office:adjustment", args=[row.pk]),
    )


@page(Can.APPOINT)
def station(request: HttpRequest, place: UUID) -> HttpResponse:
    """Say where residents find the chiefs of a place."""
    actor, where = actor_of(request), territory.get(place)
    _require(request, where)
    row = next((line.station for line in queries.tree(actor, root=where, depth=0)), None)
    known = {"name": row.name, "address": row.address, "hours": row.hours, "phone": row.phone} if row else {}
    form = StationForm(request.POST or None, initial=known)

    def change() -> object:
        said = form.cleaned_data
        new = actions.NewStation(place, said["name"], said["address"], said["hours"], said["phone"])
        return actions.set_station(actor=actor, station=new, now=clock.now()) or True

    return ask(
        request,
        form,
        change,
        back=f"{reverse('office:places')}?place={place}",
        title=_("阵地"),
        kicker=where.full_name,
        hint=_("居民在“找我的邻长”里看得到。"),
        done=_("已记下。"),
    )


def level_name(level: Level | None) -> str:
    """A level in a word; nothing below a neighbourhood."""
    names = {
        Level.SUBDISTRICT: _("街道"),
        Level.COMMUNITY: _("社区"),
        Level.AREA: _("片"),
        Level.GROUP: _("组"),
        Level.NEIGHBOURHOOD: _("邻"),
    }
    return names.get(level, "") if level else ""


def _require(request: HttpRequest, place: territory.Place) -> None:
    if not actor_of(request).can_at(Can.APPOINT, place.path):
        raise NotThere("territory_unknown", _("没有这个辖区。"))
