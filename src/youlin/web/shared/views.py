"""The switches that stand on every page, and the page that shows every part."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from youlin.web.shared import style_guide
from youlin.web.shared.access import public
from youlin.web.shared.display import LARGE_COOKIE, YEAR


@public
@require_POST
def display(request: HttpRequest) -> HttpResponse:
    """Large type on or off, kept in a cookie; then back to the page it was asked on."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = redirect(back)
    response.set_cookie(
        LARGE_COOKIE,
        "1" if request.POST.get("large") == "1" else "0",
        max_age=YEAR,
        samesite="Lax",
        secure=request.is_secure(),
        httponly=True,
    )
    return response


@public
def style(request: HttpRequest, mode: str = "desk") -> HttpResponse:
    """Every part on one page, for who builds pages; only on a developer's machine."""
    if not settings.DEBUG or mode not in style_guide.MODES:
        raise Http404
    return render(request, "shared/style.html", style_guide.values(request, mode))
