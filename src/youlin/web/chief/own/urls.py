"""Doors of what is mine, under `chief:`."""

from __future__ import annotations

from django.urls import path

from youlin.web.chief.own import views

urlpatterns = [
    path("mine/", views.me, name="me"),
    path("notices/", views.notices, name="notices"),
    path("notices/read/", views.read, name="notices_read"),
]
