"""Applications by what is due; one with its steps, and the next."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from youlin.domains.access.rules import Can
from youlin.domains.benefits import actions, papers, queries
from youlin.domains.benefits.rules.clock import following
from youlin.domains.benefits.wording import STAGES, said
from youlin.domains.messaging import queries as messaging
from youlin.foundation import clock
from youlin.web.office import listing
from youlin.web.office.benefits.forms import StepForm
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.forms import run
from youlin.web.shared.parts import Row, Step


@page(Can.MANAGE_CARE)
def applications(request: HttpRequest) -> HttpResponse:
    """All in sight, what is due first."""
    known = queries.programmes()
    listed = listing.page_of(request, queries.applications(actor_of(request), stage=request.GET.get("stage", "")))
    lines = [(row, said(known[row.programme].name) if row.programme in known else row.programme) for row in listed]
    return render(
        request,
        "office/benefits/applications.html",
        {
            "page": listed,
            "lines": lines,
            "chips": listing.chips(request, "stage", STAGES.items(), _("每一步")),
            "today": clock.day_of(clock.now()),
        },
    )


@page(Can.MANAGE_CARE)
def application(request: HttpRequest, application: UUID) -> HttpResponse:
    """One application: what is known, its steps, and the form for the next."""
    actor, now = actor_of(request), clock.now()
    row = queries.application(actor, application)
    stages = [(stage, str(STAGES[stage])) for stage in following(row.stage, row.programme)]
    form = StepForm(request.POST or None, stages=stages, initial={"happened_on": clock.day_of(now)})
    if request.method == "POST" and form.is_valid() and run(form, lambda: _take(form, row.pk, request)) is not None:
        notices.done(request, _("已记下。"))
        return redirect("office:application", row.pk)
    known = queries.programmes()
    steps = [
        Step(
            step.recorded_at,
            step.by_name,
            step.get_stage_display(),
            note=_("，").join(filter(None, [_("、").join(step.people), step.note])),
        )
        for step in row.steps.order_by("recorded_at", "id")
    ]
    return render(
        request,
        "office/benefits/application.html",
        {
            "row": row,
            "name": said(known[row.programme].name) if row.programme in known else row.programme,
            "rows": [
                Row(_("编号"), row.number),
                Row(_("申请人"), row.applicant.name),
                Row(_("材料"), _("、").join(str(one["text"]) for one in row.checklist if one["ready"]) or _("还没有")),
                Row(_("同意核对家庭经济状况"), _("已签字") if row.consented else _("还没有")),
                Row(_("文书编号"), row.document or "—"),
            ],
            "steps": steps,
            "form": form,
            "closed": not stages,
            "notices": list(messaging.of(row.pk).prefetch_related("take_downs", "objections__answers")),
            "may_appeal": row.stage in ("refused", "granted"),
            "appeals": list(queries.appeals(actor).filter(application=row.pk)),
            "today": clock.day_of(now),
        },
        status=422 if form.errors else 200,
    )


def _take(form: StepForm, key: UUID, request: HttpRequest) -> object:
    said_ = form.cleaned_data
    amount = said_["amount"]
    step = actions.Step(
        said_["stage"],
        said_["happened_on"],
        tuple(name for name in said_["people"].replace("，", "、").replace(",", "、").split("、") if name.strip()),
        said_["document"],
        int(amount * 100) if amount is not None else None,
        said_["note"],
    )
    return actions.take_step(actor=actor_of(request), application=key, step=step, now=clock.now())


@page(Can.MANAGE_CARE)
def paper(request: HttpRequest, application: UUID) -> HttpResponse:
    """The form, filled from what is known: to print, or as data (`?as=json`)."""
    actor, today = actor_of(request), clock.day_of(clock.now())
    row = queries.application(actor, application)
    home = queries.home(actor, row.household_id)
    form = papers.filled(row, home, queries.edition_for(home.household.subdistrict, today), today=today)
    if request.GET.get("as") == "json":
        return JsonResponse(form, json_dumps_params={"ensure_ascii": False})
    return printed(papers.pdf(form), row.number)


@page(Can.MANAGE_CARE)
def refusal(request: HttpRequest, application: UUID) -> HttpResponse:
    """The letter that tells the applicant of a refusal, with the authority's reasons: to print."""
    row = queries.application(actor_of(request), application)
    known = queries.programmes()
    name = said(known[row.programme].name) if row.programme in known else row.programme
    return printed(papers.letter_pdf(papers.refusal_letter(row, programme=name)), row.number)


def printed(data: bytes, name: str) -> HttpResponse:
    """A paper as the browser shows it."""
    shown = content_disposition_header(as_attachment=False, filename=f"{name}.pdf") or ""
    headers = {"Content-Disposition": shown, "Cache-Control": "no-store"}
    return HttpResponse(data, content_type="application/pdf", headers=headers)
