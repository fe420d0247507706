"""I have something to say: a report without an account, and the receipt with number and code."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from youlin.domains.cases import actions, codes, queries
from youlin.foundation import clock
from youlin.foundation.origin import address_of
from youlin.web.public import tickets
from youlin.web.public.proofs import ProvenForm
from youlin.web.shared.access import public
from youlin.web.shared.cases.reporting import ABOUT, ABOUT_HINT, SECRECIES, about_rung
from youlin.web.shared.forms import run
from youlin.web.shared.photo_field import PhotoField


class ReportForm(ProvenForm):
    """What, where, who. A field that no person sees catches programs that fill in everything."""

    text = forms.CharField(
        label=_("什么事"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("请写一句是什么事。")},
    )
    place = forms.CharField(
        label=_("在哪里"),
        help_text=_("写到门牌号，或者门口牌子上的编码，就直接到管这里的邻长。"),
        max_length=200,
        error_messages={"required": _("请写一下在哪里。")},
    )
    name = forms.CharField(label=_("怎么称呼您"), max_length=60, required=False)
    phone = forms.CharField(
        label=_("电话"),
        help_text=_("有了答复好告诉您。不会公开。"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )
    danger = forms.ChoiceField(
        label=_("有没有人正有危险"),
        help_text=_("选了就直接到街道，不经过邻里。有生命危险请先打 110 或 120。"),
        choices=[("", _("没有")), *queries.Case.Dangers.choices],
        required=False,
    )
    about = forms.ChoiceField(label=_("是反映三长本人吗"), help_text=ABOUT_HINT, choices=ABOUT, required=False)
    secrecy = forms.ChoiceField(
        label=_("愿不愿意留名"), choices=SECRECIES, initial="open", widget=forms.RadioSelect, required=False
    )
    photo = PhotoField()
    website = forms.CharField(
        label=_("这一格请空着"), required=False, widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"})
    )


@public
def report(request: HttpRequest) -> HttpResponse:
    """The form; a good one leads to the receipt."""
    now = clock.now()
    form = ReportForm(request.POST or None, request.FILES or None, initial={"place": request.GET.get("place", "")})
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["website"]:
            return redirect("public:home")  # a program; it learns nothing
        case = run(form, lambda: _report(request, form, now))
        if case is not None:
            return redirect("public:report_done", tickets.issue(case.number, codes.code_for(case.client_id)))
    return render(request, "public/report.html", {"form": form}, status=422 if form.errors else 200)


def _report(request: HttpRequest, form: ReportForm, now: datetime) -> queries.Case:
    actions.knock(door=actions.REPORT, address=address_of(request), now=now)
    said = form.cleaned_data
    case = actions.report_public(
        case=actions.NewCase(
            text=said["text"],
            place=said["place"],
            reporter_name=said["name"],
            reporter_phone=said["phone"],
            danger=said["danger"],
            about_rung=about_rung(said["about"]),
            secrecy=said["secrecy"] or "open",
            happened_at=form.moment(now),
        ),
        client_id=form.identity(),
        proof=form.proof(),
        now=now,
    )
    if said["photo"]:
        code = codes.code_for(case.client_id)
        actions.add_photo_public(number=case.number, code=code, data=said["photo"], now=now)
    return case


@public
def done(request: HttpRequest, ticket: str) -> HttpResponse:
    """The receipt: number and code, to be written down, printed or photographed."""
    held = tickets.read(ticket)
    if held is None:
        return redirect("public:track")
    answer = render(
        request,
        "public/report_done.html",
        {
            "view": queries.view(held.number, held.code),
            "code": codes.shown(held.code),
            "track": reverse("public:track_case", args=[ticket]),
        },
    )
    answer["Cache-Control"] = "no-store"
    return answer
