"""Doors of recording, under `chief:`."""

from __future__ import annotations

from django.urls import path

from youlin.web.chief.contacts import views

urlpatterns = [
    path("people/<uuid:resident>/greet/", views.greet, name="greet"),
    path("people/<uuid:resident>/visit/", views.visit, name="visit"),
    path("contacts/<uuid:contact>/", views.contact, name="contact"),
    path("contacts/<uuid:contact>/undo/", views.undo, name="contact_undo"),
]
