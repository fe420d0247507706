"""Doors of the roster pages."""

from __future__ import annotations

from django.urls import path

from youlin.web.office.roster import views

urlpatterns = [
    path("", views.roster, name="roster"),
    path("<uuid:run>/", views.run, name="roster_run"),
    path("<uuid:run>/confirm/", views.confirm, name="roster_confirm"),
    path("<uuid:run>/cancel/", views.cancel, name="roster_cancel"),
    path("<uuid:run>/now/", views.work_now, name="roster_now"),
    path("<uuid:run>/rejects/", views.rejects, name="roster_rejects"),
]
