"""`python3 dev.py screens`: photographs the main pages of a demo street for docs/screens/, to be looked at.

Without `--home` a demo street is made first, which takes a few minutes. A street that is
named is copied and stays as it is.
"""

import argparse
import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, ViewportSize, sync_playwright

from tools import chromium
from tools.environment import BIN, ROOT, say
from tools.pictures import LOOKS, PICTURES, Picture

KEPT = ROOT / "docs" / "screens"
DATABASE = "youlin.sqlite3"
COLOURS = (48, 24, 12)  # tried in this order until a picture is light enough
HEAVIEST = 120_000
PHONE: ViewportSize = {"width": 360, "height": 740}
DESK: ViewportSize = {"width": 1440, "height": 900}


def main(argv: Sequence[str]) -> int:
    """Make the street, serve it, take the pictures; returns the exit code."""
    asked = words().parse_args(argv)
    browser = chromium.find()
    if browser is None:
        say(chromium.HOW_TO_GET_ONE)
        return 1
    wanted = [picture for picture in PICTURES if not asked.names or picture.name in asked.names]
    with tempfile.TemporaryDirectory(prefix="youlin-screens-", ignore_cleanup_errors=True) as folder:
        home = Path(folder) / "home"
        move_in(home, asked.home)
        with served(home) as url, sync_playwright() as playwright:
            started = playwright.chromium.launch(
                executable_path=browser,
                args=["--no-sandbox", "--disable-dev-shm-usage", "--lang=zh-CN"],
            )
            photographer = Photographer(started, url, accounts(home), asked.out, whole=asked.whole)
            failed = photographer.take(wanted)
            started.close()
    if not asked.names and not failed:
        (asked.out / "README.md").write_text(index(), encoding="utf-8")
    for line in failed:
        say(line)
    return 1 if failed else 0


def words() -> argparse.ArgumentParser:
    """What may stand after `screens`."""
    parser = argparse.ArgumentParser(prog="dev.py screens", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="only these pictures; all of them by default")
    parser.add_argument("--home", type=Path, help="the YOULIN_HOME of a demo street that is there already (SQLite)")
    parser.add_argument("--out", type=Path, default=KEPT, help="another folder than docs/screens")
    parser.add_argument("--whole", action="store_true", help="whole pages, however long, for a closer look")
    return parser


def move_in(home: Path, from_: Path | None) -> None:
    """Copy the street in `from_` to `home`, even while it is being served, or make one there."""
    if from_ is None:
        home.mkdir()
        say("making a demo street: 90 days of greetings, visits and cases")
        youlin(home, "demo", "--no-serve")
        return
    shutil.copytree(from_, home, ignore=shutil.ignore_patterns(f"{DATABASE}*", "static"))
    with sqlite3.connect(from_ / DATABASE) as there, sqlite3.connect(home / DATABASE) as here:
        there.backup(here)
    youlin(home, "init")


def environment(home: Path) -> dict[str, str]:
    """What `youlin` sees."""
    env = {**os.environ, "YOULIN_HOME": str(home)}
    env.pop("YOULIN_DATABASE_URL", None)
    return env


def youlin(home: Path, *args: str) -> None:
    """Run `youlin` on the street in `home`."""
    subprocess.run([str(BIN / "youlin"), *args], env=environment(home), stdout=subprocess.DEVNULL, check=True)


def accounts(home: Path) -> dict[str, dict[str, str]]:
    """Who can log in, by role."""
    kept = json.loads((home / "demo-accounts.json").read_text(encoding="utf-8"))
    return {account["role"]: account for account in kept}


