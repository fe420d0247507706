"""Doors of households and residents, under `office:`."""

from __future__ import annotations

from django.urls import path

from youlin.web.office.people import changes, points, registering, views

urlpatterns = [
    path("", views.people, name="people"),
    path("residents/", views.residents, name="residents"),
    path("residents/<uuid:resident>/", views.resident, name="resident"),
    path("residents/<uuid:resident>/reveal/", views.reveal, name="reveal"),
    path("residents/<uuid:resident>/circumstances/", changes.note, name="circumstance_note"),
    path("circumstances/<uuid:circumstance>/end/", changes.end, name="circumstance_end"),
    path("residents/<uuid:resident>/departure/", registering.departure, name="resident_departure"),
    path("households/new/", registering.household, name="household_new"),
    path("households/<uuid:household>/people/", registering.resident, name="resident_new"),
    path("households/<uuid:household>/", views.household, name="household"),
    path("households/<uuid:household>/move/", changes.move, name="household_move"),
    path("households/<uuid:household>/point/", points.point, name="household_point"),
    path("households/<uuid:household>/residence/", changes.residence, name="household_residence"),
]
