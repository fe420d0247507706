"""Meetings in words: letters, and why a count of hands cannot be."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from youlin.domains.outreach.rules.meetings import BadCount

# What a notice says, by the name of its template.
NOTICES: dict[str, str | Promise] = {
    "outreach.meeting": gettext_lazy("请您参加%(title)s：%(when)s，%(place)s。"),
    "outreach.meeting_cancelled": gettext_lazy("%(title)s不开了：%(reason)s"),
    "outreach.task": gettext_lazy("%(title)s交给您一件事，%(until)s以前做好：%(text)s"),
}


def bad_count_text(bad: BadCount) -> str:
    """Why, and what to do."""
    return {
        BadCount.MORE_THAN_PRESENT: _("举手的比到场的还多。一户（一个岗位）举一次手，请再数一遍，或者先补上到场的。"),
        BadCount.HALF: _("赞成、反对、弃权三个数都要写，没有就写 0。"),
    }[bad]