@contextmanager
def served(home: Path) -> Iterator[str]:
    """The address of the street in `home` for as long as the pictures take."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    with (home / "serve.log").open("w") as log:
        command = [str(BIN / "youlin"), "serve", "--port", str(port)]
        server = subprocess.Popen(command, env=environment(home), stdout=log, stderr=log)
        try:
            for _try in range(300):
                with suppress(OSError):
                    urllib.request.urlopen(f"{url}/health/live", timeout=5).close()
                    break
                time.sleep(0.2)
            yield url
        finally:
            server.terminate()
            server.wait(timeout=30)


@dataclass
class Photographer:
    """Walks through the pages as everybody, and keeps what was seen."""

    browser: Browser
    url: str
    accounts: dict[str, dict[str, str]]
    out: Path
    whole: bool = False
    letters: dict[str, Any] = field(default_factory=dict)

    def take(self, pictures: Sequence[Picture]) -> list[str]:
        """Take each picture in each of its looks; returns what went wrong, line by line."""
        self.out.mkdir(parents=True, exist_ok=True)
        failed = []
        for picture in sorted(pictures, key=lambda one: one.writes):
            for look in picture.looks:
                wrong = self.shoot(picture, look)
                failed += [f"{picture.name}-{look}: {wrong}"] if wrong else []
        return failed

    def shoot(self, picture: Picture, look: str) -> str:
        """One picture; returns what was wrong with it."""
        context = self.eyes(picture.who, look)
        page = context.new_page()
        try:
            answer = page.goto(self.url + picture.path)
            if answer is None or answer.status >= 400:
                return f"{picture.path} answers {answer.status if answer else 'nothing'}"
            for step in picture.steps:
                step(page)
            page.wait_for_load_state("networkidle")
            shot = page.screenshot(full_page=self.whole, animations="disabled", caret="hide")
            keep(shot, self.out / f"{picture.name}-{look}.png")
        except Exception as error:  # noqa: BLE001  the others are still worth taking
            return f"{type(error).__name__}: {str(error).splitlines()[0]}"
        finally:
            context.close()
        return ""

    def eyes(self, who: str | None, look: str) -> BrowserContext:
        """A browser of somebody: logged in, on a phone or at a desk, in a language, by day or night."""
        on_phone = look.startswith("phone")
        context = self.browser.new_context(
            viewport=PHONE if on_phone else DESK,
            device_scale_factor=1.5 if on_phone else 1,
            has_touch=on_phone,
            is_mobile=on_phone,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            color_scheme="dark" if "dark" in look else "light",
            reduced_motion="reduce",
            storage_state=self.logged_in(who) if who else None,
        )
        context.set_default_timeout(20_000)
        wishes = {"en": ("youlin_language", "en"), "large": ("youlin_large", "1")}
        for name, value in (wishes[wish] for wish in look.split("-") if wish in wishes):
            context.add_cookies([{"name": name, "value": value, "url": self.url}])
        return context

    def logged_in(self, role: str) -> Any:
        """The cookies of somebody with `role`, who logs in once."""
        if role not in self.letters:
            context = self.browser.new_context(locale="zh-CN")
            page = context.new_page()
            page.goto(f"{self.url}/account/login/")
            page.fill("[name=username]", self.accounts[role]["username"])
            page.fill("[name=password]", self.accounts[role]["password"])
            page.press("[name=password]", "Enter")
            page.wait_for_url(lambda address: "login" not in address)
            self.letters[role] = context.storage_state()
            context.close()
        return self.letters[role]


def keep(shot: bytes, path: Path) -> None:
    """Write a picture with few colours, so that the repository stays light."""
    drawn = Image.open(BytesIO(shot)).convert("RGB")
    for colours in COLOURS:
        drawn.quantize(colours, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(path, optimize=True)
        if path.stat().st_size < HEAVIEST:
            return


def index() -> str:
    """docs/screens/README.md: every picture, and how to take it again."""
    lines = [
        "# 画面 Pictures",
        "",
        "一条虚构的街道，人名都是编的。重拍：`python3 dev.py screens`；拍哪些写在 `tools/pictures/`。",
        "",
        "An invented street of invented people. To take them again: `python3 dev.py screens`; which ones stands in",
        "`tools/pictures/`.",
        "",
    ]
    for picture in PICTURES:
        lines += [f"## {picture.title}", "", *(shown(picture, look) for look in picture.looks), ""]
    return "\n".join(lines)


def shown(picture: Picture, look: str) -> str:
    """One picture in the index."""
    width = 240 if look.startswith("phone") else 640
    return f'<img src="{picture.name}-{look}.png" alt="{picture.title}, {LOOKS[look]}" width="{width}">'


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
