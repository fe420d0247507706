"""The street's own programmes: written in phrases at the desk, confirmed by a second person, ended with a last day."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from youlin.domains.access.rules import Can
from youlin.domains.benefits import actions, queries
from youlin.domains.benefits.rules.own import phrases
from youlin.domains.benefits.wording import said
from youlin.foundation import clock
from youlin.web.office.asking import ask
from youlin.web.office.benefits.numbers import street_of
from youlin.web.office.benefits.own_forms import EndForm, OwnForm, first_values
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.forms import run
from youlin.web.shared.parts import Row


@page(Can.CONFIGURE)
def own(request: HttpRequest) -> HttpResponse:
    """What the street has written itself, and what comes with Youlin."""
    actor = actor_of(request)
    today = clock.day_of(clock.now())
    rows = [(row, _conditions(row)) for row in queries.own_programmes(actor)]
    given = queries.rulebook_for(None).programmes
    return render(
        request,
        "office/benefits/own.html",
        {"rows": rows, "given": [(said(one.name), str(one.source)) for one in given], "today": today},
    )


@page(Can.CONFIGURE)
def write(request: HttpRequest) -> HttpResponse:
    """Write one; `from`: begin from an older one."""
    actor = actor_of(request)
    street = street_of(actor)
    initial = {"valid_from": clock.day_of(clock.now())}
    if old := request.GET.get("from"):
        initial |= first_values(queries.written(queries.own_programme(actor, UUID(old))))
    form = OwnForm(request.POST or None, initial=initial, phrases=phrases(queries.rulebook_for(street).facts))
    if request.method == "POST" and form.is_valid():
        new = actions.NewProgramme(form.identity(), street.pk, form.written())
        row = run(form, lambda: actions.propose_programme(actor=actor, new=new, now=clock.now()))
        if row is not None:
            notices.done(request, _("已写好，等同事核对。"))
            return redirect("office:own_programme", row.pk)
    return render(
        request, "office/benefits/own_new.html", {"form": form, "street": street}, status=422 if form.errors else 200
    )


@page(Can.CONFIGURE)
def one(request: HttpRequest, programme: UUID) -> HttpResponse:
    """One of them, with its conditions as people read them."""
    actor = actor_of(request)
    row = queries.own_programme(actor, programme)
    units = {"person": _("给个人，一个一个看"), "family": _("给一家人，合在一起看")}
    facts = [
        Row(_("给谁"), units.get(row.unit, row.unit)),
        Row(_("给什么"), row.gives or "—"),
        Row(_("要带什么材料"), "、".join(row.documents) or "—"),
        Row(_("出自哪份文件"), row.source),
        Row(_("谁写的"), row.proposed_by_name),
        Row(_("谁核对的"), row.decided_by_name or "—"),
    ]
    return render(
        request,
        "office/benefits/own_one.html",
        {
            "row": row,
            "facts": facts,
            "conditions": _conditions(row),
            "mine": row.proposed_by == actor.user_id,
            "found": queries.lead_counts(actor)[queries.name_of(row)],
            "name": queries.name_of(row),
        },
    )


@page(Can.CONFIGURE)
@require_POST
def decide(request: HttpRequest, programme: UUID) -> HttpResponse:
    """Confirm what a colleague wrote, or decline it."""
    adopt = request.POST.get("adopt") == "1"
    actions.decide_programme(actor=actor_of(request), programme=programme, adopt=adopt, now=clock.now())
    notices.done(request, _("已核对。今天夜里起按它找人，也可以现在核对一遍。") if adopt else _("没有采用。"))
    return redirect("office:own_programme", programme)


@page(Can.CONFIGURE)
def end(request: HttpRequest, programme: UUID) -> HttpResponse:
    """Say its last day."""
    row = queries.own_programme(actor_of(request), programme)
    form = EndForm(request.POST or None, initial={"last_day": clock.day_of(clock.now())})
    return ask(
        request,
        form,
        lambda: actions.end_programme(
            actor=actor_of(request), programme=programme, last_day=form.cleaned_data["last_day"], now=clock.now()
        ),
        back=reverse("office:own_programme", args=[programme]),
        title=_("用到哪一天为止"),
        kicker=row.name,
        hint=_("过了这一天就不再按它找人。已经在享受的不会自动停。"),
        done=_("已记下最后一天。"),
    )


def _conditions(row: queries.OwnProgramme) -> list[str]:
    made = queries.rule_of(row)
    return [said(condition.label) for condition in made.conditions] if made else []
