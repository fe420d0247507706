"""When something noted on this phone last reached us: what the strip on every phone page says, and no more than that.

Kept in the session, which is the phone's own: two phones of one chief each tell of themselves.
"""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponseBase

KEY = "last_arrival"
ROOM = "chief"  # whose letters count: what is written at a desk says nothing about a phone


def note(request: HttpRequest, response: HttpResponseBase, now: datetime) -> None:
    """Remember that what this phone sent has arrived; what came back to be put right has not."""
    taken = 300 <= response.status_code < 400  # after each write a page leads on
    if request.method == "POST" and taken and request.resolver_match and request.resolver_match.app_name == ROOM:
        request.session[KEY] = now.isoformat()


def last(request: HttpRequest) -> datetime | None:
    """When that was; None where nothing has come from this phone since its log-in."""
    session = getattr(request, "session", None)
    kept = session.get(KEY) if session is not None else None
    return datetime.fromisoformat(kept) if kept else None
