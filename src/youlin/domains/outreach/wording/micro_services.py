"""What people are told when a line cannot be logged."""

from __future__ import annotations

from django.utils.translation import gettext as _

from youlin.domains.outreach.rules.micro_services import TEXT_LIMIT, Problem


def sentence(problem: Problem) -> str:
    """What is wrong and what to do."""
    return {
        Problem.TEXT_MISSING: _("请写一句做了什么，比如“帮王奶奶换灯泡”。"),
        Problem.TEXT_LONG: _("写得太长了，请用 %(limit)s 个字以内说清楚。") % {"limit": TEXT_LIMIT},
        Problem.IN_FUTURE: _("这个时间还没有到，请改成已经做过的时间。"),
    }[problem]


FIELD = {Problem.TEXT_MISSING: "text", Problem.TEXT_LONG: "text", Problem.IN_FUTURE: "happened_at"}
