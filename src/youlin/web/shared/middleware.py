"""A refusal that no form caught, and a method that no page takes, become pages that say why and lead back."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import render

from youlin.foundation.refusal import NotThere, Refusal
from youlin.web.shared import errors

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class RefusalMiddleware:
    """Pages only: the API answers its own refusals before they come this far."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        # PostgreSQL takes no zero character in a text; nobody types one into an address on purpose. A program is told
        # so by the API itself, in a problem document.
        if "%00" in request.META.get("QUERY_STRING", "") and not request.path.startswith("/api/"):
            return errors.bad_request(request)
        answer = self.get_response(request)
        # Django refuses a method without a word, and the browser then shows its own broken page: so it is with the
        # address of a form that was reloaded, or opened from the history.
        if isinstance(answer, HttpResponseNotAllowed) and not request.path.startswith(("/api/", "/open311/")):
            return errors.not_allowed(request, answer.headers["Allow"])
        return answer

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The refusal's page; any other exception is none of ours."""
        if isinstance(exception, NotThere):
            return errors.not_found(request, exception)
        if isinstance(exception, Refusal):
            # The browser's own way back keeps what was typed; the address is for those who came without one.
            values = {"said": exception.message, "back": errors.way_back(request)}
            return render(request, "shared/refused.html", values, status=exception.status)
        return None
