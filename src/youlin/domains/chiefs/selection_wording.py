"""How the steps, answers and days of a selection are called."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from youlin.domains.chiefs.rules.selection.counting import Result
from youlin.domains.chiefs.rules.selection.fitness import Answer, Condition, Criterion, Standing, Verdict
from youlin.domains.chiefs.rules.selection.states import Candidacy, Move, Stage, Turn


def stage_name(stage: str) -> str:
    """Where the selection for a post stands."""
    return {
        Stage.NOMINATING: _("提名"),
        Stage.REVIEWING: _("资格审查"),
        Stage.NOTICE: _("候选人公示"),
        Stage.VOTING: _("投票"),
        Stage.COUNTING: _("计票"),
        Stage.TIED: _("平票"),
        Stage.TOO_FEW: _("票数不够"),
        Stage.NO_CANDIDATE: _("没有候选人"),
        Stage.RECOGNISING: _("等两委认定"),
        Stage.CONFIRMING: _("等街道审核"),
        Stage.CONFIRMED: _("等任命"),
        Stage.APPOINTED: _("已任命"),
        Stage.ACTING: _("请人代理"),
        Stage.CALLED_OFF: _("已撤下"),
    }[Stage(stage)]


def candidacy_name(state: str) -> str:
    """Where a candidate stands."""
    return {
        Candidacy.NOMINATED: _("被提名，还没问本人"),
        Candidacy.CONSENTED: _("本人同意，等审查"),
        Candidacy.PASSED: _("审查通过"),
        Candidacy.FAILED: _("审查没有通过"),
        Candidacy.STANDING: _("候选人"),
        Candidacy.REMOVED: _("意见成立，撤下"),
        Candidacy.WITHDRAWN: _("本人退出"),
        Candidacy.LAPSED: _("没有列入名单"),
        Candidacy.MERGED: _("与另一条是同一人"),
        Candidacy.ELECTED: _("当选"),
        Candidacy.NOT_ELECTED: _("未当选"),
        Candidacy.TURNED_DOWN: _("没有被认定"),
        Candidacy.IN_OFFICE: _("已到任"),
    }[Candidacy(state)]


def what_name(what: str) -> str:
    """One line of the history: a step of a post, of a candidate, or a deed that moves nothing."""
    return {**_moves(), **_turns(), **_deeds()}.get(what, what)


def _moves() -> dict[str, str]:
    return {
        Move.OPEN: pgettext("history", "开始提名"),
        Move.CLOSE_NOMINATIONS: pgettext("history", "提名截止"),
        Move.PUT_UP: pgettext("history", "公示候选人"),
        Move.OPEN_VOTE: pgettext("history", "开始投票"),
        Move.CLOSE_VOTE: pgettext("history", "投票截止"),
        Move.ELECT: pgettext("history", "选出来了"),
        Move.TIE: pgettext("history", "得票相同"),
        Move.FALL_SHORT: pgettext("history", "票数不够，没有结果"),
        Move.RUN_OFF: pgettext("history", "平票的人再投一次"),
        Move.DRAW_LOT: pgettext("history", "会上抽签"),
        Move.VOTE_AGAIN: pgettext("history", "重新投票"),
        Move.NOBODY_LEFT: pgettext("history", "没有候选人了"),
        Move.REOPEN: pgettext("history", "重新提名"),
        Move.RECOGNISE: pgettext("history", "两委认定"),
        Move.CONFIRM: pgettext("history", "街道审核通过"),
        Move.TURN_DOWN: pgettext("history", "不予认定"),
        Move.STEP_DOWN: pgettext("history", "当选人退出"),
        Move.APPOINT: pgettext("history", "任命"),
        Move.NAME_ACTING: pgettext("history", "请人代理"),
        Move.RETURN: pgettext("history", "退回上一步"),
        Move.CALL_OFF: pgettext("history", "撤下这个岗位"),
    }


def _turns() -> dict[str, str]:
    return {
        Turn.NOMINATE: pgettext("history", "提名"),
        Turn.CONSENT: pgettext("history", "本人同意"),
        Turn.WITHDRAW: pgettext("history", "本人退出"),
        Turn.PASS: pgettext("history", "审查通过"),
        Turn.FAIL: pgettext("history", "审查没有通过"),
        Turn.RECONSIDER: pgettext("history", "重新审查"),
        Turn.LIST: pgettext("history", "列入名单"),
        Turn.UNLIST: pgettext("history", "名单退回"),
        Turn.UPHOLD: pgettext("history", "意见成立，撤下"),
        Turn.LAPSE: pgettext("history", "没有列入名单"),
        Turn.MERGE: pgettext("history", "并到同一人"),
        Turn.WIN: pgettext("history", "当选"),
        Turn.LOSE: pgettext("history", "未当选"),
        Turn.RECOUNT: pgettext("history", "回到计票"),
        Turn.TAKE_OFFICE: pgettext("history", "到任"),
    }


def _deeds() -> dict[str, str]:
    return {
        "calendar": pgettext("history", "改日程"),
        "link": pgettext("history", "对上花名册"),
        "review": pgettext("history", "写审查意见"),
        "objection": pgettext("history", "收到意见"),
        "answer": pgettext("history", "答复意见"),
        "codes": pgettext("history", "出投票码"),
        "count": pgettext("history", "登记计票"),
        "recount": pgettext("history", "重新计票"),
        "lesson": pgettext("history", "培训"),
    }


def condition_name(condition: str) -> str:
    """A hard condition."""
    return {
        Condition.AGE: _("年龄够"),
        Condition.LIVES_HERE: _("常住在这里"),
        Condition.CONSENT: _("本人同意"),
        Condition.NO_RELATIVE: _("没有要回避的近亲属"),
        Condition.NO_RECORD: _("没有不宜任职的记录"),
    }[Condition(condition)]


def answer_name(answer: str) -> str:
    """One of three answers."""
    return {Answer.YES: _("是"), Answer.NO: _("否"), Answer.UNKNOWN: _("还不清楚")}[Answer(answer)]


def criterion_name(criterion: str) -> str:
    """One of the four criteria."""
    return {
        Criterion.CHARACTER: _("品行"),
        Criterion.TIME: _("时间"),
        Criterion.ABILITY: _("能力"),
        Criterion.WILL: _("意愿"),
    }[Criterion(criterion)]


def standing_name(standing: str) -> str:
    """A stated priority."""
    return {
        Standing.PARTY_MEMBER: _("党员"),
        Standing.ACTIVIST: _("积极分子"),
        Standing.WARM_HEARTED: _("热心居民"),
        Standing.VETERAN: _("退役军人"),
        Standing.RETIRED_CADRE: _("退休干部"),
    }[Standing(standing)]


def verdict_name(verdict: str) -> str:
    """What follows from a review."""
    return {Verdict.PASS: _("通过"), Verdict.FAIL: _("不通过"), Verdict.OPEN: _("还没审完")}[Verdict(verdict)]


def result_name(result: str) -> str:
    """What a vote came to."""
    return {
        Result.ELECTED: _("选出来了"),
        Result.TIED: _("平票"),
        Result.TOO_FEW: _("参加的户数不够"),
        Result.NO_MAJORITY: _("没有人得到足够的票"),
        Result.NO_CANDIDATE: _("没有候选人"),
    }[Result(result)]


def day_name(name: str) -> str:
    """A day of the calendar."""
    return {
        "nominate_until": pgettext("calendar of a selection", "提名截止"),
        "review_until": pgettext("calendar of a selection", "审查做完"),
        "notice_from": pgettext("calendar of a selection", "公示开始"),
        "notice_until": pgettext("calendar of a selection", "公示结束"),
        "vote_from": pgettext("calendar of a selection", "投票开始"),
        "vote_until": pgettext("calendar of a selection", "投票截止"),
        "recognise_by": pgettext("calendar of a selection", "两委认定"),
        "confirm_by": pgettext("calendar of a selection", "街道审核"),
        "starts_on": pgettext("calendar of a selection", "到任"),
        "ends_on": pgettext("calendar of a selection", "任期到"),
    }[name]


def order_explained(standing_first: bool) -> str:
    """What the list says about its own order."""
    if standing_first:
        return _(
            "名单里，党员、积极分子、热心居民、退役军人、退休干部排在前面，其余和同类按提名先后。"
            "只影响排列，不影响计票；没有打分。"
        )
    return _("名单按提名先后排列。只影响排列，不影响计票；没有打分。")


def quorum_explained(percent: int) -> str:
    """Who must take part for the vote to count."""
    if percent == 50:
        return _("超过一半的户参加，投票才有效")
    return _("%(n)d%% 的户参加，投票才有效") % {"n": percent}


def details(what: str, data: dict[str, Any]) -> list[str]:
    """What an entry kept beside its words, as far as people want to read it."""
    said: list[str] = []
    if what == "calendar":
        said += [f"{day_name(name)} {old} → {new}" for name, (old, new) in data.items()]
    said += _meeting(data)
    if "from" in data and "until" in data:
        said.append(f"{data['from']} — {data['until']}")
    if "result" in data:
        said.append(result_line(data))
    if "slips" in data:
        said.append(_("%(n)d 张") % {"n": data["slips"]})
    if what == "lesson":
        said.append(_("做完了") if data.get("done") else _("又改回没做"))
    if what == "answer":
        said.append(_("意见成立") if data.get("upheld") else _("意见不成立"))
    return said


def _meeting(data: dict[str, Any]) -> list[str]:
    """When and where a body met, and who was there."""
    labels = {
        "held_on": _("开会的日子"),
        "people": _("参加"),
        "place": _("地点"),
        "chair": _("主持"),
        "recorder": _("记录"),
        "witnesses": _("见证"),
    }
    return [f"{label} {data[key]}" for key, label in labels.items() if data.get(key)]


def result_line(result: dict[str, Any]) -> str:
    """What a vote came to, in one line: who got how many, who took part."""
    votes, names = result.get("votes"), result.get("names")
    said: list[str] = []
    if isinstance(votes, dict) and isinstance(names, dict):
        ordered = sorted(votes.items(), key=lambda pair: -pair[1])
        said = [f"{names.get(key, '')} {number}" for key, number in ordered]
    said.append(_("空白和废票 %(n)s") % {"n": result.get("blank", 0)})
    taken = _("%(all)s 户中 %(n)s 户参加，需要 %(least)s 户") % {
        "all": result.get("entitled", 0),
        "n": result.get("taken_part", 0),
        "least": result.get("needed", 0),
    }
    return _("；").join([result_name(str(result["result"])), _("，").join(said), taken])
