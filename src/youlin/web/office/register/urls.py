"""Doors of the chiefs' registers, under `office:`."""

from __future__ import annotations

from django.urls import path

from youlin.web.office.register import handing, views

urlpatterns = [
    path("", views.register, name="register"),
    path("<uuid:run>/", views.run, name="register_run"),
    path("<uuid:run>/confirm/", views.confirm, name="register_confirm"),
    path("<uuid:run>/cancel/", views.cancel, name="register_cancel"),
    path("<uuid:run>/rejects/", views.rejects, name="register_rejects"),
    path("register.xlsx", handing.sheet, name="register_sheet"),
    path("phones.xlsx", handing.phones, name="register_phones"),
    path("book.pdf", handing.book, name="register_book"),
]
