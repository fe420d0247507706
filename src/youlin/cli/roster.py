"""import roster: a workbook in, and what needs another look out."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _

from youlin.cli import output
from youlin.foundation import clock
from youlin.foundation.refusal import Invalid, NotThere, Refusal

if TYPE_CHECKING:
    from youlin.cli.verbs import Subparsers
    from youlin.domains.residents.intake.outcome import ImportOutcome
    from youlin.domains.residents.intake.street import NewStreet
    from youlin.domains.residents.roster.book import RosterBook

SHOWN = 20


def bring_in(verbs: Subparsers, common: argparse.ArgumentParser) -> None:
    """`youlin import`."""
    command = verbs.add_parser("import", help="bring in what the communities keep")
    kinds = command.add_subparsers(dest="what", required=True, metavar="what")
    roster = kinds.add_parser("roster", parents=[common], help="households and people, from a workbook or CSV")
    roster.add_argument("file", type=Path, metavar="FILE")
    roster.add_argument("--subdistrict", metavar="CODE", default="", help="the street; not needed where there is one")
    roster.add_argument("--subdistrict-name", metavar="NAME", default="", help="begin a new street of this name")
    roster.add_argument("--dry-run", action="store_true", help="show the difference and change nothing")
    roster.add_argument("--rejects", type=Path, metavar="OUT.xlsx", help="write what needs another look, to correct")
    roster.set_defaults(run=_roster)


def _roster(options: argparse.Namespace) -> None:
    from youlin.domains.access.actor import SYSTEM
    from youlin.domains.residents.intake.actions import import_roster

    now = clock.now()
    _check_target(options.rejects, options.file)
    book = _read(options.file)
    for sentence in _left_out(book):
        output.say(sentence)
    outcome = import_roster(
        actor=SYSTEM,
        book=book,
        subdistrict=_street(options.subdistrict.strip(), options.subdistrict_name.strip(), book),
        now=now,
        dry_run=options.dry_run,
        progress=_watch,
    )
    if options.rejects:
        _write_rejects(outcome, options.rejects)
    output.show(outcome.as_json(), "\n".join(_words(outcome)), as_json=options.json)


def _check_target(target: Path | None, source: Path) -> None:
    """Better to know before an import than after it that its rejects cannot be written."""
    if target is None:
        return
    if target.suffix.lower() != ".xlsx":
        raise Invalid("rejects_not_xlsx", _("待改正的名单请存成 .xlsx 文件。"))
    if target.resolve() == source.resolve():
        raise Invalid("rejects_is_source", _("待改正的名单不能盖掉花名册本身，请换个文件名。"))
    if not target.resolve().parent.is_dir():
        raise Invalid("folder_missing", _("没有“%(folder)s”这个文件夹。") % {"folder": target.parent})


def _read(path: Path) -> RosterBook:
    from youlin.domains.residents.roster import wording
    from youlin.domains.residents.roster.book import read_roster
    from youlin.domains.residents.roster.unreadable import RosterUnreadable

    if not path.is_file():
        raise NotThere("file_missing", _("找不到文件“%(file)s”，请核对路径。") % {"file": path})
    try:
        return read_roster(path, today=clock.day_of(clock.now()), progress=_watch_reading)
    except RosterUnreadable as problem:
        raise Refusal(problem.code, wording.unreadable(problem)) from problem
    except PermissionError as problem:
        raise Refusal("file_closed", _("没有权限读“%(file)s”。") % {"file": path}) from problem


def _left_out(book: RosterBook) -> list[str]:
    """What of the file was not used."""
    from youlin.domains.residents.roster import wording

    unused = sorted({label for sheet in book.sheets for label in sheet.header.unused})
    sentences = [wording.skipped(sheet) for sheet in book.skipped]
    return [*sentences, _("没有用到的列：%(labels)s。") % {"labels": "、".join(unused)}] if unused else sentences


def _street(code: str, name: str, book: RosterBook) -> UUID | NewStreet:
    """The street meant: by its code, or the only one there is, or a new one. Raises Refusal."""
    from youlin.domains.residents.intake.street import NewStreet
    from youlin.domains.territory import queries
    from youlin.domains.territory.rules import Level

    known = list(queries.subdistricts())
    if code:
        found = next((street for street in known if street.code in (code, code + "000")), None)
        if found is not None:
            return found.pk
        if not name:
            raise NotThere(
                "territory_unknown",
                _("没有编码是“%(code)s”的街道。要新开，请再加上 --subdistrict-name。") % {"code": code},
            )
    elif name and (same := [street for street in known if street.name == name]):
        return same[0].pk
    elif not name and len(known) == 1:
        return known[0].pk
    elif not name and known:
        raise Invalid("territory_unclear", _("这里有几个街道，请用 --subdistrict 写明是哪一个。"))
    counties = list(queries.within("", Level.COUNTY)[:2])
    county = counties[0].name if len(counties) == 1 else _("本县区")
    street = NewStreet(name or book.street or _("本街道"), county, code)
    output.say(_("还没有这个街道，随花名册新开“%(name)s”。") % {"name": street.name})
    return street


def _watch_reading(rows: int) -> None:
    output.counting(_("读花名册"), rows)


def _watch(stage: str, done: int, total: int) -> None:
    labels = {"places": _("核对辖区"), "households": _("录入户"), "people": _("录入人"), "done": _("完成")}
    output.progress(labels[stage], done, total)


def _write_rejects(outcome: ImportOutcome, target: Path) -> None:
    from youlin.domains.residents.roster import wording
    from youlin.domains.residents.roster.rejects import write_rejects

    rows = write_rejects(outcome.book, str(target), wording.row_problem)
    if not rows:
        output.say(_("没有要改正的行，“%(file)s”里只有表头。") % {"file": target})
        return
    output.say(_("待改正的 %(rows)s 行写在“%(file)s”，改好后用同一条命令再导入。") % {"rows": rows, "file": target})


def _words(outcome: ImportOutcome) -> list[str]:
    from youlin.domains.residents.roster import wording

    homes, people, book = outcome.households, outcome.people, outcome.book
    lines = [
        _("试一遍，没有写入：") if outcome.dry_run else _("导入完成："),
        _("%(rows)s 行，%(sheets)s 张表，%(cleaned)s 处写法已理顺。")
        % {"rows": book.rows, "sheets": len(book.sheets), "cleaned": book.cleaned},
        _("社区 %(communities)s 个，片 %(areas)s 个，组 %(groups)s 个，邻 %(neighbourhoods)s 个。")
        % outcome.territories,
        _("户：新增 %(new)s，更新 %(changed)s，没有变化 %(same)s，其中空挂户 %(paper)s。")
        % {
            "new": homes.created,
            "changed": homes.updated,
            "same": homes.unchanged,
            "paper": outcome.registered_only,
        },
        _("人：新增 %(new)s，更新 %(changed)s，没有变化 %(same)s。")
        % {"new": people.created, "changed": people.updated, "same": people.unchanged},
        _("没有录入 %(out)s 行，其中重复 %(again)s 行。") % {"out": outcome.kept_out, "again": book.duplicates},
    ]
    lines += [
        _("“%(sheet)s”第 %(row)s 行 %(column)s：%(message)s")
        % {
            "sheet": problem.sheet,
            "row": problem.row,
            "column": problem.column,
            "message": wording.row_problem(problem),
        }
        for problem in book.problems[:SHOWN]
    ]
    if len(book.problems) > SHOWN:
        more = {"more": len(book.problems) - SHOWN}
        lines.append(_("还有 %(more)s 条，用 --rejects 写成表，或用 --json 看全部。") % more)
    return lines
