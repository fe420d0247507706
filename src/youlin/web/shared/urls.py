"""Switches of language and type; the style guide."""

from __future__ import annotations

from django.urls import path
from django.views.i18n import set_language

from youlin.web.shared import views
from youlin.web.shared.access import public

urlpatterns = [
    path("display/", views.display, name="display"),
    path("language/", public(set_language), name="set_language"),
    path("style/", views.style, name="style"),
    path("style/<slug:mode>/", views.style, name="style_mode"),
]
