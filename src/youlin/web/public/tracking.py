"""What became of it: by number and code, level by level; agree and rate, or ask for it to be done again."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from youlin.domains.cases import actions, queries
from youlin.domains.cases.queries import PublicView
from youlin.domains.cases.rules.states import RUNNING, Step
from youlin.foundation import clock
from youlin.foundation.origin import address_of
from youlin.foundation.refusal import NotThere
from youlin.web.public import tickets
from youlin.web.public.tickets import Ticket
from youlin.web.shared import notices
from youlin.web.shared.access import public
from youlin.web.shared.forms import PageForm, run
from youlin.web.shared.parts import Step as Line
from youlin.web.shared.parts import Tone

TONES: dict[Step, Tone] = {
    Step.ANSWER: "done",
    Step.TELL: "done",
    Step.CONFIRM: "done",
    Step.CLIMB: "late",
    Step.OVERDUE: "late",
    Step.REOPEN: "due",
}
RATINGS = [
    ("5", gettext_lazy("很满意")),
    ("4", gettext_lazy("满意")),
    ("3", gettext_lazy("还可以")),
    ("2", gettext_lazy("不太满意")),
    ("1", gettext_lazy("不满意")),
]


class TrackForm(PageForm):
    """Number and code, from one receipt."""

    number = forms.CharField(
        label=gettext_lazy("编号"),
        help_text=gettext_lazy("像 2026-000123 这样。"),
        max_length=20,
        error_messages={"required": gettext_lazy("请写上编号。")},
    )
    code = forms.CharField(
        label=gettext_lazy("查询码"),
        help_text=gettext_lazy("回执上的 8 位字母和数字，大小写都行。"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("请写上查询码。")},
    )


class RateForm(PageForm):
    """How it was."""

    rating = forms.TypedChoiceField(
        label=gettext_lazy("办得怎么样"),
        coerce=int,
        choices=RATINGS,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("请选一项。")},
    )
    text = forms.CharField(
        label=gettext_lazy("想说的话"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


class AgainForm(PageForm):
    """What is still missing."""

    reason = forms.CharField(
        label=gettext_lazy("还差什么"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("请写一句还差什么，好接着办。")},
    )


@public
def ask(request: HttpRequest) -> HttpResponse:
    """Number and code. A wrong code and an unknown number get the same sentence; too many of them a rest."""
    now, origin = clock.now(), address_of(request)
    form = TrackForm(request.POST or None, initial={name: request.GET.get(name, "") for name in ("number", "code")})
    if request.method == "POST" and form.is_valid():
        number, code = form.cleaned_data["number"].strip(), form.cleaned_data["code"]
        run(form, lambda: actions.refuse_if_too_many(door=actions.TRACK, address=origin, now=now))
        if not form.errors:
            try:
                view = queries.view(number, code)
            except NotThere as refusal:
                run(form, lambda: actions.knock(door=actions.TRACK, address=origin, now=now))
                form.add_error(None, refusal.message)
            else:
                return redirect("public:track_case", tickets.issue(view.number, code))
    return render(request, "public/track.html", {"form": form}, status=422 if form.errors else 200)


@public
def show(request: HttpRequest, ticket: str) -> HttpResponse:
    """The case, by levels."""
    held = tickets.read(ticket)
    return _page(request, ticket, held) if held else _expired(request)


@public
@require_POST
def confirm(request: HttpRequest, ticket: str) -> HttpResponse:
    """The resident agrees and rates."""

    def act(form: PageForm, held: Ticket) -> object:
        return actions.confirm_public(
            number=held.number,
            code=held.code,
            rating=form.cleaned_data["rating"],
            text=form.cleaned_data["text"],
            client_id=form.identity(),
            now=clock.now(),
        )

    return _acted(request, ticket, RateForm(request.POST, prefix="rate"), act, _("谢谢，已经记下。"))


@public
@require_POST
def reopen(request: HttpRequest, ticket: str) -> HttpResponse:
    """The resident is not content."""

    def act(form: PageForm, held: Ticket) -> object:
        return actions.reopen_public(
            number=held.number,
            code=held.code,
            reason=form.cleaned_data["reason"],
            client_id=form.identity(),
            now=clock.now(),
        )

    return _acted(request, ticket, AgainForm(request.POST, prefix="again"), act, _("已经转给上一级接着办。"))


def _acted(
    request: HttpRequest, ticket: str, form: PageForm, act: Callable[[PageForm, Ticket], object], said: str
) -> HttpResponse:
    held = tickets.read(ticket)
    if held is None:
        return _expired(request)
    if form.is_valid() and run(form, lambda: act(form, held)) is not None:
        notices.done(request, said)
        return redirect("public:track_case", ticket)
    return _page(request, ticket, held, form)


def _page(request: HttpRequest, ticket: str, held: Ticket, came_back: PageForm | None = None) -> HttpResponse:
    view = queries.view(held.number, held.code)
    again = came_back if isinstance(came_back, AgainForm) else AgainForm(prefix="again")
    answer = render(
        request,
        "public/case.html",
        {
            "view": view,
            "ticket": ticket,
            "steps": _lines(view),
            "running": view.status in RUNNING,
            "rate": came_back if isinstance(came_back, RateForm) else RateForm(prefix="rate"),
            "again": again,
            "again_open": came_back is again or not view.can_confirm,
        },
        status=422 if came_back is not None else 200,
    )
    answer["Cache-Control"] = "no-store"
    return answer


def _lines(view: PublicView) -> list[Line]:
    return [
        Line(at=step.at, who=step.level_name, what=step.what, note=step.text, tone=TONES.get(step.step, "plain"))
        for step in view.trail
    ]


def _expired(request: HttpRequest) -> HttpResponse:
    notices.warn(request, _("页面开得太久了，请再写一次编号和查询码。"))
    return redirect("public:track")
