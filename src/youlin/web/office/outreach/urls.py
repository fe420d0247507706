"""The way into outreach at the desk, under `office:`."""

from __future__ import annotations

from django.urls import path

from youlin.web.office.outreach import views

urlpatterns = [path("", views.outreach, name="outreach")]
