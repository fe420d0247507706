"""Doors of the chief pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

app_name = "chief"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("youlin.web.chief.today.urls")),
    path("", include("youlin.web.chief.people.urls")),
    path("", include("youlin.web.chief.contacts.urls")),
    path("", include("youlin.web.chief.own.urls")),
    path("", include("youlin.web.chief.checks.urls")),
    path("", include("youlin.web.chief.pack.urls")),
    path("", include("youlin.web.chief.surges.urls")),
    path("", include("youlin.web.chief.questions.urls")),
    path("asked/", include("youlin.web.chief.asked.urls")),
    path("benefits/", include("youlin.web.chief.benefits.urls")),
    path("cards/", include("youlin.web.chief.cards.urls")),
    path("cases/", include("youlin.web.chief.cases.urls")),
    path("disputes/", include("youlin.web.chief.disputes.urls")),
    path("meetings/", include("youlin.web.chief.meetings.urls")),
    path("rounds/", include("youlin.web.chief.rounds.urls")),
    path("supplies/", include("youlin.web.chief.supplies.urls")),
    path("known/", include("youlin.web.chief.known.urls")),
    path("line/", include("youlin.web.chief.line.urls")),
    path("campaigns/", include("youlin.web.chief.campaigns.urls")),
    path("hazards/", include("youlin.web.chief.hazards.urls")),
    path("inspections/", include("youlin.web.chief.inspections.urls")),
    path("volunteer/", include("youlin.web.chief.volunteering.urls")),
    path("services/", include("youlin.web.chief.services.urls")),
]
