"""Doors of the interface: `/api/v1/…` and its description at `/api/v1/openapi.json`."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseRedirect
from django.urls import URLPattern, URLResolver
from ninja import NinjaAPI

from youlin.api import problems
from youlin.api.v1 import cases

api = NinjaAPI(
    title="Youlin",
    version="1",
    description="The open interface of a Youlin house. Instants are ISO 8601 with an offset; days are Shanghai's. "
    "Errors are `application/problem+json` (RFC 9457).",
    docs_url=None,  # its page would fetch scripts from elsewhere
    urls_namespace="api",
)
problems.said_by(api)
api.add_router("", cases.router)


def root(request: HttpRequest, **_any: object) -> HttpResponseRedirect:
    """The description is all there is to read here."""
    return HttpResponseRedirect("openapi.json")


def _patterns() -> list[URLPattern | URLResolver]:
    """The interface's own patterns, each saying that it stands open to anyone: residents have no account."""
    found: list[URLPattern | URLResolver] = []
    for pattern in api.urls[0]:
        if isinstance(pattern, URLPattern):
            if pattern.name == "api-root":
                pattern.callback = root
            setattr(pattern.callback, "permission", "public")  # noqa: B010  # a view wears its permission
        found.append(pattern)
    return found


app_name = "api"
urlpatterns: list[URLPattern | URLResolver] = _patterns()
