"""Disputes on the phone, under `chief:`."""

from __future__ import annotations

from django.urls import path

from youlin.domains.access.rules import Can
from youlin.web.chief.disputes import views
from youlin.web.shared.disputes.doors import doors

urlpatterns = [
    path("", views.disputes, name="disputes"),
    *doors(views.ROOM, Can.USE_PHONE),
]
