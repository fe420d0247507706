"""Doors of the figures, under `office:`."""

from __future__ import annotations

from django.urls import path

from youlin.web.office.figures import board, bulletin, effort, registry, views

urlpatterns = [
    path("", views.figures, name="figures"),
    path("records/<str:key>/", views.records, name="figure_records"),
    path("board/", board.board, name="board"),
    path("registry/", registry.registry, name="figure_registry"),
    path("outside/", registry.outside, name="figures_outside"),
    path("effort/", effort.effort, name="effort"),
    path("bulletin/", bulletin.bulletin, name="bulletin"),
    path("bulletin/<str:form>/", bulletin.download, name="bulletin_file"),
]
