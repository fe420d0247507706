"""doctor: is everything there that the program needs, and is it alive."""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _

from youlin.cli import output
from youlin.foundation import clock

if TYPE_CHECKING:
    from youlin.cli.verbs import Subparsers

ENOUGH_DISK = 500_000_000  # bytes
SOME = 100  # residents
SHOWN = 10  # numbers of cases named in one line
PATIENCE = timedelta(minutes=10)  # the worker tells what is waiting each minute
YEAR_END = (12, 15)  # by then next year's days off have been announced, and a release that knows them is out

Finding = tuple[bool, str]


def doctor(verbs: Subparsers, common: argparse.ArgumentParser) -> None:
    """`youlin doctor`."""
    command = verbs.add_parser("doctor", parents=[common], help="is everything there, and alive; exit 1 if not")
    command.set_defaults(run=_doctor, needs_database=False)


def _doctor(options: argparse.Namespace) -> int:
    checks = [{"name": name, "ok": ok, "message": message} for name, (ok, message) in _findings()]
    lines = [f"{'✓' if check['ok'] else '✗'} {check['message']}" for check in checks]
    output.show(
        {"checks": checks, "environment": _environment()},
        "\n".join([*lines, "", *_environment_lines()]),
        as_json=options.json,
    )
    return 0 if all(check["ok"] for check in checks) else 1


def _findings() -> list[tuple[str, Finding]]:
    checks: list[tuple[str, Callable[[], Finding]]] = [
        ("home", _home),
        ("disk", _disk),
        ("database", _database),
        ("migrations", _migrations),
        ("keys", _keys),
        ("worker", _worker),
        ("outbox", _outbox),
        ("coverage", _coverage),
        ("rollups", _rollups),
        ("fonts", _fonts),
        ("calendar", _calendar),
        ("history", _history),
    ]
    found: list[tuple[str, Finding]] = []
    for name, check in checks:
        down = [other for other, (ok, _message) in found if not ok and other in ("database", "migrations")]
        if down and name in ("migrations", "keys", "worker", "outbox", "coverage", "rollups", "history"):
            found.append((name, (False, _("先要数据库能用，才能看这一项。"))))
        else:
            found.append((name, check()))
    return found


def _home() -> Finding:
    home = Path(settings.YOULIN_HOME)
    try:
        with tempfile.NamedTemporaryFile(dir=home, prefix=".doctor-"):
            return True, _("数据文件夹可以写：%(home)s") % {"home": home}
    except OSError as error:
        why = error.strerror or str(error)
        return False, _("数据文件夹 %(home)s 写不进去：%(why)s。请检查权限。") % {"home": home, "why": why}


def _disk() -> Finding:
    try:
        free = shutil.disk_usage(settings.YOULIN_HOME).free
    except OSError:
        return False, _("没有数据文件夹，不知道磁盘还剩多少。")
    shown = {"free": f"{free / 1e9:.1f}"}
    if free < ENOUGH_DISK:
        return False, _("磁盘只剩 %(free)s GB，请腾出一些空间。") % shown
    return True, _("磁盘还有 %(free)s GB。") % shown


def _database() -> Finding:
    from django.db import DatabaseError, connection

    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        why = str(error).strip()
        return False, _("连不上数据库：%(why)s。请检查 YOULIN_DATABASE_URL。") % {"why": why}
    return True, _("数据库连得上（%(vendor)s）。") % {"vendor": connection.vendor}


def _migrations() -> Finding:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return False, _("数据库比程序旧，请先运行 youlin init。")
    return True, _("数据库的结构是最新的。")


def _keys() -> Finding:
    from youlin.domains.access.actor import SYSTEM
    from youlin.domains.residents import queries as residents
    from youlin.foundation import crypto

    trial = "430899"
    try:
        opened = crypto.decrypt(crypto.encrypt(trial, field="doctor"), field="doctor")
        # Reading opens what is stored; of so many somebody has a number.
        stored = list(residents.residents(SYSTEM, residents.Wanted())[:SOME])
    except crypto.Undecipherable:
        return False, _("密钥打不开库里的身份证号和电话。请把原来的 field.keys 放回数据文件夹，不要新建。")
    if opened != trial:
        return False, _("密钥加密后解不开，请检查 YOULIN_FIELD_KEYS。")
    return True, _("密钥能打开库里的数据。") if stored else _("密钥可以用，库里还没有居民。")


