"""Doors of the drawings, under `office:`."""

from __future__ import annotations

from django.urls import path

from youlin.web.office.drawing import changing, views

urlpatterns = [
    path("", views.drawings, name="drawings"),
    path("<uuid:drawing>/", views.drawing, name="drawing"),
    path("<uuid:drawing>/now/", views.work_now, name="drawing_now"),
    path("<uuid:drawing>/accept/", changing.accept, name="drawing_accept"),
    path("<uuid:drawing>/undo/", changing.undo, name="drawing_undo"),
    path("<uuid:drawing>/cancel/", changing.cancel, name="drawing_cancel"),
    path("<uuid:drawing>/parts/<int:number>/", changing.part, name="drawing_part"),
]
