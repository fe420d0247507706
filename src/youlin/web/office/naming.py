"""How the desk calls what the audit and the read log keep under short names."""

from __future__ import annotations

from django.utils.translation import gettext as _


def field_name(field: str) -> str:
    """A hidden field in words."""
    return {"id_number": _("身份证号"), "phone": _("电话"), "reporter_phone": _("反映人电话")}.get(field, field)


def verb_name(verb: str) -> str:
    """What was done, in words; a verb that has none yet speaks for itself."""
    return {
        "account.open": _("开账号"),
        "account.password": _("改密码"),
        "account.reset": _("重设密码"),
        "care.cadence": _("定关照频次"),
        "care.end": _("结束关照"),
        "care.follow": _("关照随户迁移"),
        "care.open": _("开始关照"),
        "care.pause": _("暂停关照"),
        "circumstance.end": _("情形结束"),
        "circumstance.note": _("记情形"),
        "clock.set": _("定时限"),
        "export": _("导出名单"),
        "household.move": _("户换邻"),
        "household.residence": _("居住核查"),
        "post.appoint": _("任命"),
        "post.end_term": _("离任"),
        "post.open": _("设岗位"),
        "post.show_phone": _("公开电话"),
        "roster.import": _("导入花名册"),
        "service.log": _("记微服务"),
        "station.set": _("设阵地"),
        "territory.add": _("设辖区"),
    }.get(verb, verb)
