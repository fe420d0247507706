"""How-to cards for a new chief, one page each, large enough to hang beside the telephone."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from youlin.domains.chiefs.guide import HowTo
from youlin.domains.chiefs.papers import setting


def howto_pdf(cards: Sequence[HowTo], *, street: str) -> bytes:
    """The cards, A5, one to a page."""
    values = [
        {"title": str(card.title), "steps": [str(step) for step in card.steps], "remember": str(card.remember)}
        for card in cards
    ]
    words = {"kicker": _("邻长手边卡"), "remember": _("记住"), "street": street}
    return setting.pdf("howto", {"words": words, "cards": values})
