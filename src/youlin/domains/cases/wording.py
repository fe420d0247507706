"""Cases in words that need no table: rungs, deadlines, notices."""

from __future__ import annotations

from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from youlin.domains.cases.rules.clocks import Clock
from youlin.domains.cases.rules.danger import ARTICLES, LONGEST_MINUTES, MOST, Problem, Told
from youlin.domains.cases.rules.ladder import Danger, Rung
from youlin.domains.cases.rules.spans import Why
from youlin.foundation import clock

# What a notice says, by the name of its template; number and kind, or how many, are all it may tell.
NOTICES: dict[str, str | Promise] = {
    "cases.report": gettext_lazy("%(kind)s %(number)s 报到您这里，请在%(due)s前答复。"),
    "cases.bypass": gettext_lazy("紧急直报 %(number)s，请马上处理，%(due)s前要有答复。"),
    "cases.escalate": gettext_lazy("%(kind)s %(number)s 上报到您这里，请在%(due)s前答复。"),
    "cases.climb": gettext_lazy("%(kind)s %(number)s 下面没有按时答复，自动上报到您这里，请在%(due)s前答复。"),
    "cases.climbed_from": gettext_lazy("%(kind)s %(number)s 过了时限，已自动上报；您仍可以答复。"),
    "cases.many": gettext_lazy("%(n)s 件事刚到您这里，请先看最急的。"),
    "cases.many_climbed_from": gettext_lazy("%(n)s 件事过了时限，已自动上报；您仍可以答复。"),
    "cases.return": gettext_lazy("%(kind)s %(number)s 退回到您这里，请看原因，在%(due)s前答复。"),
    "cases.overdue": gettext_lazy("%(kind)s %(number)s 过了时限，还在您这里。"),
    "cases.answer": gettext_lazy("%(kind)s %(number)s 有答复了，请在%(due)s前转告。"),
    "cases.answered_below": gettext_lazy("%(kind)s %(number)s 已经有人答复，您不用再办。"),
    "cases.pass_down": gettext_lazy("%(kind)s %(number)s 的答复到您这里了，请在%(due)s前转告。"),
    "cases.drop_down": gettext_lazy("%(kind)s %(number)s 的答复由系统转到您这里，请在%(due)s前转告。"),
    "cases.confirm": gettext_lazy("%(kind)s %(number)s 居民确认了。"),
    "cases.reopen": gettext_lazy("%(kind)s %(number)s 居民要求再办，请看原因，在%(due)s前答复。"),
    "cases.take_over": gettext_lazy("%(kind)s %(number)s 您这里接过来办了，请在%(due)s前答复。"),
    "cases.taken_from": gettext_lazy("%(kind)s %(number)s 上一级接过去办了，您不用再办。"),
    "cases.hand_over": gettext_lazy("%(kind)s %(number)s 由另一个部门转到您这里，请看原因，在%(due)s前答复。"),
    "cases.invite": gettext_lazy("%(kind)s %(number)s 请您协办，请看看能帮上什么。"),
    "cases.ask_close": gettext_lazy("%(kind)s %(number)s 请您看看是否同意办结，%(due)s前要有回话。"),
    "cases.refuse_close": gettext_lazy("%(kind)s %(number)s 没有同意办结，请看原因，在%(due)s前答复。"),
    "cases.agree_close": gettext_lazy("%(kind)s %(number)s 已同意办结，不用再办。"),
    "cases.extend": gettext_lazy("%(kind)s %(number)s 下面延长了时限，请看原因，%(due)s前会有答复。"),
    "cases.system_tell": gettext_lazy("%(kind)s %(number)s 的答复由系统告诉居民了，见面时请再问一句。"),
    "cases.mark": gettext_lazy("%(kind)s %(number)s 改了急缓，请打开看看。"),
    "cases.undo": gettext_lazy("%(kind)s %(number)s 刚才那一步撤销了，仍由您这里办，请在%(due)s前答复。"),
    "cases.undone_from": gettext_lazy("%(kind)s %(number)s 刚才转来的那一步撤销了，您不用办。"),
    "cases.authority_late": gettext_lazy(
        "%(number)s 还没有告诉%(authority)s，时间已经过了。请马上打电话，打了记一笔。"
    ),
    "cases.withdraw": gettext_lazy("%(kind)s %(number)s 撤回了，不用再办。"),
}


