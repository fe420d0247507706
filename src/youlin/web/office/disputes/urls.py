"""Disputes at the desk, under `office:`."""

from __future__ import annotations

from django.urls import path

from youlin.web.office.disputes import views

urlpatterns = [
    path("", views.disputes, name="disputes"),
    path("new/", views.new, name="dispute_new"),
    path("ledger/", views.ledger, name="dispute_ledger"),
    path("of/<uuid:case>/", views.begin, name="dispute_begin"),
    path("<uuid:dispute>/", views.dispute, name="dispute"),
    path("<uuid:dispute>/unseal/", views.unseal, name="dispute_unseal"),
    path("<uuid:dispute>/agreement/", views.agreement, name="dispute_agreement"),
    path("<uuid:dispute>/routes/", views.routes, name="dispute_routes"),
    path("<uuid:dispute>/moves/<slug:move>/", views.move, name="dispute_move"),
]
