"""Entry point: `youlin <command> …`. Exit 0 done, 1 refused, 2 wrong usage."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Refusals are printed as sentences, never as traces."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "youlin.config.settings.prod")
    import django

    django.setup()
    from django.conf import settings
    from django.utils import translation

    from youlin.cli import output
    from youlin.foundation.refusal import Refusal

    translation.activate(settings.LANGUAGE_CODE)
    options = _parser().parse_args(argv)
    try:
        if getattr(options, "needs_database", True):
            _ready_database()
        return int(options.run(options) or 0)
    except Refusal as refusal:
        output.refused(refusal, as_json=options.json)
        return 1
    except KeyboardInterrupt:
        output.say("")
        return 1
    except BrokenPipeError:
        # The reader (`head`, a closed pager) has seen enough; without this Python complains once more on its way out.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _parser() -> argparse.ArgumentParser:
    from youlin.cli.registry import COMMANDS

    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--json", action="store_true", help="one JSON document on stdout, words on stderr")
    parser = argparse.ArgumentParser(prog="youlin", description="友邻 Youlin")
    verbs = parser.add_subparsers(dest="command", required=True, metavar="command")
    for command in COMMANDS:
        command(verbs, common)
    return parser


def _ready_database() -> None:
    """Make a database that does not exist yet; refuse one that is behind the program. Raises Refusal."""
    from django.db import OperationalError, connection
    from django.db.migrations.executor import MigrationExecutor
    from django.utils.translation import gettext as _

    from youlin.cli import output, service
    from youlin.foundation.refusal import Refusal

    try:
        executor = MigrationExecutor(connection)
    except OperationalError as error:
        raise Refusal(
            "database_unreachable",
            _("连不上数据库：%(why)s。请检查 YOULIN_DATABASE_URL。") % {"why": str(error).strip()},
        ) from error
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting and not executor.loader.applied_migrations:
        output.say(_("第一次使用，先建好数据库。"))
        service.make_ready()
    elif waiting:
        raise Refusal("database_behind", _("数据库比程序旧，请先运行 youlin init。"))


if __name__ == "__main__":
    sys.exit(main())
