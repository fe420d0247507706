"""Disputes at the desk, under `office:`."""

from __future__ import annotations

from django.urls import path

from youlin.domains.access.rules import Can
from youlin.web.office.disputes import views
from youlin.web.shared.disputes.doors import doors

urlpatterns = [
    path("", views.disputes, name="disputes"),
    path("new/", views.new, name="dispute_new"),
    path("ledger/", views.ledger, name="dispute_ledger"),
    *doors(views.ROOM, Can.WORK_CASES),
]
