"""Doors of the chiefs' register, under `office:`."""

from __future__ import annotations

from django.urls import path

from youlin.web.office.chiefs import absences, appointing, terms, views

urlpatterns = [
    path("", views.chiefs, name="chiefs"),
    path("posts/<uuid:post>/", views.post, name="post"),
    path("appoint/", appointing.appoint, name="appoint"),
    path("terms/", terms.terms, name="terms"),
    path("terms/<uuid:term>/renew/", terms.renew, name="term_renew"),
    path("terms/<uuid:term>/stay/", terms.take_back, name="term_back"),
    path("terms/<uuid:term>/appraise/", terms.appraise, name="appraise"),
    path("terms/<uuid:term>/handover/", terms.handover, name="handover"),
    path("terms/<uuid:term>/absence/", absences.new, name="absence_new"),
    path("absences/<uuid:absence>/cover/", absences.cover, name="absence_cover"),
    path("absences/<uuid:absence>/end/", absences.end, name="absence_end"),
    path("terms/<uuid:term>/end/", appointing.end, name="term_end"),
    path("terms/<uuid:term>/phone/", appointing.show_phone, name="term_phone"),
    path("posts/<uuid:post>/password/<uuid:user>/", appointing.password, name="post_password"),
]
