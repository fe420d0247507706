"""Doors of the ledgers, under `office:`."""

from __future__ import annotations

from django.urls import path

from youlin.web.office.ledgers import questions, templates, views

urlpatterns = [
    path("", views.ledgers, name="ledgers"),
    path("new/", templates.new, name="ledger_new"),
    path("questions/", questions.questions, name="ledger_questions"),
    path("questions/<uuid:resident>/", questions.question, name="ledger_question"),
    path("<str:key>/", views.ledger, name="ledger"),
    path("<uuid:ledger>/columns/", templates.columns, name="ledger_columns"),
    path("<uuid:ledger>/version/", templates.version, name="ledger_version"),
    path("<uuid:ledger>/template.xlsx", templates.download, name="ledger_template"),
]
