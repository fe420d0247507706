"""Doors of the figures, under `office:`."""

from __future__ import annotations

from django.urls import path

from youlin.web.office.figures import bulletin, effort, views

urlpatterns = [
    path("", views.figures, name="figures"),
    path("records/<str:key>/", views.records, name="figure_records"),
    path("effort/", effort.effort, name="effort"),
    path("bulletin/", bulletin.bulletin, name="bulletin"),
    path("bulletin/<str:form>/", bulletin.download, name="bulletin_file"),
]
