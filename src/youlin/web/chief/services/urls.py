"""Doors of the micro-service pages, under `chief:`."""

from __future__ import annotations

from django.urls import path

from youlin.web.chief.services import views

urlpatterns = [
    path("", views.services, name="services"),
    path("notes/<uuid:contact>/take/", views.take, name="service_take"),
    path("notes/<uuid:contact>/decline/", views.decline, name="service_decline"),
]
