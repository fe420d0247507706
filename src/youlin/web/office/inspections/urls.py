"""Doors of inspections, under `office:`."""

from __future__ import annotations

from django.urls import path

from youlin.web.office.inspections import checklists, rounds, sites

urlpatterns = [
    path("", rounds.rounds, name="inspections"),
    path("new/", rounds.make, name="inspection_new"),
    path("new/cost/", rounds.cost, name="inspection_cost"),
    path("rounds/<uuid:round_key>/", rounds.board, name="inspection_round"),
    path("rounds/<uuid:round_key>/sheet/", rounds.sheet, name="inspection_sheet"),
    path("rounds/<uuid:round_key>/close/", rounds.close, name="inspection_close"),
    path("sites/", sites.sites, name="sites"),
    path("sites/new/", sites.add, name="site_new"),
    path("sites/<uuid:site>/", sites.site, name="site"),
    path("sites/<uuid:site>/change/", sites.change, name="site_change"),
    path("sites/<uuid:site>/close/", sites.close, name="site_close"),
    path("checklists/", checklists.checklists, name="checklists"),
    path("checklists/new/", checklists.add, name="checklist_new"),
    path("checklists/<str:code>/", checklists.checklist, name="checklist"),
    path("checklists/<str:code>/change/", checklists.change, name="checklist_change"),
]
