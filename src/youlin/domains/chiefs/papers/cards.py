"""代表证: one card of 85.6 × 54 mm, or A4 sheets of ten with crop marks, fronts and then their backs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from youlin.domains.chiefs import portraits
from youlin.domains.chiefs.papers import setting
from youlin.domains.chiefs.queries.cards import Card

Address = Callable[[str], str]


def card_pdf(card: Card, *, address: Address) -> bytes:
    """Front and back of one card. `address` makes the whole address of the public page from a token."""
    return setting.pdf("cards", {"sheet": False, "words": _words(), "cards": [_values(card, address)]})


def sheet_pdf(cards: Sequence[Card], *, address: Address) -> bytes:
    """Cards ten to a page, with crop marks; each page of fronts is followed by its backs for printing on both sides."""
    return setting.pdf("cards", {"sheet": True, "words": _words(), "cards": [_values(one, address) for one in cards]})


def _words() -> dict[str, str]:
    return {
        "card": _("三长代表证"),
        "until": _("有效期至"),
        "number": _("证号"),
        "station": _("阵地"),
        "scan": _("扫一扫，辨真伪"),
        "check": _("打开的网页写着“有效”才是真证。任期一结束，证就作废。"),
        "found": _("拾到请交社区。"),
        "area": _("负责"),
        "no_photo": _("未贴照片"),
    }


def _values(card: Card, address: Address) -> dict[str, str]:
    return {
        "street": card.street,
        "name": card.name,
        "title": _("%(title)s（代理）") % {"title": card.title} if card.is_acting else card.title,
        "place": card.place,
        "until": f"{card.last_day:%Y-%m-%d}",
        "number": card.number,
        "station": f"{card.station.name} {card.station.address}" if card.station else "",
        "hours": card.station.hours if card.station else "",
        "photo": setting.photograph(portraits.read(card.appointment, card.portrait)),
        "qr": setting.code(address(card.token)),
    }
