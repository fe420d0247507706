"""Doors of policy at the desk, under `office:`."""

from __future__ import annotations

from django.urls import path

from youlin.web.office.benefits import appeals, enrolments, filing, numbers, own, register, relatives, reviews, views
from youlin.web.shared.applications.doors import doors
from youlin.web.shared.applications.room import DESK

urlpatterns = [
    path("", views.benefits, name="benefits"),
    path("run/", views.run_now, name="benefits_run"),
    path("leads/<uuid:lead>/", views.decide, name="lead_decide"),
    path("applications/", filing.applications, name="applications"),
    path("applications/<uuid:application>/", filing.application, name="application"),
    *doors(DESK),
    path("relatives/", relatives.relatives, name="staff_relatives"),
    path("relatives/<uuid:resident>/", relatives.register, name="staff_relative_new"),
    path("applications/<uuid:application>/refusal/", filing.refusal, name="application_refusal"),
    path("applications/<uuid:application>/told/", filing.told, name="application_told"),
    path("enrolments/", enrolments.enrolments, name="enrolments"),
    path("enrolments/<uuid:enrolment>/", enrolments.enrolment, name="enrolment"),
    path("enrolments/<uuid:enrolment>/stop/", enrolments.stop, name="enrolment_stop"),
    path("lists/", register.lists, name="benefit_lists"),
    path("lists/new/", register.take, name="benefit_take"),
    path("lists/<uuid:made>/", register.one_list, name="benefit_list"),
    path("reviews/", reviews.reviews, name="benefit_reviews"),
    path("reviews/<uuid:review>/", reviews.review, name="benefit_review"),
    path("appeals/", appeals.appeals, name="benefit_appeals"),
    path("applications/<uuid:application>/appeal/", appeals.against_decision, name="application_appeal"),
    path("enrolments/<uuid:enrolment>/appeal/", appeals.about_enrolment, name="enrolment_appeal"),
    path("appeals/<uuid:appeal>/", appeals.appeal, name="benefit_appeal"),
    path("appeals/<uuid:appeal>/letter/", appeals.letter, name="benefit_appeal_letter"),
    path("figures/", numbers.numbers, name="benefit_figures"),
    path("figures/<str:parameter>/", numbers.propose, name="benefit_figure_new"),
    path("own/", own.own, name="own_programmes"),
    path("own/new/", own.write, name="own_programme_new"),
    path("own/<uuid:programme>/", own.one, name="own_programme"),
    path("own/<uuid:programme>/decide/", own.decide, name="own_programme_decide"),
    path("own/<uuid:programme>/end/", own.end, name="own_programme_end"),
    path("figures/proposed/<uuid:figure>/", numbers.decide, name="benefit_figure_decide"),
]
