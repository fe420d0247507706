"""Every door of the house."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("youlin.web.public.urls")),
    path("me/", include("youlin.web.chief.urls")),
    path("office/", include("youlin.web.office.urls")),
    path("account/", include("youlin.web.shared.account.urls")),
    path("", include("youlin.web.shared.urls")),
    path("api/v1/", include("youlin.api.urls")),
]

handler400 = "youlin.web.shared.errors.bad_request"
handler403 = "youlin.web.shared.errors.forbidden"
handler404 = "youlin.web.shared.errors.not_found"
handler500 = "youlin.web.shared.errors.server_error"
