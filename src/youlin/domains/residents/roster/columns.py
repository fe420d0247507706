"""What a column of a roster can mean, and the many words communities head it with."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from typing import Final

from youlin.domains.residents.roster.kinds import CIRCUMSTANCE_WORDS
from youlin.foundation.values import half_width


class Field(StrEnum):
    """A meaning that a column can have."""

    COMMUNITY = "community"
    AREA = "area"
    GROUP = "group"
    NEIGHBOURHOOD = "neighbourhood"
    PLACE = "place"  # several levels in one cell: 第1片老屋场组邻1
    HOUSEHOLD = "household"
    HEAD_NAME = "head_name"
    RELATION = "relation"
    NAME = "name"
    SEX = "sex"
    ETHNIC = "ethnic"
    ID = "id"
    BIRTH = "birth"
    PHONE = "phone"
    ADDRESS = "address"
    LATITUDE = "latitude"
    LONGITUDE = "longitude"
    POINT = "point"  # both in one cell
    LIVES_HERE = "lives_here"
    RESIDENCE = "residence"
    POLITICAL = "political"
    HEALTH = "health"
    DISABILITY = "disability"
    CIRCUMSTANCE = "circumstance"
    FLAG = "flag"  # a column of its own for one circumstance: 独居老人 是/否
    INCOME = "income"
    NOTE = "note"
    MARK = "mark"  # of the rejects workbook: which rows were one household
    ANCHOR = "anchor"  # of the rejects workbook: the number of somebody in the household who is already in
    IGNORED = "ignored"  # known, and told better by another column or by counting
    UNKEPT = "unkept"  # known, and there is no place for it here yet


_OWNED: Final = r"(?:所属|所在|归属|现居住?|居住)?(?:的)?"
_ID: Final = r"(?:公民|居民|中国公民)?(?:身份证件?|证件|身份证明|居民身份证|二代证|身份(?=号))(?:号码?|编号)?"
_KIN: Final = r"(?:户主|父亲?|母亲?|父母|监护人|配偶|子女|(?:紧急)?联系人|紧急|邻长|组长|片长|帮扶人?)(?:的)?"

_PATTERNS: Final = (
    (Field.MARK, r"户标记"),
    (Field.ANCHOR, r"同户人身份证号"),
    (Field.IGNORED, r"哪里不对|原工作表|原行号"),
    (Field.COMMUNITY, _OWNED + r"(?:社区|村|村居|村社区|社区村|社区居?委会|居委会|行政村|村居?委会)(?:名称?)?"),
    (Field.AREA, _OWNED + r"(?:片|片区|网格片)(?:名称?)?"),
    (Field.GROUP, _OWNED + r"(?:组|小组|村民小组|居民小组|村组|组别)(?:名称?)?"),
    (Field.NEIGHBOURHOOD, _OWNED + r"(?:邻|邻里|邻组|邻别|微网格)(?:名称?|号)?"),
    (Field.PLACE, _OWNED + r"(?:网格|辖区|片组邻|社区片组邻|区域|三长辖区)(?:名称?)?"),
    (Field.HOUSEHOLD, r"(?:家庭)?户(?:口|籍)?(?:的)?(?:编号|编码|号码?|序号|码|id)|家庭(?:编号|编码|号)|户"),
    (Field.HEAD_NAME, r"(?:所属)?户主(?:的)?(?:姓名|名字|名称|名)?"),
    (Field.RELATION, r"[与和同]?(?:本户)?户主(?:之|的)?(?:间)?关系|(?:家庭)?(?:成员)?关系|[与和]户主"),
    (Field.NAME, r"(?:居民|人员|成员|家庭成员|本人|群众|村民)?(?:的)?(?:姓名|名字)|家庭成员|人员名称"),
    (Field.SEX, r"性别(?:代码)?"),
    (Field.ETHNIC, r"民族(?:名称)?"),
    (Field.UNKEPT, _KIN + r"(?:姓名|" + _ID + r"|(?:联系)?电话(?:号码)?|手机号?码?|联系方式)"),
    (Field.ID, _ID),
    (Field.BIRTH, r"出生(?:日期|年月日?|时间|日)?|生日"),
    (
        Field.PHONE,
        r"(?:本人|个人|居民)?(?:(?:联系|手机|移动|固定)?(?:电话|手机|号码)(?:号码?)?|联系方式)|(?:手机|电话)号|手机电话",
    ),
    (Field.UNKEPT, r"户(?:籍|口)(?:所在)?地?(?:详细)?(?:住)?(?:地?址|详址)?"),
    (
        Field.ADDRESS,
        (
            r"(?:现|家庭|实际|常)?(?:居住|住)?(?:地|的)?(?:详细)?(?:住址|地址|详址|居住地|居住地址|住地|现住地?|房号)"
            r"|门牌号?|楼栋房号"
        ),
    ),
    (Field.LONGITUDE, r"(?:地理|住址|位置)?(?:经度|东经|lng|lon|longitude)(?:坐标)?"),
    (Field.LATITUDE, r"(?:地理|住址|位置)?(?:纬度|北纬|lat|latitude)(?:坐标)?"),
    (Field.POINT, r"(?:地理|住址|位置)?(?:经纬度|坐标|地理位置|定位)(?:坐标)?"),
    (Field.LIVES_HERE, r"(?:是否|是不是)?(?:为)?常住(?:人口|居民|人员|情况)?|是否在家|是否(?:在本地)?居住"),
    (
        Field.RESIDENCE,
        r"人户(?:状态|一致|一致标识|情况|关系|分离情况)|居住(?:状态|情况|类型)|户状态|人口状态|(?:是否)?(?:为)?空挂户?",
    ),
    (Field.POLITICAL, r"政治面貌"),
    (Field.HEALTH, r"(?:健康|身体|患病|疾病)(?:状况|情况|状态)?|大病情况"),
    (Field.DISABILITY, r"残疾人?证?(?:类别|类型|等级|级别|情况){1,2}|残疾(?:类别|类型)[及和](?:等级|级别)"),
    (
        Field.CIRCUMSTANCE,
        (
            r"(?:特殊|重点|关爱|关照|帮扶|困难|弱势)(?:关照|帮扶|关爱|服务)?(?:群体|人群|对象|人员|情况)"
            r"(?:类别|类型|名称)?|人[员群]类[别型]|情形"
        ),
    ),
    (Field.INCOME, r"(?:全?家庭?|全户|户)?(?:的)?(?:年|月|全年|每年|每月)?(?:总|纯)?收入(?:合计|总额)?"),
    (Field.NOTE, r"备注(?:说明)?|说明|其[他它](?:情况)?"),
    (Field.IGNORED, r"序号|编号|序|次序|年龄|周岁|街道|乡镇|镇街|县区?|市|省|人数|家庭人[口数]数?|填表人"),
    (Field.UNKEPT, r"籍贯|学历|文化(?:程度)?|婚姻(?:状况)?|职业|工作单位"),
)
_NOISE: Final = re.compile(r"[\s*\uff0a:：_\-、.\uff0e/]+")
_BRACKETS: Final = re.compile(r"[(\[【\u3014<《][^)\]】\u3015>》]*[)\]】\u3015>》]")


@lru_cache(maxsize=4096)
def meaning(label: str) -> Field | None:
    r"""What a header cell means; None where it is no header this house knows.

    >>> (
    ...     meaning(" 公民身份\n号码 ").value,
    ...     meaning("户　号").value,
    ...     meaning("家庭年收入(万元)").value,
    ...     meaning("王小明"),
    ... )
    ('id', 'household', 'income', None)
    """
    bare = _NOISE.sub("", _BRACKETS.sub("", half_width(label))).casefold()
    if not bare or len(bare) > 24:
        return None
    if bare.removeprefix("是否").removeprefix("为") in CIRCUMSTANCE_WORDS:
        return Field.FLAG
    return next((field for field, words in _PATTERNS if re.fullmatch(words, bare)), None)


def months_and_wan(label: str) -> tuple[int, bool]:
    """How often in a year an income of this header comes, and whether it is counted in 万元.

    >>> months_and_wan("家庭月收入(元)"), months_and_wan("家庭年收入（万元）")
    ((12, False), (1, True))
    """
    text = half_width(label)
    return (12 if "月收入" in text or "每月" in text or "/月" in text else 1), "万" in text


def on_a_chinese_map(label: str) -> bool:
    """Whether a header says that its figures were read from a Chinese map, where every point is shifted.

    >>> on_a_chinese_map("经度（高德）"), on_a_chinese_map("经度")
    (True, False)
    """
    text = half_width(label).casefold()
    return any(word in text for word in ("gcj", "高德", "腾讯", "火星"))
