"""Doors of campaigns, under `chief:`."""

from __future__ import annotations

from django.urls import path

from youlin.web.chief.campaigns import views

urlpatterns = [
    path("", views.campaigns, name="campaigns"),
    path("<uuid:campaign>/told/", views.told, name="campaign_told"),
    path("<uuid:campaign>/media/<str:digest>/", views.media, name="campaign_media"),
    path("doors/<uuid:door>/", views.door, name="campaign_door"),
    path("undo/<uuid:mark>/", views.undo, name="campaign_undo"),
]
