"""Candidates at the desk: put somebody forward, ask them, find them in the roster, review them."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from youlin.domains.access.rules import Can
from youlin.domains.chiefs.actions import selection as actions
from youlin.domains.chiefs.queries import selection as queries
from youlin.domains.chiefs.rules.selection.fitness import Answer, Condition, Criterion, Standing
from youlin.domains.chiefs.rules.selection.states import REVIEWS, Candidacy, Stage, Turn, may_turn
from youlin.domains.chiefs.selection_wording import (
    answer_name,
    condition_name,
    criterion_name,
    standing_name,
    verdict_name,
)
from youlin.domains.chiefs.wording import post_name
from youlin.domains.residents import queries as residents
from youlin.foundation import clock
from youlin.web.office import listing
from youlin.web.office.asking import ask
from youlin.web.office.selection import showing
from youlin.web.office.selection.forms import ConsentForm, NominateForm, ReasonForm, ReviewForm
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.forms import run

FOUND = 8
REVIEWABLE = (Candidacy.NOMINATED, Candidacy.CONSENTED, Candidacy.PASSED, Candidacy.FAILED)


@page(Can.RUN_SELECTION)
def nominate(request: HttpRequest, contest: UUID) -> HttpResponse:
    """Somebody from the roster, or a name that a resident came with."""
    actor, now = actor_of(request), clock.now()
    row = queries.contest(actor, contest)
    key = listing.key(request.GET.get("resident"))
    person = residents.resident(actor, key) if key else None
    form = NominateForm(request.POST or None, known=person is not None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        wanted = actions.NewNomination(
            contest=contest,
            way=said["way"],
            name=said.get("name", ""),
            address=said.get("address", ""),
            phone=said.get("phone", ""),
            resident=key,
            nominator=said["nominator"],
            nominator_phone=said["nominator_phone"],
            reason=said["reason"],
        )
        made = run(
            form,
            lambda: actions.nominate(actor=actor, nomination=wanted, client_id=form.identity(), now=now),
        )
        if made is not None:
            notices.done(request, _("%(name)s，提名记下了。") % {"name": made.name})
            return redirect("office:candidate", made.pk)
    text = listing.words(request)
    return render(
        request,
        "office/selection/nominate.html",
        {
            "contest": row,
            "name": post_name(row.post),
            "form": form,
            "person": person,
            "text": text,
            "found": list(residents.residents(actor, residents.Wanted(text=text))[:FOUND]) if text else [],
        },
        status=422 if form.errors else 200,
    )


@page(Can.RUN_SELECTION)
def candidate(request: HttpRequest, candidate: UUID) -> HttpResponse:
    """One candidate: who put them forward, what the roster knows, what the reviews say."""
    actor = actor_of(request)
    sheet = queries.candidate(actor, candidate)
    row = sheet.row
    state = Candidacy(row.state)
    open_now = Stage(row.contest.stage) in REVIEWS
    return render(
        request,
        "office/selection/candidate.html",
        {
            "sheet": sheet,
            "row": row,
            "person": showing.person(row),
            "contest": row.contest,
            "post": post_name(row.contest.post),
            "known": [(condition_name(one), answer_name(answer), answer) for one, answer in sheet.filled.items()],
            "reviews": [_review(one) for one in sheet.reviews],
            "may_link": open_now and state in (Candidacy.NOMINATED, Candidacy.CONSENTED, Candidacy.PASSED),
            "may_consent": may_turn(state, Turn.CONSENT),
            "may_withdraw": may_turn(state, Turn.WITHDRAW),
            "may_review": open_now and state in REVIEWABLE,
            "conflict": queries.conflict_of(actor, row),
        },
    )


def _review(one: queries.Review) -> dict[str, object]:
    """A review in words."""
    return {
        "at": one.at,
        "who": one.reviewer_name,
        "verdict": verdict_name(one.verdict),
        "tone": {"pass": "done", "fail": "late"}.get(one.verdict, "due"),
        "conditions": [(condition_name(key), answer_name(answer), note) for key, (answer, note) in _in_order(one)],
        "criteria": [(criterion_name(key), one.criteria.get(key, "")) for key in Criterion],
        "standing": _("、").join(standing_name(word) for word in one.standing),
    }


def _in_order(one: queries.Review) -> list[tuple[str, list[str]]]:
    return [(key.value, one.conditions.get(key.value, [Answer.UNKNOWN.value, ""])) for key in Condition]


@page(Can.RUN_SELECTION)
def review(request: HttpRequest, candidate: UUID) -> HttpResponse:
    """The review: what the roster gives is filled in, and said so; the rest is asked."""
    actor, now = actor_of(request), clock.now()
    sheet = queries.candidate(actor, candidate)
    row = sheet.row
    last = sheet.reviews[0] if sheet.reviews else None
    initial: dict[str, object] = {one.value: answer.value for one, answer in sheet.filled.items()}
    initial["standing"] = sorted({*row.standing, *(one.value for one in sheet.standing)})
    if last is not None:
        for one in Condition:
            answer, note = last.conditions.get(one.value, [Answer.UNKNOWN.value, ""])
            if sheet.filled[one] is Answer.UNKNOWN or note:
                initial |= {one.value: answer, f"{one.value}_note": note}
        initial |= dict(last.criteria)
    form = ReviewForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        found = actions.NewReview(
            form.conditions(), form.criteria(), frozenset(Standing(word) for word in form.cleaned_data["standing"])
        )
        written = run(
            form,
            lambda: actions.review(actor=actor, candidature=candidate, found=found, client_id=form.identity(), now=now),
        )
        if written is not None:
            notices.done(request, _("审查意见记下了：%(verdict)s。") % {"verdict": verdict_name(written.verdict)})
            return redirect("office:candidate", candidate)
    return render(
        request,
        "office/selection/review.html",
        {
            "row": row,
            "post": post_name(row.contest.post),
            "form": form,
            "conditions": [(form[one.value], form[f"{one.value}_note"], _roster_says(sheet, one)) for one in Condition],
            "criteria": [form[one.value] for one in Criterion],
            "relatives": sheet.known.relatives,
        },
        status=422 if form.errors else 200,
    )


def _roster_says(sheet: queries.Sheet, one: Condition) -> str:
    """What stands in the roster, shown beside the answer that was filled in from it."""
    answer = sheet.filled[one]
    if one is Condition.AGE and sheet.known.born is not None:
        return _("花名册：%(day)s出生") % {"day": sheet.known.born.isoformat()}
    if one is Condition.CONSENT and sheet.row.consented_on:
        return _("%(day)s记的：%(how)s") % {
            "day": sheet.row.consented_on.isoformat(),
            "how": sheet.row.consent_how,
        }
    if answer is not Answer.UNKNOWN:
        return _("花名册：%(answer)s") % {"answer": answer_name(answer)}
    return _("花名册里没有，请问清楚。") if one is not Condition.CONSENT else _("还没有记本人同意。")


@page(Can.RUN_SELECTION)
def link(request: HttpRequest, candidate: UUID) -> HttpResponse:
    """Say who this is in the roster."""
    actor = actor_of(request)
    sheet = queries.candidate(actor, candidate)
    if request.method == "POST":
        key = listing.key(request.POST.get("resident"))
        if key is not None:
            row = actions.link(actor=actor, candidature=candidate, resident=key, now=clock.now())
            notices.done(request, _("对上了：%(name)s。") % {"name": row.name})
            return redirect("office:candidate", row.pk)
    text = listing.words(request) or sheet.row.name
    return render(
        request,
        "office/selection/link.html",
        {
            "row": sheet.row,
            "post": post_name(sheet.row.contest.post),
            "text": text,
            "found": list(residents.residents(actor, residents.Wanted(text=text))[:FOUND]),
        },
    )


@page(Can.RUN_SELECTION)
def consent(request: HttpRequest, candidate: UUID) -> HttpResponse:
    """The nominee agrees."""
    actor, now = actor_of(request), clock.now()
    row = queries.candidate(actor, candidate).row
    form = ConsentForm(request.POST or None)
    return ask(
        request,
        form,
        lambda: actions.consent(actor=actor, candidature=candidate, how=form.cleaned_data["how"], now=now),
        back=reverse("office:candidate", args=[candidate]),
        title=_("%(name)s同意参选") % {"name": row.name},
        kicker=post_name(row.contest.post),
        hint=_("问过本人、本人同意了再记。不同意的，点“本人退出”。"),
        done=_("已记下。"),
    )


@page(Can.RUN_SELECTION)
def withdraw(request: HttpRequest, candidate: UUID) -> HttpResponse:
    """The candidate doesn't want to, or no longer."""
    actor, now = actor_of(request), clock.now()
    row = queries.candidate(actor, candidate).row
    form = ReasonForm(request.POST or None)
    return ask(
        request,
        form,
        lambda: actions.withdraw(actor=actor, candidature=candidate, reason=form.cleaned_data["reason"], now=now),
        back=reverse("office:candidate", args=[candidate]),
        title=_("%(name)s退出") % {"name": row.name},
        kicker=post_name(row.contest.post),
        hint=_("已经公示的，名单会重新公示；名单上没有人了，这个岗位就没有候选人。"),
        done=_("已记下。"),
    )


@page(Can.RUN_SELECTION)
@require_POST
def phone(request: HttpRequest, candidate: UUID) -> HttpResponse:
    """A whole number, shown once; the look is on record."""
    number = actions.look_at_phone(
        actor=actor_of(request), candidature=candidate, whose=request.POST.get("whose", ""), now=clock.now()
    )
    notices.done(request, _("电话 %(phone)s。看过已记录。") % {"phone": number})
    return redirect("office:candidate", candidate)
