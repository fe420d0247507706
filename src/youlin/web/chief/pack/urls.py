"""The pack's door, under `chief:`."""

from __future__ import annotations

from django.urls import path

from youlin.web.chief.pack import views

urlpatterns = [path("pack/", views.pack, name="pack")]
