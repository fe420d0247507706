"""Doors of residence checks, under `chief:`."""

from __future__ import annotations

from django.urls import path

from youlin.web.chief.checks import views

urlpatterns = [
    path("checks/", views.checks, name="checks"),
    path("neighbours/<uuid:household>/check/", views.check, name="check"),
    path("neighbours/<uuid:household>/check/<uuid:client>/undo/", views.undo, name="check_undo"),
    path("neighbours/<uuid:household>/dismiss/", views.dismiss, name="check_dismiss"),
    path("neighbours/<uuid:household>/returned/", views.returned, name="notice_returned"),
]
