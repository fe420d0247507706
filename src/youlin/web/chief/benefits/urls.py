"""Doors of policy at the door, under `chief:`."""

from __future__ import annotations

from django.urls import path

from youlin.web.chief.benefits import filing, views
from youlin.web.shared.applications.doors import doors
from youlin.web.shared.applications.room import PHONE

urlpatterns = [
    path("", views.leads, name="leads"),
    path("leads/<uuid:lead>/", views.decide, name="lead_decide"),
    path("homes/<uuid:household>/", views.policies, name="policies"),
    path("homes/<uuid:household>/answers/", views.answer, name="policy_answer"),
    path("applications/new/<uuid:resident>/<slug:programme>/", filing.begin, name="application_new"),
    path("applications/<uuid:application>/", filing.application, name="application"),
    *doors(PHONE),
]
