"""One door: the version in two cheap questions, and the letter itself only where there is news."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from youlin.domains.access import trail
from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.messaging import queries as messaging
from youlin.foundation import clock
from youlin.web.chief.pack import content
from youlin.web.shared.access import actor_of, page

FORM = 2  # of the letter; another one makes every phone ask anew


@page(Can.USE_PHONE)
@require_GET
def pack(request: HttpRequest) -> HttpResponse:
    """Everything that one chief's pages say of today and of the own households; 304 where the phone has it already."""
    actor, now = actor_of(request), clock.now()
    mark = version(actor, now)
    etag = f'"{mark}"'
    known = get_conditional_response(request, etag=etag)
    answer = known or JsonResponse(
        {"version": mark, **content.of(actor, now)}, json_dumps_params={"ensure_ascii": False, "separators": (",", ":")}
    )
    answer["ETag"] = etag
    return answer


def version(actor: Actor, now: datetime) -> str:
    """A mark that is another one when there is news. Two queries, whatever the size.

    What is due changes with the day; within a day everything that changes a pack leaves a deed at the place, above it
    or of the actor's own, or a notice. Deeds are appended, so their number tells.
    """
    day = clock.day_of(now)
    grants = sorted(f"{grant.role}{grant.path}{grant.post}" for grant in actor.grants)
    deeds = trail.deeds_in_line(actor, since=clock.start_of(day))
    parts = (FORM, day, get_language(), actor.user_id, actor.name, grants, deeds, messaging.state(actor))
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:20]
