"""What people are told of volunteering: why an activity, a sign-up or a check-off cannot be; what letters say."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from youlin.domains.outreach.rules.volunteering import CHECK_WITHIN, MOST_PLACES, Problem

NOTICES: dict[str, str | Promise] = {
    "volunteering.certificate_late": gettext_lazy("%(name)s的志愿服务证明%(until)s就该开出了，还在等。"),
}
FIELD = {
    Problem.TITLE_MISSING: "title",
    Problem.PLACE_MISSING: "place",
    Problem.BACKWARDS: "ends_at",
    Problem.LONG: "ends_at",
    Problem.PAST: "starts_at",
    Problem.PLACES: "places",
    Problem.MINUTES: "minutes",
}


def sentence(problem: Problem) -> str:
    """What is wrong and what to do."""
    return {
        Problem.TITLE_MISSING: _("请写一句是什么活动。"),
        Problem.PLACE_MISSING: _("请写在哪里集合。"),
        Problem.BACKWARDS: _("结束要晚于开始。"),
        Problem.LONG: _("一次活动不超过一天；要几天的，请一天发一次。"),
        Problem.PAST: _("开始的时间已经过了，请写以后的时间。"),
        Problem.PLACES: _("人数请写 1 到 %(n)d。") % {"n": MOST_PLACES},
        Problem.CALLED_OFF: _("这次活动取消了。"),
        Problem.BEGUN: _("这次活动已经开始，不能再报名了。看看别的活动。"),
        Problem.FULL: _("这次活动的人已经够了。看看别的活动。"),
        Problem.NOT_YET: _("活动还没有开始，开始以后再记谁来了。"),
        Problem.TOO_LATE: _("活动结束超过 %(n)d 天，不能再改谁来了。") % {"n": CHECK_WITHIN.days},
        Problem.MINUTES: _("时间不能比活动本身还长。"),
    }[problem]
