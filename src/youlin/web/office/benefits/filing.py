"""Applications by what is due; one with its steps, and the next."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from youlin.domains.access.rules import Can
from youlin.domains.benefits import actions, papers, queries
from youlin.domains.benefits.engine.edition import Edition
from youlin.domains.benefits.engine.rulebook import Programme
from youlin.domains.benefits.rules.clock import CLOSED, following
from youlin.domains.benefits.wording import STAGES, gives, not_set, programme_name, said, yuan
from youlin.domains.messaging import queries as messaging
from youlin.foundation import clock
from youlin.web.office import listing
from youlin.web.office.asking import ask
from youlin.web.office.benefits.forms import DeliveryForm, StepForm
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.applications.room import DESK
from youlin.web.shared.applications.tasks import tasks
from youlin.web.shared.applications.working import gathered
from youlin.web.shared.forms import run
from youlin.web.shared.papers import pdf
from youlin.web.shared.parts import Row, Step
from youlin.web.shared.wording import day_full


@page(Can.MANAGE_CARE)
def applications(request: HttpRequest) -> HttpResponse:
    """All in sight, what is due first; as a workbook with `?as=xlsx`."""
    rows = queries.applications(actor_of(request), stage=request.GET.get("stage", ""))
    if request.GET.get("as") == "xlsx":
        head = [_("编号"), _("申请人"), _("政策"), _("到了哪一步"), _("期限"), _("主管部门文书编号"), _("住在")]
        return listing.workbook(_("帮办的申请"), head, (_line(row) for row in rows.iterator(500)))
    listed = listing.page_of(request, rows)
    lines = [(row, programme_name(row.programme)) for row in listed]
    return render(
        request,
        "office/benefits/applications.html",
        {
            "page": listed,
            "lines": lines,
            "chips": listing.chips(request, "stage", STAGES.items(), _("每一步")),
            "export": listing.link(request, **{"as": "xlsx"}),
            "today": clock.day_of(clock.now()),
        },
    )


def _line(row: queries.Application) -> list[object]:
    return [
        row.number,
        row.applicant.name,
        programme_name(row.programme),
        row.get_stage_display(),
        f"{row.due_on:%Y-%m-%d}" if row.due_on else "",
        row.document,
        row.household.neighbourhood.full_name,
    ]


@page(Can.MANAGE_CARE)
def application(request: HttpRequest, application: UUID) -> HttpResponse:
    """One application: what is known, its steps, and the form for the next."""
    now = clock.now()
    found = gathered(request, application)
    row = found.row
    stages = [(stage, str(STAGES[stage])) for stage in following(row.stage, row.programme)]
    rule, edition = _rule(row, clock.day_of(now))
    initial = {"happened_on": clock.day_of(now).isoformat(), "amount": _usual(rule, edition)}
    form = StepForm(request.POST or None, stages=stages, once=rule is not None and rule.once, initial=initial)
    if request.method == "POST" and form.is_valid() and run(form, lambda: _take(form, row.pk, request)) is not None:
        notices.done(request, _("已记下。"))
        return redirect("office:application", row.pk)
    steps = [
        Step(step.recorded_at, step.by_name, step.get_stage_display(), note=_note(step))
        for step in row.steps.order_by("recorded_at", "id")
    ]
    return render(
        request,
        "office/benefits/application.html",
        {
            "row": row,
            "name": programme_name(row.programme),
            "rows": _rows(row, rule, edition),
            "relative": found.relative if found.relative and found.relative.name else None,
            "tasks": tasks(found, DESK),
            "paper_url": DESK.url("application_paper", row.pk, "form"),
            "steps": steps,
            "form": form,
            "closed": not stages,
            "notices": list(messaging.of(row.pk).prefetch_related("take_downs", "objections__answers")),
            "may_appeal": row.stage in ("refused", "granted"),
            "appeals": list(queries.appeals(actor_of(request)).filter(application=row.pk)),
            "today": clock.day_of(now),
        },
        status=422 if form.errors else 200,
    )


def _rule(row: queries.Application, today: date) -> tuple[Programme | None, Edition]:
    """The programme as it stands in the street today, None where it keeps it no more; and all of the street's rules."""
    edition = queries.edition_for(row.subdistrict, today)
    return next((one for one in edition.rulebook.programmes if one.id == row.programme), None), edition


