"""Doors of the neighbourhood, under `chief:`."""

from __future__ import annotations

from django.urls import path

from youlin.web.chief.people import keeping, needs, points, views

urlpatterns = [
    path("neighbours/", views.neighbours, name="neighbours"),
    path("neighbours/<uuid:household>/", views.home, name="home"),
    path("neighbours/<uuid:household>/point/", points.point, name="home_point"),
    path("people/<uuid:resident>/", views.person, name="person"),
    path("people/<uuid:resident>/needs/", needs.needs, name="needs"),
    path("people/<uuid:resident>/rest/", keeping.rest, name="rest"),
    path("people/<uuid:resident>/rest/over/", keeping.rest_over, name="rest_over"),
    path("people/<uuid:resident>/consent/", keeping.consent, name="consent"),
    path("people/<uuid:resident>/phone/", views.reveal, name="reveal"),
]
