"""Disputes on the phone, under `chief:`."""

from __future__ import annotations

from django.urls import path

from youlin.web.chief.disputes import views

urlpatterns = [
    path("", views.disputes, name="disputes"),
    path("of/<uuid:case>/", views.begin, name="dispute_begin"),
    path("<uuid:dispute>/", views.dispute, name="dispute"),
    path("<uuid:dispute>/unseal/", views.unseal, name="dispute_unseal"),
    path("<uuid:dispute>/agreement/", views.agreement, name="dispute_agreement"),
    path("<uuid:dispute>/routes/", views.routes, name="dispute_routes"),
    path("<uuid:dispute>/moves/<slug:move>/", views.move, name="dispute_move"),
]
