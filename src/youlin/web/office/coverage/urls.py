"""Doors of coverage, under `office:`."""

from __future__ import annotations

from django.urls import path

from youlin.web.office.coverage import exports, maps, views

urlpatterns = [
    path("", views.coverage, name="coverage"),
    path("households/", views.households, name="coverage_households"),
    path("map/", maps.coverage_map, name="coverage_map"),
    path("roll.xlsx", exports.roll, name="coverage_roll"),
    path("households.xlsx", exports.households, name="coverage_households_roll"),
]
