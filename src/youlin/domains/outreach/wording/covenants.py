"""What people are told when a wording or a review of a covenant cannot be kept."""

from __future__ import annotations

from django.utils.translation import gettext as _

from youlin.domains.outreach.rules.covenants import TEXT_LIMIT, Problem


def sentence(problem: Problem) -> str:
    """What is wrong and what to do."""
    return {
        Problem.TEXT_MISSING: _("请写上公约的内容。"),
        Problem.TEXT_LONG: _("写得太长了，请用 %(limit)s 个字以内说清楚。") % {"limit": TEXT_LIMIT},
        Problem.IN_FUTURE: _("这一天还没有到，请写已经过了的日子。"),
        Problem.SAME: _("和现在这一版一模一样，不用再存。"),
        Problem.NEXT_PAST: _("下一次要比这一次晚。"),
    }[problem]


FIELD = {
    Problem.TEXT_MISSING: "text",
    Problem.TEXT_LONG: "text",
    Problem.IN_FUTURE: "on",
    Problem.SAME: "text",
    Problem.NEXT_PAST: "next_on",
}