def _worker() -> Finding:
    from youlin.jobs.schedule import SCHEDULE, last_run

    # A nightly job has not run yet on the first day; that says nothing of the others.
    runs = [(entry, seen) for entry in SCHEDULE if (seen := last_run(entry)) is not None]
    if not runs:
        return True, _("后台还没有转过，运行 youlin serve 时会跟着转。")
    late = [
        f"{entry.name} {seen.astimezone(clock.SHANGHAI):%Y-%m-%d %H:%M}"
        for entry, seen in runs
        if clock.now() - seen > entry.maximum_lateness
    ]
    if late:
        return False, _("后台停了（最后一次：%(last)s）。请运行 youlin serve，或定时运行 youlin tick。") % {
            "last": "、".join(late)
        }
    return True, _("后台在转，到点的事有人管。")


def _outbox() -> Finding:
    from youlin.foundation import outbox

    count = outbox.untold(before=clock.now() - PATIENCE)
    if count:
        return False, _("有 %(count)s 件事还没有通知到该知道的人。请看日志，再运行 youlin tick。") % {"count": count}
    return True, _("该通知的都通知了。")


def _coverage() -> Finding:
    from youlin.domains.access.actor import SYSTEM
    from youlin.domains.chiefs import queries

    found = queries.count(SYSTEM, day=clock.day_of(clock.now()))
    told = queries.reconciled(SYSTEM, [one.path for one in found.waiting])
    if told.strays:
        return False, _("有 %(homes)s 户常住户不在任何一个邻里。请在人和户里把它们划到邻。") % {"homes": told.strays}
    if not told.good:
        return False, _("没人管的邻和警报对不上：少报 %(missing)s 个，多报 %(needless)s 个。请运行 youlin tick。") % {
            "missing": told.missing,
            "needless": told.needless,
        }
    return True, _("%(share)s%% 的常住户有人管，没人管的都报了警。") % {"share": f"{found.total.share:g}"}


def _rollups() -> Finding:
    from youlin.domains.insight.queries import reconciling
    from youlin.domains.territory import queries as territory

    found = [reconciling.reconciled(place) for place in territory.subdistricts()]
    differences = sum(one.differences for one in found)
    if differences:
        return False, _("有 %(count)s 个汇总数和记录对不上。夜里会重新汇总；一直对不上请看日志。") % {
            "count": differences
        }
    if not any(one.at for one in found):
        return True, _("还没有汇总过数字，今天夜里会汇总。")
    return True, _("汇总的数字和记录对得上。")


def _fonts() -> Finding:
    from youlin.domains.insight.papers import pdf

    missing = [path.name for path in pdf.fonts() if not path.is_file()]
    if missing:
        return False, _("少了中文字体 %(files)s，存不成 PDF。请重新安装。") % {"files": "、".join(missing)}
    return True, _("中文字体齐全，可以存成 PDF。")


def _calendar() -> Finding:
    from youlin.foundation import calendar

    today = clock.day_of(clock.now())
    if not calendar.published(today.year):
        return False, _("不知道 %(year)s 年的放假安排，工作日只能按周末算。请升级程序。") % {"year": today.year}
    following = {"year": today.year + 1}
    if calendar.published(today.year + 1):
        return True, _("今年和 %(year)s 年的放假安排都有。") % following
    if (today.month, today.day) < YEAR_END:
        return True, _("%(year)s 年的放假安排还没有收进来，年底前升级一次就好。") % following
    return False, _("%(year)s 年的放假安排还没有收进来，过了年工作日会算错。请升级程序。") % following


def _history() -> Finding:
    from youlin.domains.cases import chain

    wrong = sorted(chain.broken())
    if wrong:
        named = "、".join(wrong[:SHOWN])
        said = {"count": len(wrong), "numbers": named}
        return False, _("%(count)s 件事项的经过对不上，可能有人绕过程序改了数据库：%(numbers)s。") % said
    return True, _("事项的经过一条接一条，没有被改过。")


def _environment() -> list[dict[str, object]]:
    from youlin.config.env import VARIABLES

    return [
        {"name": one.name, "set": one.name in os.environ, "default": one.default, "meaning": one.meaning}
        for one in VARIABLES
    ]


def _environment_lines() -> list[str]:
    from youlin.config.env import VARIABLES

    mark = {True: "*", False: " "}
    lines = [f"{mark[one.name in os.environ]} {one.name:<24}{one.meaning} [{one.default}]" for one in VARIABLES]
    return [_("环境变量（带 * 的已经设了）："), *lines]
