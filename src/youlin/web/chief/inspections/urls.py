"""Doors of inspections, under `chief:`."""

from __future__ import annotations

from django.urls import path

from youlin.web.chief.inspections import views

urlpatterns = [
    path("", views.doors, name="inspections"),
    path("<uuid:door>/", views.door, name="inspection"),
    path("<uuid:door>/absent/", views.absent, name="inspection_absent"),
    path("undo/<uuid:inspection>/", views.undo, name="inspection_undo"),
]
