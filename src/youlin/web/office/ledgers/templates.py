"""Templates: a workbook comes in, its columns are said once, a newer one replaces it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from youlin.domains.access.rules import Can
from youlin.domains.insight.actions import ledgers as actions
from youlin.domains.insight.queries import ledgers as queries
from youlin.foundation import clock
from youlin.web.office import listing
from youlin.web.office.asking import ask
from youlin.web.office.ledgers.forms import ColumnsForm, TemplateForm, VersionForm
from youlin.web.shared import forms, notices
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.forms import PageForm


@page(Can.FILL_LEDGERS)
def new(request: HttpRequest) -> HttpResponse:
    """A workbook from above becomes a ledger."""
    sent = request.method == "POST"
    form = TemplateForm(request.POST if sent else None, request.FILES if sent else None)
    return _take(request, form, None, back=reverse("office:ledgers"), kicker=_("一张表"), title=_("添一个台账"))


@page(Can.FILL_LEDGERS)
def version(request: HttpRequest, ledger: UUID) -> HttpResponse:
    """A newer workbook of a ledger; what was said of its columns is carried over."""
    known = queries.ledger(actor_of(request), ledger)
    sent = request.method == "POST"
    form = VersionForm(request.POST if sent else None, request.FILES if sent else None)
    back = reverse("office:ledger", args=[ledger])
    return _take(request, form, ledger, back=back, kicker=known.name, title=_("上级换了新表"))


def _take(
    request: HttpRequest, form: PageForm, ledger: UUID | None, *, back: str, kicker: str, title: str
) -> HttpResponse:
    def keep() -> queries.LedgerVersion:
        file: UploadedFile[Any] = form.cleaned_data["file"]
        content = file.read(actions.MOST_BYTES + 1)
        template = actions.NewTemplate(
            form.identity(),
            file.name or "",
            content if isinstance(content, bytes) else b"",
            form.cleaned_data.get("name", ""),
            ledger,
        )
        return actions.keep_template(actor=actor_of(request), template=template, now=clock.now())

    return ask(
        request,
        form,
        keep,
        back=back,
        title=title,
        kicker=kicker,
        hint=_("下一步对一遍各列填什么，只用对一次。"),
        done=_("表收到了，请看看各列对得对不对。"),
        onward=lambda kept: reverse("office:ledger_columns", args=[kept.ledger_id]),
    )


@page(Can.FILL_LEDGERS)
def columns(request: HttpRequest, ledger: UUID) -> HttpResponse:
    """What each column means, as its header suggests; said once."""
    actor = actor_of(request)
    found = queries.versions(actor, ledger).first()
    if found is None:
        raise queries.unknown()
    form = ColumnsForm(
        request.POST or None,
        columns=queries.columns_of(found),
        formulas=queries.shape_of(found).formulas,
        initial={"subject": found.subject, "only": found.only},
    )
    if request.method == "POST" and form.is_valid():
        said = forms.run(
            form,
            lambda: actions.say_columns(actor=actor, ledger=ledger, meaning=form.meaning(), now=clock.now()),
        )
        if said is not None:
            notices.done(request, _("各列都对好了，现在就能填。"))
            return redirect("office:ledger", str(ledger))
    status = 422 if form.errors else 200
    return render(request, "office/ledgers/columns.html", {"version": found, "form": form}, status=status)


@page(Can.FILL_LEDGERS)
def download(request: HttpRequest, ledger: UUID) -> HttpResponse:
    """The newest workbook as it came."""
    plan = queries.plan(actor_of(request), str(ledger))
    content, _shape = plan.template()
    answer = HttpResponse(content, content_type=listing.XLSX)
    answer["Content-Disposition"] = content_disposition_header(True, f"{plan.name}.xlsx") or "attachment"
    answer["Cache-Control"] = "no-store"
    return answer
