"""The street's roster as the workbook a community would send."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

from youlin.simulation.people import Home

HEADER = (
    "序号", "所属社区", "片", "组", "邻", "户编号", "与户主关系", "姓名", "性别", "民族", "公民身份号码", "联系电话",
    "现住地址", "是否常住", "人户状态", "政治面貌", "健康状况", "残疾类别等级", "特殊群体类别",
    "家庭年收入(元)", "经度", "纬度", "备注",
)  # fmt: skip


def write(path: Path, homes: Sequence[Home]) -> int:
    """Write the roster of some homes; returns how many people it lists."""
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "constant_memory": True}) as book:
        sheet = book.add_worksheet("花名册")
        sheet.write_row(0, 0, ("街道居民花名册(三长制)",))
        sheet.write_row(1, 0, HEADER)
        line = 1
        for home in homes:
            for person in home.people:
                line += 1
                head = person is home.people[0]
                sheet.write_row(
                    line,
                    0,
                    (
                        line - 1,
                        home.place.community,
                        home.place.area,
                        home.place.group,
                        home.place.neighbourhood,
                        home.number,
                        person.relation,
                        person.name,
                        "男" if person.sex == "1" else "女",
                        person.ethnic,
                        person.id_number,
                        person.phone,
                        home.address,
                        "是" if home.permanent else "否",
                        "人户一致" if home.permanent else "空挂户",
                        person.party,
                        person.health,
                        person.disability,
                        person.special,
                        home.income if head else "",
                        home.point[1] if head and home.point else "",
                        home.point[0] if head and home.point else "",
                        "",
                    ),
                )
    return line - 1
