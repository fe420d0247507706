"""Ledgers: which facts a column can ask for, what its header suggests, and of whom an empty cell is asked. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from youlin.domains.residents.rules.details import Detail


class Subject(StrEnum):
    """What a row of a ledger is about."""

    PEOPLE = "people"
    HOMES = "homes"
    PLACES = "places"
    DISPUTES = "disputes"


class Fact(StrEnum):
    """What a column can be filled with."""

    SERIAL = "serial"
    NAME = "name"
    SEX = "sex"
    SEX_CODE = "sex_code"
    BIRTH = "birth"
    AGE = "age"
    ID = "id"
    PHONE = "phone"
    ETHNIC = "ethnic"
    POLITICAL = "political"
    HEALTH = "health"
    RELATION = "relation"
    NATIVE_PLACE = "native_place"
    MARRIAGE = "marriage"
    EDUCATION = "education"
    REGISTERED_HERE = "registered_here"
    REGISTERED_AT = "registered_at"
    WANTS = "wants"
    HELP = "help"
    CIRCUMSTANCES = "circumstances"
    DISABILITY = "disability"
    LEFT_BEHIND = "left_behind"
    HOUSEHOLD = "household"
    HEAD = "head"
    ADDRESS = "address"
    RESIDENCE = "residence"
    INCOME = "income"
    MEMBERS = "members"
    COMMUNITY = "community"
    AREA = "area"
    GROUP = "group"
    NEIGHBOURHOOD = "neighbourhood"
    PLACE = "place"
    CHIEF = "chief"
    HOMES = "homes"
    PEOPLE = "people"
    TITLE = "title"
    NUMBER = "number"
    KIND = "kind"
    HAPPENED = "happened"
    CONCERNED = "concerned"
    PARTIES = "parties"
    STAGE = "stage"
    DEADLINE = "deadline"
    MEDIATORS = "mediators"
    SETTLED = "settled"
    CONSTANT = "constant"  # the same word in each row
    NOTHING = "nothing"  # there is nothing here to fill it with, and it says so
    LEAVE = ""  # stays as the template has it


@dataclass(frozen=True, slots=True)
class Trait:
    """Of whom a fact is known; whether it is hidden; and as what, and from which age, it is asked where it is empty."""

    subjects: frozenset[Subject]
    hidden: bool = False
    asked: Detail | None = None
    from_age: int = 0


_P, _H, _T, _D = Subject.PEOPLE, Subject.HOMES, Subject.PLACES, Subject.DISPUTES
_ALL: Final = frozenset(Subject)
_PERSON, _HOME, _PLACE, _DISPUTE = (frozenset({one}) for one in (_P, _H, _T, _D))
_LIVING: Final = frozenset({_P, _H})

# Ages: a telephone of one's own and a party or a league from 14, schooling from 7, a marriage from 18: earlier nobody
# is bothered with the question, and the cell stays empty.
TRAITS: Final = MappingProxyType(
    {
        Fact.SERIAL: Trait(_ALL),
        Fact.NAME: Trait(_PERSON),
        Fact.SEX: Trait(_PERSON),
        Fact.SEX_CODE: Trait(_PERSON),
        Fact.BIRTH: Trait(_PERSON),
        Fact.AGE: Trait(_PERSON),
        Fact.ID: Trait(_LIVING, hidden=True, asked=Detail.ID_NUMBER),
        Fact.PHONE: Trait(_LIVING, hidden=True, asked=Detail.PHONE, from_age=14),
        Fact.ETHNIC: Trait(_PERSON, asked=Detail.ETHNIC),
        Fact.POLITICAL: Trait(_PERSON, asked=Detail.POLITICAL, from_age=14),
        Fact.HEALTH: Trait(_PERSON, asked=Detail.HEALTH),
        Fact.RELATION: Trait(_PERSON, asked=Detail.RELATION),
        Fact.NATIVE_PLACE: Trait(_PERSON, asked=Detail.NATIVE_PLACE),
        Fact.MARRIAGE: Trait(_PERSON, asked=Detail.MARRIAGE, from_age=18),
        Fact.EDUCATION: Trait(_PERSON, asked=Detail.EDUCATION, from_age=7),
        Fact.REGISTERED_HERE: Trait(_LIVING, asked=Detail.REGISTERED_HERE),
        Fact.REGISTERED_AT: Trait(_LIVING, asked=Detail.REGISTERED_AT),
        Fact.WANTS: Trait(_PERSON, asked=Detail.WANTS),
        Fact.HELP: Trait(_PERSON, asked=Detail.HELP),
        Fact.CIRCUMSTANCES: Trait(_PERSON),
        Fact.DISABILITY: Trait(_PERSON),
        Fact.LEFT_BEHIND: Trait(_PERSON),
        Fact.HOUSEHOLD: Trait(_LIVING),
        Fact.HEAD: Trait(_LIVING),
        Fact.ADDRESS: Trait(_LIVING),
        Fact.RESIDENCE: Trait(_LIVING),
        Fact.INCOME: Trait(_LIVING, asked=Detail.INCOME),
        Fact.MEMBERS: Trait(_LIVING),
        Fact.COMMUNITY: Trait(_ALL),
        Fact.AREA: Trait(_ALL),
        Fact.GROUP: Trait(_ALL),
        Fact.NEIGHBOURHOOD: Trait(_ALL),
        Fact.PLACE: Trait(_ALL),
        Fact.CHIEF: Trait(frozenset({_P, _H, _T})),
        Fact.HOMES: Trait(_PLACE),
        Fact.PEOPLE: Trait(_PLACE),
        Fact.TITLE: Trait(_DISPUTE),
        Fact.NUMBER: Trait(_DISPUTE),
        Fact.KIND: Trait(_DISPUTE),
        Fact.HAPPENED: Trait(_DISPUTE),
        Fact.CONCERNED: Trait(_DISPUTE),
        Fact.PARTIES: Trait(_DISPUTE, hidden=True),
        Fact.STAGE: Trait(_DISPUTE),
        Fact.DEADLINE: Trait(_DISPUTE),
        Fact.MEDIATORS: Trait(_DISPUTE),
        Fact.SETTLED: Trait(_DISPUTE),
        Fact.CONSTANT: Trait(_ALL),
        Fact.NOTHING: Trait(_ALL),
        Fact.LEAVE: Trait(_ALL),
    }
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a template, from 1, with its label, and what it is filled with."""

    place: int
    label: str
    fact: Fact
    constant: str = ""


