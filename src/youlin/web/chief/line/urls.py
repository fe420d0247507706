"""Doors of the line, under `chief:`."""

from __future__ import annotations

from django.urls import path

from youlin.web.chief.line import views

urlpatterns = [
    path("", views.line, name="line"),
    path("questions/<uuid:question>/", views.question, name="line_question"),
]
