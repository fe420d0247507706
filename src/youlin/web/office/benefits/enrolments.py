"""Who receives what since when; one enrolment with what became of it; a stop that the authority decided."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from youlin.domains.access.rules import Can
from youlin.domains.benefits import actions, queries
from youlin.domains.benefits.wording import programme_name, yuan
from youlin.foundation import clock
from youlin.web.office import listing
from youlin.web.office.asking import ask
from youlin.web.office.benefits.receiving_forms import StopForm
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.parts import Chip, Row, Step
from youlin.web.shared.wording import day_full


@page(Can.MANAGE_CARE)
def enrolments(request: HttpRequest) -> HttpResponse:
    """Everybody in sight who receives something; as a workbook with `?as=xlsx`."""
    actor, today = actor_of(request), clock.day_of(clock.now())
    programme, state = request.GET.get("programme", ""), request.GET.get("state", "now")
    rows = queries.enrolments(actor, day=today, programme=programme, state=state, name=listing.words(request))
    if request.GET.get("as") == "xlsx":
        head = [
            _("姓名"),
            _("政策"),
            _("从哪天起"),
            _("到哪天止"),
            _("每月金额"),
            _("文书编号"),
            _("住在"),
            _("名单从哪里来"),
        ]
        return listing.workbook(_("谁在享受"), head, (_line(row) for row in rows))
    counts = queries.enrolment_counts(actor, today)
    chips = [Chip(_("全部"), listing.link(request, programme=None), not programme)]
    chips += [
        Chip(programme_name(name), listing.link(request, programme=name), programme == name, count)
        for name, count in counts.items()
    ]
    states = [("grace", _("渐退期")), ("over", _("已经停了的")), ("all", _("全部"))]
    listed = listing.page_of(request, rows)
    return render(
        request,
        "office/benefits/enrolments.html",
        {
            "page": listed,
            "lines": [
                (row, programme_name(row.programme), yuan(row.amount_fen) if row.amount_fen is not None else "—")
                for row in listed
            ],
            "chips": chips,
            "states": listing.chips(request, "state", states, _("正在享受")),
            "export": listing.link(request, **{"as": "xlsx"}),
            "q": listing.words(request),
            "may_configure": actor.can(Can.CONFIGURE),
            "today": today,
        },
    )


def _line(row: queries.Enrolment) -> list[object]:
    return [
        row.resident.name,
        programme_name(row.programme),
        f"{row.since:%Y-%m-%d}",
        f"{row.until:%Y-%m-%d}" if row.until else "",
        yuan(row.amount_fen) if row.amount_fen is not None else "",
        row.document,
        row.household.neighbourhood.full_name,
        row.source,
    ]


@page(Can.MANAGE_CARE)
def enrolment(request: HttpRequest, enrolment: UUID) -> HttpResponse:
    """One enrolment: since when, how much, what became of it, its reviews and appeals."""
    actor, today = actor_of(request), clock.day_of(clock.now())
    row = queries.enrolment(actor, enrolment)
    grace = queries.grace_of(row, today)
    return render(
        request,
        "office/benefits/enrolment.html",
        {
            "row": row,
            "name": programme_name(row.programme),
            "rows": [
                Row(_("从哪天起"), day_full(row.since)),
                Row(_("每月金额"), yuan(row.amount_fen) if row.amount_fen is not None else "—"),
                Row(_("渐退期"), _grace(row, grace)),
                Row(_("文书编号"), row.document or "—"),
                Row(_("名单从哪里来"), row.source),
                Row(_("住在"), row.household.neighbourhood.full_name),
            ],
            "steps": [_step(one) for one in row.events.all()],
            "reviews": sorted(row.reviews.all(), key=lambda one: one.due_on, reverse=True),
            "appeals": sorted(row.appeals.all(), key=lambda one: one.opened_at, reverse=True),
            "in_grace": row.stopped_on is not None and row.until is not None and row.until > today,
            "last_paid": row.until - timedelta(days=1) if row.until else None,
            "over": row.until is not None and row.until <= today,
        },
    )


def _grace(row: queries.Enrolment, months: int | None) -> str:
    if row.stopped_on is not None and row.until is not None and row.until > row.stopped_on:
        return _("到 %(day)s") % {"day": day_full(row.until)}
    if row.until is not None or months == 0:
        return _("没有")
    return _("未配置") if months is None else _("停发以后 %(n)s 个月") % {"n": months}


def _step(one: queries.EnrolmentEvent) -> Step:
    amounts = [yuan(fen) for fen in (one.was_fen, one.now_fen) if fen is not None]
    told = [
        day_full(one.on),
        " → ".join(amounts),
        _("到 %(day)s") % {"day": day_full(one.until)} if one.until else "",
        one.document,
        one.note,
    ]
    return Step(one.recorded_at, one.by_name, one.get_what_display(), note=" · ".join(filter(None, told)))


@page(Can.MANAGE_CARE)
def stop(request: HttpRequest, enrolment: UUID) -> HttpResponse:
    """Write down that the authority stops it, with its document; the grace of the place counts."""
    actor, today = actor_of(request), clock.day_of(clock.now())
    row = queries.enrolment(actor, enrolment)
    form = StopForm(request.POST or None, initial={"stopped_on": today})
    months = queries.grace_of(row, today)
    grace = {
        None: _("当地的渐退期未配置：文书上有日期就照文书填，没有就从停发那天起不再发。"),
        0: _("这项政策没有渐退期。"),
    }.get(months, _("当地的渐退期是 %(n)s 个月。") % {"n": months})

    def change() -> object:
        asked = form.cleaned_data
        said = actions.Stop(asked["stopped_on"], asked["document"], asked["reason"], asked["until"])
        return actions.record_stop(actor=actor, enrolment=row.pk, stop=said, now=clock.now())

    return ask(
        request,
        form,
        change,
        back=reverse("office:enrolment", args=[row.pk]),
        title=_("记主管部门的停发决定"),
        kicker=f"{row.resident.name} · {programme_name(row.programme)}",
        hint=_("停不停由主管部门决定，这里只照文书记。") + grace,
        done=_("已记下。"),
    )
