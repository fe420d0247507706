"""Doors of what is mine, under `chief:`."""

from __future__ import annotations

from django.urls import path

from youlin.web.chief.own import away, handover, helping, letters, terms, views

urlpatterns = [
    path("mine/", views.me, name="me"),
    path("mine/helping/", helping.helping, name="helping"),
    path("mine/terms/", terms.terms, name="terms"),
    path("mine/terms/<uuid:term>/resign/", terms.resign, name="resign"),
    path("mine/terms/<uuid:term>/stay/", terms.resign_back, name="resign_back"),
    path("mine/terms/<uuid:term>/handover/", handover.handover, name="handover"),
    path("mine/terms/<uuid:term>/handover/tick/", handover.tick, name="handover_tick"),
    path("mine/away/", away.away, name="away"),
    path("mine/away/set/", away.away_set, name="away_set"),
    path("mine/away/<uuid:absence>/back/", away.back, name="away_back"),
    path("mine/away/<uuid:absence>/cover/", away.cover, name="away_cover"),
    path("mine/away/<uuid:absence>/give-back/", away.give_back, name="cover_back"),
    path("neighbours/<uuid:household>/note/", handover.note, name="note"),
    path("mine/letters/", letters.letters, name="letters"),
    path("mine/letters/<str:channel>/agree/", letters.agree, name="letters_agree"),
    path("mine/letters/<str:channel>/stop/", letters.stop, name="letters_stop"),
    path("notices/", views.notices, name="notices"),
    path("notices/read/", views.read, name="notices_read"),
]
