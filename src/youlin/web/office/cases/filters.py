"""How the list of cases is narrowed: read from the address, shown as a form, said in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from youlin.domains.access.actor import Actor
from youlin.domains.cases import queries
from youlin.domains.cases.rules.views import kept
from youlin.domains.chiefs.wording import post_name
from youlin.domains.territory import queries as territory
from youlin.web.office import listing

RUNNING = {"work": "running"}  # what the list shows where nothing is asked for
WORK = {
    "running": gettext_lazy("在办的"),
    "mine": gettext_lazy("等我办"),
    "late": gettext_lazy("晚了的"),
    "untold": gettext_lazy("要告诉部门的"),
    "all": gettext_lazy("全部"),
}
FOLDED = ("kind", "rung", "urgency", "source", "holder", "from", "to")  # the ones that the form has


class FilterForm(forms.Form):
    """The filters that need a choice or a day; what else narrows the list goes along unseen."""

    kind = forms.ChoiceField(label=gettext_lazy("类别"), required=False)
    rung = forms.ChoiceField(label=gettext_lazy("到哪一级"), required=False)
    urgency = forms.ChoiceField(label=gettext_lazy("急缓"), required=False)
    source = forms.ChoiceField(label=gettext_lazy("怎么来的"), required=False)
    holder = forms.ChoiceField(label=gettext_lazy("谁办"), required=False)

    def __init__(self, asked: Mapping[str, str], desks: Sequence[tuple[str, str]]) -> None:
        super().__init__(initial=dict(asked))
        offered: dict[str, Iterable[tuple[str, object]]] = {
            "kind": queries.Case.Kinds.choices,
            "rung": [(str(value), label) for value, label in queries.Rungs.choices],
            "urgency": queries.Urgencies.choices,
            "source": queries.Case.Sources.choices,
            "holder": desks,
        }
        for name, choices in offered.items():
            self.fields[name].choices = [("", _("不论")), *choices]  # type: ignore[attr-defined]


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


def form(actor: Actor, asked: Mapping[str, str]) -> FilterForm:
    """The form, with the desks of the reader's street; and the post that is chosen, whichever it is."""
    desks = [(str(post.pk), post_name(post)) for post in queries.desks(actor)]
    chosen = listing.key(asked.get("holder"))
    if chosen is not None and str(chosen) not in dict(desks):
        desks += [(str(post.pk), post_name(post)) for post in queries.posts([chosen]).values()]
    return FilterForm(asked, desks)


def in_words(many: Sequence[Mapping[str, str]]) -> list[str]:
    """Each set of filters as one line; places and posts are looked up once for all."""
    places = territory.by_keys(_keys(many, "place"))
    posts = queries.posts(_keys(many, "holder"))
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
