"""Doors of surges, under `chief:`."""

from __future__ import annotations

from django.urls import path

from youlin.web.chief.surges import views

urlpatterns = [path("surges/<uuid:surge>/", views.surge, name="surge")]
