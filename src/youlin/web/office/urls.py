"""Doors of the office pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from youlin.web.office import home

app_name = "office"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("adjustments/", include("youlin.web.office.adjustments.urls")),
    path("benefits/", include("youlin.web.office.benefits.urls")),
    path("care/", include("youlin.web.office.care.urls")),
    path("cases/", include("youlin.web.office.cases.urls")),
    path("checks/", include("youlin.web.office.checks.urls")),
    path("chiefs/register/", include("youlin.web.office.register.urls")),
    path("chiefs/coverage/", include("youlin.web.office.coverage.urls")),
    path("chiefs/", include("youlin.web.office.chiefs.urls")),
    path("chiefs/selection/", include("youlin.web.office.selection.urls")),
    path("departments/", include("youlin.web.office.departments.urls")),
    path("disputes/", include("youlin.web.office.disputes.urls")),
    path("drawing/", include("youlin.web.office.drawing.urls")),
    path("bulletins/", include("youlin.web.office.bulletins.urls")),
    path("figures/", include("youlin.web.office.figures.urls")),
    path("campaigns/", include("youlin.web.office.campaigns.urls")),
    path("hazards/", include("youlin.web.office.hazards.urls")),
    path("inspections/", include("youlin.web.office.inspections.urls")),
    path("known/", include("youlin.web.office.known.urls")),
    path("ledgers/", include("youlin.web.office.ledgers.urls")),
    path("letters/", include("youlin.web.office.letters.urls")),
    path("notices/", include("youlin.web.office.notices.urls")),
    path("meetings/", include("youlin.web.office.meetings.urls")),
    path("matching/", include("youlin.web.office.matching.urls")),
    path("outreach/", include("youlin.web.office.outreach.urls")),
    path("outreach/covenants/", include("youlin.web.office.covenants.urls")),
    path("outreach/volunteering/", include("youlin.web.office.volunteering.urls")),
    path("people/", include("youlin.web.office.people.urls")),
    path("roster/", include("youlin.web.office.roster.urls")),
    path("supplies/", include("youlin.web.office.supplies.urls")),
    path("settings/", include("youlin.web.office.settings.urls")),
]
