"""The vote at the desk: the roll, the slips, paper handed out, the count, a meeting's record, a lot's."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from youlin.domains.access.rules import Can
from youlin.domains.chiefs.actions import selection as actions
from youlin.domains.chiefs.papers import selection as papers
from youlin.domains.chiefs.queries import selection as queries
from youlin.domains.chiefs.rules.selection.counting import Agreement
from youlin.domains.chiefs.rules.selection.states import Candidacy
from youlin.domains.chiefs.wording import post_name
from youlin.foundation import clock
from youlin.foundation.refusal import Refusal
from youlin.web.office import listing
from youlin.web.office.asking import ask
from youlin.web.office.selection.forms import CountForm, LotForm, MeetingForm
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.forms import run


@page(Can.RUN_SELECTION)
def roll(request: HttpRequest, contest: UUID) -> HttpResponse:
    """Every household with a vote: who has voted and which way, never what. On paper it is what one signs on."""
    desk = queries.desk(actor_of(request), contest)
    if desk.vote is None:
        raise Refusal("no_vote", _("这个岗位还没有投票。"))
    left = request.GET.get("left") == "1"
    rows = queries.roll(desk.vote.poll)
    text = listing.words(request)
    if left:
        rows = rows.filter(voted="")
    if text:
        rows = rows.filter(household__address__contains=text)
    today = clock.day_of(clock.now())
    return render(
        request,
        "office/selection/roll.html",
        {
            "contest": desk.contest,
            "name": post_name(desk.contest.post),
            "vote": desk.vote,
            "page": listing.page_of(request, rows, 200),
            "chips": listing.chips(request, "left", [("1", _("还没投的"))], _("全部")),
            "open_now": desk.contest.stage == "voting" and desk.vote.poll.opens_on <= today <= desk.vote.poll.closes_on,
            "today": today,
        },
    )


@page(Can.RUN_SELECTION)
@require_POST
def hand(request: HttpRequest, contest: UUID, household: UUID) -> HttpResponse:
    """A household takes its paper ballot; `back` undoes what was handed out by mistake."""
    actor, now = actor_of(request), clock.now()
    if request.POST.get("back") == "1":
        actions.take_paper_back(actor=actor, contest=contest, household=household, now=now)
        notices.done(request, _("纸票收回了，这一户还没有投。"))
    else:
        actions.hand_paper(actor=actor, contest=contest, household=household, now=now)
        notices.done(request, _("已领纸票，网上的投票码作废。"))
    return redirect("office:contest_roll", contest)


@page(Can.RUN_SELECTION)
@require_POST
def slips(request: HttpRequest, contest: UUID) -> HttpResponse:
    """Fresh codes as slips to cut and hand out; they are printed this once and kept nowhere."""
    actor, now = actor_of(request), clock.now()
    codes = actions.issue_codes(
        actor=actor, contest=contest, now=now, household=listing.key(request.POST.get("household"))
    )
    desk = queries.desk(actor, contest)
    address = request.build_absolute_uri(reverse("public:selection_vote"))
    made = papers.slips(desk, codes, address=address)
    shown = content_disposition_header(as_attachment=False, filename=f"{post_name(desk.contest.post)}.pdf") or ""
    headers = {"Content-Disposition": shown, "Cache-Control": "no-store"}
    return HttpResponse(made, content_type="application/pdf", headers=headers)


@page(Can.RUN_SELECTION)
def count(request: HttpRequest, contest: UUID) -> HttpResponse:
    """What this person counted; the other person's figures are not shown before both are in."""
    actor, now = actor_of(request), clock.now()
    desk = queries.desk(actor, contest)
    form = CountForm(request.POST or None, people=desk.of(Candidacy.STANDING))
    handed = desk.vote.turnout.paper if desk.vote else 0
    said = {
        Agreement.ONE: _("登记好了，等另一个人也数一遍。"),
        Agreement.AGREED: _("两个人数得一样，结果出来了。"),
        Agreement.DIFFERENT: _("两个人数得不一样，请重新计票。"),
    }
    if request.method == "POST" and form.is_valid():
        counted = actions.NewCount(form.votes(), form.cleaned_data["spoiled"])
        reached = run(form, lambda: actions.enter_count(actor=actor, contest=contest, count=counted, now=now))
        if reached is not None:
            (notices.warn if reached is Agreement.DIFFERENT else notices.done)(request, said.get(reached, ""))
            return redirect("office:contest", contest)
    values = {
        "form": form,
        "title": _("登记我数的票"),
        "kicker": post_name(desk.contest.post),
        "hint": _("发出 %(n)d 张纸票。自己数、自己登记，不要看别人的数。") % {"n": handed},
        "back": reverse("office:contest", args=[contest]),
    }
    return render(request, "office/ask.html", values, status=422 if form.errors else 200)


@page(Can.RUN_SELECTION)
def meeting(request: HttpRequest, contest: UUID) -> HttpResponse:
    """How a meeting decided, one hand a household."""
    actor, now = actor_of(request), clock.now()
    desk = queries.desk(actor, contest)
    form = MeetingForm(request.POST or None, people=desk.of(Candidacy.STANDING), initial={"held_on": clock.day_of(now)})
    entitled = desk.vote.turnout.entitled if desk.vote else 0

    def change() -> object:
        said = form.cleaned_data
        return actions.record_meeting(
            actor=actor,
            contest=contest,
            meeting=actions.NewMeeting(
                said["held_on"], said["place"], said["chair"], said["recorder"], said["attended"], form.votes(),
                said["note"],
            ),
            now=now,
        )  # fmt: skip

    form.order_fields(["held_on", "place", "chair", "recorder", "attended"])
    return ask(
        request,
        form,
        change,
        back=reverse("office:contest", args=[contest]),
        title=_("记会议结果"),
        kicker=post_name(desk.contest.post),
        hint=_("一户举一次手。应到 %(n)d 户。") % {"n": entitled},
        done=_("会议结果记下了。"),
    )


@page(Can.RUN_SELECTION)
def lot(request: HttpRequest, contest: UUID) -> HttpResponse:
    """How a lot was drawn between those who tied."""
    actor, now = actor_of(request), clock.now()
    desk = queries.desk(actor, contest)
    form = LotForm(request.POST or None, people=desk.of(Candidacy.STANDING), initial={"held_on": clock.day_of(now)})

    def change() -> object:
        said = form.cleaned_data
        return actions.draw_lot(
            actor=actor,
            contest=contest,
            lot=actions.NewLot(
                UUID(said["winner"]), said["held_on"], said["place"], said["chair"], said["recorder"],
                said["witnesses"], said["how"],
            ),
            now=now,
        )  # fmt: skip

    return ask(
        request,
        form,
        change,
        back=reverse("office:contest", args=[contest]),
        title=_("记会上抽签"),
        kicker=post_name(desk.contest.post),
        hint=_("系统不抽签。会上当众抽，这里只记怎么抽的、谁看着、抽中了谁。"),
        done=_("抽签结果记下了。"),
    )
