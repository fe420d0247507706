"""Doors of the public pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from youlin.web.public import (
    calendars,
    cards,
    covenants,
    finding,
    health,
    news,
    postings,
    reporting,
    stations,
    tracking,
    views,
    volunteering,
)

app_name = "public"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("find/", finding.find, name="find"),
    path("report/", reporting.report, name="report"),
    path("report/<str:ticket>/", reporting.done, name="report_done"),
    path("track/", tracking.ask, name="track"),
    path("track/<str:ticket>/", tracking.show, name="track_case"),
    path("track/<str:ticket>/confirm/", tracking.confirm, name="track_confirm"),
    path("track/<str:ticket>/reopen/", tracking.reopen, name="track_reopen"),
    path("notices/", postings.postings, name="postings"),
    path("notices/<uuid:posting>/", postings.posting, name="posting"),
    path("notices/objections/<str:receipt>/", postings.objection, name="objection"),
    path("cards/<str:token>", cards.card, name="card"),
    path("cards/<str:token>/photo", cards.photo, name="card_photo"),
    path("selection/", include("youlin.web.public.selection.urls")),
    path("volunteer/", volunteering.volunteer, name="volunteer"),
    path("volunteer/<uuid:activity>/", volunteering.activity, name="activity"),
    path("volunteer/mine/", volunteering.ask, name="volunteer_ask"),
    path("volunteer/mine/<str:ticket>/", volunteering.own, name="volunteer_own"),
    path("volunteer/mine/<str:ticket>/certificate/", volunteering.certificate_ask, name="volunteer_certificate"),
    path("volunteer/mine/<str:ticket>/papers/<uuid:certificate>/", volunteering.paper, name="volunteer_paper"),
    path("volunteer/mine/<str:ticket>/<uuid:sign_up>/cancel/", volunteering.cancel, name="volunteer_cancel"),
    path("certificates/<str:token>", volunteering.certificate, name="certificate"),
    path("covenants/", covenants.covenants, name="covenants"),
    path("covenants/<uuid:covenant>/", covenants.covenant, name="covenant"),
    path("stations/", stations.stations, name="stations"),
    path("stations/<uuid:station>/", stations.station, name="station"),
    path("news/", news.news, name="news"),
    path("news/feed.xml", news.feed, name="feed"),
    path("news/rss.xml", news.rss, name="rss"),
    path("bulletins/<uuid:issue>/", news.bulletin, name="bulletin"),
    path("bulletins/<uuid:issue>/<str:form>/", news.bulletin_file, name="bulletin_file"),
    path("calendar/<str:token>.ics", calendars.rounds_calendar, name="rounds_calendar"),
    path("privacy/", views.privacy, name="privacy"),
    path("health/live", health.live, name="live"),
    path("health/ready", health.ready, name="ready"),
]
