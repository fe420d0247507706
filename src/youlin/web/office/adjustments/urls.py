"""Doors of adjustments, under `office:`."""

from __future__ import annotations

from django.urls import path

from youlin.web.office.adjustments import deciding, views

urlpatterns = [
    path("", views.adjustments, name="adjustments"),
    path("decide/", deciding.decide, name="adjustments_decide"),
    path("look/", deciding.look, name="adjustments_look"),
    path("<uuid:adjustment>/", views.adjustment, name="adjustment"),
    path("<uuid:adjustment>/undo/", deciding.undo, name="adjustment_undo"),
    path("bounds/<uuid:place>/", deciding.bounds, name="bounds"),
]
