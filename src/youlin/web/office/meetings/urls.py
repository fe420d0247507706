"""Meetings at the desk, under `office:`."""

from __future__ import annotations

from django.urls import path

from youlin.web.office.meetings import views

urlpatterns = [
    path("", views.meetings, name="meetings"),
    path("new/", views.new, name="meeting_new"),
    path("tasks/", views.tasks, name="meeting_tasks"),
    path("<uuid:meeting>/", views.meeting, name="meeting"),
    path("<uuid:meeting>/presence/", views.presence, name="meeting_presence"),
    path("<uuid:meeting>/notice/", views.notice, name="meeting_notice"),
    path("<uuid:meeting>/agenda/", views.agenda, name="meeting_agenda"),
    path("<uuid:meeting>/minutes/", views.minutes, name="meeting_minutes"),
    path("<uuid:meeting>/do/<slug:deed>/", views.deed, name="meeting_deed"),
]
