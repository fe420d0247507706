"""Doors of my cards, under `chief:`."""

from __future__ import annotations

from django.urls import path

from youlin.web.chief.cards import views

urlpatterns = [
    path("", views.cards, name="cards"),
    path("<uuid:appointment>/paper/", views.paper, name="card_paper"),
    path("<uuid:appointment>/photo/", views.photo, name="card_photo"),
    path("<uuid:appointment>/picture/", views.picture, name="card_picture"),
    path("<uuid:appointment>/lost/", views.lost, name="card_lost"),
]
