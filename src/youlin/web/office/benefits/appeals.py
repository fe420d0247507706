"""Appeals with their clocks; one with its steps, the next, and its letter."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from youlin.domains.access.rules import Can
from youlin.domains.benefits import actions, papers, queries
from youlin.domains.benefits.rules.appeals import ANSWER_DAYS, ASK_DAYS, following
from youlin.domains.benefits.wording import APPEAL_STAGES, figure_text, programme_name, said
from youlin.foundation import clock
from youlin.web.office import listing
from youlin.web.office.asking import ask
from youlin.web.office.benefits.receiving_forms import AppealForm, AppealStepForm
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.forms import run
from youlin.web.shared.papers import pdf
from youlin.web.shared.parts import Row, Step
from youlin.web.shared.wording import day_full


@page(Can.MANAGE_CARE)
def appeals(request: HttpRequest) -> HttpResponse:
    """All in sight, what is due first; as a workbook with `?as=xlsx`."""
    rows = queries.appeals(actor_of(request), stage=request.GET.get("stage", ""))
    if request.GET.get("as") == "xlsx":
        head = [
            _("编号"),
            _("谁"),
            _("政策"),
            _("对什么不同意"),
            _("走哪条路"),
            _("到了哪一步"),
            _("期限"),
            _("怎么答复的"),
        ]
        return listing.workbook(_("复核和申诉"), head, (_line(row) for row in rows))
    listed = listing.page_of(request, rows)
    return render(
        request,
        "office/benefits/appeals.html",
        {
            "page": listed,
            "lines": [(row, programme_name(row.programme)) for row in listed],
            "chips": listing.chips(request, "stage", APPEAL_STAGES.items(), _("每一步")),
            "export": listing.link(request, **{"as": "xlsx"}),
            "today": clock.day_of(clock.now()),
        },
    )


def _line(row: queries.Appeal) -> list[object]:
    return [
        row.number,
        row.resident.name,
        programme_name(row.programme),
        row.get_against_display(),
        row.get_way_display(),
        row.get_stage_display(),
        f"{row.due_on:%Y-%m-%d}" if row.due_on else "",
        row.get_outcome_display() if row.outcome else "",
    ]


@page(Can.MANAGE_CARE)
def against_decision(request: HttpRequest, application: UUID) -> HttpResponse:
    """Write down an appeal against what the authority decided about an application."""
    row = queries.application(actor_of(request), application)
    back = reverse("office:application", args=[row.pk])
    return _new(
        request,
        back,
        f"{row.applicant.name} · {programme_name(row.programme)}",
        application=row.pk,
        told_on=row.told_on,
    )


@page(Can.MANAGE_CARE)
def about_enrolment(request: HttpRequest, enrolment: UUID) -> HttpResponse:
    """Write down an appeal against a stop or an amount."""
    row = queries.enrolment(actor_of(request), enrolment)
    back = reverse("office:enrolment", args=[row.pk])
    return _new(request, back, f"{row.resident.name} · {programme_name(row.programme)}", enrolment=row.pk)


def _new(
    request: HttpRequest,
    back: str,
    kicker: str,
    *,
    application: UUID | None = None,
    enrolment: UUID | None = None,
    told_on: date | None = None,
) -> HttpResponse:
    actor, today = actor_of(request), clock.day_of(clock.now())
    form = AppealForm(request.POST or None, initial={"told_of_on": told_on or today})

    def change() -> queries.Appeal:
        asked = form.cleaned_data
        said = actions.NewAppeal(
            form.identity(), asked["way"], asked["told_of_on"], asked["grounds"], application, enrolment
        )
        return actions.open_appeal(actor=actor, new=said, now=clock.now())

    return ask(
        request,
        form,
        change,
        back=back,
        title=_("记一条不同意见"),
        kicker=kicker,
        hint=_("谁对主管部门的决定有不同意见，都可以说。这里记下、帮着递上去；怎么答复由主管部门决定。"),
        done=_("已记下。"),
        onward=lambda row: reverse("office:benefit_appeal", args=[row.pk]),
    )


@page(Can.MANAGE_CARE)
def appeal(request: HttpRequest, appeal: UUID) -> HttpResponse:
    """One appeal: what was said, its clock, its steps, and the form for the next."""
    actor, now = actor_of(request), clock.now()
    row = queries.appeal(actor, appeal)
    stages = [(stage, str(APPEAL_STAGES[stage])) for stage in following(row.stage)]
    form = AppealStepForm(request.POST or None, stages=stages, initial={"happened_on": clock.day_of(now)})
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        move = actions.AppealMove(
            asked["stage"], asked["happened_on"], asked["outcome"], asked["document"], asked["answer"],
            client_id=form.identity(),
        )  # fmt: skip
        if run(form, lambda: actions.take_appeal_step(actor=actor, appeal=row.pk, move=move, now=now)) is not None:
            notices.done(request, _("已记下。"))
            return redirect("office:benefit_appeal", row.pk)
    if row.application_id:
        about = reverse("office:application", args=[row.application_id])
    else:
        about = reverse("office:enrolment", args=[row.enrolment_id])
    return render(
        request,
        "office/benefits/appeal.html",
        {
            "row": row,
            "name": programme_name(row.programme),
            "rows": _rows(row, about),
            "steps": [
                Step(one.recorded_at, one.by_name, one.get_stage_display(), note=one.note) for one in row.steps.all()
            ],
            "form": form,
            "closed": not stages,
            "unconfirmed": [
                (said(one.label), figure_text(one.unit, one.value), one.source, said(one.filled_by))
                for one in queries.unconfirmed(
                    row.subdistrict, row.told_of_on, (ASK_DAYS[row.way], ANSWER_DAYS[row.way])
                )
                if one.value is not None
            ],
        },
        status=422 if form.errors else 200,
    )


def _rows(row: queries.Appeal, about: str) -> list[Row]:
    found = [
        Row(_("编号"), row.number),
        Row(_("对什么不同意"), row.get_against_display(), about, _("看一看")),
        Row(_("走哪条路"), row.get_way_display()),
        Row(_("本人哪天知道这个决定"), day_full(row.told_of_on)),
        Row(_("可以提到哪天"), day_full(row.ask_by) if row.ask_by else _("未配置")),
    ]
    if row.outcome:
        found += [Row(_("主管部门怎么答复的"), row.get_outcome_display()), Row(_("文书编号"), row.document)]
    return found


@page(Can.MANAGE_CARE)
def letter(request: HttpRequest, appeal: UUID) -> HttpResponse:
    """The letter for whoever appealed: that it was written down, or what the authority answered. To print."""
    row = queries.appeal(actor_of(request), appeal)
    today = clock.day_of(clock.now())
    return pdf(
        papers.letter_pdf(papers.appeal_letter(row, programme=programme_name(row.programme), today=today)), row.number
    )
