"""The register of the groups that I run. No code of a group is ever kept: the way in is the chief."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from youlin.domains.access.rules import CHIEF_ROLES, Can
from youlin.domains.chiefs import actions, queries
from youlin.foundation import clock
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.forms import PageForm, run

NUMBER = {
    "required": gettext_lazy("请写群里有几户，写数字。"),
    "invalid": gettext_lazy("请写群里有几户，写数字。"),
}


class CountForm(PageForm):
    """How many households are in it now."""

    households = forms.IntegerField(
        label=gettext_lazy("群里有几户"),
        help_text=gettext_lazy("一家几个人在群里，算一户。"),
        min_value=0,
        error_messages=NUMBER,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


class ChatForm(CountForm):
    """A group for the register."""

    territory = forms.ChoiceField(label=gettext_lazy("哪里的群"))
    name = forms.CharField(
        label=gettext_lazy("群名"), max_length=60, error_messages={"required": gettext_lazy("请写上群的名称。")}
    )
    since = forms.DateField(
        label=gettext_lazy("哪天建的"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={
            "required": gettext_lazy("请写上日子。"),
            "invalid": gettext_lazy("日子不对，请写成 2026-11-22。"),
        },
    )
    field_order = ("territory", "name", "households", "since")

    def __init__(self, *args: Any, places: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["territory"].choices = places  # type: ignore[attr-defined]


@page(Can.USE_PHONE)
@require_GET
def chats(request: HttpRequest) -> HttpResponse:
    """The groups in my places."""
    return render(request, "chief/known/chats.html", {"chats": queries.chats(actor_of(request))})


@page(Can.USE_PHONE)
def new(request: HttpRequest) -> HttpResponse:
    """Put one in the register."""
    actor, now = actor_of(request), clock.now()
    places = [(str(one.territory), one.territory_name) for one in actor.grants if one.role in CHIEF_ROLES]
    form = ChatForm(request.POST or None, places=places, initial={"since": clock.day_of(now).isoformat()})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        chat = actions.NewChat(UUID(said["territory"]), said["name"], said["since"], said["households"])
        if run(form, lambda: actions.open_chat(actor=actor, chat=chat, client_id=form.identity(), now=now)):
            notices.done(request, _("群登记好了。"))
            return redirect("chief:chats")
    values = {"form": form, "title": _("登记一个群")}
    return render(request, "chief/known/chat_form.html", values, status=422 if form.errors else 200)


@page(Can.USE_PHONE)
def count(request: HttpRequest, chat: UUID) -> HttpResponse:
    """Count again."""
    actor = actor_of(request)
    found = queries.chat(actor, chat)
    form = CountForm(request.POST or None, initial={"households": getattr(found, "households_in", None)})
    if request.method == "POST" and form.is_valid():
        number = form.cleaned_data["households"]
        if run(form, lambda: actions.count_chat(actor=actor, chat=chat, households=number, now=clock.now())):
            notices.done(request, _("已记下。"))
            return redirect("chief:chats")
    values = {"form": form, "title": found.name}
    return render(request, "chief/known/chat_form.html", values, status=422 if form.errors else 200)


@page(Can.USE_PHONE)
@require_POST
def close(request: HttpRequest, chat: UUID) -> HttpResponse:
    """It is no more."""
    actions.close_chat(actor=actor_of(request), chat=chat, now=clock.now())
    notices.done(request, _("记下了：这个群不用了。"))
    return redirect("chief:chats")
