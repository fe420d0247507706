"""stats, bulletin: the figures, and the paper they fill."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from youlin.cli import output
from youlin.foundation import clock
from youlin.foundation.refusal import Invalid, Refusal

if TYPE_CHECKING:
    from youlin.cli.verbs import Subparsers
    from youlin.domains.insight.queries import Bulletin


def stats(verbs: Subparsers, common: argparse.ArgumentParser) -> None:
    """`youlin stats`."""
    command = verbs.add_parser("stats", parents=[common], help="the figures of a place and a period")
    _ask_for_span(command)
    command.set_defaults(run=_stats)


def bulletin(verbs: Subparsers, common: argparse.ArgumentParser) -> None:
    """`youlin bulletin`."""
    command = verbs.add_parser("bulletin", parents=[common], help="the bulletin of a place and a period, as a file")
    _ask_for_span(command)
    command.add_argument("--out", required=True, type=Path, help="FILE.docx, FILE.pdf or FILE.html")
    command.set_defaults(run=_bulletin)


def _ask_for_span(command: argparse.ArgumentParser) -> None:
    command.add_argument("--territory", metavar="CODE", help="the only subdistrict by default")
    command.add_argument("--from", dest="first", required=True, metavar="D", help="first day, such as 2026-11-01")
    command.add_argument("--to", dest="last", required=True, metavar="D", help="last day, included")


def _stats(options: argparse.Namespace) -> None:
    found = _read(options)
    output.show(_reported(found), found.sentence, as_json=options.json)


def _bulletin(options: argparse.Namespace) -> None:
    from youlin.domains.insight.papers import FORMS
    from youlin.domains.insight.papers.sheet import sheet

    target: Path = options.out
    render = FORMS.get(target.suffix.lower().removeprefix("."))
    if render is None:
        raise Invalid("form_unknown", _("简报可以存成 .docx、.pdf 或 .html，请改一下文件名。"), field="out")
    found = _read(options)
    try:
        target.write_bytes(render(sheet(found), found.template))
    except OSError as error:
        raise Refusal(
            "file_unwritable",
            _("写不进“%(file)s”：%(why)s。请换一个位置。") % {"file": target, "why": error.strerror or error},
        ) from error
    output.show(
        {"file": str(target), "figures": _reported(found)},
        _("简报写好了：%(file)s") % {"file": target},
        as_json=options.json,
    )


def _reported(found: Bulletin) -> dict[str, int]:
    """The figures of the report, which scripts rely on."""
    from youlin.domains.insight.rules import REPORTED

    return {key.value: found.values[key] for key in REPORTED}


def _read(options: argparse.Namespace) -> Bulletin:
    """The figures that the options ask for. Raises Invalid, NotThere."""
    from youlin.cli.service import instant
    from youlin.domains.access.actor import SYSTEM
    from youlin.domains.insight import queries
    from youlin.domains.territory import queries as territory

    period = queries.period_of(*(clock.day_of(instant(text)) for text in (options.first, options.last)))
    place = territory.by_code(options.territory) if options.territory else territory.the_subdistrict()
    if place is None:
        raise Invalid("territory_missing", _("请用 --territory 写明是哪个辖区的编码。"), field="territory")
    return queries.bulletin(SYSTEM, place, period, now=clock.now())
