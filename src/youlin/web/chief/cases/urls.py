"""Cases on the phone, under `chief:`."""

from __future__ import annotations

from django.urls import path

from youlin.web.chief.cases import views

urlpatterns = [
    path("", views.cases, name="cases"),
    path("likely/", views.likely, name="case_likely"),
    path("paste/", views.paste, name="case_paste"),
    path("new/", views.report, name="case_new"),
    path("<uuid:case>/", views.case, name="case"),
    path("<uuid:case>/photos/<uuid:picture>/", views.photo, name="case_photo"),
    path("<uuid:case>/phone/", views.phone, name="case_phone"),
    path("<uuid:case>/reporter/", views.reporter, name="case_reporter"),
    path("<uuid:case>/authorities/<uuid:duty>/", views.authority, name="case_authority"),
    path("<uuid:case>/writing/", views.writing, name="case_writing"),
    path("<uuid:case>/<slug:step>/", views.step, name="case_step"),
]
