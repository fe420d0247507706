"""The outbox page of the console: sheets that the office passes on by telephone or at the door, and what came back."""

from __future__ import annotations

from uuid import UUID, uuid4

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from youlin.channels.console import Console
from youlin.channels.registry import CHANNELS
from youlin.domains.access.rules import Can
from youlin.domains.messaging import actions, queries
from youlin.foundation import clock
from youlin.web.office import listing
from youlin.web.office.asking import ask
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.forms import PageForm
from youlin.web.shared.parts import Chip


class ReplyForm(PageForm):
    """What the person said."""

    text = forms.CharField(
        label=gettext_lazy("回的话"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("写“退订”，就是以后不再这样告诉这个人。"),
        error_messages={"required": gettext_lazy("请写上回的话。")},
    )


@page(Can.CONFIGURE)
@require_GET
def outbox(request: HttpRequest) -> HttpResponse:
    """What lies there, newest first; by default what nobody has passed on yet."""
    actor, every = actor_of(request), request.GET.get("all") == "1"
    waiting = queries.sheets(actor, open_only=True)
    found = listing.page_of(request, queries.sheets(actor) if every else waiting)
    return render(
        request,
        "office/letters/outbox.html",
        {
            "page": found,
            "lines": [(sheet, sheet.text.splitlines()) for sheet in found],
            "chips": [
                Chip(
                    _("还没转告"),
                    listing.link(request, all=None),
                    not every,
                    waiting.count(),
                ),
                Chip(_("全部"), listing.link(request, all="1"), every),
            ],
            "every": every,
            "today": clock.day_of(clock.now()),
        },
    )


@page(Can.CONFIGURE)
@require_POST
def pass_on(request: HttpRequest, sheet: UUID) -> HttpResponse:
    """The person was told."""
    row = actions.pass_on(actor=actor_of(request), sheet=sheet, now=clock.now())
    undo = reverse("office:letter_unpass", args=[row.pk])
    notices.done(request, _("已记下：转告了%(name)s。") % {"name": row.user.display_name}, undo=undo)
    return redirect("office:letter_outbox")


@page(Can.CONFIGURE)
@require_POST
def unpass(request: HttpRequest, sheet: UUID) -> HttpResponse:
    """Not yet, after all."""
    actions.un_pass(actor=actor_of(request), sheet=sheet, now=clock.now())
    notices.done(request, _("好，还算没转告。"))
    return redirect("office:letter_outbox")


@page(Can.CONFIGURE)
def reply(request: HttpRequest, sheet: UUID) -> HttpResponse:
    """Note down what the person said; it comes in by the channel, like a reply to a text message would."""
    actor, now = actor_of(request), clock.now()
    found = queries.letter(actor, sheet)
    form = ReplyForm(request.POST or None, initial={"client_id": uuid4()})

    def take_in() -> object:
        payload = {"letter": str(sheet), "text": form.cleaned_data["text"], "id": str(form.identity())}
        return [
            actions.take_in(
                channel=Console.code,
                external=one.external,
                letter=one.letter,
                text=one.text,
                at=one.at,
                actor=actor,
                now=now,
            )
            for one in CHANNELS[Console.code].receive(payload, now=now)
        ]

    return ask(
        request,
        form,
        take_in,
        back=reverse("office:letter_outbox"),
        title=_("记下回话"),
        kicker=f"{found.user.display_name} · {found.title}",
        hint="",
        done=_("已记下。"),
    )
