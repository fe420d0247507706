"""What the roster suggests: yes or no, many at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from youlin.domains.access import queries as access
from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.care import actions, queries
from youlin.domains.residents import actions as residents
from youlin.domains.residents import queries as people
from youlin.domains.residents.rules import age_on
from youlin.domains.territory import queries as territory
from youlin.foundation import clock
from youlin.foundation.refusal import NotThere
from youlin.web.office import listing
from youlin.web.office.asking import ask
from youlin.web.office.care.forms import KINDS, AgesForm, FoundForm
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.forms import run

PER_PAGE = 200


@page(Can.MANAGE_CARE)
def found(request: HttpRequest) -> HttpResponse:
    """Whom the roster suggests, with the ground; ticked ones are confirmed or declined. A workbook with `?as=xlsx`."""
    actor, now = actor_of(request), clock.now()
    form = FoundForm(request.POST or None)
    ticked = request.POST.getlist("found")
    if request.method == "POST" and form.is_valid() and _decide(request, actor, form, ticked, now):
        return redirect(request.get_full_path())
    today = clock.day_of(now)
    listed = queries.suggestions(actor, day=today, path=_path(request))
    if request.GET.get("as") == "xlsx":
        residents.note_export(actor=actor, what="care_found", now=now)
        head = [_("姓名"), _("年龄"), _("可能是"), _("住在"), _("属于")]
        return listing.workbook(_("花名册里看出来的"), head, (_told(_line(one, today, ())) for one in listed))
    rows = listing.page_of(request, listed, size=PER_PAGE)
    return render(
        request,
        "office/care/found.html",
        {
            "form": form,
            "page": rows,
            "lines": [_line(one, today, ticked) for one in rows],
            "places": listing.place_chips(request, actor, Can.MANAGE_CARE),
            "ages": queries.ages_of(_street(actor)),
            "may_configure": actor.can(Can.CONFIGURE),
            "declined": queries.declined(actor).count(),
            "export": listing.link(request, **{"as": "xlsx"}),
            "today": today,
        },
        status=422 if form.errors else 200,
    )


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody whom the roster suggests, as a row of the list."""

    person: people.Resident
    key: str  # of the person, and what is suggested
    kind: str
    age: int | None
    ticked: bool


def _line(one: queries.Suggestion, today: date, ticked: Collection[str]) -> Line:
    key = f"{one.resident.pk}:{one.found.kind}"
    label = str(KINDS(one.found.kind).label)
    return Line(one.resident, key, label, age_on(one.resident.birth_date, today), key in ticked)


def _told(line: Line) -> list[object]:
    home = line.person.household
    return [line.person.name, line.age, line.kind, home.address or home.number, home.neighbourhood.full_name]


def _decide(request: HttpRequest, actor: Actor, form: FoundForm, ticked: Iterable[str], now: datetime) -> bool:
    """Do with the ticked ones what the pressed button says; whether it was done. A "no" is on the form."""
    pairs = [text.partition(":") for text in ticked]
    chosen = [(key, kind) for text, _colon, kind in pairs if (key := listing.key(text))]
    if not chosen:
        form.add_error(None, _("还没有勾选。请先勾选，再确认或者划掉。"))
        return False
    if "no" in request.POST:
        reason = form.cleaned_data["reason"]
        count = run(form, lambda: actions.decline_found(actor=actor, chosen=chosen, reason=reason, now=now))
        said = ngettext("划掉了 %(n)d 条，以后不再提。", "划掉了 %(n)d 条，以后不再提。", count or 0)
    else:
        count = run(form, lambda: actions.confirm_found(actor=actor, chosen=chosen, now=now))
        said = ngettext(
            "确认了 %(n)d 条。现在可以把他们纳入关照。", "确认了 %(n)d 条。现在可以把他们纳入关照。", count or 0
        )
    if count is None:
        return False
    notices.done(request, said % {"n": count})
    return True


@page(Can.MANAGE_CARE)
def declined(request: HttpRequest) -> HttpResponse:
    """What was declined, by whom and why; as a workbook with `?as=xlsx`."""
    actor, now = actor_of(request), clock.now()
    rows = queries.declined(actor)
    if request.GET.get("as") == "xlsx":
        residents.note_export(actor=actor, what="care_declined", now=now)
        head = [_("姓名"), _("可能是"), _("为什么"), _("谁划的"), _("哪天")]
        lines = ([one.resident.name, str(KINDS(one.kind).label), one.reason, one.by_name, _day(one.at)] for one in rows)
        return listing.workbook(_("划掉的"), head, lines)
    listed = listing.page_of(request, rows)
    return render(
        request,
        "office/care/declined.html",
        {
            "page": listed,
            "lines": [(row, KINDS(row.kind).label) for row in listed],
            "export": listing.link(request, **{"as": "xlsx"}),
            "today": clock.day_of(now),
        },
    )


def _day(at: datetime) -> str:
    return f"{clock.day_of(at):%Y-%m-%d}"


@page(Can.MANAGE_CARE)
@require_POST
def undecline(request: HttpRequest, declined: UUID) -> HttpResponse:
    """Let a suggestion be made again."""
    actions.undecline(actor=actor_of(request), declined=declined, now=clock.now())
    notices.done(request, _("已放回去，会再提。"))
    return redirect("office:care_declined")


@page(Can.CONFIGURE)
def ages(request: HttpRequest) -> HttpResponse:
    """From which age on somebody counts as an elder, and up to which as a child."""
    actor = actor_of(request)
    street = _street(actor)
    if street is None:
        raise NotThere("territory_unknown", _("没有这个辖区。"))
    now_hold = queries.ages_of(street)
    form = AgesForm(
        request.POST or None, initial={"elder_from": now_hold.elder_from, "child_under": now_hold.child_under}
    )
    return ask(
        request,
        form,
        lambda: actions.set_ages(
            actor=actor,
            subdistrict=street,
            elder_from=form.cleaned_data["elder_from"],
            child_under=form.cleaned_data["child_under"],
            now=clock.now(),
        ),
        back=reverse("office:care_found"),
        title=_("几岁算老人，几岁算孩子"),
        kicker=_("推算用的年龄"),
        hint=_("没有另外定的：60 岁起算老人，16 岁以下算孩子。"),
        done=_("已改好，推算马上按新的来。"),
    )


def _street(actor: Actor) -> UUID | None:
    roots = access.roots(actor, Can.MANAGE_CARE)
    return roots[0].subdistrict_id if roots else None


def _path(request: HttpRequest) -> str:
    key = listing.key(request.GET.get("place"))
    trail = territory.trail(key) if key else []
    return trail[-1].path if trail else ""
