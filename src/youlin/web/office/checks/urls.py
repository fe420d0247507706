"""Doors of residence checks, under `office:`."""

from __future__ import annotations

from django.urls import path

from youlin.web.office.checks import views

urlpatterns = [
    path("", views.checks, name="checks"),
    path("dismiss/", views.dismiss, name="checks_dismiss"),
    path("look/", views.look, name="checks_look"),
    path("<uuid:household>/returned/", views.returned, name="notice_returned"),
]
