"""Doors of the office pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

app_name = "office"
urlpatterns: list[URLPattern | URLResolver] = [
    path("figures/", include("youlin.web.office.figures.urls")),
]
