"""What figures are called and what each means: one written definition a figure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from youlin.domains.insight.rules import REPORTED, Compared, Key, Share, days_of
from youlin.domains.insight.rules.effort import Job
from youlin.domains.insight.rules.publishing import LEAST
from youlin.domains.insight.rules.stories import Found, Left
from youlin.foundation.values import Period


def name(key: Key) -> str:
    """The figure in two words."""
    return {
        Key.PROBLEMS_FOUND: _("摸排问题"),
        Key.APPEALS_HANDLED: _("受理诉求"),
        Key.DISPUTES_SETTLED: _("化解矛盾纠纷"),
        Key.HAZARDS_FOUND: _("查出安全隐患"),
        Key.HAZARDS_REMOVED: _("消除安全隐患"),
        Key.MICRO_SERVICES: _("开展微服务"),
        Key.CHIEFS: _("三长"),
    }[key]


def unit(key: Key) -> str:
    """What it is counted in."""
    return {
        Key.PROBLEMS_FOUND: pgettext("unit", "个"),
        Key.APPEALS_HANDLED: pgettext("unit", "件"),
        Key.DISPUTES_SETTLED: pgettext("unit", "起"),
        Key.HAZARDS_FOUND: pgettext("unit", "处"),
        Key.HAZARDS_REMOVED: pgettext("unit", "处"),
        Key.MICRO_SERVICES: pgettext("unit", "次"),
        Key.CHIEFS: pgettext("unit", "名"),
    }[key]


def job(one: Job) -> str:
    """A kind of a chief's work in a few words."""
    return {
        Job.GREET: pgettext("job", "问候"),
        Job.VISIT: pgettext("job", "走访"),
        Job.REPORT: pgettext("job", "报一件事"),
        Job.CASE: pgettext("job", "办一步事项"),
        Job.SERVICE: pgettext("job", "记微服务"),
        Job.CHECK: pgettext("job", "居住核实"),
        Job.SUPPLY: pgettext("job", "送物资"),
        Job.KNOWN: pgettext("job", "让人认得"),
        Job.POLICY: pgettext("job", "帮着办政策"),
        Job.INSPECTION: pgettext("job", "巡查"),
        Job.CAMPAIGN: pgettext("job", "上门宣传"),
        Job.MEETING: pgettext("job", "开会"),
        Job.LEDGER: pgettext("job", "补台账"),
        Job.OWN: pgettext("job", "自己的岗位"),
        Job.OTHER: pgettext("job", "别的"),
    }[one]


def share_name(share: Share) -> str:
    """A rate in three words."""
    return {
        Share.ANSWERED: _("答复率"),
        Share.ON_TIME: _("按时率"),
        Share.FINISHED: _("办结率"),
        Share.CONTENT: _("满意率"),
    }[share]


def share_definition(share: Share) -> str:
    """How a rate is counted, in words."""
    return {
        Share.ANSWERED: _("这段时间报上来的事项里，已经有答复的，占已有答复的和过了时限还没有答复的。"),
        Share.ON_TIME: _(
            "在头一个答复以前没有一级过了时限的，占已有答复的和过了时限的；没办完又过了时限的算没有按时。"
        ),
        Share.FINISHED: _("已经办结的，占已有答复的和过了时限的。"),
        Share.CONTENT: _("居民打 4 分以上、没有要求再办的，占打了分的和要求再办的；没有打分的不算进去。"),
    }[share]


def definition(key: Key) -> str:
    """What is counted, by which day, and what is not."""
    return {
        Key.PROBLEMS_FOUND: _("期内报上来的“问题”类事项，按报的那天算；不管办没办完都算，撤回的不算。"),
        Key.APPEALS_HANDLED: _("期内收到并有岗位承办的“诉求”类事项，按收到的那天算；撤回的不算。"),
        Key.DISPUTES_SETTLED: _("期内办结的“矛盾纠纷”类事项，按当事人确认的那天算；后来又要求再办的不算。"),
        Key.HAZARDS_FOUND: _(
            "期内查出、记进台账的隐患，和没有进台账的“安全隐患”类事项，按发现的那天算；看过不是的、撤回的不算。"
        ),
        Key.HAZARDS_REMOVED: _(
            "期内由没有动手整改的人复查合格的隐患，按复查的那天算；没有进台账的“安全隐患”类事项，按居民确认的那天算。"
        ),
        Key.MICRO_SERVICES: _("期内三长和工作人员随手做的好事，一句话记一次，按做的那天算。"),
        Key.CHIEFS: _("期末那天有人在任或代理的片长、组长、邻长岗位；空着又没人代理的不算。"),
    }[key]


