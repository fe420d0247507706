"""The addresses of one dispute: the same on the phone and at the desk, each room with its own right."""

from __future__ import annotations

from functools import partial

from django.urls import URLPattern, path
from django.views.decorators.http import require_POST

from youlin.domains.access.rules import Can
from youlin.web.shared.access import page
from youlin.web.shared.disputes import working


def doors(room: working.Room, can: Can) -> list[URLPattern]:
    """What is done at one dispute in `room`, by who `can`."""
    opens = page(can)
    return [
        path("of/<uuid:case>/", opens(partial(working.begin, room=room)), name="dispute_begin"),
        path("<uuid:dispute>/", opens(partial(working.show, room=room)), name="dispute"),
        path("<uuid:dispute>/unseal/", opens(require_POST(partial(working.unseal, room=room))), name="dispute_unseal"),
        path("<uuid:dispute>/agreement/", opens(working.agreement), name="dispute_agreement"),
        path("<uuid:dispute>/routes/", opens(working.routes), name="dispute_routes"),
        path(
            "<uuid:dispute>/moves/<slug:move>/",
            opens(require_POST(partial(working.make, room=room))),
            name="dispute_move",
        ),
    ]
