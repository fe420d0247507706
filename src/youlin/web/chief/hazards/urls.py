"""Doors of hazards, under `chief:`."""

from __future__ import annotations

from django.urls import path

from youlin.web.chief.hazards import views

urlpatterns = [
    path("", views.hazards, name="hazards"),
    path("new/", views.found, name="hazard_new"),
    path("<uuid:hazard>/", views.hazard, name="hazard"),
    path("<uuid:hazard>/photos/<uuid:picture>/", views.photo, name="hazard_photo"),
    path("<uuid:hazard>/<str:step>/", views.step, name="hazard_step"),
]
