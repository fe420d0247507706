"""What facts, questions and unreadable templates are called."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from youlin.domains.insight.rules.ledgers import Fact
from youlin.domains.residents.rules.details import Detail

FACTS: Final[MappingProxyType[Fact, str | Promise]] = MappingProxyType(
    {
        Fact.SERIAL: _("序号"),
        Fact.NAME: _("姓名"),
        Fact.SEX: _("性别"),
        Fact.SEX_CODE: _("性别代码"),
        Fact.BIRTH: _("出生日期"),
        Fact.AGE: _("年龄"),
        Fact.ID: _("身份证号"),
        Fact.PHONE: _("电话"),
        Fact.ETHNIC: _("民族"),
        Fact.POLITICAL: _("政治面貌"),
        Fact.HEALTH: _("健康状况"),
        Fact.RELATION: _("与户主关系"),
        Fact.NATIVE_PLACE: _("籍贯"),
        Fact.MARRIAGE: _("婚姻状况"),
        Fact.EDUCATION: _("学历"),
        Fact.REGISTERED_HERE: _("人户一致"),
        Fact.REGISTERED_AT: _("户籍地址"),
        Fact.WANTS: _("困难和诉求"),
        Fact.HELP: _("帮扶情况"),
        Fact.CIRCUMSTANCES: _("情形"),
        Fact.DISABILITY: _("残疾类别和等级"),
        Fact.LEFT_BEHIND: _("留守类型"),
        Fact.HOUSEHOLD: _("户编号"),
        Fact.HEAD: _("户主姓名"),
        Fact.ADDRESS: _("住址"),
        Fact.RESIDENCE: _("居住状态"),
        Fact.INCOME: _("家庭年收入（元）"),
        Fact.MEMBERS: _("家庭人数"),
        Fact.COMMUNITY: _("社区"),
        Fact.AREA: _("片"),
        Fact.GROUP: _("组"),
        Fact.NEIGHBOURHOOD: _("邻"),
        Fact.PLACE: _("所属辖区（全称）"),
        Fact.CHIEF: _("邻长姓名"),
        Fact.HOMES: _("户数"),
        Fact.PEOPLE: _("人数"),
        Fact.TITLE: _("纠纷名称"),
        Fact.NUMBER: _("事项编号"),
        Fact.KIND: _("纠纷类别"),
        Fact.HAPPENED: _("日期"),
        Fact.CONCERNED: _("涉及人数"),
        Fact.PARTIES: _("当事人"),
        Fact.STAGE: _("进展"),
        Fact.DEADLINE: _("化解时限"),
        Fact.MEDIATORS: _("调解员"),
        Fact.SETTLED: _("是否化解成功"),
        Fact.CONSTANT: _("每行都填同一句话"),
        Fact.NOTHING: _("写上“无数据”"),
        Fact.LEAVE: _("不动它"),
    }
)
DETAILS: Final[MappingProxyType[Detail, str | Promise]] = MappingProxyType(
    {
        Detail.ID_NUMBER: FACTS[Fact.ID],
        Detail.PHONE: FACTS[Fact.PHONE],
        Detail.ETHNIC: FACTS[Fact.ETHNIC],
        Detail.POLITICAL: FACTS[Fact.POLITICAL],
        Detail.HEALTH: FACTS[Fact.HEALTH],
        Detail.RELATION: FACTS[Fact.RELATION],
        Detail.INCOME: FACTS[Fact.INCOME],
        Detail.NATIVE_PLACE: FACTS[Fact.NATIVE_PLACE],
        Detail.MARRIAGE: FACTS[Fact.MARRIAGE],
        Detail.EDUCATION: FACTS[Fact.EDUCATION],
        Detail.REGISTERED_HERE: FACTS[Fact.REGISTERED_HERE],
        Detail.REGISTERED_AT: FACTS[Fact.REGISTERED_AT],
        Detail.WANTS: FACTS[Fact.WANTS],
        Detail.HELP: FACTS[Fact.HELP],
    }
)
UNREADABLE: Final[MappingProxyType[str, str | Promise]] = MappingProxyType(
    {
        "file": _("这个文件打不开。请用 Excel 或 WPS 另存为 .xlsx 再传。"),
        "header": _("没有找到表头。请确认表里有写着“姓名”“户号”这样字样的一行，而且在前 30 行以内。"),
        "rows": _("表头下面紧接着就是合计或签字。请在表头下面留一个空行再传。"),
    }
)
