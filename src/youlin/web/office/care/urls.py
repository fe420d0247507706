"""Doors of care, under `office:`."""

from __future__ import annotations

from django.urls import path

from youlin.web.office.care import found, keeping, line, person, questions, surges, views

urlpatterns = [
    path("", views.care, name="care"),
    path("new/", views.proposals, name="care_new"),
    path("cadences/", views.cadences, name="cadences"),
    path("found/", found.found, name="care_found"),
    path("found/ages/", found.ages, name="care_ages"),
    path("found/declined/", found.declined, name="care_declined"),
    path("found/declined/<uuid:declined>/undo/", found.undecline, name="care_undecline"),
    path("line/", line.line, name="care_line"),
    path("line/questions/<uuid:question>/", line.question, name="care_line_question"),
    path("questions/", questions.questions, name="care_questions"),
    path("questions/<uuid:question>/", questions.question, name="care_question"),
    path("surges/", surges.surges, name="surges"),
    path("surges/new/", surges.call, name="surge_new"),
    path("surges/<uuid:surge>/", surges.surge, name="surge"),
    path("surges/<uuid:surge>/end/", surges.end, name="surge_end"),
    path("people/<uuid:resident>/", person.person, name="care_person"),
    path("people/<uuid:resident>/open/", person.take_in, name="care_open"),
    path("people/<uuid:resident>/pause/", person.pause, name="care_pause"),
    path("people/<uuid:resident>/end/", person.end, name="care_end"),
    path("people/<uuid:resident>/consent/", keeping.consent, name="care_consent"),
    path("people/<uuid:resident>/tighten/", keeping.tighten, name="care_tighten"),
    path("people/<uuid:resident>/loosen/", keeping.loosen, name="care_loosen"),
    path("people/<uuid:resident>/resume/", keeping.resume, name="care_resume"),
    path("people/<uuid:resident>/tier/", keeping.tier, name="care_tier"),
]