NOTICES |= {
    "cases.dispute.mediate": gettext_lazy("纠纷 %(number)s 请您调解。等各方都同意您，就能看到内容。"),
    "cases.dispute.warn": gettext_lazy("纠纷 %(number)s 可能激化，请马上联系，必要时报警。"),
    "cases.dispute.term": gettext_lazy("纠纷 %(number)s 有一条协议过了日子还没履行，请去催一催。"),
    "cases.dispute.confirm": gettext_lazy("纠纷 %(number)s 的协议，要共同申请司法确认的话，最晚%(until)s。"),
}

RUNGS: dict[Rung, Promise] = {
    Rung.NEIGHBOURHOOD: gettext_lazy("邻长"),
    Rung.GROUP: gettext_lazy("组长"),
    Rung.AREA: gettext_lazy("片长"),
    Rung.COMMUNITY: gettext_lazy("社区"),
    Rung.SUBDISTRICT: gettext_lazy("街道"),
    Rung.DEPARTMENT: gettext_lazy("部门"),
}

# Why a clock may stand still.
PAUSES: dict[Why, str | Promise] = {
    Why.RESIDENT_AWAY: gettext_lazy("当事人不在家，要等回来"),
    Why.WAITS_FOR_PAPERS: gettext_lazy("等补材料"),
    Why.WEATHER: gettext_lazy("天气不允许施工或进山"),
    Why.OTHER_OFFICE: gettext_lazy("等别的单位出结果"),
    Why.SEASON: gettext_lazy("要等季节，例如秋收以后"),
}


# Whom the law obliges, by the kind of danger; article and law come from `rules.danger.ARTICLES`.
DUTIES: dict[Danger, str | Promise] = {
    Danger.MINOR: gettext_lazy("孩子有危险，要直接报告，不能一级一级等。"),
    Danger.VIOLENCE: gettext_lazy("发现家庭暴力，要直接报告，不能只当家务事来劝。"),
    Danger.CRIME: gettext_lazy("矛盾可能变成违法犯罪的，要直接报告。"),
    Danger.LIFE: gettext_lazy("有生命危险，先打电话，再记在这里。"),
}


def duty_of(danger: Danger) -> str:
    """The reminder of the duty, with its article where there is one."""
    said = str(DUTIES[danger])
    if danger not in ARTICLES:
        return said
    law, article = ARTICLES[danger]
    return _("%(said)s（《%(law)s》第 %(article)d 条）") % {"said": said, "law": law, "article": article}


def authority_told(name: str, means: Told, told_to: str, at: datetime) -> str:
    """What the trail keeps of it."""
    how = {
        Told.PHONE: pgettext("told", "电话"),
        Told.IN_PERSON: pgettext("told", "当面"),
        Told.WRITING: pgettext("told", "书面"),
    }[means]
    said = {"name": name, "how": how, "at": f"{at.astimezone(clock.SHANGHAI):%m-%d %H:%M}", "who": told_to}
    if told_to:
        return _("%(at)s %(how)s告诉了%(name)s，%(who)s接的。") % said
    return _("%(at)s %(how)s告诉了%(name)s。") % said


def authority_problem(problem: Problem) -> str:
    """What is wrong with a list of authorities and what to do."""
    return {
        Problem.EMPTY: _("至少要留一个部门，好知道该告诉谁。"),
        Problem.MANY: _("一种危险最多写 %(n)d 个部门，多了就没有人打了。") % {"n": MOST},
        Problem.TWICE: _("有一个部门写了两遍，请删掉一个。"),
        Problem.MINUTES: _("时间要在 1 分钟到 %(n)d 分钟之间。") % {"n": LONGEST_MINUTES},
    }[problem]


def rung_name(rung: int) -> str:
    """A rung as residents call it; no name of anybody."""
    return str(RUNGS[Rung(rung)])


def clock_name(clock: Clock) -> str:
    """24 小时, 3 个工作日."""
    if clock.working and clock.hours % 24 == 0:
        days = clock.hours // 24
        return ngettext("%(n)d 个工作日", "%(n)d 个工作日", days) % {"n": days}
    if clock.working:
        return ngettext("%(n)d 个工作小时", "%(n)d 个工作小时", clock.hours) % {"n": clock.hours}
    return ngettext("%(n)d 小时", "%(n)d 小时", clock.hours) % {"n": clock.hours}
