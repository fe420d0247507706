"""Doors of the chiefs' register, under `office:`."""

from __future__ import annotations

from django.urls import path

from youlin.web.office.chiefs import appointing, views

urlpatterns = [
    path("", views.chiefs, name="chiefs"),
    path("coverage/", views.coverage, name="coverage"),
    path("posts/<uuid:post>/", views.post, name="post"),
    path("appoint/", appointing.appoint, name="appoint"),
    path("terms/<uuid:term>/end/", appointing.end, name="term_end"),
    path("terms/<uuid:term>/phone/", appointing.show_phone, name="term_phone"),
    path("posts/<uuid:post>/password/<uuid:user>/", appointing.password, name="post_password"),
]
