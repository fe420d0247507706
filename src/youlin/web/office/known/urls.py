"""Doors of what makes the chiefs known, under `office:`."""

from __future__ import annotations

from django.urls import path

from youlin.web.office.known import views

urlpatterns = [path("", views.known, name="known")]