_WORDS: Final = (
    (Fact.SERIAL, r"序号|序|编号|次序"),
    (Fact.HEAD, r"户主(?:的)?(?:姓名|名字|名)?"),
    (Fact.NAME, r"(?:居民|人员|成员|本人|儿童|老人|留守人员)?(?:的)?(?:姓名|名字)"),
    (Fact.SEX_CODE, r"性别代码"),
    (Fact.SEX, r"性别"),
    (Fact.BIRTH, r"出生(?:日期|年月日?|时间)?|生日"),
    (Fact.AGE, r"年龄|周岁"),
    (Fact.ID, r"(?:公民|居民|户主)?(?:身份证件?|证件|身份)(?:号码?|编号)?"),
    (Fact.PHONE, r"(?:本人|户主|居民)?(?:联系|手机)?(?:电话|手机|号码)(?:号码?)?|联系方式|手机号"),
    (Fact.ETHNIC, r"民族(?:名称)?"),
    (Fact.POLITICAL, r"政治面貌"),
    (Fact.HEALTH, r"(?:健康|身体)(?:状况|情况)?"),
    (Fact.RELATION, r"[与和]?户主(?:之)?关系|关系"),
    (Fact.NATIVE_PLACE, r"籍贯"),
    (Fact.MARRIAGE, r"婚姻(?:状况|情况)?"),
    (Fact.EDUCATION, r"学历|文化程度|受教育程度"),
    (Fact.REGISTERED_HERE, r"人户(?:一致标识|是否一致|一致)"),
    (Fact.REGISTERED_AT, r"户(?:籍|口)(?:所在)?地?(?:详细)?(?:地?址|详址)?"),
    (Fact.WANTS, r"困难(?:及|和|与)?诉求|诉求|困难"),
    (Fact.HELP, r"帮扶(?:情况|措施)?"),
    (Fact.LEFT_BEHIND, r"留守(?:人员)?类型"),
    (Fact.CIRCUMSTANCES, r"(?:特殊|重点)(?:群体|人群|对象)(?:类别|类型)?|人员类[别型]|情形"),
    (Fact.DISABILITY, r"残疾(?:类别|等级|情况|类别等级)?"),
    (Fact.HOUSEHOLD, r"户(?:编号|编码|号)|户号"),
    (Fact.ADDRESS, r"(?:现|家庭|常)?(?:居住|住)?(?:地|的)?(?:详细)?(?:住址|地址|详址|居住地|住地|现住地)|门牌号?"),
    (Fact.RESIDENCE, r"居住(?:状态|情况)|人户(?:状态|情况)"),
    (Fact.INCOME, r"(?:家庭)?年?收入"),
    (Fact.MEMBERS, r"(?:家庭)?(?:人口数?|人数|常住人口)"),
    (Fact.COMMUNITY, r"(?:所属|所在)?(?:社区|村|村居|村社区)(?:名称)?"),
    (Fact.AREA, r"(?:所属|所在)?片区?"),
    (Fact.GROUP, r"(?:所属|所在)?(?:村民|居民)?小?组(?:别)?"),
    (Fact.NEIGHBOURHOOD, r"(?:所属|所在)?(?:邻|微网格)"),
    (Fact.PLACE, r"(?:所属)?(?:网格|辖区)|发生地点|地点"),
    (Fact.CHIEF, r"邻长(?:姓名)?|网格员(?:姓名)?|责任人"),
    (Fact.HOMES, r"(?:总)?户数"),
    (Fact.PEOPLE, r"(?:总|常住)?人[口数]数?"),
    (Fact.TITLE, r"(?:事件|纠纷|矛盾纠纷)?名称|(?:事件)?简述"),
    (Fact.KIND, r"(?:事件|纠纷)?类[别型]"),
    (Fact.HAPPENED, r"(?:发生|受理|登记)?(?:日期|时间)"),
    (Fact.CONCERNED, r"涉及人数"),
    (Fact.PARTIES, r"当事人(?:姓名)?"),
    (Fact.STAGE, r"化解方式|进展|状态|办理情况"),
    (Fact.DEADLINE, r"化解时限|办理时限|时限"),
    (Fact.MEDIATORS, r"化解(?:责任人|组织)|调解员|责任人"),
    (Fact.SETTLED, r"(?:化解)?是否(?:化解)?成功|是否化解|化解结果"),
)
_NOISE: Final = re.compile(r"[\s*：:_\-、./·]+|[(（\[【][^)）\]】]*[)）\]】]")
NOT_KNOWN: Final = "无数据"


