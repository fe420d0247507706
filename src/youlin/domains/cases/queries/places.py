"""Which place somebody on the street means: a door code, an address, or at least the street."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from youlin.domains.residents.queries import neighbourhood_at
from youlin.domains.residents.rules import address_key
from youlin.domains.territory import queries as territory_queries
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import Level
from youlin.foundation.refusal import Invalid, NotThere


def find(words: str) -> Territory | None:
    """The neighbourhood that a door code or an address with its number names; None where it is not certain."""
    if not words.strip():
        return None
    try:
        found = territory_queries.by_code(words)
    except NotThere:
        return neighbourhood_at(words)
    return found if found.level == Level.NEIGHBOURHOOD else None


def place_of_report(words: str, *, door: UUID | None = None) -> Territory:
    """Where a report from the street belongs: the door scanned, its neighbourhood, a place it names, the street.

    Raises Invalid where several subdistricts are served and none is named.
    """
    if door is not None:
        found = Territory.objects.filter(pk=door, level=Level.NEIGHBOURHOOD).first()
        if found is not None:
            return found
    neighbourhood = find(words)
    if neighbourhood is not None:
        return neighbourhood
    named = _named(words)
    if named is not None:
        return named
    street = territory_queries.the_subdistrict()
    if street is None:
        raise Invalid("place_unclear", _("请写上街道和社区的名称，好转给对的人。"), field="place")
    return street


def _named(words: str) -> Territory | None:
    """The community or street whose name stands in the words, where there is exactly one."""
    key = address_key(words)
    if not key:
        return None
    for level in (Level.COMMUNITY, Level.SUBDISTRICT):
        rows = [row for row in Territory.objects.filter(level=level) if address_key(row.name) in key]
        if len(rows) == 1:
            return rows[0]
    return None
