"""init, serve, tick: the program's own life."""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import sys
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.management import call_command
from django.utils.translation import gettext as _

from youlin.cli import output
from youlin.foundation import clock, workdays
from youlin.foundation.birth import give_birth
from youlin.foundation.db import spare_the_compiler
from youlin.foundation.refusal import Invalid, Refusal

if TYPE_CHECKING:
    from youlin.cli.verbs import Subparsers


def init(verbs: Subparsers, common: argparse.ArgumentParser) -> None:
    """`youlin init`."""
    command = verbs.add_parser("init", parents=[common], help="migrate and make keys; safe to repeat")
    command.set_defaults(run=_init, needs_database=False)


def make_ready() -> None:
    """Bring the database up to date and write down what happens by itself; safe to repeat."""
    from youlin.jobs.schedule import install

    if not give_birth():
        call_command("migrate", interactive=False, verbosity=0)
    spare_the_compiler()
    now = clock.now()
    workdays.seed(range(now.year - 1, now.year + 2), now=now)
    install()


def _init(options: argparse.Namespace) -> None:
    make_ready()
    output.show({"home": str(settings.YOULIN_HOME)}, _("数据库和密钥都备好了。"), as_json=options.json)


def serve(verbs: Subparsers, common: argparse.ArgumentParser) -> None:
    """`youlin serve`."""
    command = verbs.add_parser("serve", parents=[common], help="serve the pages and run the clock")
    ask_for_address(command)
    command.set_defaults(run=open_doors)


def ask_for_address(command: argparse.ArgumentParser) -> None:
    """Where to serve, and with how many workers."""
    command.add_argument("--host", default="127.0.0.1")
    command.add_argument("--port", type=int, default=8000)
    command.add_argument("--workers", type=int, default=None)


def open_doors(options: argparse.Namespace) -> int:
    """Serve the pages and run the clock until told to stop; returns the exit code. Raises Refusal for a taken door."""
    _refuse_taken_door(options.host, options.port)
    # Python's work is what takes time, so one worker a core; more threads would wait for one another.
    workers, threads = options.workers or 2, 2
    call_command("collectstatic", interactive=False, verbosity=0)
    output.say(_("在 http://%(host)s:%(port)s 开门了，按 Ctrl-C 关门。") % {"host": options.host, "port": options.port})
    pages = [
        *("granian", "--interface", "wsgi", "--host", options.host, "--port", str(options.port)),
        *("--workers", str(workers), "--blocking-threads", str(threads), "--no-ws", "--log-level", "warning"),
        "youlin.config.wsgi:application",
    ]
    return _together(["youlin.jobs.worker"], pages)


def _refuse_taken_door(host: str, port: int) -> None:
    """The server shares a port silently with another that does; two streets behind one door would be one too many."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        # A door that was closed a moment ago counts as free; one that somebody holds does not.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Refusal(
                "door_taken",
                _("%(host)s:%(port)s 用不了（%(why)s）。请关掉占着它的程序，或换一个，例如 --port %(other)s。")
                % {"host": host, "port": port, "why": error.strerror, "other": port + 1},
            ) from error


def _together(clockwork: list[str], pages: list[str]) -> int:
    """Run both Python modules until the second ends or we are told to stop; neither outlives us."""
    # Each leads a group of its own, so that what it started can be ended with it.
    running = [subprocess.Popen([sys.executable, "-m", *words], process_group=0) for words in (clockwork, pages)]
    # A polite kill unwinds the stack like Ctrl-C does, or the two would stay behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        return running[-1].wait()
    finally:
        for process in running:
            process.terminate()
        for process in running:
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)


def tick(verbs: Subparsers, common: argparse.ArgumentParser) -> None:
    """`youlin tick`."""
    command = verbs.add_parser("tick", parents=[common], help="make silence and missed deadlines happen")
    command.add_argument("--at", help="ISO instant; now by default")
    command.set_defaults(run=_tick)


def _tick(options: argparse.Namespace) -> None:
    from youlin.jobs.tick import tick as run

    result = run(now=instant(options.at))
    words = _("到点的事都办了：升起 %(raised)s 条，上报 %(cases)s 件，通知 %(notices)s 条。") % {
        "raised": result["raised"],
        "cases": result["cases_escalated"],
        "notices": result["notices"],
    }
    output.show(result, words, as_json=options.json)


def instant(text: str | None) -> datetime:
    """An ISO instant or day in Shanghai time; now where none is given. Raises Invalid."""
    if not text:
        return clock.now()
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise Invalid(
            "date_bad", _("“%(text)s”不是日期，请写成 2026-11-22 或 2026-11-22T09:00。") % {"text": text}
        ) from error
    return found if found.tzinfo else found.replace(tzinfo=clock.SHANGHAI)
