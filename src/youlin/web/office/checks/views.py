"""The list of doubts, and settling many of them at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from youlin.domains.access.rules import Can
from youlin.domains.residents import actions, queries
from youlin.domains.residents.queries import checks as doubts
from youlin.foundation import clock
from youlin.foundation.refusal import NotThere, Refusal
from youlin.jobs import checking
from youlin.web.office import listing
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of, page


@page(Can.EDIT_HOUSEHOLDS)
def checks(request: HttpRequest) -> HttpResponse:
    """Households with unsettled signs; as a workbook with `?as=xlsx`."""
    actor = actor_of(request)
    kind = request.GET.get("kind", "")
    wanted = doubts.Doubt(place=listing.key(request.GET.get("place")), kind=kind if kind in dict(doubts.SIGNS) else "")
    rows = doubts.doubtful(actor, wanted)
    if request.GET.get("as") == "xlsx":
        actions.note_export(actor=actor, what="checks", now=clock.now())
        return listing.workbook(_("请核实"), [_("户编号"), _("户主"), _("地址"), _("属于"), _("迹象")], _lines(rows))
    return render(
        request,
        "office/checks/checks.html",
        {
            "page": listing.page_of(request, rows),
            "places": listing.place_chips(request, actor),
            "kinds": listing.chips(request, "kind", doubts.SIGNS, _("不论迹象")),
            "narrowed": bool(wanted.place or wanted.kind),
            "export": listing.link(request, **{"as": "xlsx"}),
            "today": clock.day_of(clock.now()),
        },
    )


def _lines(rows: Iterable[queries.Household]) -> Iterator[list[object]]:
    for home in rows:
        signs = _("；").join(f"{sign.get_kind_display()} {sign.seen_on:%Y-%m-%d}" for sign in home.open_signs)  # type: ignore[attr-defined]
        yield [home.number, home.head_name, home.address, home.neighbourhood.full_name, signs]  # type: ignore[attr-defined]


@page(Can.EDIT_HOUSEHOLDS)
@require_POST
def dismiss(request: HttpRequest) -> HttpResponse:
    """Settle the doubts about the households that are ticked, with one reason."""
    chosen = [key for text in request.POST.getlist("home") if (key := listing.key(text))]
    if not chosen:
        notices.warn(request, _("请先勾上要处理的户。"))
        return redirect("office:checks")
    try:
        actions.dismiss_signs(
            actor=actor_of(request), households=chosen, reason=request.POST.get("reason", ""), now=clock.now()
        )
    except NotThere:
        raise
    except Refusal as refusal:
        notices.warn(request, refusal.message)
    else:
        count = len(chosen)
        notices.done(request, ngettext("%(n)d 户不用核实了。", "%(n)d 户不用核实了。", count) % {"n": count})
    return redirect("office:checks")


@page(Can.EDIT_HOUSEHOLDS)
@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """Look for signs now instead of tonight."""
    count = checking.propose_checks(now=clock.now())
    notices.done(request, ngettext("找过了，新添 %(n)d 条迹象。", "找过了，新添 %(n)d 条迹象。", count) % {"n": count})
    return redirect("office:checks")


@page(Can.EDIT_HOUSEHOLDS)
@require_POST
def returned(request: HttpRequest, household: UUID) -> HttpResponse:
    """A notice came back from a household."""
    now = clock.now()
    sign = actions.NewSign(household, "returned", clock.day_of(now))
    actions.note_sign(actor=actor_of(request), sign=sign, now=now)
    notices.done(request, _("已记下：通知被退回。"))
    return redirect("office:household", household)
