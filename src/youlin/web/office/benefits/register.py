"""The authority's lists: taking one in, where it differs from the record, and settling that person by person."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from youlin.domains.access.rules import Can
from youlin.domains.benefits import actions, queries
from youlin.domains.benefits.rules.register import may_follow
from youlin.domains.benefits.wording import DIFFERENCES, programme_name, said, yuan
from youlin.domains.benefits.workbook import MOST_BYTES, read_register
from youlin.foundation import clock
from youlin.web.office import listing
from youlin.web.office.benefits.numbers import street_of
from youlin.web.office.benefits.receiving_forms import ListForm, SettleForm
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.forms import run


@page(Can.CONFIGURE)
def lists(request: HttpRequest) -> HttpResponse:
    """Lists taken in, and how much of each is still open; as a workbook with `?as=xlsx`."""
    rows = queries.lists(actor_of(request))
    if request.GET.get("as") == "xlsx":
        head = [
            _("政策"), _("名单是哪一天的"), _("名单从哪里来"), _("名单人数"), _("对得上"), _("不一样"), _("等人核实"),
        ]  # fmt: skip
        return listing.workbook(_("核对过的名单"), head, (_sums(row) for row in rows))
    listed = listing.page_of(request, rows)
    lines = [(row, programme_name(row.programme)) for row in listed]
    return render(
        request,
        "office/benefits/lists.html",
        {
            "page": listed,
            "lines": lines,
            "export": listing.link(request, **{"as": "xlsx"}),
            "today": clock.day_of(clock.now()),
        },
    )


def _sums(row: Any) -> list[object]:
    """A list with the counts that the query gives it."""
    name = programme_name(row.programme)
    return [name, f"{row.as_of:%Y-%m-%d}", row.source, row.rows, row.agreed, row.apart, row.open_count]


@page(Can.CONFIGURE)
def take(request: HttpRequest) -> HttpResponse:
    """Choose the list and the programme; what it differs in comes next."""
    actor, now = actor_of(request), clock.now()
    street = street_of(actor)
    sent = request.method == "POST"
    known = queries.programmes(street.pk)
    form = ListForm(
        request.POST if sent else None,
        request.FILES if sent else None,
        programmes=[(name, said(one.name)) for name, one in known.items() if not one.record_only],
        initial={"as_of": clock.day_of(now)},
    )
    if sent and form.is_valid():
        asked = form.cleaned_data
        file: UploadedFile[Any] = asked["file"]
        new = actions.NewList(form.identity(), street.pk, asked["programme"], asked["as_of"], asked["source"])
        made = run(
            form,
            lambda: actions.take_list(
                actor=actor, new=new, rows=read_register(file.read(MOST_BYTES + 1), since=asked["as_of"]), now=now
            ),
        )
        if made is not None:
            return redirect("office:benefit_list", made.pk)
    return render(request, "office/benefits/take.html", {"form": form}, status=422 if form.errors else 200)


@page(Can.CONFIGURE)
def one_list(request: HttpRequest, made: UUID) -> HttpResponse:
    """Where one list differs from the record; tick, say what was found out, settle. As a workbook with `?as=xlsx`."""
    actor = actor_of(request)
    row = queries.register_list(actor, made)
    kind, state = request.GET.get("kind", ""), request.GET.get("state", "open")
    known = {"kind": kind if kind in DIFFERENCES else "", "state": "" if state == "all" else "open"}
    rows = queries.differences(row, **known)
    if request.GET.get("as") == "xlsx":
        return _workbook(row, queries.differences(row))
    form = SettleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        chosen = [key for text in request.POST.getlist("chosen") if (key := listing.key(text))]
        follow = form.cleaned_data["how"] == "follow"
        if request.POST.get("all"):
            chosen = [one.pk for one in rows if may_follow(one.kind) or not follow]
        settlement = actions.Settlement(row.pk, tuple(chosen), follow, form.cleaned_data["reason"])
        count = run(form, lambda: actions.settle(actor=actor, said=settlement, now=clock.now()))
        if count is not None:
            notices.done(request, ngettext("%(n)s 位已记下。", "%(n)s 位已记下。", count) % {"n": count})
            return redirect(request.get_full_path())
    listed = listing.page_of(request, rows)
    return render(
        request,
        "office/benefits/list.html",
        {
            "row": row,
            "name": programme_name(row.programme),
            "page": listed,
            "lines": [(one, _money(one.was_fen), _money(one.amount_fen)) for one in listed],
            "kinds": listing.chips(request, "kind", DIFFERENCES.items(), _("每一种")),
            "states": listing.chips(request, "state", [("all", _("连同已经核实的"))], _("等人核实")),
            "export": listing.link(request, **{"as": "xlsx"}),
            "form": form,
            "today": clock.day_of(clock.now()),
        },
        status=422 if form.errors else 200,
    )


def _money(fen: int | None) -> str:
    return yuan(fen) if fen is not None else ""


def _workbook(row: Any, rows: Any) -> HttpResponse:
    head = [
        _("名单第几行"), _("姓名"), _("哪里不一样"), _("从哪天起"), _("这里的金额"), _("名单的金额"), _("住在"),
        _("核实以后"), _("怎么核实的"), _("谁核实的"),
    ]  # fmt: skip
    lines = (
        [
            one.row, one.name, one.get_kind_display(), f"{one.since:%Y-%m-%d}" if one.since else "",
            _money(one.was_fen), _money(one.amount_fen),
            one.resident.household.neighbourhood.full_name if one.resident else "",
            one.get_state_display(), one.reason, one.settled_by_name,
        ]
        for one in rows
    )  # fmt: skip
    return listing.workbook(_("%(name)s名单核对") % {"name": programme_name(row.programme)}, head, lines)
