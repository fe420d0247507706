"""Doors of the office pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

app_name = "office"
urlpatterns: list[URLPattern | URLResolver] = [
    path("cases/", include("youlin.web.office.cases.urls")),
    path("figures/", include("youlin.web.office.figures.urls")),
    path("roster/", include("youlin.web.office.roster.urls")),
]
