"""One question on one page: ask, change, go back with a word."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from youlin.web.shared import notices
from youlin.web.shared.forms import PageForm, run


def ask(
    request: HttpRequest,
    form: PageForm,
    change: Callable[[], object],
    *,
    back: str,
    title: str,
    kicker: str,
    hint: str,
    done: str,
) -> HttpResponse:
    """Draw the form; when it is sent and `change` is content, say `done` on the page that we go back to."""
    if request.method == "POST" and form.is_valid() and run(form, change) is not None:
        notices.done(request, done)
        return redirect(back)
    return render(
        request,
        "office/ask.html",
        {"form": form, "title": title, "kicker": kicker, "hint": hint, "back": back},
        status=422 if form.errors else 200,
    )
