"""Meetings on the phone, under `chief:`."""

from __future__ import annotations

from django.urls import path

from youlin.web.chief.meetings import views

urlpatterns = [
    path("", views.meetings, name="meetings"),
    path("new/", views.new, name="meeting_new"),
    path("tasks/", views.tasks, name="meeting_tasks"),
    path("tasks/<uuid:task>/done/", views.done, name="meeting_task_done"),
    path("tasks/<uuid:task>/undo/", views.undo, name="meeting_task_undo"),
    path("<uuid:meeting>/", views.meeting, name="meeting"),
    path("<uuid:meeting>/presence/", views.presence, name="meeting_presence"),
    path("<uuid:meeting>/agenda/", views.agenda, name="meeting_agenda"),
    path("<uuid:meeting>/minutes/", views.minutes, name="meeting_minutes"),
    path("<uuid:meeting>/do/<slug:deed>/", views.deed, name="meeting_deed"),
]
