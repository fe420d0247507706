"""Reviews that are due, and writing one down."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from youlin.domains.access.rules import Can
from youlin.domains.benefits import actions, queries
from youlin.domains.benefits.wording import programme_name
from youlin.foundation import clock
from youlin.web.office import listing
from youlin.web.office.asking import ask
from youlin.web.office.benefits.receiving_forms import ReviewForm
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.wording import day_full


@page(Can.MANAGE_CARE)
def reviews(request: HttpRequest) -> HttpResponse:
    """Whoever is to be looked at again, what is due first; as a workbook with `?as=xlsx`."""
    actor, today = actor_of(request), clock.day_of(clock.now())
    rows = queries.reviews(actor, day=today, state=request.GET.get("state", ""))
    if request.GET.get("as") == "xlsx":
        head = [_("姓名"), _("政策"), _("为什么复核"), _("期限"), _("哪一天看的"), _("看到的情况"), _("住在")]
        return listing.workbook(_("定期复核"), head, (_line(row) for row in rows))
    listed = listing.page_of(request, rows)
    return render(
        request,
        "office/benefits/reviews.html",
        {
            "page": listed,
            "lines": [(row, programme_name(row.enrolment.programme)) for row in listed],
            "chips": listing.chips(request, "state", [("late", _("已经晚了")), ("done", _("看过的"))], _("还要看的")),
            "export": listing.link(request, **{"as": "xlsx"}),
            "today": today,
        },
    )


def _line(row: queries.Review) -> list[object]:
    held = row.enrolment
    return [
        held.resident.name,
        programme_name(held.programme),
        row.get_why_display(),
        f"{row.due_on:%Y-%m-%d}",
        f"{row.done_on:%Y-%m-%d}" if row.done_on else "",
        row.get_finding_display() if row.finding else "",
        held.household.neighbourhood.full_name,
    ]


@page(Can.MANAGE_CARE)
def review(request: HttpRequest, review: UUID) -> HttpResponse:
    """Write down what was seen. Nothing stops by it: what changed goes to the authority."""
    actor, today = actor_of(request), clock.day_of(clock.now())
    row = queries.review(actor, review)
    form = ReviewForm(request.POST or None, initial={"done_on": today})

    def change() -> object:
        asked = form.cleaned_data
        found = actions.Found(asked["finding"], asked["done_on"], asked["note"])
        return actions.record_review(actor=actor, review=row.pk, found=found, now=clock.now())

    return ask(
        request,
        form,
        change,
        back=reverse("office:benefit_reviews"),
        title=_("%(name)s · 复核") % {"name": row.enrolment.resident.name},
        kicker=f"{programme_name(row.enrolment.programme)} · {row.get_why_display()} · {day_full(row.due_on)}",
        hint=_("上门看一看、问一问，照实记。不会因为这一条停发；情况有变的报主管部门决定。"),
        done=_("已记下。"),
    )
