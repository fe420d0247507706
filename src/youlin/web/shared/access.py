"""Each view names who may open it; a guard test walks every URL and finds the name.

`page(...)` is for people with a role, `public` for anyone, `signed_in` for any account.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.cache import patch_cache_control

from youlin.domains.access import queries
from youlin.domains.access.actor import NOBODY, Actor
from youlin.domains.access.rules import Can
from youlin.foundation import clock
from youlin.web.shared import effort, receipt

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def actor_of(request: HttpRequest) -> Actor:
    """The actor of a request, loaded once."""
    known: Actor | None = getattr(request, "_youlin_actor", None)
    if known is None:
        user = request.user
        known = queries.actor_with_roles(user, today=clock.day_of(clock.now())) if user.is_authenticated else NOBODY
        if request.method in ("GET", "HEAD"):
            known = known.reading()
        request._youlin_actor = known  # type: ignore[attr-defined]
    return known


def _own(answer: HttpResponseBase) -> HttpResponseBase:
    """A page for one reader: nobody on the way keeps it, and a browser asks again before it shows it."""
    if not answer.has_header("Cache-Control"):
        patch_cache_control(answer, private=True, no_cache=True)
    return answer


def page(capability: Can) -> Callable[[View[P]], View[P]]:
    """Only for actors with the capability somewhere; without an account: log-in; without the role: not there."""

    def wrap(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not actor_of(request).can(capability):
                raise Http404
            answer = _own(view(request, *args, **kwargs))
            now = clock.now()
            receipt.note(request, answer, now)
            effort.note(request, answer, actor_of(request), now)
            return answer

        guarded.permission = capability.value  # type: ignore[attr-defined]
        return guarded

    return wrap


def signed_in(view: View[P]) -> View[P]:
    """For any account, with or without a role."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return _own(view(request, *args, **kwargs))

    guarded.permission = "signed_in"  # type: ignore[attr-defined]
    return guarded


def public(view: View[P]) -> View[P]:
    """For anyone, by decision: residents have no account."""
    view.permission = "public"  # type: ignore[attr-defined]
    return view
