"""How the desk calls what the audit and the read log keep under short names."""

from __future__ import annotations

import re
from datetime import datetime

from django.utils.translation import gettext as _

from youlin.web.shared.wording import moment


def field_name(field: str) -> str:
    """A hidden field in words."""
    return {"id_number": _("身份证号"), "phone": _("电话"), "reporter_phone": _("反映人电话")}.get(field, field)


def verb_name(verb: str) -> str:
    """What was done, in words; a verb that has none yet speaks for itself."""
    return {
        "account.open": _("开账号"),
        "account.password": _("改密码"),
        "account.reset": _("重设密码"),
        "application.material": _("收材料"),
        "application.step": _("帮办进一步"),
        "bulletin.make": _("做一期简报"),
        "bulletin.publish": _("公开简报"),
        "bulletin.story": _("写进一个故事"),
        "bulletin.template": _("换简报模板"),
        "bulletin.unstory": _("去掉一个故事"),
        "bulletin.withdraw": _("撤下简报"),
        "card.portrait": _("代表证照片"),
        "card.reissue": _("换代表证"),
        "care.cadence": _("定关照频次"),
        "care.contact": _("记问候走访"),
        "care.end": _("结束关照"),
        "care.follow": _("关照随户迁移"),
        "care.match": _("换人照看"),
        "care.match_decline": _("不采纳匹配"),
        "care.match_lift": _("匹配可以再建议"),
        "care.match_run": _("就近匹配"),
        "care.match_terms": _("定匹配怎么算"),
        "care.needs": _("记来的人要会什么"),
        "care.open": _("开始关照"),
        "care.pause": _("暂停关照"),
        "batch.close": _("成批请求办结"),
        "batch.down": _("成批退回"),
        "batch.help": _("成批请人协办"),
        "batch.mark": _("成批改急缓"),
        "batch.take_over": _("成批接过来办"),
        "batch.undo": _("撤销一批"),
        "batch.up": _("成批上报"),
        "case.agree_close": _("同意办结"),
        "case.answer": _("答复"),
        "case.ask_close": _("请求办结"),
        "case.climb": _("过时限自动上报"),
        "case.confirm": _("居民确认"),
        "case.drop_down": _("答复自动下传"),
        "case.escalate": _("上报"),
        "case.export": _("导出"),
        "case.extend": _("延长时限"),
        "case.hand_over": _("转给另一个部门"),
        "case.invite": _("请人协办"),
        "case.leave": _("不再协办"),
        "case.mark": _("改急缓"),
        "case.merge": _("并案"),
        "case.overdue": _("过了时限"),
        "case.pass_down": _("答复下传"),
        "case.pause": _("暂停计时"),
        "case.photo": _("加照片"),
        "case.refuse_close": _("不同意办结"),
        "case.reopen": _("居民要求再办"),
        "case.report": _("报来一件事"),
        "case.resume": _("恢复计时"),
        "case.return": _("退回"),
        "case.take_over": _("接过来办"),
        "case.tell": _("告诉居民"),
        "case.undo": _("撤销"),
        "case.unmerge": _("分开办"),
        "case.withdraw": _("撤回"),
        "certificate.ask": _("申请了服务证明"),
        "certificate.issue": _("开出服务证明"),
        "certificate.late": _("服务证明没有按时开出"),
        "certificate.revoke": _("作废服务证明"),
        "chat.close": _("注销邻里群"),
        "chat.count": _("更新群户数"),
        "chat.open": _("登记邻里群"),
        "circumstance.end": _("情形结束"),
        "circumstance.note": _("记情形"),
        "clock.set": _("定时限"),
        "coverage.lost": _("缺邻长的警报"),
        "coverage.restored": _("又有人管了"),
        "consent.give": _("同意另外告诉"),
        "consent.withdraw": _("不再另外告诉"),
        "desk.route": _("定部门分派"),
        "desk.unroute": _("去掉部门分派"),
        "export": _("导出名单"),
        "figure.decide": _("定一个标准"),
        "figure.propose": _("提一个标准"),
        "household.add": _("登记一户"),
        "household.move": _("户换邻"),
        "household.residence": _("居住核查"),
        "known.hand_out": _("发联系卡或门牌贴"),
        "known.take_back": _("撤回发放记录"),
        "lead.decide": _("看过政策线索"),
        "lead.find": _("找到政策线索"),
        "letter.again": _("消息再发一次"),
        "letter.hours": _("定发消息的时候"),
        "letter.pass_on": _("转告了"),
        "letter.reply": _("记下回话"),
        "letter.text": _("改通知的话"),
        "letter.un_pass": _("撤回转告"),
        "letter.wish": _("定汇总的钟点"),
        "post.appoint": _("任命"),
        "post.end_term": _("离任"),
        "post.offer": _("说能帮什么"),
        "post.open": _("设岗位"),
        "post.show_phone": _("公开电话"),
        "posting.answer": _("答复公示意见"),
        "posting.object": _("对公示提意见"),
        "posting.put_up": _("贴出公示"),
        "posting.take_down": _("撤下公示"),
        "register.cancel": _("不导入名册了"),
        "register.import": _("导入三长名册"),
        "register.upload": _("传三长名册"),
        "resident.add": _("登记一个人"),
        "resident.leave": _("搬走或过世"),
        "roster.cancel": _("不导入了"),
        "roster.import": _("导入花名册"),
        "roster.upload": _("传花名册"),
        "selection.answer": _("答复候选人公示的意见"),
        "selection.calendar": _("改选举日程"),
        "selection.candidate": _("候选人进一步"),
        "selection.codes": _("出投票码"),
        "selection.count": _("登记计票"),
        "selection.lesson": _("培训"),
        "selection.link": _("候选人对上花名册"),
        "selection.move": _("选举进一步"),
        "selection.nominate": _("提名"),
        "selection.objection": _("收到候选人公示的意见"),
        "selection.open": _("开一轮选举"),
        "selection.recount": _("重新计票"),
        "selection.review": _("写审查意见"),
        "service.log": _("记微服务"),
        "station.set": _("设阵地"),
        "station.shift": _("排阵地值班"),
        "territory.add": _("设辖区"),
    }.get(verb, verb)


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
        "visit": _("上门走访"),
        "withdrawn": _("已撤回"),
    }
    return codes.get(text, text)


def rung_name(value: object) -> str:
    """A step of the ladder, as the audit keeps it (1 is the neighbourhood), in words."""
    names = [_("邻"), _("组"), _("片"), _("社区"), _("街道"), _("部门")]
    return names[value - 1] if isinstance(value, int) and 0 < value <= len(names) else value_name(value)
