"""Doors of the rounds, under `chief:`."""

from __future__ import annotations

from django.urls import path

from youlin.web.chief.rounds import views

urlpatterns = [
    path("", views.rounds, name="rounds"),
    path("days/", views.days, name="round_days"),
    path("calendar/", views.calendar, name="round_calendar"),
    path("calendar/stop/", views.stop, name="round_calendar_stop"),
]
