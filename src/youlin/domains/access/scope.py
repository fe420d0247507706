"""`visible_to`: the only way to people's data. It defaults to nothing."""

from __future__ import annotations

from typing import ClassVar, Self, TypeVar

from django.db import models
from django.db.models import Q

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.foundation.db import under

M = TypeVar("M", bound=models.Model)


def scope(actor: Actor, capability: Can, path_field: str, entrusted_field: str = "") -> Q:
    """A filter for the rows in the actor's subtrees; matches nothing without a grant.

    `entrusted_field` is the path of the neighbourhood to which a person was entrusted from another one: its chief, and
    the chiefs above, see that person too. For a desk it adds nothing: nobody is entrusted beyond their community.
    """
    if actor.everywhere:
        return Q()
    found = Q(pk__in=())
    for path in actor.paths(capability):
        found |= under(path_field, path)
    if entrusted_field:
        for path in actor.paths_as_chief(capability):
            found |= under(entrusted_field, path)
    return found


class ScopedQuerySet(models.QuerySet[M]):
    """Rows that lie somewhere in the tree. A list and the check of one object are the same query."""

    path_field: ClassVar[str] = "neighbourhood__path"
    entrusted_field: ClassVar[str] = ""  # where the row is about a person who may be entrusted to another chief
    capability: ClassVar[Can] = Can.SEE_HOUSEHOLDS

    def visible_to(self, actor: Actor) -> Self:
        """Rows the actor may see."""
        return self.filter(scope(actor, self.capability, self.path_field, self.entrusted_field))
