"""Doors of questions, under `chief:`."""

from __future__ import annotations

from django.urls import path

from youlin.web.chief.questions import views

urlpatterns = [path("questions/<uuid:question>/", views.question, name="question")]
