"""What is said about a file or a row: what is wrong, what it means, what to do. No identity number is ever repeated."""

from __future__ import annotations

from django.utils.translation import gettext as _

from youlin.domains.residents.roster.book import SkippedSheet
from youlin.domains.residents.roster.rows import RowProblem
from youlin.domains.residents.roster.unreadable import RosterUnreadable


def unreadable(problem: RosterUnreadable) -> str:
    """One sentence on why a file is no roster, and what to do."""
    sentences = {
        "empty_file": _("这个文件是空的。请打开看看里面有没有名单，再选一次。"),
        "too_big": _("文件太大了，最多 %(limit)s MB。请按社区或组分成几个文件。"),
        "too_many_rows": _("行数太多了，一次最多 %(limit)s 行。请按社区分成几个文件。"),
        "encrypted": _("这个文件设了打开密码，读不了。请在 Excel 里去掉密码另存一份再导入。"),
        "damaged": _("这个文件打不开，可能没有传完整或已损坏。请用 Excel 打开后另存为 .xlsx 再试。"),
        "picture": _("这是一张图片，不是表格。请导入 Excel 或 CSV 花名册。"),
        "pdf": _("这是 PDF，不是表格。请导入 Excel 或 CSV 花名册。"),
        "word": _("这是 Word 文档，不是表格。请把名单复制到 Excel 里保存后再导入。"),
        "archive": _("这是压缩包，不是表格。请先解压，再选里面的花名册。"),
        "xml_workbook": _("这是旧式的 XML 表格。请用 Excel 打开，另存为 .xlsx 再导入。"),
        "unknown_kind": _("认不出这是什么文件。请导入 Excel（.xlsx、.xls）或 CSV 花名册。"),
        "no_roster": _("没有找到花名册：表头里至少要有“姓名”，还要有身份证号、与户主关系、户编号、住址等几列。"),
        "no_rows": _("只有表头，没有名单。请填上居民再导入。"),
    }
    return sentences[problem.code] % problem.params


def skipped(sheet: SkippedSheet) -> str:
    """One sentence on why a sheet was passed over."""
    sentences = {
        "hidden": _("工作表“%(name)s”是隐藏的，没有读。"),
        "empty": _("工作表“%(name)s”是空的，没有读。"),
        "no_header": _("工作表“%(name)s”不是花名册，没有读。"),
    }
    return sentences[sheet.because] % {"name": sheet.name}


def row_problem(problem: RowProblem) -> str:
    """What is wrong with a row, and what becomes of it, in plain words."""
    said = _sentence(problem) % problem.params
    return said + _("这一行的其他内容已录入。") if problem.kept else said


def _sentence(problem: RowProblem) -> str:
    variants = {
        ("id_checksum", "number"): _("身份证号被存成了数字，末几位已经丢失。请把这一列设成文本，照证件重填。"),
        ("id_checksum", "date"): _("身份证号里的出生日期不存在，请照证件核对。"),
        ("id_checksum", "too_old"): _("身份证号里的出生日期早得不可能，请照证件核对。"),
        ("number_bad", "point"): _("经纬度不全，或者不在国内，没有录入。请两个都填，例如 29.351200 和 110.472300。"),
        ("id_missing", "nothing"): _("没有身份证号，也没有出生日期，分不清是谁。请至少补上一项。"),
        ("household_missing", "community"): _("看不出是哪个社区的。请加一列“社区”，或在表名、标题里写明。"),
        ("id_conflict", "known"): _(
            "这个身份证号已登记在另一个名字下。请核对号码和姓名；若是改了名，请先在居民资料里改。"
        ),
    }
    sentences = {
        "id_missing": _("没有身份证号，凭姓名、出生日期和所在户登记。补上号码后再导入一次即可。"),
        "id_length": _("身份证号位数不对，应是 18 位。请照证件重填。"),
        "id_checksum": _("身份证号的校验位对不上，有一位抄错了。请照证件核对。"),
        "id_conflict": _("和“%(sheet)s”第 %(row)s 行身份证号相同，姓名却不同。请核对两行，改正写错的一行。"),
        "name_missing": _("没有姓名，请补上。"),
        "birth_in_future": _("出生日期还没有到，请核对年份。"),
        "birth_conflict": _("出生日期和身份证号对不上，以身份证号为准。"),
        "gender_conflict": _("性别和身份证号对不上，以身份证号为准。"),
        "household_missing": _("不知道属于哪一户。请填户编号，或把这一行放到户主下面。"),
        "phone_bad": _("电话号码不像电话，没有录入。请填 11 位手机号或带区号的座机。"),
        "date_bad": _("日期看不懂，没有录入。请写成 1950-03-02 这样。"),
        "number_bad": _("收入不是数字，没有录入。请只填数字。"),
        "duplicate": _("和“%(sheet)s”第 %(row)s 行是同一个人，只录入了一次。"),
    }
    return variants.get((problem.code, problem.why)) or sentences[problem.code]
