"""How the list of cases is narrowed: read from the address, shown as a form, said in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from youlin.domains.access.actor import Actor
from youlin.domains.cases import queries
from youlin.domains.cases.rules.views import kept
from youlin.domains.chiefs.wording import post_name
from youlin.domains.territory import queries as territory
from youlin.web.office import listing
from youlin.web.shared.parts import Choice

RUNNING = {"work": "running"}  # what the list shows where nothing is asked for
WORK = {
    "running": gettext_lazy("在办的"),
    "mine": gettext_lazy("等我办"),
    "late": gettext_lazy("晚了的"),
    "untold": gettext_lazy("要告诉部门的"),
    "all": gettext_lazy("全部"),
}
FOLDED = ("kind", "rung", "urgency", "source", "holder", "from", "to")  # the ones that the form has


def wanted(asked: Mapping[str, str]) -> queries.Wanted:
    """What an address asks for; what cannot be read counts as not said."""
    rung, work = asked.get("rung", ""), asked.get("work", "")
    plain = not asked.get("status") and not asked.get("q")
    return queries.Wanted(
        text=asked.get("q", ""),
        status=asked.get("status", ""),
        kind=asked.get("kind", ""),
        urgency=asked.get("urgency", ""),
        source=asked.get("source", ""),
        holder=listing.key(asked.get("holder")),
        rung=int(rung) if rung.isascii() and rung.isdecimal() and len(rung) == 1 else None,
        first=listing.day(asked.get("from")),
        last=listing.day(asked.get("to")),
        place=listing.key(asked.get("place")),
        running=work == "running" or (not work and plain),
        overdue=work == "late",
        untold=work == "untold",
        mine=work == "mine",
    )


def asked_of(request: HttpRequest) -> dict[str, str]:
    """The filters in the address of a request."""
    return kept(request.GET.dict())


def address(filters: Mapping[str, str]) -> str:
    """Filters as an address; never an empty one, which would open what the reader's list opens with."""
    return "?" + urlencode(filters or RUNNING)


def choices(actor: Actor, asked: Mapping[str, str]) -> list[Choice]:
    """The filters to choose from, with the desks of the reader's street; and the post that is chosen, whichever it is.

    What else narrows the list goes along unseen.
    """
    desks = [(str(post.pk), post_name(post)) for post in queries.desks(actor)]
    chosen = listing.key(asked.get("holder"))
    if chosen is not None and str(chosen) not in dict(desks):
        desks += [(str(post.pk), post_name(post)) for post in queries.posts([chosen]).values()]
    offered: tuple[tuple[str, str, Iterable[tuple[object, object]]], ...] = (
        ("kind", _("类别"), queries.Case.Kinds.choices),
        ("rung", _("到哪一级"), queries.Rungs.choices),
        ("urgency", _("急缓"), queries.Urgencies.choices),
        ("source", _("怎么来的"), queries.Case.Sources.choices),
        ("holder", _("谁办"), desks),
    )
    return [
        Choice(name, label, [("", _("不论")), *((str(value), words) for value, words in known)], asked.get(name, ""))
        for name, label, known in offered
    ]


def in_words(many: Sequence[Mapping[str, str]]) -> list[str]:
    """Each set of filters as one line; places and posts are looked up once for all."""
    where, whose = _keys(many, "place"), _keys(many, "holder")
    places = territory.by_keys(where) if where else {}
    posts = queries.posts(whose) if whose else {}
    labels: dict[str, dict[str, object]] = {
        "work": dict(WORK),
        "status": dict(queries.Case.Statuses.choices),
        "kind": dict(queries.Case.Kinds.choices),
        "rung": {str(value): label for value, label in queries.Rungs.choices},
        "urgency": dict(queries.Urgencies.choices),
        "source": dict(queries.Case.Sources.choices),
        "place": {str(key): place.full_name for key, place in places.items()},
        "holder": {str(key): post_name(post) for key, post in posts.items()},
        "q": {},
    }
    return [" · ".join(_line(filters, labels)) or str(WORK["running"]) for filters in many]


def _line(filters: Mapping[str, str], labels: Mapping[str, Mapping[str, object]]) -> list[str]:
    said = [str(labels[name].get(value, value)) for name, value in filters.items() if name in labels]
    if filters.get("from") or filters.get("to"):
        span = {"first": filters.get("from", "…"), "last": filters.get("to", "…")}
        said.append(_("%(first)s 至 %(last)s 报上来的") % span)
    return said


def _keys(many: Sequence[Mapping[str, str]], name: str) -> list[UUID]:
    return [key for filters in many if (key := listing.key(filters.get(name))) is not None]
