"""近亲属备案 at the desk: who applies or receives and is a near relative of those who work on it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from youlin.domains.access import queries as access
from youlin.domains.access.rules import Can
from youlin.domains.benefits import actions, queries
from youlin.domains.benefits.queries import StaffRelative
from youlin.domains.benefits.wording import said
from youlin.foundation import clock
from youlin.web.office import listing
from youlin.web.office.asking import ask
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.applications.forms import RelativeForm


class ReceiverForm(RelativeForm):
    """Somebody who receives a programme already; that nobody is a relative needs no entry."""

    programme = forms.ChoiceField(label=gettext_lazy("哪项政策"))
    field_order = ("programme", "standing", "name", "office", "relation")

    def __init__(self, *args: Any, programmes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        none = StaffRelative.Standings.NONE.value
        self.fields["programme"].choices = programmes  # type: ignore[attr-defined]
        kinds = [one for one in StaffRelative.Standings.choices if one[0] != none]
        self.fields["standing"].choices = kinds  # type: ignore[attr-defined]


@page(Can.MANAGE_CARE)
def relatives(request: HttpRequest) -> HttpResponse:
    """The register in sight; `?as=xlsx` the same rows to keep."""
    rows = queries.staff_relatives(actor_of(request))
    if request.GET.get("as") == "xlsx":
        return listing.workbook(_("近亲属备案"), _head(), _cells(rows.iterator(500)))
    listed = listing.page_of(request, rows)
    known = queries.programmes()
    lines = [(row, said(known[row.programme].name) if row.programme in known else row.programme) for row in listed]
    values = {"page": listed, "lines": lines, "today": clock.day_of(clock.now())}
    return render(request, "office/benefits/relatives.html", values)


def _head() -> list[str]:
    return [
        _("申请或享受的人"),
        _("政策"),
        _("申请编号"),
        _("工作人员或干部"),
        _("单位和职务"),
        _("是哪一种"),
        _("关系"),
        _("哪天说的"),
        _("谁登记的"),
    ]


def _cells(rows: Iterator[StaffRelative]) -> Iterator[list[object]]:
    known = queries.programmes()
    for row in rows:
        yield [
            row.resident.name,
            said(known[row.programme].name) if row.programme in known else row.programme,
            row.application.number if row.application else "",
            row.name,
            row.office,
            row.get_standing_display(),
            row.get_relation_display(),
            clock.day_of(row.declared_at).isoformat(),
            row.by_name,
        ]


@page(Can.MANAGE_CARE)
def register(request: HttpRequest, resident: UUID) -> HttpResponse:
    """Enter somebody who receives a programme already."""
    streets = {place.subdistrict_id or place.pk for place in access.roots(actor_of(request), Can.MANAGE_CARE)}
    names = [(key, said(one.name)) for key, one in queries.programmes(*streets).items() if not one.record_only]
    form = ReceiverForm(request.POST or None, programmes=names)
    return ask(
        request,
        form,
        lambda: actions.register_receiver(
            actor=actor_of(request),
            resident=resident,
            programme=form.cleaned_data["programme"],
            said=form.declared(),
            now=clock.now(),
        ),
        back=reverse("office:staff_relatives"),
        title=_("近亲属备案"),
        kicker=queries.applicant_name(actor_of(request), resident),
        hint=_("已经在享受的人，是经办人员或村（社区）干部的近亲属，也要登记。"),
        done=_("已登记。"),
    )
