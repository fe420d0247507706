"""The ledgers that every street is asked for, drawn when they are wanted: person, household, left behind, dispute.

Their columns are those of GB/T 31000 as far as others quote them; what nobody keeps here says 无数据.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from youlin.domains.insight.ledgers.shape import Shape
from youlin.domains.insight.ledgers.writing import draw
from youlin.domains.insight.rules.ledgers import Column, Fact, Subject


@dataclass(frozen=True, slots=True)
class Standard:
    """A ledger by its code: its name, what its rows are about, and its columns."""

    code: str
    name: str
    subject: Subject
    heads: Sequence[tuple[str, Fact]]
    only: tuple[str, ...] = ()  # of people: only those with one of these circumstances

    @property
    def columns(self) -> list[Column]:
        """The columns as a template has them."""
        return [Column(place, label, fact) for place, (label, fact) in enumerate(self.heads, 1)]

    def drawn(self) -> tuple[bytes, Shape]:
        """The template itself."""
        labels = tuple((place, "", label) for place, (label, _fact) in enumerate(self.heads, 1))
        content = draw(self.name, [label for label, _fact in self.heads])
        return content, Shape(self.name[:31], 2, 3, 3, labels, frozenset(), has_drawings=False)


_PERSON: Final = Standard(
    "person",
    "实有人口台账",
    Subject.PEOPLE,
    (
        ("公民身份号码", Fact.ID),
        ("姓名", Fact.NAME),
        ("曾用名", Fact.NOTHING),
        ("性别", Fact.SEX),
        ("出生日期", Fact.BIRTH),
        ("民族", Fact.ETHNIC),
        ("籍贯", Fact.NATIVE_PLACE),
        ("婚姻状况", Fact.MARRIAGE),
        ("政治面貌", Fact.POLITICAL),
        ("学历", Fact.EDUCATION),
        ("联系方式", Fact.PHONE),
        ("户籍地", Fact.REGISTERED_AT),
        ("现住地", Fact.PLACE),
        ("现住门（楼）详址", Fact.ADDRESS),
    ),
)
_HOME: Final = Standard(
    "household",
    "户籍家庭台账",
    Subject.HOMES,
    (
        ("人户一致标识", Fact.REGISTERED_HERE),
        ("户号", Fact.HOUSEHOLD),
        ("户主公民身份号码", Fact.ID),
        ("户主姓名", Fact.HEAD),
        ("户主联系方式", Fact.PHONE),
        ("家庭人口", Fact.MEMBERS),
        ("所属辖区", Fact.PLACE),
        ("详细地址", Fact.ADDRESS),
        ("居住情况", Fact.RESIDENCE),
    ),
)
_LEFT: Final = Standard(
    "left_behind",
    "留守人员台账",
    Subject.PEOPLE,
    (
        ("公民身份号码", Fact.ID),
        ("姓名", Fact.NAME),
        ("性别", Fact.SEX),
        ("出生日期", Fact.BIRTH),
        ("现住地详址", Fact.ADDRESS),
        ("健康状况", Fact.HEALTH),
        ("家庭年收入", Fact.INCOME),
        ("人户一致标识", Fact.REGISTERED_HERE),
        ("留守人员类型", Fact.LEFT_BEHIND),
        ("户主姓名", Fact.HEAD),
        ("与户主关系", Fact.RELATION),
        ("困难及诉求", Fact.WANTS),
        ("帮扶情况", Fact.HELP),
    ),
    only=("elder_alone", "empty_nest", "left_behind_child"),
)
_DISPUTE: Final = Standard(
    "dispute",
    "矛盾纠纷排查化解台账",
    Subject.DISPUTES,
    (
        ("事件编号", Fact.NUMBER),
        ("事件名称", Fact.TITLE),
        ("发生日期", Fact.HAPPENED),
        ("发生地点", Fact.PLACE),
        ("事件规模", Fact.NOTHING),
        ("事件类别", Fact.KIND),
        ("涉及人数", Fact.CONCERNED),
        ("主要当事人姓名", Fact.PARTIES),
        ("化解时限", Fact.DEADLINE),
        ("化解方式", Fact.STAGE),
        ("化解责任人", Fact.MEDIATORS),
        ("是否化解成功", Fact.SETTLED),
        ("考评意见", Fact.NOTHING),
    ),
)
STANDARDS: Final = MappingProxyType({one.code: one for one in (_PERSON, _HOME, _LEFT, _DISPUTE)})
