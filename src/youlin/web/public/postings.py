"""What is on public notice: name, household size and amount, for its legal days and no longer."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from youlin.domains.benefits import queries
from youlin.domains.benefits.wording import yuan
from youlin.foundation import clock
from youlin.web.shared.access import public


@public
def postings(request: HttpRequest) -> HttpResponse:
    """Who is on notice today."""
    rows = queries.postings(clock.day_of(clock.now()))
    lines = [(row, yuan(row.amount_fen) if row.amount_fen is not None else "") for row in rows]
    return render(request, "public/postings.html", {"lines": lines})
