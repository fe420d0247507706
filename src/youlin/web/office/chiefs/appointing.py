"""Putting somebody in a post: which post, who, from when; and a slip to take home. Ending, and a new first password."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from youlin.domains.access import actions as access
from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.chiefs import actions, queries
from youlin.domains.chiefs.wording import post_name
from youlin.domains.residents import queries as residents
from youlin.foundation import clock
from youlin.foundation.refusal import NotThere
from youlin.web.office import listing
from youlin.web.office.asking import ask
from youlin.web.office.chiefs.forms import AppointForm, EndTermForm
from youlin.web.office.chiefs.views import ROLES
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.forms import run

FOUND = 8


@page(Can.APPOINT)
def appoint(request: HttpRequest) -> HttpResponse:
    """One step a page: the post, then the person and the day, then the slip."""
    actor, today = actor_of(request), clock.day_of(clock.now())
    key = listing.key(request.GET.get("post"))
    if key is None:
        wanted = queries.Wanted(text=listing.words(request), place=listing.key(request.GET.get("place")), state="empty")
        listed = listing.page_of(request, queries.register(actor, wanted, day=today))
        return render(
            request,
            "office/chiefs/choose_post.html",
            {
                "page": listed,
                "lines": [(post, post_name(post)) for post in listed],
                "places": listing.place_chips(request, actor, Can.APPOINT),
            },
        )
    return _appoint_to(request, actor, key)


def _appoint_to(request: HttpRequest, actor: Actor, key: UUID) -> HttpResponse:
    now = clock.now()
    today = clock.day_of(now)
    post, terms = queries.post(actor, key)
    actor.require(Can.APPOINT, post.territory.path)
    resident = listing.key(request.GET.get("resident"))
    person = residents.resident(actor, resident) if resident else None
    chief = post.role in ROLES
    form = AppointForm(request.POST or None, chief=chief, known=person is not None, initial=_begun(request, today))
    if request.method == "POST" and form.is_valid():
        slip = run(form, lambda: actions.appoint_person(actor=actor, person=_asked(form, key, resident), now=now))
        if slip is not None:
            return _slip(request, slip, reverse("office:post", args=[key]))
    text = listing.words(request)
    return render(
        request,
        "office/chiefs/appoint.html",
        {
            "post": post,
            "name": post_name(post),
            "holding": [term for term in terms if term.ends_on is None or term.ends_on > today],
            "form": form,
            "person": person,
            "is_chief": chief,
            "text": text,
            "found": list(residents.residents(actor, residents.Wanted(text=text))[:FOUND]) if text else [],
        },
        status=422 if form.errors else 200,
    )


def _begun(request: HttpRequest, today: date) -> dict[str, str]:
    """What is filled in already: today, and what a link from coverage proposes."""
    acting = {"kind": "acting"} if request.GET.get("kind") == "acting" else {}
    until = listing.day(request.GET.get("until"))
    return {"starts_on": today.isoformat(), **acting, **({"ends_on": until.isoformat()} if until else {})}


def _asked(form: AppointForm, post: UUID, resident: UUID | None) -> actions.NewPerson:
    said = form.cleaned_data
    return actions.NewPerson(
        post=post,
        starts_on=said["starts_on"],
        kind=said.get("kind", "staff"),
        ends_on=said["ends_on"],
        resident=resident,
        name=said.get("name", ""),
        phone=said["phone"],
        phone_public=said.get("phone_public", False),
    )


def _slip(request: HttpRequest, slip: actions.Slip, back: str) -> HttpResponse:
    """The paper with the first password. It is shown this once and kept nowhere."""
    address = request.build_absolute_uri(reverse("account:login"))
    values = {"slip": slip, "back": back, "address": address, "today": clock.day_of(clock.now())}
    response = render(request, "office/chiefs/slip.html", values)
    response["Cache-Control"] = "no-store"
    return response


@page(Can.APPOINT)
def end(request: HttpRequest, term: UUID) -> HttpResponse:
    """Let somebody leave a post."""
    actor, now = actor_of(request), clock.now()
    row = queries.term(actor, term)
    form = EndTermForm(request.POST or None, initial={"ends_on": clock.day_of(now).isoformat()})
    return ask(
        request,
        form,
        lambda: actions.end_term(
            actor=actor,
            appointment=term,
            ends_on=form.cleaned_data["ends_on"],
            reason=form.cleaned_data["reason"],
            now=now,
        ),
        back=reverse("office:post", args=[row.post_id]),
        title=_("办离任"),
        kicker=f"{row.user.display_name} · {post_name(row.post)}",
        hint=_("岗位和岗位上的事都留着，接任的人接着办。"),
        done=_("离任已办好。"),
    )


@page(Can.APPOINT)
@require_POST
def show_phone(request: HttpRequest, term: UUID) -> HttpResponse:
    """Show a telephone to residents, or stop."""
    row = actions.show_phone(
        actor=actor_of(request), appointment=term, shown=request.POST.get("shown") == "1", now=clock.now()
    )
    notices.done(request, _("居民现在看得到这个电话。") if row.phone_public else _("居民现在看不到这个电话了。"))
    return redirect("office:post", row.post_id)


@page(Can.APPOINT)
@require_POST
def password(request: HttpRequest, post: UUID, user: UUID) -> HttpResponse:
    """Give who holds the post a new first password."""
    actor, now = actor_of(request), clock.now()
    found, terms = queries.post(actor, post)
    held = next((term for term in terms if term.user_id == user), None)
    if held is None:
        raise NotThere("account_unknown", _("没有这个账号。"))
    fresh = access.reset_password(actor=actor, user=user, now=now)
    slip = actions.Slip(held, held.user.display_name, post_name(found), held.user.username, fresh)
    return _slip(request, slip, reverse("office:post", args=[post]))
