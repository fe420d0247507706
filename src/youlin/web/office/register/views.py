"""A register on its way in: choose a file, see what it would do and say which places are meant, say yes, look back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from youlin.domains.access.rules import Can
from youlin.domains.chiefs.registers import runs
from youlin.domains.chiefs.registers.wording import row_problem
from youlin.domains.chiefs.wording import role_name
from youlin.domains.residents.intake.runs import MOST_BYTES, Upload
from youlin.domains.residents.roster.book import SkippedSheet
from youlin.domains.residents.roster.wording import skipped
from youlin.foundation import clock
from youlin.web.office import listing
from youlin.web.office.register.forms import RegisterForm
from youlin.web.shared import forms, notices
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.parts import Figure


@page(Can.APPOINT)
def register(request: HttpRequest) -> HttpResponse:
    """Choose a file; take the register home; below, what was brought in before."""
    actor = actor_of(request)
    streets = [(street.pk, street.name) for street in runs.streets(actor)]
    sent = request.method == "POST"
    form = RegisterForm(request.POST if sent else None, request.FILES if sent else None, streets=streets)
    if sent and form.is_valid():
        file: UploadedFile[Any] = form.cleaned_data["file"]
        content = file.read(MOST_BYTES + 1)
        upload = Upload(form.identity(), file.name or "", content if isinstance(content, bytes) else b"")
        street: UUID = form.cleaned_data["subdistrict"]
        begun = forms.run(form, lambda: runs.begin(actor=actor, upload=upload, subdistrict=street, now=clock.now()))
        if begun is not None:
            return redirect("office:register_run", run=begun.pk)
    context = {
        "form": form,
        "streets": streets,
        "runs": runs.runs(actor)[:20],
        "today": clock.day_of(clock.now()),
        "may_reveal": actor.can(Can.REVEAL),
    }
    return render(request, "office/register/register.html", context, status=422 if form.errors else 200)


@page(Can.APPOINT)
def run(request: HttpRequest, run: UUID) -> HttpResponse:
    """One register: the difference before it is written, or what came of it."""
    found = runs.get_run(actor_of(request), run)
    answer = render(
        request,
        "office/register/run.html",
        {
            "run": found,
            "told": found.outcome,
            "figures": _figures(found.outcome),
            "arriving": [(line, role_name(line["role"])) for line in found.outcome.get("arriving", ())],
            "problems": [(problem, row_problem(problem)) for problem in runs.problems_of(found)],
            "skipped": [skipped(SkippedSheet(**sheet)) for sheet in found.outcome.get("skipped", ())],
        },
    )
    answer["Cache-Control"] = "no-store"
    return answer


def _figures(told: dict[str, Any]) -> list[Figure]:
    if not told:
        return []
    return [
        Figure(_("到任"), told["appointed"], note=_("其中新开账号 %(n)s 个") % {"n": told["accounts"]}),
        Figure(_("和现在一样"), told["same"]),
        Figure(_("没收的行"), told["out"], tone="due" if told["out"] else "plain"),
    ]


@page(Can.APPOINT)
@require_POST
def confirm(request: HttpRequest, run: UUID) -> HttpResponse:
    """Yes, take it in, with the places that were chosen."""
    actor = actor_of(request)
    found = runs.get_run(actor, run)
    chosen = {}
    for number, one in enumerate(found.outcome.get("unmatched", ())):
        place = listing.key(request.POST.get(f"place-{number}"))
        if place is not None:
            chosen[str(one["written"])] = place
    runs.confirm(actor=actor, run=run, chosen=chosen, now=clock.now())
    return redirect("office:register_run", run=run)


@page(Can.APPOINT)
@require_POST
def cancel(request: HttpRequest, run: UUID) -> HttpResponse:
    """No, let it be."""
    runs.cancel(actor=actor_of(request), run=run, now=clock.now())
    notices.done(request, _("没有导入，上传的文件已删除。"))
    return redirect("office:register")


@page(Can.APPOINT)
def rejects(request: HttpRequest, run: UUID) -> HttpResponse:
    """The rows to correct, as a workbook."""
    data = runs.rejects(actor=actor_of(request), run=run, now=clock.now())
    answer = HttpResponse(data, content_type=listing.XLSX)
    answer["Content-Disposition"] = content_disposition_header(True, f"{_('待改正')}.xlsx") or "attachment"
    answer["Cache-Control"] = "no-store"
    return answer
