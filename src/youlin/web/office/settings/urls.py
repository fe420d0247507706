"""Doors of the settings, under `office:`."""

from __future__ import annotations

from django.urls import path

from youlin.web.office.settings import authorities, bounds, clocks, desks, places, trails, views, workdays

urlpatterns = [
    path("", views.settings, name="settings"),
    path("places/", places.places, name="places"),
    path("places/<uuid:place>/new/", places.add, name="place_new"),
    path("places/<uuid:place>/rename/", places.rename, name="place_rename"),
    path("places/<uuid:place>/merge/", places.merge, name="place_merge"),
    path("places/<uuid:place>/station/", places.station, name="station"),
    path("staff/", desks.staff, name="staff"),
    path("staff/departments/<uuid:place>/", desks.department, name="department_new"),
    path("clocks/", clocks.clocks, name="clocks"),
    path("clocks/<uuid:place>/bounds/", bounds.bounds, name="bounds"),
    path("authorities/", authorities.authorities, name="authorities"),
    path("workdays/", workdays.workdays_of, name="workdays"),
    path("audit/", trails.audit, name="audit"),
    path("looks/", trails.looks, name="looks"),
]
