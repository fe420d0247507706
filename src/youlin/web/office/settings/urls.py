"""Doors of the settings, under `office:`."""

from __future__ import annotations

from django.urls import path

from youlin.web.office.settings import clocks, desks, places, trails, views

urlpatterns = [
    path("", views.settings, name="settings"),
    path("places/", places.places, name="places"),
    path("places/<uuid:place>/new/", places.add, name="place_new"),
    path("places/<uuid:place>/station/", places.station, name="station"),
    path("staff/", desks.staff, name="staff"),
    path("staff/departments/<uuid:place>/", desks.department, name="department_new"),
    path("clocks/", clocks.clocks, name="clocks"),
    path("audit/", trails.audit, name="audit"),
    path("looks/", trails.looks, name="looks"),
]
