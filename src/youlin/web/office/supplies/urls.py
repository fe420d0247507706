"""Doors of supplies, under `office:`."""

from __future__ import annotations

from django.urls import path

from youlin.web.office.supplies import board, giving, making, store

urlpatterns = [
    path("", store.supplies, name="supplies"),
    path("new/", store.stock_in, name="supply_new"),
    path("lots/<uuid:lot>/", store.lot, name="supply_lot"),
    path("lots/<uuid:lot>/recount/", store.recount, name="supply_recount"),
    path("lots/<uuid:lot>/give/", giving.give, name="supply_give"),
    path("lists/", board.lists, name="supply_lists"),
    path("lists/new/", making.make, name="supply_list_new"),
    path("lists/<uuid:supply_list>/", board.board, name="supply_list"),
    path("lists/<uuid:supply_list>/sheet/", board.sheet, name="supply_sheet"),
    path("deliveries/<uuid:delivery>/cancel/", giving.cancel, name="delivery_cancel"),
    path("deliveries/<uuid:delivery>/undo/", giving.undo, name="delivery_undo"),
]
