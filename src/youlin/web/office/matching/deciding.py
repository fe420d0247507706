"""What a human says to a proposal."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from youlin.domains.access.rules import Can
from youlin.domains.care import queries as care
from youlin.domains.care.actions import matching as actions
from youlin.domains.care.queries import matching as queries
from youlin.foundation import clock
from youlin.foundation.refusal import NotThere
from youlin.web.office import listing
from youlin.web.office.asking import ask
from youlin.web.office.matching import choosing
from youlin.web.office.matching.forms import ChooseForm, ReasonForm
from youlin.web.shared import matches, notices
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.forms import PageForm


@page(Can.MANAGE_CARE)
@require_POST
def accept(request: HttpRequest, run: UUID) -> HttpResponse:
    """Yes, to one or to all that wait."""
    form = PageForm(request.POST)
    batch = form.identity() if form.is_valid() else UUID(int=0)
    one = listing.key(request.POST.get("proposal"))
    done, stale = actions.accept(
        actor=actor_of(request), run=run, batch=batch, now=clock.now(), proposals=[one] if one else None
    )
    if done:
        said = ngettext(
            "%(n)d 位老乡换了照看的人，两边的邻长都会知道。", "%(n)d 位老乡换了照看的人，两边的邻长都会知道。", done
        )
        notices.done(request, said % {"n": done}, undo=reverse("office:match_undo", args=[batch]))
    if stale:
        said = ngettext(
            "%(n)d 条建议对不上现在的情况，没有动。请重新匹配一次。",
            "%(n)d 条建议对不上现在的情况，没有动。请重新匹配一次。",
            stale,
        )
        notices.warn(request, said % {"n": stale})
    return redirect("office:match_run", run=run)


@page(Can.MANAGE_CARE)
@require_POST
def undo(request: HttpRequest, batch: UUID) -> HttpResponse:
    """Take back what one press decided."""
    back = actions.undo(actor=actor_of(request), batch=batch, now=clock.now())
    notices.done(request, ngettext("已撤回 %(n)d 条。", "已撤回 %(n)d 条。", back) % {"n": back})
    return redirect("office:matching")


@page(Can.MANAGE_CARE)
def proposal(request: HttpRequest, proposal: UUID) -> HttpResponse:
    """One proposal: why, who else, and what that would mean."""
    found = queries.proposal(actor_of(request), proposal)
    return render(
        request,
        "office/matching/proposal.html",
        {
            "one": found,
            "person": found.plan.resident,
            "reasons": matches.reasons(found.why, same=found.after_id == found.before_id),
            "others": matches.others(found.why),
            "waits": found.state == queries.MatchProposal.States.OPEN,
        },
    )


@page(Can.MANAGE_CARE)
def decline(request: HttpRequest, proposal: UUID) -> HttpResponse:
    """No, and why."""
    actor = actor_of(request)
    found = queries.proposal(actor, proposal)
    form = ReasonForm(request.POST or None)
    return ask(
        request,
        form,
        lambda: actions.decline(
            actor=actor, proposal=proposal, reason=form.cleaned_data["reason"], batch=form.identity(), now=clock.now()
        ),
        back=reverse("office:match_run", args=[found.run_id]),
        title=_("不采纳这条建议"),
        kicker=f"{found.plan.resident.name} → {found.why.get('name', '')}",
        hint=_("还由现在的邻长照看。"),
        done=_("已记下，以后不再这样建议。"),
    )


@page(Can.MANAGE_CARE)
def choose(request: HttpRequest, resident: UUID) -> HttpResponse:
    """Somebody else: every chief of the community with the way and what it would mean for all."""
    actor, now = actor_of(request), clock.now()
    plan = care.plan_of(actor, resident)
    if plan is None:
        raise NotThere("plan_unknown", _("没有这份关照计划。"))
    form = ChooseForm(request.POST or None, chiefs=choosing.choices(actor, plan, day=clock.day_of(now)))
    return ask(
        request,
        form,
        lambda: actions.choose(
            actor=actor,
            plan=plan.pk,
            neighbourhood=UUID(form.cleaned_data["neighbourhood"]),
            reason=form.cleaned_data["reason"],
            now=now,
        ),
        back=reverse("office:care_person", args=[resident]),
        title=_("换一位邻长照看"),
        kicker=plan.resident.name,
        hint=_("由近到远。“大家一共多走”是别人也跟着重新安排以后算的。"),
        done=_("已换好，两边的邻长都会知道。"),
    )


@page(Can.MANAGE_CARE)
@require_POST
def lift(request: HttpRequest, decline: UUID) -> HttpResponse:
    """Let a chief be proposed for somebody again."""
    row = actions.lift_decline(actor=actor_of(request), decline=decline, now=clock.now())
    notices.done(request, _("以后又可以这样建议了。"))
    return redirect("office:care_person", row.plan.resident_id)