def day(value: date) -> str:
    """A day in full."""
    return date_format(value, _("Y年n月j日"))


def span(period: Period) -> str:
    """From when to when; one day is one day, and one year is said once."""
    first, last = days_of(period)
    if first == last:
        return day(first)
    if first.year == last.year:
        begins = date_format(first, pgettext("一年里的头一天", "Y年n月j日"))
        ends = date_format(last, pgettext("同一年的末一天", "n月j日"))
        return _("%(first)s至%(last)s") % {"first": begins, "last": ends}
    return _("%(first)s至%(last)s") % {"first": day(first), "last": day(last)}


def change(compared: Compared) -> str:
    """How a figure stands to that of the span before."""
    if compared.change == 0:
        return _("与上期持平")
    if compared.change > 0:
        return _("比上期多 %(count)s") % {"count": compared.change}
    return _("比上期少 %(count)s") % {"count": -compared.change}


def issue_title(place: str, period: Period) -> str:
    """What a bulletin of a span is called, for a start: by its month, quarter or week where it is one."""
    first, last = days_of(period)
    following = last + timedelta(days=1)
    whole = first.day == 1 and following.day == 1
    if whole and (following.year, following.month) == (first.year + first.month // 12, first.month % 12 + 1):
        return _("%(place)s三长制工作简报（%(year)d年%(month)d月）") % {
            "place": place, "year": first.year, "month": first.month
        }  # fmt: skip
    if whole and first.month % 3 == 1 and (last - first).days in (89, 90, 91):
        return _("%(place)s三长制工作简报（%(year)d年第%(quarter)d季度）") % {
            "place": place, "year": first.year, "quarter": first.month // 3 + 1
        }  # fmt: skip
    return _("%(place)s三长制工作简报（%(span)s）") % {"place": place, "span": span(period)}


def still_shown(found: Found) -> str:
    """What has to go from a story before it can be told."""
    return {
        Left.ID_NUMBER: _("这里还写着身份证号“%(what)s”，请去掉。"),
        Left.PHONE: _("这里还写着电话“%(what)s”，请去掉。"),
        Left.DOOR: _("这里还写着门牌“%(what)s”，请去掉。"),
        Left.NAME: _("这里还写着“%(what)s”的名字。请改成“某某”；本人同意写名字的，勾上下面一格。"),
    }[found.left] % {"what": found.what}


def sentence(place: str, period: Period, values: Mapping[Key, int] | Mapping[Key, str]) -> str:
    """The report's sentence, from the figures."""
    return _(
        "%(span)s，%(place)s%(chiefs)s名三长共摸排问题%(problems_found)s个，受理诉求%(appeals_handled)s件，"
        "化解矛盾纠纷%(disputes_settled)s起，消除安全隐患%(hazards_removed)s处，开展微服务%(micro_services)s次。"
    ) % {"span": span(period), "place": place, **{key.value: values[key] for key in Key}}


def sentence_told(place: str, period: Period, values: Mapping[Key, int | None]) -> str:
    """The same for outside: of what is held back, nothing is said."""
    told = {key: str(value) for key, value in values.items() if value is not None}
    if len(told) == len(values):
        return sentence(place, period, told)
    asked = [key for key in REPORTED if key in told and key is not Key.CHIEFS]
    clauses = [_("%(name)s%(n)s%(unit)s") % {"name": name(key), "n": told[key], "unit": unit(key)} for key in asked]
    known = {"span": span(period), "place": place, "chiefs": told.get(Key.CHIEFS, "")}
    if not clauses:
        return _("%(span)s，%(place)s有%(chiefs)s名三长。") % known
    return _("%(span)s，%(place)s%(chiefs)s名三长：%(clauses)s。") % {**known, "clauses": _("，").join(clauses)}


def held_back() -> str:
    """What stands below a table from which small numbers were taken."""
    return _("“不写明”的，是少于 %(n)d 的数，或者写出来就能算出这样的数：把各格相加相减，或者和公开过的各期相减。") % {
        "n": LEAST
    }


def owner(key: Key) -> str:
    """Who answers for what a figure says, and changes its definition."""
    return {
        Key.PROBLEMS_FOUND: _("街道办"),
        Key.APPEALS_HANDLED: _("街道办"),
        Key.DISPUTES_SETTLED: _("街道司法所和调解委员会"),
        Key.HAZARDS_FOUND: _("街道应急办"),
        Key.HAZARDS_REMOVED: _("街道应急办"),
        Key.MICRO_SERVICES: _("社区"),
        Key.CHIEFS: _("街道党政办"),
    }[key]


def shown(value: int | None) -> str:
    """A number as it may be told outside."""
    return _("不写明") if value is None else str(value)
