"""Doors of what the street set up for its departments, under `office:`."""

from __future__ import annotations

from django.urls import path

from youlin.web.office.departments import setting

urlpatterns = [
    path("", setting.departments, name="departments"),
    path("routes/new/", setting.route_new, name="route_new"),
    path("routes/<uuid:route>/drop/", setting.route_drop, name="route_drop"),
    path("routes/<uuid:route>/back/", setting.route_back, name="route_back"),
    path("<uuid:post>/clock/", setting.desk_clock, name="desk_clock"),
]
