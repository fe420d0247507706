"""Volunteering for residents: what is ahead, signing up by name and telephone, own hours, checking a certificate."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from youlin.domains.cases import actions as cases
from youlin.domains.cases import codes
from youlin.domains.outreach import actions
from youlin.domains.outreach.queries import volunteering as queries
from youlin.foundation import clock
from youlin.foundation.origin import address_of
from youlin.foundation.refusal import NotThere
from youlin.web.public import tickets
from youlin.web.public.proofs import ProvenForm
from youlin.web.shared import certificates as papers
from youlin.web.shared import notices, volunteering
from youlin.web.shared.access import public
from youlin.web.shared.forms import PageForm, run

_TEL = {"inputmode": "tel", "autocomplete": "tel"}
_CODE = {"autocapitalize": "characters", "autocomplete": "off", "spellcheck": "false"}


class ComeForm(ProvenForm):
    """Who comes."""

    name = forms.CharField(
        label=gettext_lazy("您的姓名"),
        help_text=gettext_lazy("以后开服务证明用这个姓名。"),
        max_length=60,
        error_messages={"required": gettext_lazy("请写上姓名，证书上用得着。")},
    )
    phone = forms.CharField(
        label=gettext_lazy("电话"),
        help_text=gettext_lazy("只有组织活动的人看得到。"),
        max_length=30,
        widget=forms.TextInput(attrs=_TEL),
        error_messages={"required": gettext_lazy("请写上电话号码。")},
    )
    code = forms.CharField(
        label=gettext_lazy("以前报名时给的查询码"),
        help_text=gettext_lazy("写上它，几次的时长才合在一起。第一次报名，或者不记得了，就空着。"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs=_CODE),
    )


class OwnForm(PageForm):
    """Telephone and code."""

    phone = forms.CharField(
        label=gettext_lazy("报名时写的电话"),
        max_length=30,
        widget=forms.TextInput(attrs=_TEL),
        error_messages={"required": gettext_lazy("请写上电话号码。")},
    )
    code = forms.CharField(
        label=gettext_lazy("查询码"),
        help_text=gettext_lazy("报名时给的 8 位字母和数字。"),
        max_length=20,
        widget=forms.TextInput(attrs=_CODE),
        error_messages={"required": gettext_lazy("请写上查询码。")},
    )


@public
def volunteer(request: HttpRequest) -> HttpResponse:
    """What is ahead."""
    rows = [(row, volunteering.span(row), row.places - queries.taken_of(row)) for row in queries.ahead(now=clock.now())]
    return render(request, "public/volunteer.html", {"rows": rows})


@public
def activity(request: HttpRequest, activity: UUID) -> HttpResponse:
    """One activity, and signing up for it."""
    now = clock.now()
    row = queries.public_activity(activity)
    form = ComeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        cases.knock(door=cases.REPORT, address=address_of(request), now=now)
        said, identity = form.cleaned_data, form.identity()
        made = run(
            form,
            lambda: actions.sign_up_public(
                activity=activity,
                name=said["name"],
                phone=said["phone"],
                code=said["code"],
                client_id=identity,
                proof=form.proof(),
                now=now,
            ),
        )
        if made is not None:
            notices.done(request, _("已报名，到时见。"))
            return redirect("public:volunteer_own", _ticket(made.holder))
    values = {
        "activity": row,
        "span": volunteering.span(row),
        "left": row.places - queries.taken_of(row),
        "open": row.called_off_at is None and row.starts_at > now and queries.taken_of(row) < row.places,
        "begun": row.starts_at <= now,
        "form": form,
    }
    return render(request, "public/activity.html", values, status=422 if form.errors else 200)


@public
def ask(request: HttpRequest) -> HttpResponse:
    """Telephone and code open one's own page; too many wrong ones get a rest."""
    now, origin = clock.now(), address_of(request)
    form = OwnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        run(form, lambda: cases.refuse_if_too_many(door=cases.TRACK, address=origin, now=now))
        if not form.errors:
            try:
                holder = queries.who(form.cleaned_data["phone"], form.cleaned_data["code"])
            except NotThere as refusal:
                run(form, lambda: cases.knock(door=cases.TRACK, address=origin, now=now))
                form.add_error(None, refusal.message)
            else:
                return redirect("public:volunteer_own", _ticket(holder))
    return render(request, "public/volunteer_ask.html", {"form": form}, status=422 if form.errors else 200)


def _ticket(holder: UUID) -> str:
    return tickets.issue(str(holder), "")


def _held(ticket: str) -> UUID | None:
    """Whose page a ticket opens; None for one that is too old, or a case's."""
    found = tickets.read(ticket)
    try:
        return UUID(found.number) if found is not None else None
    except ValueError:
        return None


@public
def own(request: HttpRequest, ticket: str) -> HttpResponse:
    """What I signed up for, my hours, my certificates."""
    held = _held(ticket)
    if held is None:
        return redirect("public:volunteer_ask")
    found = queries.own(held, now=clock.now())
    values = {
        "own": found,
        "ticket": ticket,
        "coming": [(row, volunteering.span(row.activity)) for row in found.coming],
        "past": [(row, volunteering.span(row.activity), volunteering.in_hours(row.minutes)) for row in found.past],
        "served": volunteering.in_hours(found.minutes),
        "waiting": any(row.issued_at is None for row in found.certificates),
        "code": codes.shown(codes.code_for(held)),
    }
    answer = render(request, "public/volunteer_own.html", values)
    answer["Cache-Control"] = "no-store"
    return answer


@public
@require_POST
def cancel(request: HttpRequest, ticket: str, sign_up: UUID) -> HttpResponse:
    """Take a sign-up back."""
    held = _held(ticket)
    if held is None:
        return redirect("public:volunteer_ask")
    actions.cancel(sign_up=sign_up, holder=held, now=clock.now())
    notices.done(request, _("已取消报名。"))
    return redirect("public:volunteer_own", ticket)


@public
@require_POST
def certificate_ask(request: HttpRequest, ticket: str) -> HttpResponse:
    """Ask for a certificate of what was served."""
    held = _held(ticket)
    if held is None:
        return redirect("public:volunteer_ask")
    form = PageForm(request.POST)
    form.is_valid()
    asked = actions.ask_certificate(holder=held, client_id=form.identity(), now=clock.now())
    notices.done(request, _("已申请，最晚 %(day)s 开出来。") % {"day": asked.due_on.isoformat()})
    return redirect("public:volunteer_own", ticket)


@public
def paper(request: HttpRequest, ticket: str, certificate: UUID) -> HttpResponse:
    """One's own certificate as a PDF."""
    held = _held(ticket)
    if held is None:
        return redirect("public:volunteer_ask")
    return papers.answer(request, queries.own_certificate(held, certificate))


@public
def certificate(request: HttpRequest, token: str) -> HttpResponse:
    """What the code on a certificate opens: good, taken back, or none of ours."""
    found = queries.verify(token)
    total = volunteering.in_hours(found.minutes) if found else ""
    values = {"certificate": found, "total": total, "home": reverse("public:home")}
    answer = render(request, "public/certificate.html", values, status=200 if found else 404)
    answer["Cache-Control"] = "no-store"
    answer["X-Robots-Tag"] = "noindex"
    return answer
