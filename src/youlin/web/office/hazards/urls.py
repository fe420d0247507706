"""Doors of hazards, under `office:`."""

from __future__ import annotations

from django.urls import path

from youlin.web.office.hazards import terms, views

urlpatterns = [
    path("", views.hazards, name="hazards"),
    path("new/", views.found, name="hazard_new"),
    path("places/", views.places, name="hazard_places"),
    path("terms/", terms.terms, name="hazard_terms"),
    path("<uuid:hazard>/", views.hazard, name="hazard"),
    path("<uuid:hazard>/notice/", views.notice, name="hazard_notice"),
    path("<uuid:hazard>/photos/<uuid:picture>/", views.photo, name="hazard_photo"),
    path("<uuid:hazard>/<str:step>/", views.step, name="hazard_step"),
]
