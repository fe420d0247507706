"""Insight writes its own: what work took (`effort`), `bulletins`, figures added up (`rollups`), and `ledgers`."""

from youlin.domains.insight.actions.bulletins import (
    default_template,
    drop_story,
    make_issue,
    pick_story,
    publish,
    set_template,
    template_again,
    withdraw_issue,
)
from youlin.domains.insight.actions.effort import note_effort
from youlin.domains.insight.actions.rollups import roll_up

__all__ = [
    "default_template",
    "drop_story",
    "make_issue",
    "note_effort",
    "pick_story",
    "publish",
    "roll_up",
    "set_template",
    "template_again",
    "withdraw_issue",
]
