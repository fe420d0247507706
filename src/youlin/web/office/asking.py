"""One question on one page: ask, change, go back with a word."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from youlin.web.shared import notices
from youlin.web.shared.forms import PageForm, run

Result = TypeVar("Result")


def ask(
    request: HttpRequest,
    form: PageForm,
    change: Callable[[], Result],
    *,
    back: str,
    title: str,
    kicker: str,
    hint: str,
    done: str,
    onward: Callable[[Result], str] | None = None,
) -> HttpResponse:
    """Draw the form; once `change` is content, say `done` on the page that comes next: `onward`, else `back`."""
    if request.method == "POST" and form.is_valid():
        result = run(form, change)
        if result is not None:
            notices.done(request, done)
            return redirect(onward(result) if onward else back)
    return render(
        request,
        "office/ask.html",
        {"form": form, "title": title, "kicker": kicker, "hint": hint, "back": back},
        status=422 if form.errors else 200,
    )
