"""What residents see of a selection and do in it. Who was only nominated is not shown; no address holds a code."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from youlin.domains.cases import actions as cases
from youlin.domains.cases.actions.street import Door
from youlin.domains.chiefs.actions import selection as actions
from youlin.domains.chiefs.queries import selection as queries
from youlin.domains.chiefs.selection_wording import order_explained, quorum_explained, stage_name, standing_name
from youlin.domains.chiefs.wording import post_name
from youlin.foundation import clock
from youlin.foundation.origin import address_of
from youlin.foundation.refusal import NotThere, Refusal
from youlin.web.shared.access import public
from youlin.web.shared.forms import PageForm, run

NOMINATE = Door("nominate", 10, timedelta(hours=1))
VOTE = Door("vote", 12, timedelta(minutes=15))  # wrong codes only


class NominateForm(PageForm):
    """Who, and who says so. A field that no person sees catches programs that fill in everything."""

    way = forms.ChoiceField(
        label=gettext_lazy("您是"),
        choices=[
            (queries.Nomination.Ways.RESIDENT.value, gettext_lazy("推荐一位邻居")),
            (queries.Nomination.Ways.ONESELF.value, gettext_lazy("自己报名")),
        ],
        widget=forms.RadioSelect,
        initial=queries.Nomination.Ways.RESIDENT.value,
    )
    name = forms.CharField(
        label=gettext_lazy("推荐谁（自己报名写自己）"),
        max_length=60,
        error_messages={"required": gettext_lazy("请写上姓名。")},
    )
    address = forms.CharField(
        label=gettext_lazy("这位住哪里"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("写门牌，免得同名弄错。"),
    )
    phone = forms.CharField(
        label=gettext_lazy("这位的电话"),
        max_length=30,
        required=False,
        help_text=gettext_lazy("社区要问本人同不同意。不会公开。"),
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    nominator = forms.CharField(
        label=gettext_lazy("您的姓名"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("自己报名的不用写。不会公开。"),
    )
    nominator_phone = forms.CharField(
        label=gettext_lazy("您的电话"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )
    reason = forms.CharField(
        label=gettext_lazy("为什么"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    website = forms.CharField(
        label=gettext_lazy("这一格请空着"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )


@public
def selections(request: HttpRequest) -> HttpResponse:
    """The rounds in which something is still to come."""
    today = clock.day_of(clock.now())
    return render(request, "public/selection/selections.html", {"rounds": queries.running(today), "today": today})


@public
def selection(request: HttpRequest, round_key: UUID) -> HttpResponse:
    """One round: each post, until when what is open, and the candidates on notice."""
    today = clock.day_of(clock.now())
    row, lines = queries.public_round(round_key, day=today)
    return render(
        request,
        "public/selection/selection.html",
        {
            "round": row,
            "lines": [
                {
                    "line": line,
                    "name": post_name(line.contest.post),
                    "stage": stage_name(line.contest.stage),
                    "people": [
                        (one.name, _("、").join(standing_name(word) for word in one.standing))
                        for one in line.candidates
                    ],
                }
                for line in lines
            ],
            "order": order_explained(row.standing_first),
            "quorum": quorum_explained(row.quorum_percent),
            "voting": any(line.online for line in lines),
        },
    )


@public
def nominate(request: HttpRequest, contest: UUID) -> HttpResponse:
    """Put somebody forward, or oneself."""
    now = clock.now()
    line = queries.public_contest(contest, day=clock.day_of(now))
    form = NominateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["website"]:
            return redirect("public:home")  # a program; it learns nothing
        if run(form, lambda: _put_forward(request, form, contest)) is not None:
            return redirect("public:selection_thanks")
    return render(
        request,
        "public/selection/nominate.html",
        {"line": line, "name": post_name(line.contest.post), "round": line.contest.round, "form": form},
        status=422 if form.errors else 200,
    )


def _put_forward(request: HttpRequest, form: NominateForm, contest: UUID) -> object:
    now, said = clock.now(), form.cleaned_data
    cases.knock(door=NOMINATE, address=address_of(request), now=now)
    wanted = actions.NewNomination(
        contest=contest,
        way=said["way"],
        name=said["name"],
        address=said["address"],
        phone=said["phone"],
        nominator=said["nominator"],
        nominator_phone=said["nominator_phone"],
        reason=said["reason"],
    )
    return actions.nominate_public(nomination=wanted, client_id=form.identity(), now=now)


@public
def thanks(request: HttpRequest) -> HttpResponse:
    """What happens with a nomination."""
    return render(request, "public/selection/thanks.html")


class CodeForm(PageForm):
    """The household's code."""

    code = forms.CharField(
        label=gettext_lazy("投票码"),
        max_length=20,
        help_text=gettext_lazy("纸条上的 8 位字母和数字，大小写都行。"),
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("请写上投票码。")},
    )


