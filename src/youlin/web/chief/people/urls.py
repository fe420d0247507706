"""Doors of the neighbourhood, under `chief:`."""

from __future__ import annotations

from django.urls import path

from youlin.web.chief.people import needs, points, views

urlpatterns = [
    path("neighbours/", views.neighbours, name="neighbours"),
    path("neighbours/<uuid:household>/", views.home, name="home"),
    path("neighbours/<uuid:household>/point/", points.point, name="home_point"),
    path("people/<uuid:resident>/", views.person, name="person"),
    path("people/<uuid:resident>/needs/", needs.needs, name="needs"),
    path("people/<uuid:resident>/phone/", views.reveal, name="reveal"),
]
