"""How many days hazards may take, by how bad they are: what holds at a place, and setting it. Unset stays 未配置."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from youlin.domains.access import queries as access
from youlin.domains.access.rules import Can
from youlin.domains.cases.actions import hazards as actions
from youlin.domains.cases.hazard_wording import days_name
from youlin.domains.cases.queries.hazard_terms import terms_of
from youlin.domains.cases.queries.hazards import Severities
from youlin.domains.cases.rules.hazards import Severity
from youlin.domains.cases.rules.terms import nearest
from youlin.domains.territory import queries as territory
from youlin.foundation import clock
from youlin.foundation.refusal import NotThere
from youlin.web.office import listing
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.forms import PageForm, run

NUMBER = {"invalid": gettext_lazy("天数请写整数，例如 7；0 是当天。")}


class TermsForm(PageForm):
    """Days for one severity; empty is 未配置."""

    severity = forms.ChoiceField(label=gettext_lazy("有多严重"), choices=Severities.choices)
    order_days = forms.IntegerField(
        label=gettext_lazy("几天内安排整改"), required=False, error_messages=NUMBER,
        help_text=gettext_lazy("空着就是未配置，0 是当天。"),
    )  # fmt: skip
    fix_days = forms.IntegerField(label=gettext_lazy("几天内改好"), required=False, error_messages=NUMBER)
    recheck_days = forms.IntegerField(label=gettext_lazy("改好后几天内复查"), required=False, error_messages=NUMBER)


@page(Can.CONFIGURE)
def terms(request: HttpRequest) -> HttpResponse:
    """The days that hold at a place; the nearest place that set some wins."""
    actor = actor_of(request)
    chosen = listing.key(request.GET.get("place"))
    place = territory.get(chosen) if chosen else access.roots(actor, Can.CONFIGURE)[0]
    if not actor.can_at(Can.CONFIGURE, place.path) or place.subdistrict_id is None:
        raise NotThere("territory_unknown", _("没有这个辖区。"))
    form = TermsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("severity", "order_days", "fix_days", "recheck_days")}
        done = run(form, lambda: actions.set_terms(actor=actor, territory=place.pk, now=clock.now(), **said))
        if done is not None:
            notices.done(request, _("已改好。新的隐患按新的期限，正在走的不变。"))
            return redirect(f"{reverse('office:hazard_terms')}?place={place.pk}")
    known = terms_of([place.subdistrict_id])
    lines = []
    for severity in Severity:
        found = nearest(known, path=place.path, severity=severity)
        days = [days_name(one) for one in (found.order_days, found.fix_days, found.recheck_days)]
        lines.append((Severities(severity.value).label, days, found.path == place.path))
    return render(
        request,
        "office/hazards/terms.html",
        {
            "place": place,
            "chips": listing.place_chips(request, actor, Can.CONFIGURE),
            "lines": lines,
            "form": form,
        },
        status=422 if form.errors else 200,
    )
