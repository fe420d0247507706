"""公示: what stands on public notice today, one notice with a way to object, and what became of an objection."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from youlin.domains.cases import actions as cases
from youlin.domains.messaging import actions, queries
from youlin.domains.messaging.rules.postings import FORMS, Kind
from youlin.domains.messaging.wording import field_name
from youlin.domains.territory import queries as territory
from youlin.domains.territory.rules import Level
from youlin.foundation import clock
from youlin.foundation.origin import address_of
from youlin.web.shared.access import public
from youlin.web.shared.forms import PageForm, run
from youlin.web.shared.parts import Chip

_SALT = "youlin.public.objection"
RECEIPT_DAYS = 120


class ObjectForm(PageForm):
    """What is wrong; who says so, if they like. A field that no person sees catches programs."""

    text = forms.CharField(
        label=gettext_lazy("您的意见"),
        help_text=gettext_lazy("写清楚哪一位、哪里不对，好去核实。"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("请写一句您的意见。")},
    )
    name = forms.CharField(label=gettext_lazy("怎么称呼您"), max_length=60, required=False)
    phone = forms.CharField(
        label=gettext_lazy("电话"),
        help_text=gettext_lazy("可以不留。留了只用来核实和答复，不会公开。"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )
    website = forms.CharField(
        label=gettext_lazy("这一格请空着"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )


@public
def postings(request: HttpRequest) -> HttpResponse:
    """Everything on notice today, by place if one likes."""
    today = clock.day_of(clock.now())
    places = list(territory.of_level(Level.COMMUNITY))
    chosen = next((place for place in places if str(place.pk) == request.GET.get("place")), None)
    rows = queries.showing(today, path=chosen.path if chosen else "")
    chips = [
        Chip(_("全部"), "?", chosen is None),
        *(Chip(place.name, f"?place={place.pk}", place == chosen) for place in places),
    ]
    return render(
        request,
        "public/postings.html",
        {"postings": rows, "chips": chips if len(places) > 1 else [], "today": today},
    )


@public
def posting(request: HttpRequest, posting: UUID) -> HttpResponse:
    """One notice. After its last day, or taken down, it says so and shows nothing of what it said."""
    now = clock.now()
    today = clock.day_of(now)
    found, shows = queries.public_posting(posting, today)
    form = ObjectForm(request.POST or None)
    may_object = shows and FORMS[Kind(found.kind)].objections
    if request.method == "POST" and may_object and form.is_valid():
        if form.cleaned_data["website"]:
            return redirect("public:postings")  # a program; it learns nothing
        made = run(form, lambda: _object(request, form, posting))
        if made is not None:
            return redirect("public:objection", signing.dumps(str(made.pk), salt=_SALT))
    fields = [field for field in FORMS[Kind(found.kind)].fields if any(line.get(field) for line in found.lines)]
    values: dict[str, Any] = {
        "posting": found,
        "shows": shows,
        "may_object": may_object,
        "heads": [field_name(field) for field in fields],
        "lines": [[line.get(field, "") for field in fields] for line in found.lines] if shows else [],
        "form": form,
        "today": today,
    }
    status = 422 if form.errors else 200 if shows else 410
    return render(request, "public/posting.html", values, status=status)


def _object(request: HttpRequest, form: ObjectForm, posting: UUID) -> queries.Objection:
    now, said = clock.now(), form.cleaned_data
    cases.knock(door=cases.OBJECT, address=address_of(request), now=now)
    return actions.object_to(
        posting=posting,
        text=said["text"],
        name=said["name"],
        phone=said["phone"],
        client_id=form.identity(),
        now=now,
    )


@public
def objection(request: HttpRequest, receipt: str) -> HttpResponse:
    """The receipt of an objection: kept as a bookmark or a print, it shows the answer when there is one."""
    try:
        key = UUID(signing.loads(receipt, salt=_SALT, max_age=RECEIPT_DAYS * 86400))
    except (signing.BadSignature, ValueError) as error:
        raise Http404 from error
    found = queries.objection(key)
    if found is None:
        raise Http404
    page = render(
        request, "public/objection.html", {"objection": found, "answers": found.answers.all(), "posting": found.posting}
    )
    page["Cache-Control"] = "no-store"
    return page
