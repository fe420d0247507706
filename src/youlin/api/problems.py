"""Whatever goes wrong, said as RFC 9457 `application/problem+json`: one sentence for people, one code for programs."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError
from pydantic import Field

from youlin.foundation.refusal import Refusal

_WHERE = frozenset({"body", "query", "path", "header"})  # the framework's first words for a value


class Fault(Schema):
    """One value that cannot be right."""

    field: str = Field(description="name of the value, dotted where it lies deeper")
    message: str = Field(description="what is wrong with it")


class Problem(Schema):
    """RFC 9457. `code` is stable; `detail` is a sentence in the reader's language."""

    type: str = "about:blank"
    title: str
    status: int
    code: str
    detail: str
    errors: list[Fault] = []


def answer(status: int, code: str, detail: str, errors: list[dict[str, str]] | None = None) -> HttpResponse:
    """A problem document."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "detail": detail,
        "errors": errors or [],
    }
    return HttpResponse(json.dumps(body, ensure_ascii=False), status=status, content_type="application/problem+json")


def said_by(api: NinjaAPI) -> None:
    """Let an interface say its problems this way."""

    @api.exception_handler(Refusal)
    def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
        faults = [{"field": refusal.field, "message": refusal.message}] if refusal.field else None
        return answer(refusal.status, refusal.code, refusal.message, faults)

    @api.exception_handler(ValidationError)
    def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        faults = [
            {"field": ".".join(str(part) for part in one["loc"] if part not in _WHERE) or "body", "message": one["msg"]}
            for one in error.errors
        ]
        return answer(422, "invalid", _("有的内容不符合要求，请看 errors。"), faults)

    @api.exception_handler(HttpError)
    def unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
        return answer(error.status_code, "unreadable", _("发来的内容读不懂，请按接口说明发 JSON。"))

    @api.exception_handler(Http404)
    def missing(request: HttpRequest, error: Http404) -> HttpResponse:
        return answer(404, "not_there", _("没有这个内容。"))
