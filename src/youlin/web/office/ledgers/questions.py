"""What ledgers ask of whom, at the desk."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from youlin.domains.access.rules import Can
from youlin.domains.insight.actions import ledgers as actions
from youlin.domains.insight.ledgers.words import DETAILS
from youlin.domains.insight.queries import ledgers as queries
from youlin.domains.residents import actions as residents
from youlin.foundation import clock
from youlin.web.office import listing
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.answering import AnswerForm
from youlin.web.shared.forms import run


@page(Can.FILL_LEDGERS)
def questions(request: HttpRequest) -> HttpResponse:
    """People of whom something is asked, by house; as a workbook with `?as=xlsx`."""
    actor = actor_of(request)
    people = queries.asked(actor, listing.key(request.GET.get("place")))
    if request.GET.get("as") == "xlsx":
        residents.note_export(actor=actor, what="ledger_questions", now=clock.now())
        head = [_("姓名"), _("住址"), _("属于"), _("还缺"), _("哪个台账问的")]
        return listing.workbook(_("台账还缺的"), head, _lines(queries.questions_of(actor, people)))
    shown = listing.page_of(request, people)
    return render(
        request,
        "office/ledgers/questions.html",
        {
            "page": shown,
            "rows": [(one, said(one)) for one in queries.questions_of(actor, shown.object_list)],
            "places": listing.place_chips(request, actor, Can.FILL_LEDGERS),
            "narrowed": bool(request.GET.get("place")),
            "export": listing.link(request, **{"as": "xlsx"}),
            "today": clock.day_of(clock.now()),
        },
    )


def _lines(rows: Iterable[queries.Asked]) -> Iterable[list[object]]:
    for one in rows:
        home = one.person.household
        yield [one.person.name, home.address, home.neighbourhood.full_name, said(one), _("、").join(one.ledgers)]


def said(one: queries.Asked) -> str:
    """What is asked, in one line."""
    return str(_("、")).join(str(DETAILS[detail]) for detail in one.details)


@page(Can.FILL_LEDGERS)
def question(request: HttpRequest, resident: UUID) -> HttpResponse:
    """All that is asked of one person, on one page."""
    actor = actor_of(request)
    asked = queries.asked_of(actor, resident)
    form = AnswerForm(request.POST or None, asked=asked.details)
    if request.method == "POST" and form.is_valid():
        kept = run(
            form,
            lambda: actions.answer_questions(actor=actor, answers=form.answers(resident), now=clock.now()),
        )
        if kept is not None:
            notices.done(request, _("%(name)s：记下了，以后不再问。") % {"name": kept.name})
            return redirect("office:ledger_questions")
    context = {"asked": asked, "person": asked.person, "form": form}
    return render(request, "office/ledgers/question.html", context, status=422 if form.errors else 200)