class BallotForm(PageForm):
    """One of the list, or nobody. The code travels in the form, never in an address."""

    code = forms.CharField(widget=forms.HiddenInput, max_length=20)
    choice = forms.ChoiceField(
        label=gettext_lazy("选一位"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("请选一位；谁都不选，就选最后一项。"),
            "invalid_choice": gettext_lazy("请从名单里选一位。"),
        },
    )

    NOBODY = "nobody"


@public
def vote(request: HttpRequest) -> HttpResponse:
    """The code, then the ballot, then thanks: three answers of one address, so that no log holds a code."""
    if request.method == "POST" and "choice_page" in request.POST:
        return _ballot(request)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        booth = run(form, lambda: _enter(request, form.cleaned_data["code"]))
        if booth is not None:
            return _ballot(request, booth)
    return _kept_nowhere(
        render(request, "public/selection/vote.html", {"form": form}, status=422 if form.errors else 200)
    )


def _enter(request: HttpRequest, code: str) -> actions.Booth:
    """The ballot behind a code. Too many wrong ones get a rest; a right one is written down nowhere."""
    now, origin = clock.now(), address_of(request)
    cases.refuse_if_too_many(door=VOTE, address=origin, now=now)
    try:
        return actions.enter(code=code, now=now)
    except NotThere as refusal:
        cases.knock(door=VOTE, address=origin, now=now)
        raise Refusal(refusal.code, refusal.message, field="code") from refusal


def _ballot(request: HttpRequest, booth: actions.Booth | None = None) -> HttpResponse:
    code = request.POST.get("code", "")
    first = booth is not None
    if booth is None:
        asked = CodeForm({"code": code})
        found = run(asked, lambda: _enter(request, code)) if asked.is_valid() else None
        if found is None:
            return _kept_nowhere(render(request, "public/selection/vote.html", {"form": asked}, status=422))
        booth = found
    today = clock.day_of(clock.now())
    line = queries.public_contest(booth.contest.pk, day=today)
    form = BallotForm(None if first else request.POST, initial={"code": code})
    field = form.fields["choice"]
    if isinstance(field, forms.ChoiceField):
        field.choices = [
            *((str(one.key), one.name) for one in line.candidates),
            (BallotForm.NOBODY, _("谁都不选（算参加，不算给谁）")),
        ]
    if not first and form.is_valid():
        choice = form.cleaned_data["choice"]
        chosen = actions.BLANK if choice == BallotForm.NOBODY else choice
        if run(form, lambda: actions.cast(code=code, choice=chosen, now=clock.now())) is not None:
            return _kept_nowhere(render(request, "public/selection/voted.html", {"name": post_name(line.contest.post)}))
    values = {
        "form": form,
        "name": post_name(line.contest.post),
        "order": order_explained(line.contest.round.standing_first),
        "until": line.vote_until,
    }
    return _kept_nowhere(render(request, "public/selection/ballot.html", values, status=422 if form.errors else 200))


def _kept_nowhere(answer: HttpResponse) -> HttpResponse:
    answer["Cache-Control"] = "no-store"
    return answer
