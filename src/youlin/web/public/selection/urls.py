"""Doors of the selection rounds for residents, under `public:`."""

from __future__ import annotations

from django.urls import path

from youlin.web.public.selection import views

urlpatterns = [
    path("", views.selections, name="selections"),
    path("vote/", views.vote, name="selection_vote"),
    path("<uuid:round_key>/", views.selection, name="selection"),
    path("posts/<uuid:contest>/nominate/", views.nominate, name="selection_nominate"),
    path("thanks/", views.thanks, name="selection_thanks"),
]
