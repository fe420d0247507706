"""Taking in the authority's register, and showing where it differs."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from youlin.domains.access import queries as access
from youlin.domains.access.rules import Can
from youlin.domains.benefits import actions, queries
from youlin.domains.benefits.wording import UNMATCHED, said
from youlin.domains.benefits.workbook import MOST_BYTES, read_register
from youlin.domains.territory.rules import Level
from youlin.foundation import clock
from youlin.foundation.refusal import NotThere
from youlin.web.office.benefits.forms import RegisterForm
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.forms import run


@page(Can.CONFIGURE)
def register(request: HttpRequest) -> HttpResponse:
    """Choose the list and the programme; then what it brought and who on it is not known here."""
    actor, now = actor_of(request), clock.now()
    known = queries.programmes()
    sent = request.method == "POST"
    form = RegisterForm(
        request.POST if sent else None,
        request.FILES if sent else None,
        programmes=[(name, said(one.name)) for name, one in known.items() if not one.record_only],
        initial={"as_of": clock.day_of(now)},
    )
    result = None
    if sent and form.is_valid():
        street = next((place for place in access.roots(actor, Can.CONFIGURE) if place.level == Level.SUBDISTRICT), None)
        if street is None:
            raise NotThere("territory_unknown", _("没有这个辖区。"))
        file: UploadedFile[Any] = form.cleaned_data["file"]
        asked = form.cleaned_data
        result = run(
            form,
            lambda: actions.reconcile(
                actor=actor,
                subdistrict=street.pk,
                programme=asked["programme"],
                rows=read_register(file.read(MOST_BYTES + 1), since=asked["as_of"]),
                source=asked["source"],
                now=now,
            ),
        )
    unmatched = [(name, str(UNMATCHED[why])) for name, why in result.unmatched] if result else []
    return render(
        request,
        "office/benefits/register.html",
        {"form": form, "result": result, "unmatched": unmatched, "counts": queries.enrolment_counts(actor)},
        status=422 if form.errors else 200,
    )
