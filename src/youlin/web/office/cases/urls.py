"""Cases at the desk, under `office:`."""

from __future__ import annotations

from django.urls import path

from youlin.domains.access.rules import Can
from youlin.web.office.cases import bulk, history, saved, views
from youlin.web.shared.cases.doors import doors

urlpatterns = [
    path("", views.cases, name="cases"),
    path("likely/", views.likely, name="case_likely"),
    path("paste/", views.paste, name="case_paste"),
    path("new/", views.report, name="case_new"),
    path("bulk/", bulk.choose, name="case_bulk"),
    path("bulk/<slug:verb>/", bulk.do, name="case_bulk_do"),
    path("batches/<uuid:batch>/", bulk.batch, name="case_batch"),
    path("batches/<uuid:batch>/undo/", bulk.undo, name="case_batch_undo"),
    path("views/", saved.views, name="case_views"),
    path("views/new/", saved.save, name="case_view_new"),
    path("views/<uuid:view>/change/", saved.change, name="case_view_change"),
    path("views/<uuid:view>/remove/", saved.remove, name="case_view_remove"),
    path("views/<uuid:view>/restore/", saved.restore, name="case_view_restore"),
    path("views/<uuid:view>/pin/", saved.choose, {"what": "pin"}, name="case_view_pin"),
    path("views/<uuid:view>/unpin/", saved.choose, {"what": "unpin"}, name="case_view_unpin"),
    path("views/<uuid:view>/open/", saved.choose, {"what": "open"}, name="case_view_open"),
    path("views/<uuid:view>/unopen/", saved.choose, {"what": "unopen"}, name="case_view_unopen"),
    path("<uuid:case>/history/", history.history, name="case_history"),
    *doors(views.ROOM, Can.WORK_CASES),
]