def _usual(rule: Programme | None, edition: Edition) -> Decimal | None:
    """The yuan that the place pays everybody, to be written down without typing it."""
    fen = edition.figures.get(rule.monthly) if rule is not None and rule.monthly else None
    return Decimal(int(fen)) / 100 if fen is not None else None


def _rows(row: queries.Application, rule: Programme | None, edition: Edition) -> list[Row]:
    """What is known of it; by when the law wants it decided, where it says so."""
    found = [Row(_("编号"), row.number), Row(_("申请人"), row.applicant.name)]
    found += _by_when(row, edition.day)
    if rule is not None:
        about = ((_("给什么"), "；".join(gives(edition, rule))), (_("说明"), said(rule.note)))
        found += [Row(label, text) for label, text in about if text]
    if row.amount_fen is not None and row.stage != "refused":
        found.append(Row(_("救助金额") if rule is not None and rule.once else _("每月金额"), yuan(row.amount_fen)))
    if row.stage in ("granted", "refused"):
        found.append(Row(_("主管部门文书编号"), row.document or "—"))
    if row.stage == "refused":
        found.append(
            Row(_("告知书"), _("%(day)s送达") % {"day": day_full(row.told_on)} if row.told_on else _("还没有送达"))
        )
    return found


def _by_when(row: queries.Application, today: date) -> list[Row]:
    """By when it is to be decided; where the place has not said its days, who must."""
    unset = queries.unset_clock(row, today)
    if unset is not None:
        return [Row(_("期限"), not_set(unset))]
    whole = queries.decided_by(row)
    if whole.last is None or row.stage in CLOSED:
        return []
    words = {"day": day_full(whole.last), "n": whole.days, "most": whole.longest}
    text = (
        _("%(day)s（%(n)s 个工作日，特殊情况不超过 %(most)s 个）") if whole.longest else _("%(day)s（%(n)s 个工作日）")
    )
    return [Row(_("最迟哪天办结"), text % words)]


def _note(step: queries.ApplicationStep) -> str:
    """Who surveyed, the reasons; the day it happened where that is another than the day it was written down."""
    day = day_full(step.happened_on) if step.happened_on != clock.day_of(step.recorded_at) else ""
    over = (step.happened_on - step.due_on).days if step.due_on else 0
    late = _("比期限晚了 %(n)s 天") % {"n": over} if over > 0 else ""
    return _("，").join(filter(None, [day, _("、").join(step.people), step.note, late]))


def _take(form: StepForm, key: UUID, request: HttpRequest) -> object:
    said_ = form.cleaned_data
    amount = said_.get("amount")
    step = actions.Step(
        said_["stage"],
        said_["happened_on"],
        said_.get("document", ""),
        int(amount * 100) if amount is not None else None,
        said_["note"],
    )
    return actions.take_step(actor=actor_of(request), application=key, step=step, now=clock.now())


@page(Can.MANAGE_CARE)
def told(request: HttpRequest, application: UUID) -> HttpResponse:
    """The letter of a refusal was handed over: the days for an appeal count from then."""
    actor, today = actor_of(request), clock.day_of(clock.now())
    row = queries.application(actor, application)
    form = DeliveryForm(request.POST or None, initial={"told_on": today})

    def change() -> object:
        said_ = actions.Delivery(form.identity(), form.cleaned_data["told_on"], form.cleaned_data["how"])
        return actions.deliver_letter(actor=actor, application=row.pk, delivery=said_, now=clock.now())

    return ask(
        request,
        form,
        change,
        back=reverse("office:application", args=[row.pk]),
        title=_("告知书送到了"),
        kicker=f"{row.applicant.name} · {programme_name(row.programme)}",
        hint=_("不予批准告知书要书面送到本人手上，写明理由。本人不同意的，从这天起算可以提的日子。"),
        done=_("已记下。"),
    )


@page(Can.MANAGE_CARE)
def refusal(request: HttpRequest, application: UUID) -> HttpResponse:
    """The letter that tells the applicant of a refusal, with the authority's reasons: to print."""
    row = queries.application(actor_of(request), application)
    letter = papers.refusal_letter(row, programme=programme_name(row.programme))
    return pdf(papers.letter_pdf(letter), row.number)
