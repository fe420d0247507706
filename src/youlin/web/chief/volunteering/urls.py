"""Doors of volunteering on the phone, under `chief:`."""

from __future__ import annotations

from django.urls import path

from youlin.web.chief.volunteering import views

urlpatterns = [
    path("", views.volunteer, name="volunteer"),
    path("new/", views.new, name="activity_new"),
    path("certificate/", views.certificate, name="certificate_ask"),
    path("<uuid:activity>/", views.activity, name="activity"),
    path("<uuid:activity>/come/", views.come, name="activity_come"),
    path("sign-ups/<uuid:sign_up>/cancel/", views.cancel, name="sign_up_cancel"),
]
