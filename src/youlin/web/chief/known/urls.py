"""Doors of being known, under `chief:`."""

from __future__ import annotations

from django.urls import path

from youlin.web.chief.known import chats, guide, views

urlpatterns = [
    path("", views.known, name="known"),
    path("<uuid:place>/", views.homes, name="known_homes"),
    path("<uuid:place>/all/", views.everybody, name="known_all"),
    path("<uuid:place>/poster/<slug:kind>/", views.poster, name="known_poster"),
    path("homes/<uuid:home>/<slug:kind>/", views.tick, name="known_tick"),
    path("homes/<uuid:home>/", views.untick, name="known_untick"),
    path("presses/<uuid:batch>/undo/", views.undo, name="known_undo"),
    path("chats/", chats.chats, name="chats"),
    path("chats/new/", chats.new, name="chat_new"),
    path("chats/<uuid:chat>/count/", chats.count, name="chat_count"),
    path("chats/<uuid:chat>/close/", chats.close, name="chat_close"),
    path("guide/", guide.guide, name="guide"),
    path("guide/paper/", guide.paper, name="guide_paper"),
]
