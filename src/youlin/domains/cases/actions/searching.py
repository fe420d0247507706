"""Keeping the index of what cases are found by: with the report itself, and set by set for what came another way."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from youlin.domains.cases.models import Case
from youlin.domains.cases.queries import search
from youlin.foundation import fulltext

AT_A_TIME = 1000


def add(cases: Sequence[Case]) -> None:
    """Put cases into the index; whoever writes them says so by `searchable`."""
    fulltext.add(search.TABLE, {case.pk: search.tokens_of(case) for case in cases})


def index_waiting() -> int:
    """Put into the index what is not in it, oldest first; returns how many. Broken off, it goes on where it was."""
    done = 0
    while True:
        with transaction.atomic():
            rows = list(
                Case.objects.filter(searchable=0)
                .select_for_update(of=("self",), skip_locked=True)
                .select_related("territory", "resident")
                .defer("reporter_phone", "closing")
                .order_by("pk")[:AT_A_TIME]
            )
            add(rows)
            Case.objects.filter(pk__in=[case.pk for case in rows]).update(searchable=search.INDEXED)
        done += len(rows)
        if len(rows) < AT_A_TIME:
            return done
