"""Doors of the public notices at the desk, under `office:`."""

from __future__ import annotations

from django.urls import path

from youlin.web.office.notices import views

urlpatterns = [
    path("", views.postings, name="postings"),
    path("new/", views.announce, name="posting_new"),
    path("chiefs/", views.publish_chiefs, name="posting_chiefs"),
    path("<uuid:posting>/", views.posting, name="posting"),
    path("<uuid:posting>/down/", views.down, name="posting_down"),
    path("objections/<uuid:objection>/answer/", views.answer, name="objection_answer"),
    path("objections/<uuid:objection>/phone/", views.phone, name="objection_phone"),
]
