"""Doors of the chief pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

app_name = "chief"
urlpatterns: list[URLPattern | URLResolver] = [
    path("services/", include("youlin.web.chief.services.urls")),
]
