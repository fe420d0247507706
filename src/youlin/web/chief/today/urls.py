"""The front door of the phone pages, under `chief:`."""

from __future__ import annotations

from django.urls import path

from youlin.web.chief.today import views

urlpatterns = [path("", views.today, name="today")]
