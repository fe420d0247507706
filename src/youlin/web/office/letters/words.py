"""The street's own words: each template, its versions, what it reads like, and the default back again."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from youlin.domains.access import queries as access
from youlin.domains.access.rules import Can
from youlin.domains.messaging import actions, queries
from youlin.domains.messaging.rules.letters import (
    DIGEST_LINES,
    TEXT_LIMIT,
    Hours,
    blank,
    fault_of,
    variables,
    with_blanks,
)
from youlin.domains.messaging.wording import fault_text
from youlin.foundation import clock
from youlin.jobs import sentences
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.forms import PageForm, run

HOURS = [(hour, f"{hour}:00") for hour in range(24)]


class TextForm(PageForm):
    """One sentence."""

    text = forms.CharField(
        label=gettext_lazy("这句话怎么说"),
        max_length=TEXT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("请写一句话。")},
    )


class HoursForm(PageForm):
    """A street's hours."""

    quiet_from = forms.TypedChoiceField(label=gettext_lazy("从几点起不打扰"), choices=HOURS, coerce=int)
    quiet_until = forms.TypedChoiceField(
        label=gettext_lazy("到几点为止"),
        choices=HOURS,
        coerce=int,
        help_text=gettext_lazy("两个一样，就是不分白天黑夜。急的事夜里也发。"),
    )
    digest = forms.TypedChoiceField(
        label=gettext_lazy("每日汇总几点发"),
        choices=HOURS,
        coerce=int,
        help_text=gettext_lazy("各人可以自己另选。没有事就不发。"),
    )


@page(Can.CONFIGURE)
@require_GET
def texts(request: HttpRequest) -> HttpResponse:
    """Every sentence that notices say, the street's own marked."""
    street = _street(request)
    own = queries.texts([street])
    lines = [
        (name, own.get((street, name)) or with_blanks(str(sentence)), (street, name) in own)
        for name, sentence in sorted(sentences.SENTENCES.items())
    ]
    return render(request, "office/letters/texts.html", {"lines": lines, "today": clock.day_of(clock.now())})


@page(Can.CONFIGURE)
def text(request: HttpRequest, template: str) -> HttpResponse:
    """Change one: see how it reads before it holds."""
    street, default = _street(request), _default(template)
    versions = queries.versions(street, template)
    present = versions[0].text if versions else ""
    form = TextForm(request.POST or None, initial={"text": present or with_blanks(default)})
    preview = ""
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data["text"]
        fault = fault_of(said, variables(default))
        if fault is not None:
            form.add_error("text", fault_text(fault, variables(default)))
        elif "look" in request.POST:
            preview = sentences.example(template, own=said)
        else:
            done = run(form, lambda: _set(request, street, template, default, said))
            if done is not None:
                back = present or with_blanks(default)
                undo = _undo(template, versions[0].version if versions else 0)
                notices.done(request, _("已改好，新的通知这样说。原来是：%(text)s") % {"text": back}, undo=undo)
                return redirect("office:letter_text", template)
    return render(
        request,
        "office/letters/text.html",
        {
            "form": form,
            "template": template,
            "preview": preview,
            "own": bool(present),
            "present": sentences.example(template, own=present),
            "default": with_blanks(default),
            "blanks": ["{" + blank(one) + "}" for one in variables(default)],
            "versions": versions,
        },
        status=422 if form.errors else 200,
    )


@page(Can.CONFIGURE)
@require_POST
def restore(request: HttpRequest, template: str, version: int) -> HttpResponse:
    """Say it again as in an earlier version; version 0 is the default. The undo of every change."""
    street, default = _street(request), _default(template)
    versions = queries.versions(street, template)
    wanted = {one.version: one.text for one in versions} | {0: ""}
    if version not in wanted:
        raise Http404
    before = versions[0].version if versions else 0
    _set(request, street, template, default, wanted[version])
    said = _("已用回原来的话。") if not wanted[version] else _("已用回这一版。")
    notices.done(request, said, undo=_undo(template, before))
    return redirect("office:letter_text", template)


@page(Can.CONFIGURE)
def hours(request: HttpRequest) -> HttpResponse:
    """Quiet hours, and the hour of the morning's letter."""
    street = _street(request)
    held = queries.hours_of([street]).get(street, Hours())
    initial = {"quiet_from": held.quiet_from, "quiet_until": held.quiet_until, "digest": held.digest}
    form = HoursForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        wanted = Hours(**{name: form.cleaned_data[name] for name in initial})
        actor, now = actor_of(request), clock.now()
        done = run(form, lambda: actions.set_hours(actor=actor, subdistrict=street, hours=wanted, now=now))
        if done is not None:
            notices.done(request, _("已改好，从现在起这样发。"))
            return redirect("office:letter_hours")
    values = {"form": form, "most": DIGEST_LINES}
    return render(request, "office/letters/hours.html", values, status=422 if form.errors else 200)


def _street(request: HttpRequest) -> UUID:
    return access.roots(actor_of(request), Can.CONFIGURE)[0].pk


def _default(template: str) -> str:
    if template not in sentences.SENTENCES:
        raise Http404
    return str(sentences.SENTENCES[template])


def _set(request: HttpRequest, street: UUID, template: str, default: str, text: str) -> object:
    return actions.set_text(
        actor=actor_of(request), subdistrict=street, template=template, default=default, text=text, now=clock.now()
    )


def _undo(template: str, version: int) -> str:
    return reverse("office:letter_text_restore", args=[template, version])
