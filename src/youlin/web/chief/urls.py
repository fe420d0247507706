"""Doors of the chief pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

app_name = "chief"
urlpatterns: list[URLPattern | URLResolver] = []
