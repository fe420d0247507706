"""demo: an invented street with ninety days behind it, to look at and to try."""

from __future__ import annotations

import argparse
import gc
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _

from youlin.cli import output, service
from youlin.foundation import clock
from youlin.foundation.refusal import Invalid, Refusal

if TYPE_CHECKING:
    from youlin.cli.verbs import Subparsers

HOUSEHOLDS = (30, 100_000)
DAYS = (7, 730)


def demo(verbs: Subparsers, common: argparse.ArgumentParser) -> None:
    """`youlin demo`."""
    command = verbs.add_parser("demo", parents=[common], help="make an invented street and serve it")
    command.add_argument("--households", type=int, default=1500, metavar="N")
    command.add_argument(
        "--days", type=int, default=90, metavar="N", help="how many days it has lived, up to yesterday"
    )
    command.add_argument("--seed", type=int, default=1, metavar="N", help="the same seed lives the same life")
    command.add_argument("--no-serve", action="store_true", help="only make it")
    service.ask_for_address(command)
    command.set_defaults(run=_demo, needs_database=False)


def _demo(options: argparse.Namespace) -> int:
    from youlin.domains.territory import queries as territory

    _within(options.households, HOUSEHOLDS, _("户数"), "households")
    _within(options.days, DAYS, _("天数"), "days")
    service.make_ready()
    if not territory.subdistricts().exists():
        result = _make(options)
    elif kept().exists():
        output.say(_("演示街道已经在了，原样保留。"))
        result = json.loads(kept().with_name("demo.json").read_text(encoding="utf-8"))
    else:
        raise Refusal(
            "street_real",
            _("这个数据库里已经有一个真实的街道，不能再放演示数据。请把 YOULIN_HOME 换成另一个文件夹再试。"),
        )
    accounts = json.loads(kept().read_text(encoding="utf-8"))
    output.show({**result, "accounts": accounts}, _words(result, accounts), as_json=options.json)
    return 0 if options.no_serve else service.open_doors(options)


def _within(value: int, limits: tuple[int, int], name: str, field: str) -> None:
    least, most = limits
    if not least <= value <= most:
        raise Invalid(
            f"{field}_out_of_range",
            _("%(name)s要在 %(least)s 到 %(most)s 之间。") % {"name": name, "least": least, "most": most},
            field=field,
        )


def _make(options: argparse.Namespace) -> dict[str, object]:
    """Let the street live up to yesterday, look at the clock once as of now, and keep its accounts."""
    from youlin.domains.access.actor import SYSTEM
    from youlin.domains.cases import queries as cases
    from youlin.jobs.tick import tick
    from youlin.simulation.street import live

    now = clock.now()
    label = _("正在过日子（第几天）")
    with _seldom_tidied():
        lived = live(
            households=options.households,
            days=options.days,
            seed=options.seed,
            last_day=clock.day_of(now) - timedelta(days=1),
            progress=lambda done, total: output.progress(label, done, total),
        )
        tick(now=now)
    result: dict[str, object] = {
        "households": lived.size.households,
        "people": lived.people,
        "chiefs": lived.size.chiefs,
        "days": options.days,
        "cases": cases.cases(SYSTEM, cases.Wanted(), now=now).count(),
        "contacts": lived.contacts,
    }
    _keep(kept().with_name("demo.json"), result)
    _keep(kept(), [account.plain() for account in lived.shown])
    return result


@contextmanager
def _seldom_tidied() -> Iterator[None]:
    """Look for rings of forgotten objects seldom: a life makes millions of objects and hardly a ring among them.

    Looking every 700 objects, as usual, took a twentieth of the time.
    """
    usual = gc.get_threshold()
    gc.set_threshold(100_000, 20, 50)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def kept() -> Path:
    """Where the accounts of the demo are kept; that it is there says that the street is an invented one."""
    return Path(settings.YOULIN_HOME) / "demo-accounts.json"


def _keep(path: Path, content: object) -> None:
    """Write a file that only its owner reads, whole or not at all."""
    part = path.with_suffix(".part")
    part.touch(mode=0o600)
    part.write_text(json.dumps(content, ensure_ascii=False, indent=1) + os.linesep, encoding="utf-8")
    part.replace(path)


def _words(result: dict[str, object], accounts: list[dict[str, str]]) -> str:
    head = _(
        "%(households)s 户、%(people)s 人、%(chiefs)s 名三长，%(days)s 天：%(cases)s 件事项，%(contacts)s 次问候走访。"
    )
    lines = [head % result, _("用下面的账号登录看看：")]
    lines += [f"  {one['username']:<12}{one['password']:<18}{one['post']} {one['name']}" for one in accounts]
    return "\n".join(lines)
