"""What waits for a desk in the selection rounds, for its first page."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from youlin.domains.access.actor import Actor
from youlin.domains.chiefs.queries import selection as queries
from youlin.domains.chiefs.selection_wording import stage_name
from youlin.domains.chiefs.wording import post_name

SHOWN = 8


def waiting(actor: Actor) -> dict[str, object]:
    """Objections first, then counts, decisions and reviews: what each is about, and what it wants."""
    needs = queries.needs(actor)
    lines = [
        (post_name(row.post), _contest(row), _("%(n)d 条意见等答复") % {"n": number})
        for row, number in needs.objections
    ]
    lines += [(post_name(row.post), _contest(row), _("等计票")) for row in needs.counts]
    lines += [(post_name(row.post), _contest(row), stage_name(row.stage)) for row in needs.decisions]
    lines += [
        (f"{one.name} · {post_name(one.contest.post)}", reverse("office:candidate", args=[one.pk]), _("等审查"))
        for one in needs.reviews
    ]
    return {"selection": lines[:SHOWN], "selection_count": needs.total}


def _contest(row: queries.Contest) -> str:
    return reverse("office:contest", args=[row.pk])
