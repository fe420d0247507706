"""What a reader wishes of the display and keeps in a cookie."""

from __future__ import annotations

from django.http import HttpRequest

LARGE_COOKIE = "youlin_large"
YEAR = 60 * 60 * 24 * 365


def is_large(request: HttpRequest) -> bool:
    """Whether the reader asked for large type."""
    return request.COOKIES.get(LARGE_COOKIE) == "1"
