"""Cases on the phone, under `chief:`."""

from __future__ import annotations

from django.urls import path

from youlin.domains.access.rules import Can
from youlin.web.chief.cases import views
from youlin.web.shared.cases.doors import doors

urlpatterns = [
    path("", views.cases, name="cases"),
    path("likely/", views.likely, name="case_likely"),
    path("paste/", views.paste, name="case_paste"),
    path("new/", views.report, name="case_new"),
    *doors(views.ROOM, Can.USE_PHONE),
]
