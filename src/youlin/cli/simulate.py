"""simulate: an invented street in a database of its own, with faults, and an independent look at what stands."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from youlin.cli import output, service
from youlin.foundation.refusal import Invalid

if TYPE_CHECKING:
    from youlin.cli.verbs import Subparsers

SHOWN = 20
LIMITS = {"households": (30, 20_000), "chiefs": (4, 10_000), "days": (1, 730)}


def simulate(verbs: Subparsers, common: argparse.ArgumentParser) -> None:
    """`youlin simulate`."""
    command = verbs.add_parser("simulate", parents=[common], help="let an invented street live, and check what stands")
    command.add_argument("--households", type=int, default=300, metavar="N")
    command.add_argument("--chiefs", type=int, default=25, metavar="N")
    command.add_argument("--days", type=int, default=60, metavar="N")
    command.add_argument("--seed", type=int, default=1, metavar="S", help="the same seed gives the same digest")
    command.add_argument("--faults", action="store_true", help="with phones, clocks, chiefs and people that go wrong")
    command.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    command.set_defaults(run=_simulate, needs_database=False)


def _simulate(options: argparse.Namespace) -> int:
    for name, (least, most) in LIMITS.items():
        if not least <= getattr(options, name) <= most:
            said = {"name": name, "least": least, "most": most}
            raise Invalid(f"{name}_out_of_range", _("--%(name)s 要在 %(least)s 到 %(most)s 之间。") % said, field=name)
    return _here(options) if options.here else _apart()


def _apart() -> int:
    """Once more in a process and a house of its own: nothing of it ever touches the street that is served here."""
    with tempfile.TemporaryDirectory(prefix="youlin-simulate-") as home:
        environment = {
            **os.environ,
            "YOULIN_HOME": home,
            "YOULIN_DATABASE_URL": f"sqlite:///{Path(home) / 'street.db'}",
        }
        call = [sys.executable, "-m", "youlin.cli.main", *sys.argv[1:], "--here"]
        return subprocess.run(call, env=environment, check=False).returncode


def _here(options: argparse.Namespace) -> int:
    from youlin.simulation.year import live_and_check

    service.make_ready()
    label = _("正在过日子（第几天）")
    checked = live_and_check(
        households=options.households,
        chiefs=options.chiefs,
        days=options.days,
        seed=options.seed,
        faulty=options.faults,
        progress=lambda done, total: output.progress(label, done, total),
    )
    result: dict[str, object] = {
        "seed": options.seed,
        "digest": checked.digest,
        "days": options.days,
        "actions": dict(sorted(checked.actions.items())),
        "faults": dict(sorted(checked.faults.items())),
        "violations": checked.violations,
        "figures": checked.figures,
    }
    output.show(result, _words(result), as_json=options.json)
    return 1 if checked.violations else 0


def _words(result: dict[str, object]) -> str:
    wrong = result["violations"]
    head = _("%(days)s 天，指纹 %(digest)s。") % result
    lines = [head, f"{result['figures']}", f"{result['faults']}"]
    if isinstance(wrong, list) and wrong:
        lines += [_("有 %(n)s 处对不上：") % {"n": len(wrong)}, *(f"  {line}" for line in wrong[:SHOWN])]
    else:
        lines.append(_("漏下的都升上去了，没有冤枉的，一个也没有丢。"))
    return "\n".join(lines)
