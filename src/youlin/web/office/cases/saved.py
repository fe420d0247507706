"""Ways of looking at the list that somebody keeps: named, shared at the desk, pinned, opened first."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from youlin.domains.access.rules import Can
from youlin.domains.cases import actions, queries
from youlin.domains.cases.rules.views import LONGEST_NAME, kept
from youlin.foundation import clock
from youlin.foundation.refusal import Refusal
from youlin.web.office.cases import filters
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.forms import PageForm, run


class ViewForm(PageForm):
    """A name, and who sees it."""

    name = forms.CharField(
        label=gettext_lazy("视图的名字"),
        max_length=LONGEST_NAME,
        help_text=gettext_lazy("例如“急的隐患”。"),
        error_messages={"required": gettext_lazy("请给这个视图起个名字，例如“急的隐患”。")},
    )
    shared = forms.BooleanField(label=gettext_lazy("给同一个办公桌的同事共用"), required=False)
    filters = forms.CharField(widget=forms.HiddenInput, required=False)


@dataclass(frozen=True, slots=True)
class _Line:
    """A view as its page lists it."""

    seen: queries.Seen
    url: str
    said: str
    form: ViewForm | None


@page(Can.WORK_CASES)
def views(request: HttpRequest) -> HttpResponse:
    """All of the reader's views, and what can be done with each."""
    return _page(request)


@page(Can.WORK_CASES)
def save(request: HttpRequest) -> HttpResponse:
    """Keep the filters of an address under a name."""
    actor, now = actor_of(request), clock.now()
    asked = kept(
        QueryDict(request.POST.get("filters", "") if request.method == "POST" else request.GET.urlencode()).dict()
    )
    form = ViewForm(request.POST or None, initial={"filters": filters.address(asked).removeprefix("?")})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        view = run(
            form,
            lambda: actions.save_view(
                actor=actor, name=said["name"], shared=said["shared"], filters=asked, client_id=form.identity(), now=now
            ),
        )
        if view is not None:
            notices.done(request, _("已存成视图“%(name)s”，在列表上面一点就到。") % {"name": view.name})
            return redirect(reverse("office:cases") + filters.address(view.filters))
    values = {
        "form": form,
        "said": filters.in_words([asked])[0],
        "back": reverse("office:cases") + filters.address(asked),
    }
    return render(request, "office/cases/view_new.html", values, status=422 if form.errors else 200)


@page(Can.WORK_CASES)
@require_POST
def change(request: HttpRequest, view: UUID) -> HttpResponse:
    """Another name, shared or not."""
    form = ViewForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        changed = run(
            form,
            lambda: actions.change_view(
                actor=actor_of(request), view=view, name=said["name"], shared=said["shared"], now=clock.now()
            ),
        )
        if changed is not None:
            notices.done(request, _("已改好。"))
            return redirect("office:case_views")
    return _page(request, bound=(view, form))


@page(Can.WORK_CASES)
@require_POST
def remove(request: HttpRequest, view: UUID) -> HttpResponse:
    """Put a view away; the notice brings it back."""
    gone = actions.remove_view(actor=actor_of(request), view=view, now=clock.now())
    undo = reverse("office:case_view_restore", args=[view])
    notices.done(request, _("已删掉视图“%(name)s”。") % {"name": gone.name}, undo=undo)
    return redirect("office:case_views")


@page(Can.WORK_CASES)
@require_POST
def restore(request: HttpRequest, view: UUID) -> HttpResponse:
    """Bring it back."""
    try:
        back = actions.restore_view(actor=actor_of(request), view=view, now=clock.now())
        notices.done(request, _("视图“%(name)s”回来了。") % {"name": back.name})
    except Refusal as refusal:
        notices.warn(request, refusal.message)
    return redirect("office:case_views")


@page(Can.WORK_CASES)
@require_POST
def choose(request: HttpRequest, view: UUID, what: str) -> HttpResponse:
    """Pin, unpin, open with it, open with it no more."""
    pinned, opens = {
        "pin": (True, None),
        "unpin": (False, None),
        "open": (None, True),
        "unopen": (None, False),
    }[what]
    actions.choose_view(actor=actor_of(request), view=view, pinned=pinned, opens=opens, now=clock.now())
    said = {
        "pin": _("钉在列表上面了。"),
        "unpin": _("不再钉在列表上面。"),
        "open": _("以后打开事项，先看到它。"),
        "unopen": _("以后打开事项，先看在办的。"),
    }
    notices.done(request, said[what])
    return redirect("office:case_views")


def _page(request: HttpRequest, bound: tuple[UUID, ViewForm] | None = None) -> HttpResponse:
    seen = queries.views(actor_of(request))
    said = filters.in_words([one.view.filters for one in seen])
    lines = [
        _Line(one, reverse("office:cases") + filters.address(one.view.filters), words, _form(one, bound))
        for one, words in zip(seen, said, strict=True)
    ]
    values = {"lines": lines, "back": reverse("office:cases"), "bad": bound[0] if bound else None}
    return render(request, "office/cases/views.html", values, status=422 if bound else 200)


def _form(one: queries.Seen, bound: tuple[UUID, ViewForm] | None) -> ViewForm | None:
    if not one.own:
        return None
    if bound and bound[0] == one.view.pk:
        return bound[1]
    initial = {"name": one.view.name, "shared": one.view.shared}
    return ViewForm(initial=initial, auto_id=f"view_{one.view.pk}_%s")
