"""Doors of care, under `office:`."""

from __future__ import annotations

from django.urls import path

from youlin.web.office.care import person, views

urlpatterns = [
    path("", views.care, name="care"),
    path("new/", views.proposals, name="care_new"),
    path("cadences/", views.cadences, name="cadences"),
    path("people/<uuid:resident>/", person.person, name="care_person"),
    path("people/<uuid:resident>/open/", person.take_in, name="care_open"),
    path("people/<uuid:resident>/pause/", person.pause, name="care_pause"),
    path("people/<uuid:resident>/end/", person.end, name="care_end"),
]
