"""Doors of what is asked, under `chief:`."""

from __future__ import annotations

from django.urls import path

from youlin.web.chief.asked import views

urlpatterns = [
    path("", views.asked, name="asked"),
    path("<uuid:resident>/", views.answer, name="asked_answer"),
]
