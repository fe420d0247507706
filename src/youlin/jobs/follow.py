"""The reactions themselves: each takes an event and its instant, and calls one action of another domain."""

from __future__ import annotations

from datetime import datetime

from youlin.domains.access.actor import SYSTEM
from youlin.domains.chiefs import actions as chiefs
from youlin.domains.territory.events import TerritoriesAdded


def posts_for_new_places(event: TerritoriesAdded, now: datetime) -> None:
    """Every place has a post, also while nobody sits in it."""
    chiefs.open_posts(actor=SYSTEM, territories=list(event.territories), now=now)
