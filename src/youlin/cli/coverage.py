"""coverage: who answers for every permanent household on a day, and who has nobody."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from youlin.cli import output
from youlin.foundation import clock

if TYPE_CHECKING:
    from youlin.cli.verbs import Subparsers

SHOWN = 30


def coverage(verbs: Subparsers, common: argparse.ArgumentParser) -> None:
    """`youlin coverage`."""
    command = verbs.add_parser("coverage", parents=[common], help="which permanent household has no chief, and why")
    command.add_argument("--on", metavar="DATE", help="ISO day; today by default")
    command.set_defaults(run=_coverage)


def _coverage(options: argparse.Namespace) -> None:
    from youlin.cli.service import instant
    from youlin.domains.access.actor import SYSTEM
    from youlin.domains.chiefs import queries
    from youlin.domains.chiefs.wording import reason_text

    found = queries.coverage(SYSTEM, day=clock.day_of(instant(options.on)))
    lines = [
        _("%(day)s：常住 %(all)s 户，有人管 %(covered)s 户；%(places)s 个邻中 %(empty)s 个没有邻长。")
        % {
            "day": found.day,
            "all": found.permanent_households,
            "covered": found.covered,
            "places": found.neighbourhoods,
            "empty": found.without_chief,
        }
    ]
    lines += [
        _("%(place)s：%(reason)s（%(homes)s 户）")
        % {"place": gap.place_name, "reason": reason_text(gap.reason), "homes": gap.households}
        for gap in found.gaps[:SHOWN]
    ]
    if len(found.gaps) > SHOWN:
        lines.append(_("还有 %(more)s 个邻，用 --json 看全部。") % {"more": len(found.gaps) - SHOWN})
    result = {
        "on": found.day.isoformat(),
        "permanent_households": found.permanent_households,
        "covered": found.covered,
        "uncovered": [
            {
                "household": home.number,
                "reason": home.reason.because.value,
                "message": reason_text(home.reason),
                "neighbourhood": home.place_name,
            }
            for home in found.uncovered
        ],
        "neighbourhoods": found.neighbourhoods,
        "without_chief": found.without_chief,
    }
    output.show(result, "\n".join(lines), as_json=options.json)
