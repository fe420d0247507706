"""Insight writes nothing about people, cases or chiefs: what work took (`effort`), and `bulletins` made of figures."""

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

__all__ = [
    "default_template",
    "drop_story",
    "make_issue",
    "note_effort",
    "pick_story",
    "publish",
    "set_template",
    "template_again",
    "withdraw_issue",
]
