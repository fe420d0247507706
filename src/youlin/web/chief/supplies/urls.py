"""Doors of bringing things, under `chief:`."""

from __future__ import annotations

from django.urls import path

from youlin.web.chief.supplies import views

urlpatterns = [
    path("", views.supplies, name="supplies"),
    path("<uuid:delivery>/", views.delivery, name="delivery"),
    path("<uuid:delivery>/undo/", views.undo, name="delivery_undo"),
]
