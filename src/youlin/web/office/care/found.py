"""What the roster suggests: yes or no, many at once."""

from __future__ import annotations

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
from youlin.domains.residents.rules import age_on
from youlin.domains.territory import queries as territory
from youlin.foundation import clock
from youlin.foundation.refusal import NotThere
from youlin.web.office import listing
from youlin.web.office.asking import ask
from youlin.web.office.care.forms import KINDS, AgesForm
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of, page

PER_PAGE = 200


@page(Can.MANAGE_CARE)
def found(request: HttpRequest) -> HttpResponse:
    """Whom the roster suggests, with the ground; ticked ones are confirmed or declined."""
    actor, now = actor_of(request), clock.now()
    if request.method == "POST":
        return _decide(request, actor)
    path = _path(request)
    listed = queries.suggestions(actor, day=clock.day_of(now), path=path)
    rows = listing.page_of(request, listed, size=PER_PAGE)
    today = clock.day_of(now)
    return render(
        request,
        "office/care/found.html",
        {
            "page": rows,
            "lines": [(one, KINDS(one.found.kind).label, age_on(one.resident.birth_date, today)) for one in rows],
            "total": len(listed),
            "places": listing.place_chips(request, actor, Can.MANAGE_CARE),
            "ages": queries.ages_of(_street(actor)),
            "may_configure": actor.can(Can.CONFIGURE),
            "declined": queries.declined(actor).count(),
        },
    )


def _decide(request: HttpRequest, actor: Actor) -> HttpResponse:
    pairs = [text.partition(":") for text in request.POST.getlist("found")]
    chosen = [(key, kind) for text, _colon, kind in pairs if (key := listing.key(text))]
    now = clock.now()
    if not chosen:
        notices.warn(request, _("还没有勾选。请先勾选，再确认或者划掉。"))
    elif "no" in request.POST:
        reason = request.POST.get("reason", "")
        if not reason.strip():
            notices.warn(request, _("请写一句为什么不是，以后就不会再提。"))
        else:
            count = actions.decline_found(actor=actor, chosen=chosen, reason=reason, now=now)
            said = ngettext("划掉了 %(n)d 条，以后不再提。", "划掉了 %(n)d 条，以后不再提。", count)
            notices.done(request, said % {"n": count})
    else:
        count = actions.confirm_found(actor=actor, chosen=chosen, now=now)
        said = ngettext("确认了 %(n)d 条。现在可以把他们纳入关照。", "确认了 %(n)d 条。现在可以把他们纳入关照。", count)
        notices.done(request, said % {"n": count})
    return redirect(request.get_full_path())


@page(Can.MANAGE_CARE)
def declined(request: HttpRequest) -> HttpResponse:
    """What was declined, by whom and why."""
    rows = listing.page_of(request, queries.declined(actor_of(request)))
    lines = [(row, KINDS(row.kind).label) for row in rows]
    return render(request, "office/care/declined.html", {"page": rows, "lines": lines})


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
