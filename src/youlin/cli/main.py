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
    from youlin.cli import output
    from youlin.cli.registry import COMMANDS
    from youlin.foundation.refusal import Refusal

    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--json", action="store_true", help="one JSON document on stdout, words on stderr")
    parser = argparse.ArgumentParser(prog="youlin", description="友邻 Youlin")
    verbs = parser.add_subparsers(dest="command", required=True, metavar="command")
    for command in COMMANDS:
        command(verbs, common)
    options = parser.parse_args(argv)
    try:
        return int(options.run(options) or 0)
    except Refusal as refusal:
        output.refused(refusal, as_json=options.json)
        return 1
    except KeyboardInterrupt:
        output.say("")
        return 1


if __name__ == "__main__":
    sys.exit(main())
