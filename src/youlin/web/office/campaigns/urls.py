"""Doors of campaigns, under `office:`."""

from __future__ import annotations

from django.urls import path

from youlin.web.office.campaigns import views

urlpatterns = [
    path("", views.campaigns, name="campaigns"),
    path("new/", views.begin, name="campaign_new"),
    path("new/cost/", views.cost, name="campaign_cost"),
    path("<uuid:campaign>/", views.board, name="campaign"),
    path("<uuid:campaign>/live/", views.live, name="campaign_live"),
    path("<uuid:campaign>/material/", views.material, name="campaign_material"),
    path("<uuid:campaign>/media/<str:digest>/", views.media, name="campaign_media"),
    path("<uuid:campaign>/close/", views.close, name="campaign_close"),
]
