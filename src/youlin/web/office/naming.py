"""How the desk calls what the audit and the read log keep under short names."""

from __future__ import annotations

import re
from datetime import datetime

from django.utils.translation import gettext as _

from youlin.web.office.verbs import VERBS
from youlin.web.shared.wording import moment


def field_name(field: str) -> str:
    """A hidden field in words."""
    return {"id_number": _("身份证号"), "phone": _("电话"), "reporter_phone": _("反映人电话")}.get(field, field)


def verb_name(verb: str) -> str:
    """What was done, in words; what a later program wrote speaks for itself."""
    return str(VERBS.get(verb, verb))


def value_name(value: object) -> str:
    """One side of a change in words: codes are said, moments are local, the names of rows (UUIDs) left out."""
    text = str(value)
    if re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", text):
        return ""
    if re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.+]+", text):
        return moment(datetime.fromisoformat(text))
    codes = {
        "answered": _("已有答复"),
        "closed": _("已办结"),
        "fine": _("都好"),
        "greeting": _("问候"),
        "met": _("见到了"),
        "open": _("办理中"),
        "refused": _("不愿意见"),
        "something": _("有点事"),
        "spoke": _("说上话了"),
        "told": _("已告知"),
        "unreachable": _("联系不上"),
        "urgent": _("紧急"),
        "True": _("是"),
        "False": _("否"),
        "visit": _("上门走访"),
        "withdrawn": _("已撤回"),
    }
    return codes.get(text, text)


def rung_name(value: object) -> str:
    """A step of the ladder, as the audit keeps it (1 is the neighbourhood), in words."""
    names = [_("邻"), _("组"), _("片"), _("社区"), _("街道"), _("部门")]
    return names[value - 1] if isinstance(value, int) and 0 < value <= len(names) else value_name(value)
