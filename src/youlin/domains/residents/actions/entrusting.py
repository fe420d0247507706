"""Which chief looks after a person in care, where it is not the household's own. Care decides, this keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from youlin.domains.residents.models import Resident


def entrust(people: Mapping[UUID, UUID | None]) -> None:
    """Let people be seen by the chief of another neighbourhood, or by their own alone (None).

    Part of the caller's transaction, which audits it. One statement a neighbourhood.
    """
    by_place: dict[UUID | None, list[UUID]] = {}
    for person, place in people.items():
        by_place.setdefault(place, []).append(person)
    for place, persons in by_place.items():
        Resident.objects.filter(pk__in=persons).update(entrusted_to=place)
