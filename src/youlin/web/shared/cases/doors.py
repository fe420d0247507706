"""The addresses of one case: the same on the phone and at the desk, each room with its own right."""

from __future__ import annotations

from functools import partial

from django.urls import URLPattern, path
from django.views.decorators.http import require_POST

from youlin.domains.access.rules import Can
from youlin.web.shared.access import page
from youlin.web.shared.cases import working


def doors(room: working.Room, can: Can) -> list[URLPattern]:
    """What is done at one case in `room`, by who `can`. Comes last among the addresses: a step may have any name."""
    opens = page(can)
    return [
        path("<uuid:case>/", opens(partial(working.show, room=room)), name="case"),
        path("<uuid:case>/photos/<uuid:picture>/", opens(working.photo), name="case_photo"),
        path("<uuid:case>/phone/", opens(require_POST(partial(working.reveal, room=room))), name="case_phone"),
        path("<uuid:case>/reporter/", opens(require_POST(partial(working.unseal, room=room))), name="case_reporter"),
        path(
            "<uuid:case>/authorities/<uuid:duty>/",
            opens(require_POST(partial(working.tell_authority, room=room))),
            name="case_authority",
        ),
        path("<uuid:case>/writing/", opens(require_POST(working.writing)), name="case_writing"),
        path("<uuid:case>/<slug:step>/", opens(require_POST(partial(working.take, room=room))), name="case_step"),
    ]
