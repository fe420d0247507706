"""The actor: who acts, with which roles where, for one request or one command."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar, cast
from uuid import UUID

from django.utils.translation import gettext as _

from youlin.domains.access.rules import CAPABILITIES, CHIEF_ROLES, Can, Role
from youlin.domains.territory.rules import Level
from youlin.foundation.refusal import NotAllowed

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Grant:
    """A role at a territory, by virtue of a post."""

    role: Role
    territory: UUID
    path: str
    level: Level
    subdistrict: UUID | None
    post: UUID | None = None
    territory_name: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """Satisfies `foundation.audit.Doer`. No grants, no rows."""

    user_id: UUID | None
    name: str
    grants: tuple[Grant, ...] = field(default=())
    everywhere: bool = False  # the clock and the operator's command line
    memory: dict[Hashable, Any] | None = field(default=None, compare=False, repr=False)

    def reading(self) -> Actor:
        """The same, for one page that only reads: what several parts of it ask is asked once."""
        return replace(self, memory={})

    def once(self, what: Hashable, ask: Callable[[], Answer]) -> Answer:
        """The answer of `ask`, kept under `what` while a page is read; whoever may change something asks each time."""
        if self.memory is None:
            return ask()
        if what not in self.memory:
            self.memory[what] = ask()
        return cast(Answer, self.memory[what])

    def can(self, capability: Can) -> bool:
        """Whether any grant carries the capability."""
        return self.everywhere or any(capability in CAPABILITIES[grant.role] for grant in self.grants)

    def paths(self, capability: Can) -> list[str]:
        """The subtrees in which the actor has the capability; outermost only."""
        found = sorted({grant.path for grant in self.grants if capability in CAPABILITIES[grant.role]})
        return [path for place, path in enumerate(found) if not any(path.startswith(other) for other in found[:place])]

    def paths_as_chief(self, capability: Can) -> list[str]:
        """The subtrees in which the actor has the capability as one of the three chiefs."""
        return sorted(
            {
                grant.path
                for grant in self.grants
                if grant.role in CHIEF_ROLES and capability in CAPABILITIES[grant.role]
            }
        )

    def can_at(self, capability: Can, path: str) -> bool:
        """Whether the capability reaches the place at `path`."""
        return self.everywhere or any(path.startswith(prefix) for prefix in self.paths(capability))

    def posts(self) -> list[UUID]:
        """The posts that the actor holds today."""
        return [grant.post for grant in self.grants if grant.post is not None]

    def require(self, capability: Can, path: str | None = None) -> None:
        """Raises NotAllowed where the capability is missing (at `path`, if given)."""
        if not (self.can(capability) if path is None else self.can_at(capability, path)):
            raise NotAllowed("not_yours", _("这件事不在您的岗位职责里，请联系社区或街道。"))


NOBODY = Actor(user_id=None, name="")
SYSTEM = Actor(user_id=None, name="系统", everywhere=True)
