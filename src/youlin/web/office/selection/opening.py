"""Opening a round: which posts, then the days and the rules."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from youlin.domains.access.rules import Can
from youlin.domains.chiefs.actions import selection as actions
from youlin.domains.chiefs.queries import selection as queries
from youlin.domains.chiefs.rules import MAXIMUM_TERM_YEARS
from youlin.domains.chiefs.rules.selection import days
from youlin.domains.chiefs.wording import post_name
from youlin.foundation import clock
from youlin.web.office import listing
from youlin.web.office.selection.forms import LESSONS, RoundForm
from youlin.web.shared import notices
from youlin.web.shared.access import actor_of, page
from youlin.web.shared.forms import run

SOON = timedelta(days=120)
WHICH = ("empty", "ending", "every")


@page(Can.RUN_SELECTION)
def choose(request: HttpRequest) -> HttpResponse:
    """Empty posts, posts whose term ends soon, or every one; by place."""
    actor, today = actor_of(request), clock.day_of(clock.now())
    which = request.GET.get("which", "")
    which = which if which in WHICH else "empty"
    rows = queries.posts_to_fill(
        actor,
        day=today,
        until=today + SOON,
        which=which,
        place=listing.key(request.GET.get("place")),
        text=listing.words(request),
    )
    words = [("empty", _("空着的")), ("ending", _("任期快到的")), ("every", _("不论空不空"))]
    chips = listing.chips(request, "which", words, "")[1:]
    listed = listing.page_of(request, rows, 200)
    return render(
        request,
        "office/selection/choose.html",
        {
            "page": listed,
            "lines": [(post, post_name(post), post.holding) for post in listed],
            "places": listing.place_chips(request, actor, Can.RUN_SELECTION),
            "which": [
                chip if request.GET.get("which") else type(chip)(chip.label, chip.url, place == 0)
                for place, chip in enumerate(chips)
            ],
        },
    )


@page(Can.RUN_SELECTION)
def new(request: HttpRequest) -> HttpResponse:
    """The days and the rules, proposed; then the round is open."""
    actor, now = actor_of(request), clock.now()
    asked = (request.POST if request.method == "POST" else request.GET).getlist("post")
    keys = tuple(dict.fromkeys(key for text in asked if (key := listing.key(text))))
    if not keys:
        notices.warn(request, _("请至少选一个岗位。"))
        return redirect("office:selection_choose")
    posts = queries.posts_by_key(actor, keys)
    proposed = days.proposed(clock.day_of(now), years=MAXIMUM_TERM_YEARS)
    initial: dict[str, object] = {name: getattr(proposed, name) for name in days.ORDER}
    initial |= {
        "title": _("%(year)d 年三长选举") % {"year": clock.day_of(now).year},
        "training": "\n".join(str(line) for line in LESSONS),
    }
    form = RoundForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        row = run(
            form,
            lambda: actions.open_round(actor=actor, wanted=_wanted(form, keys), client_id=form.identity(), now=now),
        )
        if row is not None:
            notices.done(request, _("这一轮开始了，居民在公开的页面上可以提名。"))
            return redirect("office:selection", row.pk)
    return render(
        request,
        "office/selection/new.html",
        {
            "form": form,
            "days": [form[name] for name in days.ORDER],
            "posts": [(post.pk, post_name(post)) for post in posts],
            "back": reverse("office:selection_choose"),
        },
        status=422 if form.errors else 200,
    )


def _wanted(form: RoundForm, keys: tuple[UUID, ...]) -> actions.NewRound:
    said = form.cleaned_data
    return actions.NewRound(
        title=said["title"],
        posts=keys,
        calendar=form.calendar(),
        method=said["method"],
        online=said["online"],
        quorum_percent=said["quorum_percent"],
        majority=said["majority"],
        minimum_age=said["minimum_age"],
        minimum_age_source=said["minimum_age_source"],
        standing_first=said["standing_first"],
        training=tuple(said["training"].splitlines()),
    )
