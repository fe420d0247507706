"""Doors of volunteering at the desk, under `office:`."""

from __future__ import annotations

from django.urls import path

from youlin.web.office.volunteering import views

urlpatterns = [
    path("", views.activities, name="activities"),
    path("new/", views.new, name="activity_new"),
    path("certificates/", views.certificates, name="certificates"),
    path("certificates/<uuid:certificate>/", views.certificate, name="certificate"),
    path("certificates/<uuid:certificate>/paper/", views.paper, name="certificate_paper"),
    path("<uuid:activity>/", views.activity, name="activity"),
]
