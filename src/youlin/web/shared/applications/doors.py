"""The doors of an application's small pages, the same in each room."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, path
from django.views.decorators.http import require_http_methods

from youlin.web.shared.access import page
from youlin.web.shared.applications import printing, working
from youlin.web.shared.applications.room import Room

View = Callable[..., HttpResponseBase]
READ, WRITE, BOTH = ["GET", "HEAD"], ["POST"], ["GET", "HEAD", "POST"]


def doors(room: Room) -> list[URLPattern]:
    """Every page below one application, for the `urlpatterns` of a room."""
    return [
        _door(room, "materials/", "application_materials", working.materials, BOTH),
        _door(room, "photos/", "application_photo_new", working.add_photo, WRITE),
        _door(room, "photos/<uuid:photo>/", "application_photo", working.photo, READ),
        _door(room, "photos/<uuid:photo>/drop/", "application_photo_remove", working.remove_photo, WRITE),
        _door(room, "sign/<slug:of>/", "application_signing", working.signing, READ),
        _door(room, "sign/<slug:of>/<uuid:who>/", "application_sign", working.sign, BOTH),
        _door(room, "relatives/", "application_relatives", working.relatives, BOTH),
        _door(room, "survey/", "application_survey", working.survey, BOTH),
        _door(room, "survey/people/", "investigator_new", working.add_investigator, WRITE),
        _door(room, "survey/<uuid:who>/drop/", "investigator_drop", working.drop_investigator, WRITE),
        _door(room, "papers/<slug:paper>/", "application_paper", printing.paper, READ),
    ]


def _door(room: Room, route: str, name: str, view: View, methods: list[str]) -> URLPattern:
    @require_http_methods(methods)
    def inside(request: HttpRequest, /, **keys: Any) -> HttpResponseBase:
        return view(request, room, **keys)

    return path(f"applications/<uuid:application>/{route}", page(room.may)(inside), name=name)
