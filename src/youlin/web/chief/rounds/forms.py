"""Which days there is time, and what a calendar tells."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from youlin.domains.care.queries.rounds import RoundWish
from youlin.web.shared.forms import PageForm

WEEKDAYS = [
    (1, _("周一")),
    (2, _("周二")),
    (3, _("周三")),
    (4, _("周四")),
    (5, _("周五")),
    (6, _("周六")),
    (7, _("周日")),
]


class DaysForm(PageForm):
    """None ticked is any day."""

    weekdays = forms.TypedMultipleChoiceField(
        label=_("哪几天有空上门"),
        help_text=_("一个都不选，就是哪天都行。"),
        choices=WEEKDAYS,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class CalendarForm(PageForm):
    """What stands in the phone's calendar, where others may see it."""

    shows = forms.ChoiceField(
        label=_("日历里写什么"),
        help_text=_("手机日历别人也可能看到。名单、地址都要登录才看得到。"),
        choices=RoundWish.Shows.choices,
        initial=RoundWish.Shows.COUNT,
        widget=forms.RadioSelect,
    )
