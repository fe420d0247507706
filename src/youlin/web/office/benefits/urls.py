"""Doors of policy at the desk, under `office:`."""

from __future__ import annotations

from django.urls import path

from youlin.web.office.benefits import filing, numbers, register, views

urlpatterns = [
    path("", views.benefits, name="benefits"),
    path("run/", views.run_now, name="benefits_run"),
    path("leads/<uuid:lead>/", views.decide, name="lead_decide"),
    path("applications/", filing.applications, name="applications"),
    path("applications/<uuid:application>/", filing.application, name="application"),
    path("applications/<uuid:application>/paper/", filing.paper, name="application_paper"),
    path("applications/<uuid:application>/refusal/", filing.refusal, name="application_refusal"),
    path("register/", register.register, name="benefit_register"),
    path("figures/", numbers.numbers, name="benefit_figures"),
    path("figures/<str:parameter>/", numbers.propose, name="benefit_figure_new"),
    path("figures/proposed/<uuid:figure>/", numbers.decide, name="benefit_figure_decide"),
]
