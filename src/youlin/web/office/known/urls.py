"""Doors of what makes the chiefs known, under `office:`."""

from __future__ import annotations

from django.urls import path

from youlin.web.office.known import cards, chats, posters, stations, views

urlpatterns = [
    path("", views.known, name="known"),
    path("cards/", cards.cards, name="cards"),
    path("cards/paper/", cards.paper, name="cards_paper"),
    path("cards/<uuid:appointment>/paper/", cards.one, name="card_paper"),
    path("cards/<uuid:appointment>/lost/", cards.lost, name="card_lost"),
    path("cards/<uuid:appointment>/photo/", cards.photo, name="card_photo"),
    path("posters/", posters.posters, name="posters"),
    path("posters/<slug:kind>/", posters.paper, name="posters_paper"),
    path("stations/", stations.stations, name="stations"),
    path("stations/<uuid:place>/", stations.roster, name="station_roster"),
    path("stations/<uuid:place>/shift/", stations.shift, name="shift_new"),
    path("shifts/<uuid:shift>/off/", stations.off, name="shift_off"),
    path("stations/<uuid:place>/<uuid:post>/<int:weekday>/<slug:hours>/", stations.back_on, name="shift_back"),
    path("told/", views.told, name="told"),
    path("chats/", chats.chats, name="chats"),
]
