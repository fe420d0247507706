"""Drawing neighbourhoods: `asking` for one, the `working` in the background, changes by `hand`, and `settling` it."""

from youlin.domains.chiefs.actions.drawing.asking import Wish, begin, cancel
from youlin.domains.chiefs.actions.drawing.hand import move, rename
from youlin.domains.chiefs.actions.drawing.settling import accept, undo
from youlin.domains.chiefs.actions.drawing.working import STALE, work

__all__ = ["STALE", "Wish", "accept", "begin", "cancel", "move", "rename", "undo", "work"]
