"""What care says to people."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from youlin.foundation.refusal import Invalid

# What a notice says, by the name of its template: whose silence, and for how many days.
NOTICES: dict[str, str | Promise] = {
    "care.surge": gettext_lazy("应急问候开始了，今天请问候您的 %(n)s 位老乡，每天一次，直到结束。"),
    "care.silence.greeting": gettext_lazy("%(name)s的问候晚了 %(days)s 天，请问一问邻长，或者自己去看看。"),
    "care.silence.visit": gettext_lazy("%(name)s的上门走访晚了 %(days)s 天，请问一问邻长，或者自己去看看。"),
}

_REFUSALS = {
    "kind_unknown": (gettext_lazy("请选是问候还是上门。"), "kind"),
    "outcome_unknown": (gettext_lazy("请选见到了没有。"), "outcome"),
    "wellbeing_unknown": (gettext_lazy("请选老乡现在怎么样。"), "wellbeing"),
    "wellbeing_missing": (gettext_lazy("请选老乡现在怎么样。"), "wellbeing"),
    "contact_in_future": (gettext_lazy("这个时间还没有到。请核对手机上的时间，写已经做过的那一次。"), "happened_on"),
    "contact_too_old": (gettext_lazy("这是一年多以前的时间。请核对手机上的时间后再记。"), "happened_on"),
    "note_too_long": (gettext_lazy("留言最多 500 个字，请写短一些。"), "note"),
}


def contact_refusal(code: str) -> Invalid:
    """What is wrong with a contact, as a refusal."""
    message, field = _REFUSALS[code]
    return Invalid(code, str(message), field=field)


def rung_name(level: int) -> str:
    """Whose list a silence of a level stands on."""
    return {1: _("组长"), 2: _("片长"), 3: _("社区")}[level]
