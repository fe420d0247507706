"""Doors of covenants, under `office:`."""

from __future__ import annotations

from django.urls import path

from youlin.web.office.covenants import views

urlpatterns = [
    path("", views.covenants, name="covenants"),
    path("new/", views.new, name="covenant_new"),
    path("<uuid:covenant>/", views.covenant, name="covenant"),
    path("<uuid:covenant>/publish/", views.publish, name="covenant_publish"),
]
