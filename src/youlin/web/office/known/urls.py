"""Doors of what makes the chiefs known, under `office:`."""

from __future__ import annotations

from django.urls import path

from youlin.web.office.known import cards, views

urlpatterns = [
    path("", views.known, name="known"),
    path("cards/", cards.cards, name="cards"),
    path("cards/paper/", cards.paper, name="cards_paper"),
    path("cards/<uuid:appointment>/paper/", cards.one, name="card_paper"),
    path("cards/<uuid:appointment>/lost/", cards.lost, name="card_lost"),
    path("cards/<uuid:appointment>/photo/", cards.photo, name="card_photo"),
]
