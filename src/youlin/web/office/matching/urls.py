"""Doors of matching, under `office:`."""

from __future__ import annotations

from django.urls import path

from youlin.web.office.matching import deciding, saying, views

urlpatterns = [
    path("", views.matching, name="matching"),
    path("terms/", saying.terms, name="match_terms"),
    path("runs/<uuid:run>/", views.run, name="match_run"),
    path("runs/<uuid:run>/now/", views.work_now, name="match_now"),
    path("runs/<uuid:run>/sketch/", views.sketch, name="match_sketch"),
    path("runs/<uuid:run>/accept/", deciding.accept, name="match_accept"),
    path("undo/<uuid:batch>/", deciding.undo, name="match_undo"),
    path("proposals/<uuid:proposal>/", deciding.proposal, name="match_proposal"),
    path("proposals/<uuid:proposal>/decline/", deciding.decline, name="match_decline"),
    path("people/<uuid:resident>/choose/", deciding.choose, name="match_choose"),
    path("people/<uuid:resident>/needs/", saying.needs, name="care_needs"),
    path("declines/<uuid:decline>/lift/", deciding.lift, name="match_lift"),
    path("chiefs/<uuid:user>/offer/", saying.offer, name="chief_offer"),
]
