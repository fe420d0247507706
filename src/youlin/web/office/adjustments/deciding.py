"""Deciding many at once, looking anew, taking one back, and how large a neighbourhood may be."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from youlin.domains.access.rules import Can
from youlin.domains.chiefs import actions
from youlin.domains.chiefs.queries import adjusting
from youlin.domains.territory import queries as territory
from youlin.foundation import clock
from youlin.foundation.refusal import NotAllowed, NotThere, Refusal
from youlin.jobs import adjusting as looking
from youlin.web.office import listing
from youlin.web.office.asking import ask
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.forms import PageForm


@page(Can.APPOINT)
@require_POST
def decide(request: HttpRequest) -> HttpResponse:
    """Accept or decline what is ticked. What is due today is done at once."""
    actor, now = actor_of(request), clock.now()
    chosen = [key for text in request.POST.getlist("row") if (key := listing.key(text))]
    reason = request.POST.get("reason", "")
    if not chosen:
        notices.warn(request, _("请先勾上要定的建议。"))
        return redirect("office:adjustments")
    try:
        if request.POST.get("verb") == "decline":
            count = actions.decline_adjustments(actor=actor, adjustments=chosen, reason=reason, now=now)
            words = ngettext("%(n)d 条不调整了。", "%(n)d 条不调整了。", count)
        else:
            day = listing.day(request.POST.get("apply_on")) or clock.day_of(now)
            count = actions.accept_adjustments(actor=actor, adjustments=chosen, apply_on=day, reason=reason, now=now)
            if day == clock.day_of(now):
                done = sum(actions.apply_one(actor=actor, adjustment=key, now=now) for key in chosen)
                if done < count:
                    notices.warn(request, _("有的没能调整，看“没能调整”里的原因。"))
            words = ngettext("同意了 %(n)d 条。", "同意了 %(n)d 条。", count)
    except (NotThere, NotAllowed):
        raise
    except Refusal as refusal:
        notices.warn(request, refusal.message)
    else:
        undo = reverse("office:adjustment_undo", args=[chosen[0]]) if len(chosen) == 1 else ""
        notices.done(request, words % {"n": count}, undo=undo)
    return redirect("office:adjustments")


@page(Can.APPOINT)
@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """Look for proposals now instead of tonight, in the reader's own street."""
    actor, now = actor_of(request), clock.now()
    streets = {grant.subdistrict for grant in actor.grants if grant.subdistrict}
    count = sum(looking.propose_in(street, now=now) for street in sorted(streets))
    notices.done(request, ngettext("找过了，新添 %(n)d 条建议。", "找过了，新添 %(n)d 条建议。", count) % {"n": count})
    return redirect("office:adjustments")


@page(Can.APPOINT)
@require_POST
def undo(request: HttpRequest, adjustment: UUID) -> HttpResponse:
    """Put back what it changed; where that is no longer possible, say what has moved since."""
    try:
        actions.undo_adjustment(actor=actor_of(request), adjustment=adjustment, now=clock.now())
    except (NotThere, NotAllowed):
        raise
    except Refusal as refusal:
        notices.warn(request, refusal.message)
    else:
        notices.done(request, _("已撤回，都回到原来的样子。"))
    return redirect("office:adjustment", adjustment)


class BoundsForm(PageForm):
    """How few and how many."""

    least = forms.IntegerField(label=gettext_lazy("最少几户"), min_value=1, max_value=200)
    most = forms.IntegerField(
        label=gettext_lazy("最多几户"),
        min_value=1,
        max_value=200,
        help_text=gettext_lazy("没有设过的地方按 5 到 15 户，这是湖南各地的做法。"),
    )


@page(Can.APPOINT)
def bounds(request: HttpRequest, place: UUID) -> HttpResponse:
    """How large a neighbourhood is, in a place and below."""
    actor, where = actor_of(request), territory.get(place)
    if where.subdistrict_id is None or not actor.can_at(Can.APPOINT, where.path):
        raise NotThere("territory_unknown", _("没有这个辖区。"))
    known = adjusting.bounds_at(where.path, adjusting.bounds(where.subdistrict_id))
    form = BoundsForm(request.POST or None, initial={"least": known.least, "most": known.most})
    return ask(
        request,
        form,
        lambda: actions.set_size_bounds(
            actor=actor,
            place=place,
            least=form.cleaned_data["least"],
            most=form.cleaned_data["most"],
            now=clock.now(),
        ),
        back=reverse("office:adjustments"),
        title=_("一个邻几户"),
        kicker=where.full_name,
        hint=_("超过或不到的邻，会提出调整建议。"),
        done=_("已记下，今晚按新的户数找。"),
    )
