"""Ways of looking at the list of cases: which filters there are, and what is kept of an address."""

from __future__ import annotations

from collections.abc import Mapping

FILTERS = ("work", "q", "status", "kind", "rung", "urgency", "source", "holder", "place", "from", "to")
LONGEST = 60  # signs of one filter
LONGEST_NAME = 20
MOST_VIEWS = 30  # of one person: more is a list of its own


def kept(asked: Mapping[str, str]) -> dict[str, str]:
    """The filters of an address, in their order; nothing else, nothing empty.

    >>> kept({"page": "3", "to": "", "kind": "hazard", "work": "late"})
    {'work': 'late', 'kind': 'hazard'}
    """
    said = {name: asked[name].replace("\0", "").strip()[:LONGEST] for name in FILTERS if name in asked}
    return {name: value for name, value in said.items() if value}