def suggest(label: str, subject: Subject) -> Fact:
    """What the words of a header suggest; LEAVE where they say nothing that this house knows.

    >>> suggest("公民身份号码（必填）", Subject.PEOPLE).value, suggest("责 任 人", Subject.DISPUTES).value
    ('id', 'mediators')
    >>> suggest("合同编码", Subject.PEOPLE)
    <Fact.LEAVE: ''>
    """
    bare = _NOISE.sub("", label)
    for fact, words in _WORDS:
        if subject in TRAITS[fact].subjects and re.fullmatch(words, bare):
            return fact
    return Fact.LEAVE


def suggest_all(labels: Sequence[tuple[int, str, str]], subject: Subject) -> list[Column]:
    """A column for each (place, words above, words below): by both together, then the lower, then the upper words."""
    found = []
    for place, above, below in labels:
        tries = (above + below, below, above) if above and above != below else (below or above,)
        fact = next((fact for label in tries if (fact := suggest(label, subject)) is not Fact.LEAVE), Fact.LEAVE)
        label = f"{above} · {below}" if above and below and above != below else below or above
        found.append(Column(place, label, fact))
    return found


def best_subject(labels: Sequence[tuple[int, str, str]]) -> Subject:
    """What the rows are about, to judge by how many columns find a fact; of two, the one named first.

    >>> best_subject([(1, "", "户号"), (2, "", "户主"), (3, "", "家庭人口")]).value
    'homes'
    """
    known = {one: sum(column.fact is not Fact.LEAVE for column in suggest_all(labels, one)) for one in Subject}
    named = any(suggest(below or above, Subject.PEOPLE) is Fact.NAME for _place, above, below in labels)
    if not named and known[Subject.HOMES] >= known[Subject.PEOPLE]:
        known[Subject.HOMES] += 1
    return max(Subject, key=lambda one: known[one])


def hidden(columns: Sequence[Column]) -> bool:
    """Whether a ledger holds what only few may read."""
    return any(TRAITS[column.fact].hidden for column in columns)


def masked(fact: Fact, value: str) -> str:
    """As much of a hidden value as a list may show.

    >>> masked(Fact.PHONE, "14012345678"), masked(Fact.ID, "430899194403020028")
    ('140****5678', '430899********0028')
    """
    if fact is Fact.PHONE:
        return f"{value[:3]}****{value[-4:]}" if len(value) >= 11 else "*" * len(value)
    if fact is Fact.ID:
        return f"{value[:6]}{'*' * (len(value) - 10)}{value[-4:]}" if len(value) >= 15 else "*" * len(value)
    return value
