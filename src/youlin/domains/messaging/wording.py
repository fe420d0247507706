"""How public notices are said, why something may not be put up, and why a text cannot go into letters."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from youlin.domains.messaging.rules.letters import TEXT_LIMIT, Fault, Wrong, blank
from youlin.domains.messaging.rules.postings import Bad, Problem

NOTICES = {
    "posting.objection": gettext_lazy("对公示《%(title)s》有一条不同意见，请看一看并答复。"),
}


def field_name(field: str) -> str:
    """The head of a column."""
    return {
        "name": _("姓名"),
        "post": _("岗位"),
        "place": _("地方"),
        "standing": _("身份"),
        "area": _("负责哪一片"),
        "station": _("阵地"),
        "phone": _("电话"),
        "size": _("家庭人数"),
        "amount": _("每月金额"),
        "item": _("事项"),
        "detail": _("说明"),
    }.get(field, field)


def problem_text(problem: Problem) -> str:
    """Why it may not be put up, and what to do."""
    texts = {
        Bad.KIND: _("没有这一种公示。"),
        Bad.EMPTY: _("请写上标题，再写内容或名单。"),
        Bad.TOO_MANY: _("一份公示最多 %(what)s 行，请分成几份。"),
        Bad.FIELD: _("第 %(line)d 行写了“%(what)s”，这一种公示不能公开它。请去掉。"),
        Bad.MISSING: _("第 %(line)d 行没有写“%(what)s”。"),
        Bad.DAYS_FEW: _("这一种公示至少 %(what)s 天。"),
        Bad.DAYS_MANY: _("这一种公示最多 %(what)s 天，到期可以再公示一次。"),
        Bad.AGE_UNKNOWN: _("第 %(line)d 行“%(what)s”没有出生日期，不能确定已满 18 岁。请先在花名册里补上。"),
        Bad.MINOR: _("第 %(line)d 行“%(what)s”还不满 18 岁，未成年人不能公示。"),
        Bad.FORBIDDEN: _("事实无人抚养儿童的认定依规不公示，这里不能出现“%(what)s”。"),
        Bad.ID_NUMBER: _("里面有身份证号，不能公示。请去掉。"),
        Bad.PHONE: _("里面有手机号，不能公示。请去掉；联系请留社区的座机。"),
    }
    what = field_name(problem.what) if problem.bad in (Bad.FIELD, Bad.MISSING) else problem.what
    return texts[problem.bad] % {"line": problem.line, "what": what}


def fault_text(fault: Fault, variables: Iterable[str]) -> str:
    """Why an office's text cannot be used, and which blanks it may have."""
    may = "、".join("{" + blank(one) + "}" for one in variables)
    texts = {
        Wrong.EMPTY: _("请写一句话。"),
        Wrong.LONG: _("写得太长了，请控制在 %(n)s 字以内。") % {"n": TEXT_LIMIT},
        Wrong.BLANK: _("这句话里没有“{%(what)s}”可填，可以用的是：%(may)s。") % {"what": fault.what, "may": may},
        Wrong.BRACE: _("花括号要成对，里面写可以填的词，例如 %(may)s。") % {"may": may},
    }
    return texts[fault.wrong]
