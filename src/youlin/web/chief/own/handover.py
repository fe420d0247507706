"""Coming into a post: what was left to me, line by line; and what I leave to the next."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import CHIEF_ROLES, Can
from youlin.domains.chiefs import actions, queries
from youlin.domains.chiefs.wording import post_name
from youlin.domains.residents import queries as residents
from youlin.foundation import clock
from youlin.foundation.refusal import NotThere
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.forms import PageForm, run
from youlin.web.shared.handover import compose


class NoteForm(PageForm):
    """A fact, in one text."""

    text = forms.CharField(
        label=gettext_lazy("写给接任的人"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("写事实，不写看法。比如：耳朵背，敲后门；钥匙在隔壁张家。空着就是不留。"),
        error_messages={"max_length": gettext_lazy("留言最多 300 个字，请写短一些。")},
    )


@page(Can.USE_PHONE)
@require_GET
def handover(request: HttpRequest, term: UUID) -> HttpResponse:
    """The list of one of my terms."""
    actor, now = actor_of(request), clock.now()
    actions.own_term(actor=actor, appointment=term)
    found = compose(actor, term, now)
    return render(request, "chief/own/handover.html", {"list": found, "name": post_name(found.handover.term.post)})


@page(Can.USE_PHONE)
@require_POST
def tick(request: HttpRequest, term: UUID) -> HttpResponse:
    """I went through a line, or through all that are left; pressed again, not."""
    actor, now = actor_of(request), clock.now()
    off = _key(request.POST.get("off"))
    if off is not None:
        actions.untick(actor=actor, appointment=term, item=off, now=now)
        return redirect("chief:handover", term)
    one = _key(request.POST.get("item"))
    lines = compose(actor, term, now).lines
    wanted = [line.key for line in lines if one is None or line.key == one]
    actions.go_through(actor=actor, appointment=term, items=wanted, now=now)
    if one is None:
        notices.done(request, _("都看过了。清单还在“我的任期”里，随时可以再看。"))
    return redirect("chief:handover", term)


@page(Can.USE_PHONE)
def note(request: HttpRequest, household: UUID) -> HttpResponse:
    """Leave a word about a household, or with `?resident=` about somebody in it, for whoever comes after me."""
    actor, now = actor_of(request), clock.now()
    home = residents.home(actor, household)
    person = _member(home, _key(request.GET.get("resident")))
    post = _my_post(actor, home.household)
    known = queries.notes_at(actor, post).get(person.pk if person else household)
    form = NoteForm(request.POST or None, initial={"text": known.text if known else ""})
    if request.method == "POST" and form.is_valid():
        done = run(
            form,
            lambda: (
                actions.leave_note(
                    actor=actor,
                    post=post,
                    household=household,
                    resident=person.pk if person else None,
                    text=form.cleaned_data["text"],
                    now=now,
                ),
            ),
        )
        if done is not None:
            notices.done(request, _("已记下。") if form.cleaned_data["text"].strip() else _("已经不留这一条了。"))
            return redirect("chief:person", person.pk) if person else redirect("chief:home", household)
    return render(
        request,
        "chief/own/note.html",
        {"form": form, "home": home.household, "person": person},
        status=422 if form.errors else 200,
    )


def _my_post(actor: Actor, home: residents.Household) -> UUID:
    """The nearest chief's post of the actor that a home lies under. Raises NotThere."""
    held = [
        grant
        for grant in actor.grants
        if grant.role in CHIEF_ROLES and grant.post and home.neighbourhood.path.startswith(grant.path)
    ]
    if not held:
        raise NotThere("household_unknown", _("没有这一户。"))
    nearest = max(held, key=lambda grant: grant.level).post
    if nearest is None:
        raise NotThere("household_unknown", _("没有这一户。"))
    return nearest


def _member(home: residents.Home, key: UUID | None) -> residents.Resident | None:
    if key is None:
        return None
    found = next((one for one in home.members if one.pk == key), None)
    if found is None:
        raise NotThere("resident_unknown", _("没有这位居民。"))
    return found


def _key(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None
